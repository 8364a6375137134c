//! Owns the table of rules: their ids, what each asks for, and the order they are checked in.

use qitu_model::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal: $says:literal;)*) => {
        /// A rule of a valid plan.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToJson, Deserialize, FromJson,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Rule {
            $(#[doc = $says] $name,)*
        }

        impl Rule {
            /// Every rule, in the order they are checked.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$name),*];

            /// Its name in files, messages and documentation.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What it asks for, in one sentence.
            #[must_use]
            pub fn says(self) -> &'static str {
                match self { $(Self::$name => $says,)* }
            }
        }
    };
}

// One row a rule. `check.rs` has one arm a row, `text/rule.rs` one sentence a row and language,
// `tests/rules.rs` one broken plan a row: none of them compiles or passes with a row left out.
rules! {
    Known = "known": "Every step names an activity, an offer and a pace that the catalogue has.";
    Length = "length": "Every step lasts as many weeks as its offer says.";
    Horizon = "horizon": "No step runs past week 520.";
    Held = "held": "Nothing done or held at the start is taken again, unless it renews a certificate that expires.";
    Once = "once": "Nothing is taken twice, unless it renews a certificate that expires, in another week.";
    AvoidActivity = "avoid_activity": "No step is an activity that the rider avoids.";
    AvoidPlace = "avoid_place": "No step is at a place that the rider avoids.";
    Need = "need": "What a step and its offer need holds in the week the step starts.";
    Circle = "circle": "Steps of zero weeks support each other only in some order.";
    Unknown = "unknown": "No step takes an offer of which a fee, hours, days, class times or a place are unknown.";
    Intake = "intake": "Every step starts in a week in which its offer takes people in.";
    Hours = "hours": "Every week has room for the hours of its steps, slot by slot.";
    AtOnce = "at_once": "No week runs more steps with a load than the rider wants at once.";
    Session = "session": "Class times of steps that run in the same week do not overlap.";
    Free = "free": "Every class lies inside the rider's free times.";
    Budget = "budget": "The net fees sum to no more than the budget.";
    Pin = "pin": "Every pin is met by a step.";
    Goal = "goal": "The goal holds at the start of some week.";
    Deadline = "deadline": "The goal holds by the start of the deadline's week.";
    Value = "value": "The value that the plan states is what its steps take.";
}
