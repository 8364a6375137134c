//! Owns text → tree.

use super::Value;
use std::borrow::Cow;

/// Deeper than any file of ours, and far from the end of a worker's stack.
const DEEPEST: u32 = 128;

/// The tree of a text; none where it is no JSON.
#[must_use]
pub fn parse(text: &str) -> Option<Value<'_>> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.peek().is_none().then_some(value)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    /// The next byte that is no space, without taking it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Takes a byte if it is the next.
    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn value(&mut self, depth: u32) -> Option<Value<'a>> {
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'{' => {
                let mut entries = Vec::new();
                self.entries(b'}', |parser| {
                    parser.peek();
                    let key = parser.string()?;
                    parser.eat(b':')?;
                    entries.push((key, parser.value(depth + 1)?));
                    Some(())
                })?;
                Some(Value::Map(entries))
            }
            b'[' => {
                let mut items = Vec::new();
                self.entries(b']', |parser| {
                    items.push(parser.value(depth + 1)?);
                    Some(())
                })?;
                Some(Value::List(items))
            }
            b'"' => self.string().map(Value::Text),
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            _ => self.number(),
        }
    }

    /// What stands between a bracket and its other half, with commas.
    fn entries(&mut self, end: u8, mut one: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        if self.eat(end).is_some() {
            return Some(());
        }
        loop {
            one(self)?;
            if self.eat(b',').is_none() {
                return self.eat(end);
            }
        }
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.text.as_bytes().get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }

    fn sign(&mut self, signs: &[u8]) -> bool {
        let there = self.text.as_bytes().get(self.at).is_some_and(|byte| signs.contains(byte));
        self.at += usize::from(there);
        there
    }

    fn number(&mut self) -> Option<Value<'a>> {
        let from = self.at;
        self.sign(b"-");
        if !self.sign(b"0") {
            self.digits()?;
        }
        if self.sign(b".") {
            self.digits()?;
        }
        if self.sign(b"eE") {
            self.sign(b"+-");
            self.digits()?;
        }
        self.text.get(from..self.at).map(Value::Number)
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        if self.text.as_bytes().get(self.at) != Some(&b'"') {
            return None;
        }
        self.at += 1;
        let mut from = self.at;
        let mut built = String::new();
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            match byte {
                b'"' | b'\\' => {
                    let part = self.text.get(from..self.at)?;
                    self.at += 1;
                    if byte == b'"' {
                        return Some(if built.is_empty() {
                            Cow::Borrowed(part)
                        } else {
                            built.push_str(part);
                            Cow::Owned(built)
                        });
                    }
                    built.push_str(part);
                    built.push(self.escaped()?);
                    from = self.at;
                }
                0..=0x1f => return None,
                _ => self.at += 1,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.four()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                self.at += 2;
                if self.text.get(self.at - 2..self.at) != Some("\\u") {
                    return None;
                }
                let second = self.four()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second);
            }
            _ => return None,
        })
    }

    fn four(&mut self) -> Option<u32> {
        let text = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        text.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
        u32::from_str_radix(text, 16).ok()
    }
}
