//! Owns the check of a plan against the contract: is it valid, and is its value true?
//! Refuses to plan or to mend, and shares no code with the search, so that a fault in one shows
//! in the other.

mod case;
mod check;
mod record;
mod rule;

pub use rule::Rule;

use case::Case;
use qitu_model::json::{FromJson, ToJson};
use qitu_model::{Catalogue, Id, Need, Plan, Scenario, Value, Weeks};
use serde::{Deserialize, Serialize};

/// A rule that a plan breaks, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// What shows it.
    pub witness: Witness,
}

/// What shows that a rule is broken. Steps are named by their place in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(tag = "witness", rename_all = "snake_case")]
pub enum Witness {
    /// One step.
    Step {
        /// The step.
        step: usize,
    },
    /// Two steps.
    Steps {
        /// The earlier in the plan.
        step: usize,
        /// The later in the plan.
        other: usize,
    },
    /// A step that ends in another week than its offer says.
    Length {
        /// The step.
        step: usize,
        /// The week at whose start it should be done.
        end: Weeks,
    },
    /// A need that does not hold.
    Need {
        /// The step that has it; none = the goal.
        step: Option<usize>,
        /// The smallest part of the need that shows it.
        need: Need,
    },
    /// Steps that only hold one another up.
    Circle {
        /// The steps.
        steps: Vec<usize>,
    },
    /// A week that asks for more hours than the rider has.
    Hours {
        /// The week.
        week: Weeks,
        /// The slots whose hours are too few together.
        slots: Vec<Id>,
        /// Hours that can go nowhere else.
        asked: u64,
        /// Hours the rider has there.
        free: u64,
    },
    /// A week in which too many steps run.
    AtOnce {
        /// The week.
        week: Weeks,
        /// Steps with a load.
        running: u32,
    },
    /// A number above its limit.
    Above {
        /// The number.
        found: i64,
        /// The limit.
        limit: i64,
    },
    /// A pin that no step meets.
    Pin {
        /// The pin's place in the scenario.
        pin: usize,
    },
    /// A value that its steps do not bear out.
    Value {
        /// What the plan states, if it states anything.
        stated: Option<Value>,
        /// What its steps take.
        found: Value,
    },
}

/// The value of a valid plan, or the first rule it breaks.
///
/// # Errors
/// The first broken rule, in the order of [`Rule::ALL`], with its witness.
pub fn verify(catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> Result<Value, Broken> {
    let catalogue = &*scenario.ground(catalogue);
    let case = Case::read(catalogue, scenario, plan)?;
    for rule in Rule::ALL {
        if let Some(witness) = check::check(rule, &case) {
            return Err(Broken { rule, witness });
        }
    }
    Ok(case.value())
}
