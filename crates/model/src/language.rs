//! Owns the languages that people read.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// A language Qitu speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// 简体中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// Both, Chinese first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The tag of the language, as in `lang="zh-Hans"`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The one of the two texts in this language; the other one where this is empty.
    #[must_use]
    pub fn pick(self, text: &crate::Text) -> &str {
        let (own, other) = match self {
            Self::Zh => (&text.zh, &text.en),
            Self::En => (&text.en, &text.zh),
        };
        if own.trim().is_empty() { other } else { own }
    }
}

/// The half-width form of a full-width letter, digit or sign, as input methods write them.
#[must_use]
pub fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        letter => letter,
    }
}
