//! Owns the nouns: catalogue, need, activity, offer, rider, scenario, plan, units.
//! Refuses behaviour that needs more than one noun: loading, solving and wording have rooms of
//! their own.
//!
//! Every type here is a plain record with public fields and is what the files hold
//! (`qitu.catalogue/1`, `qitu.scenario/1`, `qitu.plan/1`).
//!
//! ```
//! use qitu_model::{Catalogue, Kind};
//!
//! let catalogue: Catalogue = serde_json::from_str(
//!     r#"{ "courses": [{ "id": "safety", "was": ["safe-riding"], "offers": [] }] }"#,
//! )?;
//! let kinds: Vec<(Kind, &str)> =
//!     catalogue.activities().map(|(kind, activity)| (kind, activity.id.as_str())).collect();
//! assert_eq!(kinds, [(Kind::Course, "safety")]);
//! // An id that was published keeps its meaning.
//! assert_eq!(catalogue.names().get("safe-riding"), Some(&"safety"));
//! # Ok::<(), serde_json::Error>(())
//! ```

// The derives of `qitu-derive` name this crate.
extern crate self as qitu_model;

pub mod json;

mod activity;
mod catalogue;
mod contact;
mod date;
mod fact;
mod ground;
mod language;
mod link;
mod need;
mod offer;
mod plan;
mod record;
mod scenario;
mod sum;
mod unit;

pub use activity::{Activity, Format, Gives, Kind, Scope, Task};
pub use catalogue::{Catalogue, Group, Skill, Slot, Source};
pub use contact::Contact;
pub use date::{Date, Span, Weekday};
pub use fact::{Cover, CoverState, Fact, Outlook, Pay, Status, months_unchecked};
pub use language::{Lang, half_width};
pub use link::{dial, is_link, is_secure};
pub use need::{AgeRange, Education, Need};
pub use offer::{Intakes, Nth, Offer, OfferField, Pace, Part, Place, Yearly};
pub use plan::{
    Binding, Cause, Early, PLAN_FORMAT, Plan, PlanStatus, Relaxation, Relief, Step, Value, Work,
};
pub use record::{Application, Checked, Paper, Record, Stage};
pub use scenario::{
    Avoid, Begun, CalendarEntry, Certified, Objective, Pin, REST, Rider, SCENARIO_FORMAT, Scenario,
    Waiver,
};
pub use sum::sum;
pub use unit::{HORIZON, Hours, Text, Weeks, Yuan, months_to_weeks};

/// A name in a file: stable, unique in its list, never shown to a rider.
pub type Id = String;
