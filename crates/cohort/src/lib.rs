//! Many riders at once: who wants which class, who gets a seat, where it is short, and what one more
//! class would change.
//! Refuses to plan: whoever calls it brings the planner, on as many cores as there are.
//!
//! ```text
//! riders ──population──▶ distinct questions ──planner──▶ first choices
//!                                                             │
//!                          planner ◀──(class is full)── seating ──▶ outcomes ──forecast──▶ counts
//!                                                                                           │
//!                                                              words, months, tables ◀──────┘
//! ```
//!
//! Two riders want the one seat of a class; the second is planned again and comes three weeks
//! later:
//!
//! ```
//! use qitu_cohort::{Order, Population, Question, Seats, first_choices, forecast, seat};
//! use qitu_model::{Catalogue, Scenario};
//! use qitu_solve::{Limits, plan_keeping};
//!
//! let catalogue: Catalogue = serde_json::from_str(
//!     r#"{
//!         "courses": [{ "id": "safety", "offers": [
//!             { "id": "saturday", "weeks": 1, "intakes": ["2026-12-05", "2026-12-26"] }
//!         ] }],
//!         "roles": [{ "id": "team-leader", "needs": { "course": "safety" } }]
//!     }"#,
//! )?;
//! let mut population = Population::default();
//! let text = r#"{ "start": "2026-11-30", "goal": { "role": "team-leader" } }"#;
//! population.add(text, 2, "", || serde_json::from_str::<Scenario>(text))?;
//!
//! let planner = |catalogue: &Catalogue, questions: &[Question<'_>]| {
//!     let plan = |asked: &Question<'_>| {
//!         plan_keeping(catalogue, asked.scenario, Limits::default(), asked.shown, &mut |_| true)
//!     };
//!     questions.iter().map(plan).collect()
//! };
//! let mut seats = Seats::default();
//! seats.set_each("safety", "saturday", 1);
//! let first = first_choices(&catalogue, &population, &planner);
//! let seating = seat(&catalogue, &population, first, &seats, Order::FirstAsked, &planner);
//! let classes = forecast(&population, &seats, &seating).classes;
//!
//! let counts: Vec<_> = classes.iter().map(|c| (c.class.day.to_string(), c.wanted, c.seated)).collect();
//! assert_eq!(counts, [("2026-12-05".into(), 2, 1), ("2026-12-26".into(), 0, 1)]);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod class;
mod forecast;
mod month;
mod population;
mod seating;
mod share;
mod study;
pub mod table;
mod words;

pub use class::{Class, Seats, classes};
pub use forecast::{ClassCount, Forecast, GroupCount, forecast};
pub use month::{Demand, Months, months};
pub use population::{Asker, Order, Population};
pub use seating::{Choice, Outcome, Planner, Question, Seating, first_choices, seat};
pub use share::whole_parts;
pub use study::{OneMore, Study, Total, study, without_a_way};
pub use words::{reason, summary};
