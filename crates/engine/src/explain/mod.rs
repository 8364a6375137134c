//! Owns the reasons: why a plan is what it is, why there is none, what would change it.
//! Refuses wording and the search itself: reasons are data, and what helps is planned again.

pub mod account;
pub mod bill;
mod blame;
pub mod carry;
pub mod check;
mod difference;
pub mod eligibility;
pub mod exam;
mod fact;
pub mod find;
pub mod flag;
pub mod frontier;
pub mod ground;
mod holdings;
pub mod itinerary;
mod judge;
mod life;
pub mod money;
pub mod next;
mod range;
mod reach;
mod relief;
mod repair;
pub mod support;
pub mod weigh;
pub mod what_if;
mod why;
mod why_not;

pub use blame::{may_be_possible, unreachable};
pub use difference::{Difference, Moved, difference, difference_since};
pub use eligibility::{Candidate, Eligibility};
pub use judge::{Verdict, judge};
pub use range::{Odds, Range, range};

pub use relief::{effort, relevant, relieve};
pub use repair::{Repair, holds, later, repair};
pub use why::{why, why_impossible, why_so};
pub use why_not::{Planner, Told, bounded_by, why_not, why_not_as_found, why_not_by};
