//! Owns the units that numbers carry and text in two languages.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// The week that no plan runs past.
pub const HORIZON: u32 = 520;

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToJson, Deserialize, FromJson,
        )]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    };
}

unit! {
    /// Whole weeks: a length, or a place in time counted from the week of `start` (week 0).
    Weeks(u32)
}
unit! {
    /// Whole hours.
    Hours(u32)
}
unit! {
    /// Whole yuan.
    Yuan(i64)
}

/// Months as weeks, `⌈months × 52 / 12⌉`: the contract's one conversion.
#[must_use]
pub fn months_to_weeks(months: u32) -> u32 {
    let weeks = (u64::from(months) * 52).div_ceil(12);
    u32::try_from(weeks).unwrap_or(u32::MAX)
}

/// Words in Chinese and in English.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    ToJson,
    Deserialize,
    FromJson
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// Simplified Chinese.
    #[serde(default)]
    pub zh: String,
    /// English.
    #[serde(default)]
    pub en: String,
}
