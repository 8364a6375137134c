//! Owns where things stand in a JSON text: members, items, lines.
//! Refuses to understand values; it only finds where each begins and ends, so that one broken
//! entry costs that entry and no more. Nothing here recurses: depth costs no stack.

/// A value's stretch of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// First byte.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
}

/// Where a list or an object stopped making sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// The byte.
    pub at: usize,
    /// The text simply ends.
    pub cut_off: bool,
}

impl Piece {
    /// Its bytes as text; empty where the stretch does not fall on characters.
    pub fn of(self, text: &str) -> &str {
        text.get(self.from..self.to).unwrap_or("")
    }
}

fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

fn skip_space(text: &str, mut at: usize) -> usize {
    while matches!(byte(text, at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// One past the closing quote of the string that begins at `at`.
fn string_end(text: &str, mut at: usize) -> Option<usize> {
    at += 1;
    loop {
        match byte(text, at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The value that begins at or after `at`.
pub(super) fn value(text: &str, at: usize) -> Result<Piece, Break> {
    let from = skip_space(text, at);
    let cut = Break { at: from, cut_off: true };
    let mut at = from;
    let mut depth = 0_usize;
    loop {
        match byte(text, at) {
            None => return Err(cut),
            Some(b'"') => {
                at = string_end(text, at).ok_or(cut)?;
                if depth == 0 {
                    return Ok(Piece { from, to: at });
                }
            }
            Some(b'{' | b'[') => {
                depth += 1;
                at += 1;
            }
            Some(b'}' | b']') if depth > 0 => {
                depth -= 1;
                at += 1;
                if depth == 0 {
                    return Ok(Piece { from, to: at });
                }
            }
            Some(b',' | b'}' | b']' | b':' | b' ' | b'\t' | b'\n' | b'\r') if depth == 0 => {
                return if at == from {
                    Err(Break { at, cut_off: false })
                } else {
                    Ok(Piece { from, to: at })
                };
            }
            Some(_) => at += 1,
        }
    }
}

/// The members of an object: key as written between its quotes, value. The last one may be cut off.
pub(super) fn members(text: &str, object: Piece) -> (Vec<(&str, Piece)>, Option<Break>) {
    let mut found = Vec::new();
    let broken = elements(text, object, b'}', &mut |at| {
        let key = Piece { from: at, to: at };
        if byte(text, at) != Some(b'"') {
            return Err(Break { at, cut_off: at >= text.len() });
        }
        let end = string_end(text, at).ok_or(Break { at, cut_off: true })?;
        let key = Piece { from: key.from + 1, to: end - 1 }.of(text);
        let colon = skip_space(text, end);
        if byte(text, colon) != Some(b':') {
            return Err(Break { at: colon, cut_off: colon >= text.len() });
        }
        let piece = value(text, colon + 1);
        found.extend(whole_or_rest(text, piece).map(|piece| (key, piece)));
        piece.map(|piece| piece.to)
    });
    (found, broken)
}

/// The items of a list. The last one may be cut off.
pub(super) fn items(text: &str, list: Piece) -> (Vec<Piece>, Option<Break>) {
    let mut found = Vec::new();
    let broken = elements(text, list, b']', &mut |at| {
        let piece = value(text, at);
        found.extend(whole_or_rest(text, piece));
        piece.map(|piece| piece.to)
    });
    (found, broken)
}

/// A value that the text cuts off still counts, to its end: what is whole inside can be kept.
fn whole_or_rest(text: &str, piece: Result<Piece, Break>) -> Option<Piece> {
    match piece {
        Ok(piece) => Some(piece),
        Err(broken) if broken.cut_off => Some(Piece { from: broken.at, to: text.len() }),
        Err(_) => None,
    }
}

fn elements(
    text: &str,
    outer: Piece,
    close: u8,
    element: &mut dyn FnMut(usize) -> Result<usize, Break>,
) -> Option<Break> {
    let mut at = skip_space(text, outer.from + 1);
    if byte(text, at) == Some(close) {
        return None;
    }
    loop {
        at = match element(at) {
            Ok(end) => skip_space(text, end),
            Err(broken) => return Some(broken),
        };
        match byte(text, at) {
            Some(b',') => at = skip_space(text, at + 1),
            Some(b) if b == close => return None,
            _ => return Some(Break { at, cut_off: at >= text.len() }),
        }
    }
}

/// The beginnings of a text's lines.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Finds them.
    pub fn of(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(after).collect())
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> (Vec<String>, Option<Break>) {
        let (found, broken) = members(text, Piece { from: 0, to: text.len() });
        (found.into_iter().map(|(k, v)| format!("{k}={}", v.of(text))).collect(), broken)
    }

    #[test]
    fn members_are_found_with_whatever_they_hold() {
        let (found, broken) = keys(r#"{ "a": [1, {"b": "]}"}], "c" : "\"," , "d":-1.5e3}"#);
        assert_eq!(found, ["a=[1, {\"b\": \"]}\"}]", "c=\"\\\",\"", "d=-1.5e3"]);
        assert_eq!(broken, None);
    }

    #[test]
    fn a_text_that_ends_early_keeps_what_was_whole() {
        let (found, broken) = keys(r#"{"a": 1, "b": [1, 2"#);
        assert_eq!(found, ["a=1", "b=[1, 2"]);
        assert_eq!(broken, Some(Break { at: 14, cut_off: true }));
    }

    #[test]
    fn lines_count_from_one() {
        let lines = Lines::of("a\nb\n");
        assert_eq!([lines.line(0), lines.line(1), lines.line(2), lines.line(4)], [1, 1, 2, 3]);
    }
}
