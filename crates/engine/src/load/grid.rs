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
}

/// The rows of a table (RFC 4180, with any line ends), and whether a quote was left open.
pub(super) fn rows(text: &str) -> (Vec<Row>, bool) {
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut row = Row { line: 1, cells: Vec::new() };
    let (mut cell, mut quoted, mut line) = (String::new(), false, 1_u32);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        line = line.saturating_add(u32::from(letter == '\n'));
        match letter {
            '"' if quoted => {
                if letters.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            letter if quoted => cell.push(letter),
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            letter if letter == separator => row.cells.push(std::mem::take(&mut cell)),
            '\r' | '\n' => {
                row.cells.push(std::mem::take(&mut cell));
                if letter == '\r' && letters.next_if_eq(&'\n').is_some() {
                    line = line.saturating_add(1);
                }
                rows.push(std::mem::replace(&mut row, Row { line, cells: Vec::new() }));
            }
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !row.cells.is_empty() {
        row.cells.push(cell);
        rows.push(row);
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    (rows, quoted)
}

/// The separator that the first line has most of.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |separator: char| first.matches(separator).count();
    let best = [',', ';', '\t'].into_iter().max_by_key(|separator| count(*separator));
    best.filter(|separator| count(*separator) > 0).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        rows(text).0.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn quotes_keep_commas_line_ends_and_quotes() {
        let table = "a,b\r\n\"1, \"\"2\"\"\r\n3\",4\n\n5";
        assert_eq!(read(table), [vec!["a", "b"], vec!["1, \"2\"\r\n3", "4"], vec!["5"]]);
        assert_eq!(rows(table).0.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 5]);
    }

    #[test]
    fn tabs_and_semicolons_separate_too() {
        assert_eq!(read("a\tb,c\n1\t2"), [["a", "b,c"], ["1", "2"]]);
        assert_eq!(read("a;b\n1;2,5"), [["a", "b"], ["1", "2,5"]]);
    }

    #[test]
    fn an_open_quote_is_noticed() {
        assert!(rows("a,b\n\"1,2\n3,4").1);
    }
}
