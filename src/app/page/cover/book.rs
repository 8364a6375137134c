//! Owns `cover.json`: layers of cover, take-home, and what an age group is said to care for.

use crate::app::state::dataset::subsidy::Named;
use leptos::prelude::RwSignal;
use qitu_engine::explain::weigh::{Counts, Weights};
use qitu_model::json::FromJson;
use qitu_model::{CoverState, Fact, Id, Source, Text};
use std::collections::BTreeMap;

#[derive(FromJson)]
pub(super) struct Book {
    pub(super) sources: Vec<Source>,
    pub(super) states: Vec<Named>,
    pub(super) plans: Vec<Promise>,
    pub(super) inputs: Vec<Input>,
    pub(super) outputs: Vec<Output>,
    pub(super) layers: Vec<Layer>,
    pub(super) weights: Vec<Preset>,
    #[serde(default)]
    pub(super) matters: Vec<Matter>,
    pub(super) counts: Vec<Counts>,
    pub(super) counts_fact: Fact,
    pub(super) note: Text,
}

#[derive(FromJson)]
pub(super) struct Promise {
    pub(super) who: Text,
    pub(super) employment: Id,
    pub(super) what: Text,
    pub(super) state: CoverState,
    pub(super) since: String,
    pub(super) fact: Fact,
    pub(super) caveat: Text,
}

#[derive(Clone, FromJson)]
pub(super) struct Input {
    pub(super) id: Id,
    pub(super) label: Text,
    pub(super) value: i64,
    pub(super) unit: String,
    #[serde(default)]
    pub(super) min: i64,
    #[serde(default)]
    pub(super) max: Option<i64>,
    pub(super) fact: Fact,
    #[serde(default)]
    pub(super) note: Option<Text>,
}

#[derive(Clone, FromJson)]
pub(super) struct Output {
    pub(super) label: Text,
    pub(super) formula: String,
    pub(super) unit: String,
}

#[derive(FromJson)]
pub(super) struct Layer {
    pub(super) name: Text,
    pub(super) covers: Text,
    pub(super) ask: Text,
    pub(super) fact: Fact,
}

/// What an age group is said to care for.
#[derive(FromJson)]
pub(super) struct Preset {
    pub(super) id: Id,
    pub(super) name: Text,
    pub(super) age: Span,
    pub(super) weights: Weights,
    pub(super) fact: Fact,
}

/// What may matter most to whoever looks for a job.
#[derive(FromJson)]
pub(super) struct Matter {
    pub(super) name: Text,
    pub(super) weights: Weights,
    /// The roles of which it holds; none = it may be any.
    #[serde(default)]
    pub(super) roles: Vec<Id>,
    pub(super) fact: Fact,
}

#[derive(FromJson)]
pub(super) struct Span {
    #[serde(default)]
    pub(super) min: Option<u32>,
    #[serde(default)]
    pub(super) max: Option<u32>,
}

/// The rider's own numbers, by the input's id.
pub(super) type Own = RwSignal<BTreeMap<String, i64>>;
