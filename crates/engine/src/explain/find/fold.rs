//! Owns the one form in which texts are compared: small letters, half width, simplified characters.
//!
//! `traditional.txt` is made from Unihan (Unicode 15, kSimplifiedVariant): a simplified character
//! of `readings.txt`, then the traditional ones of Big5 that are written for it, a line each.

use qitu_model::half_width;
use std::sync::LazyLock;

static TRADITIONAL: &str = include_str!("traditional.txt");

/// The first of the characters that both tables hold.
pub(super) const FIRST_CHINESE: usize = 0x4e00;

/// The simplified form of each character from the first Chinese one on; 0 where it has none.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut forms = Vec::new();
    for line in TRADITIONAL.lines() {
        let mut characters = line.chars();
        let Some(simple) = characters.next().and_then(|c| u16::try_from(u32::from(c)).ok()) else {
            continue;
        };
        for c in characters {
            let at = (c as usize).saturating_sub(FIRST_CHINESE);
            if forms.len() <= at {
                forms.resize(at + 1, 0);
            }
            forms[at] = simple;
        }
    }
    forms
});

/// A text as it is compared, in one line.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(one).flat_map(char::to_lowercase).collect()
}

fn one(c: char) -> char {
    match half_width(c) {
        '\n' => ' ',
        c => {
            let at = (c as usize).checked_sub(FIRST_CHINESE);
            let simple = at.and_then(|at| SIMPLIFIED.get(at)).filter(|simple| **simple != 0);
            simple.and_then(|simple| char::from_u32(u32::from(*simple))).unwrap_or(c)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_character_are_one() {
        assert_eq!(fold("無人機駕駛員執照"), "无人机驾驶员执照");
        assert_eq!(fold("ＣＡＡＣ　（二）"), "caac (二)");
        assert_eq!(fold("臺灣證書\nÉ"), "台湾证书 é");
        assert_eq!(fold("后面"), "后面", "what is simplified stays");
    }
}
