//! Owns what the page knows beside the rider's own: how it looks and speaks, the catalogue, the
//! built-in situations, and the message of the moment.

use qitu_model::json::{FromJson, ToJson};
use qitu_model::{Catalogue, Lang, Scenario, Text};
use std::sync::Arc;

/// How the page looks and speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, ToJson, FromJson)]
#[serde(default)]
pub struct Settings {
    /// The language.
    pub lang: Lang,
    /// `light`, `dark`, or empty for the device's own.
    pub theme: String,
}

/// A built-in situation to try.
#[derive(Clone, Debug, PartialEq, Eq, FromJson)]
pub struct Situation {
    /// Its id.
    pub id: String,
    /// Who it is, in a few words.
    pub name: Text,
    /// The situation in a sentence.
    #[serde(default)]
    pub about: Text,
    /// The question it asks.
    pub scenario: Scenario,
}

/// The catalogue, or how far it has come.
#[derive(Clone, Debug, Default)]
pub enum CatalogueState {
    /// On its way.
    #[default]
    Waiting,
    /// It did not come.
    Failed,
    /// It came, and nothing of it can be planned with.
    Unusable,
    /// Here.
    Ready(Arc<Catalogue>),
}

/// A message for a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Is it a change that can be taken back?
    pub undo: bool,
    /// Which toast this is, so that only its own timer takes it away.
    pub turn: u32,
}
