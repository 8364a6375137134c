//! Owns cells: comma-, semicolon- or tab-separated text → rows of cells, each with its line.
//! Refuses to understand them; `table` does.
//!
//! Written out here because the reader must go on after a slip and tell its line, and because
//! forty lines weigh less on a phone than a general reader.

/// A row of cells.
pub(super) struct Row {
    /// The line it begins on, from 1.
    pub line: u32,
    /// Its cells, without the quotes around them.
    pub cells: Vec<String>,
    /// Something stands behind a closing quote: what was meant to be one cell may have been several.
    pub has_stray_quote: bool,
}

impl Row {
    fn on(line: u32) -> Self {
        Self { line, cells: Vec::new(), has_stray_quote: false }
    }
}

/// A table as it is written.
pub(super) struct Grid {
    /// The rows with something in them.
    pub rows: Vec<Row>,
    /// A quote was left open.
    pub is_open: bool,
    /// Between its cells.
    pub separator: char,
}

/// The rows of a table (RFC 4180, with any line ends). What nobody sees in a cell is left out.
pub(super) fn read(text: &str) -> Grid {
    let (separator, text, first) = separator(text);
    let mut rows = Vec::new();
    let mut row = Row::on(first);
    let (mut cell, mut quoted, mut closed, mut line) = (String::new(), false, false, first);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        line = line.saturating_add(u32::from(letter == '\n'));
        match letter {
            '"' if quoted => {
                if letters.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    (quoted, closed) = (false, true);
                }
            }
            letter if quoted && !is_invisible(letter) => cell.push(seen(letter)),
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            letter if letter == separator => {
                closed = false;
                row.cells.push(std::mem::take(&mut cell));
            }
            '\r' | '\n' => {
                closed = false;
                row.cells.push(std::mem::take(&mut cell));
                if letter == '\r' && letters.next_if_eq(&'\n').is_some() {
                    line = line.saturating_add(1);
                }
                rows.push(std::mem::replace(&mut row, Row::on(line)));
            }
            letter if is_invisible(letter) => {}
            letter => {
                row.has_stray_quote |= closed && !letter.is_whitespace();
                cell.push(seen(letter));
            }
        }
    }
    if !cell.is_empty() || !row.cells.is_empty() {
        row.cells.push(cell);
        rows.push(row);
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    Grid { rows, is_open: quoted, separator }
}

/// Letters that take no room: joiners, marks of direction, soft hyphens, a mark of byte order.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What people see of a cell.
pub(super) fn seen_of(cell: &str) -> String {
    cell.chars().filter(|letter| !is_invisible(*letter)).map(seen).collect()
}

/// A space that does not break is a space.
fn seen(letter: char) -> char {
    if matches!(letter, '\u{a0}' | '\u{202f}') { ' ' } else { letter }
}

/// Lines looked at for the separator: a title may stand over the table.
const LINES: usize = 12;

/// The separator, the text without a line that names it (`sep=;`, as spreadsheet programs write it),
/// and the number of the first line of that text. It is what most of the first lines have, and of those
/// what they have most of: a note may hold more commas than its row has cells.
fn separator(text: &str) -> (char, &str, u32) {
    let named = text.get(..4).filter(|word| word.eq_ignore_ascii_case("sep="));
    if let Some((line, rest)) = named.and_then(|_| text.split_once(['\n', '\r']))
        && let Some(separator) = line.get(4..).and_then(one_letter)
    {
        return (separator, rest.strip_prefix('\n').unwrap_or(rest), 2);
    }
    let most = |separator: char| {
        let lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
        let counts = lines.take(LINES).map(|line| line.matches(separator).count());
        let counts: Vec<usize> = counts.filter(|count| *count > 0).collect();
        (counts.len(), counts.into_iter().max().unwrap_or(0))
    };
    let best = [',', ';', '\t'].into_iter().max_by_key(|separator| most(*separator));
    (best.filter(|separator| most(*separator).0 > 0).unwrap_or(','), text, 1)
}

fn one_letter(word: &str) -> Option<char> {
    // Spreadsheet programs pad the line with the separators of the other columns.
    let letter = word.chars().next()?;
    word.chars().all(|other| other == letter).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn quotes_keep_commas_line_ends_and_quotes() {
        let table = "a,b\r\n\"1, \"\"2\"\"\r\n3\",4\n\n5";
        assert_eq!(cells(table), [vec!["a", "b"], vec!["1, \"2\"\r\n3", "4"], vec!["5"]]);
        assert_eq!(read(table).rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 5]);
    }

    #[test]
    fn tabs_and_semicolons_separate_too() {
        assert_eq!(cells("a\tb,c\n1\t2"), [["a", "b,c"], ["1", "2"]]);
        assert_eq!(cells("a;b\n1;2,5"), [["a", "b"], ["1", "2,5"]]);
    }

    #[test]
    fn a_line_may_name_the_separator_and_a_title_may_stand_above() {
        assert_eq!(cells("sep=;\r\na;b,c\r\n1;2\r\n"), [["a", "b,c"], ["1", "2"]]);
        assert_eq!(read("sep=,\na,b\n").rows[0].line, 2);
        assert_eq!(cells("courses, autumn\na\tb\tc\n1\t2\t3")[1], ["a", "b", "c"]);
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_a_cell() {
        let table = "\u{feff}a\u{200b},\"b\u{200d}\"\n1\u{a0}h,2\u{202c}";
        assert_eq!(cells(table), [["a", "b"], ["1 h", "2"]]);
    }

    #[test]
    fn an_open_quote_is_noticed() {
        assert!(read("a,b\n\"1,2\n3,4").is_open);
    }
    #[test]
    fn what_most_lines_have_separates_them() {
        let notes = "a\tb\n1\tone, two, three, four\n2\tfive, six";
        assert_eq!(cells(notes)[1], ["1", "one, two, three, four"]);
        assert_eq!(cells("a;b\n1;x, y, z\n2;x")[2], ["2", "x"]);
        assert_eq!(cells("a,b,c\n1,x; y; z; u; v,2\n3,x,4")[2], ["3", "x", "4"]);
    }

    #[test]
    fn what_stands_behind_a_closing_quote_is_noticed() {
        let stray = |text: &str| {
            let rows = read(text).rows;
            rows.into_iter().map(|row| row.has_stray_quote).collect::<Vec<_>>()
        };
        assert_eq!(stray("a,b\n\"1,2\n3,4\n\"5\",6\n7,8"), [false, true, false]);
        assert_eq!(stray("\"27\" to 31\",b\n\"1\" ,2\n24\",3"), [true, false, false]);
    }
}
