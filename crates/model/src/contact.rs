//! Owns how riders reach whoever holds a class. Refuses to plan with it.

use super::Text;
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// Whom to ask about a class, and how. Whatever nobody said is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Contact {
    /// A telephone number as people write it: `0755-1234 5678`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where riders enrol, an address which begins with `https://`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrol: Option<String>,
    /// A page of its own, which begins with `https://`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A WeChat account by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wechat: Option<String>,
    /// Whom to ask for, when and where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}
