//! Owns data → text.

use super::ToJson;

/// Text being written.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    pretty: bool,
    depth: usize,
    /// Something stands in the innermost brackets.
    filled: bool,
}

impl Writer {
    /// One that writes a line for each entry.
    #[must_use]
    pub fn pretty() -> Self {
        Self { pretty: true, ..Self::default() }
    }

    /// What was written.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    fn line(&mut self) {
        if self.pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.filled = false;
    }

    fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if self.filled {
            self.line();
        }
        self.text.push(bracket);
        self.filled = true;
    }

    fn next(&mut self) {
        if self.filled {
            self.text.push(',');
        }
        self.filled = true;
        self.line();
    }

    /// Begins a map.
    pub fn open_map(&mut self) {
        self.open('{');
    }

    /// Ends a map.
    pub fn close_map(&mut self) {
        self.close('}');
    }

    /// One entry of a map.
    pub fn field(&mut self, key: &str, value: &dyn ToJson) {
        self.next();
        self.text(key);
        self.text.push_str(if self.pretty { ": " } else { ":" });
        value.to_json(self);
    }

    /// Begins a list.
    pub fn open_list(&mut self) {
        self.open('[');
    }

    /// Ends a list.
    pub fn close_list(&mut self) {
        self.close(']');
    }

    /// One item of a list.
    pub fn item(&mut self, item: &dyn ToJson) {
        self.next();
        item.to_json(self);
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.text.push('"');
        for letter in text.chars() {
            let escape = match letter {
                '"' => '"',
                '\\' => '\\',
                '\u{8}' => 'b',
                '\u{c}' => 'f',
                '\n' => 'n',
                '\r' => 'r',
                '\t' => 't',
                '\0'..='\u{1f}' => {
                    let digit = |n: u32| char::from_digit(n, 16).unwrap_or('0');
                    self.text.push_str("\\u00");
                    self.text.push(digit(u32::from(letter) >> 4));
                    self.text.push(digit(u32::from(letter) & 15));
                    continue;
                }
                _ => {
                    self.text.push(letter);
                    continue;
                }
            };
            self.text.push('\\');
            self.text.push(escape);
        }
        self.text.push('"');
    }

    /// What needs no quotes: a number, `true`, `null`.
    pub fn bare(&mut self, text: &str) {
        self.text.push_str(text);
    }
}
