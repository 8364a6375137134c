//! Many scenarios, each a line of its own: what the command line streams and what data tools
//! bring in tables. The same line has the same answer wherever it is planned.
//! Refuses files, streams and threads: whoever calls it brings them.
//!
//! ```text
//! line ──line::read──▶ Rider ──planner──▶ Planned ──▶ JSON of the plan, rows of its steps
//!   └── what is wrong with it, by its key
//! ```
//!
//! ```
//! use qitu_batch::{Batch, Kinds, Outcome, Terms};
//! use qitu_model::{Catalogue, Lang};
//!
//! let catalogue: Catalogue = serde_json::from_str(
//!     r#"{ "courses": [{ "id": "safety", "offers": [{ "id": "evening", "weeks": 2, "fee": 50 }] }] }"#,
//! )?;
//! let kinds = Kinds::default();
//! let batch = Batch::new(&catalogue, &kinds, Terms::new(Lang::En));
//! let line = br#"{"key": "a7", "format": "qitu.scenario/1", "start": "2026-11-30", "goal": {"course": "safety"}}"#;
//! let Outcome::Planned(planned) = batch.answer(line).outcome else { panic!("it is a scenario") };
//! assert_eq!(planned.steps[0].end.to_string(), "2026-12-13");
//!
//! let typo = br#"{"key": "a8", "start": "2026-11-30", "bugdet": 5, "goal": {"course": "safety"}}"#;
//! let answer = batch.answer(typo);
//! assert!(answer.json(2).starts_with(r#"{"key":"a8","error":"bugdet: "#));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod line;
mod planner;
mod steps;

pub use line::{Rider, is_refused, read};
pub use planner::{Kinds, Planned, checked};
pub use steps::{Step, steps};

use qitu_engine::load::{Problem, ScenarioReader};
use qitu_model::{Catalogue, Lang, Objective};
use qitu_solve::Limits;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What holds for every line.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The language of errors.
    pub lang: Lang,
    /// What is best, instead of what the scenarios say.
    pub objective: Option<Objective>,
    /// Most work for a line.
    pub limits: Limits,
    /// A field that nobody reads is told and not refused.
    pub lenient: bool,
}

impl Terms {
    /// Strict, with the objective of each scenario and the usual limit.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, objective: None, limits: Limits::default(), lenient: false }
    }
}

/// What came of a line.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A plan, or the proof that there is none.
    Planned(Arc<Planned>),
    /// It is not understood: why.
    Unread(String),
    /// A fault of this program, which is no answer: what it is.
    Fault(String),
}

/// The answer to a line.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What the sender knows the line by, a word or a number.
    pub key: Option<Value>,
    /// How many riders it stands for.
    pub weight: u32,
    /// What came of it.
    pub outcome: Outcome,
    /// What it was planned without.
    pub told: Vec<Problem>,
}

impl Answer {
    /// As a line of JSON without its end: the plan, or `{"error": …, "line": number}`, after the key.
    #[must_use]
    pub fn json(&self, number: usize) -> String {
        let error =
            |words: &String| serde_json::json!({ "error": words, "line": number }).to_string();
        let text = match &self.outcome {
            Outcome::Planned(planned) => planned.json.clone(),
            Outcome::Unread(why) | Outcome::Fault(why) => error(why),
        };
        match (&self.key, text.strip_prefix('{')) {
            (Some(key), Some(fields)) => format!("{{\"key\":{key},{fields}"),
            _ => text,
        }
    }
}

/// One catalogue and the terms on which lines are answered. Each thread has its own; the kinds that
/// were planned before are shared.
pub struct Batch<'c> {
    catalogue: &'c Catalogue,
    reader: ScenarioReader<'c>,
    kinds: &'c Kinds,
    terms: Terms,
}

impl<'c> Batch<'c> {
    /// For this catalogue.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, kinds: &'c Kinds, terms: Terms) -> Self {
        Self { catalogue, reader: ScenarioReader::new(catalogue), kinds, terms }
    }

    /// The answer to a line, whatever it holds. That nothing panics is the engine's promise; that a
    /// broken promise costs one line and not all of them is made sure here.
    #[must_use]
    pub fn answer(&self, line: &[u8]) -> Answer {
        let rider = read(&self.reader, self.terms.lang, self.terms.lenient, line);
        let outcome = match rider.scenario {
            Err(why) => Outcome::Unread(why),
            Ok(scenario) => {
                let plan = || self.kinds.plan(self.catalogue, *scenario, self.terms);
                match catch_unwind(AssertUnwindSafe(plan)) {
                    Ok(Ok(planned)) => Outcome::Planned(planned),
                    Ok(Err(fault)) => Outcome::Fault(fault),
                    Err(_) => Outcome::Fault("the planner failed on this line".to_owned()),
                }
            }
        };
        Answer { key: rider.key, weight: rider.weight, outcome, told: rider.told }
    }
}
