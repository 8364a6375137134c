//! Around the solver: what goes into it and what comes out of it, said in words.
//!
//! ```text
//!   files ──load──▶ catalogue ─┐
//!                              ├─solve──▶ plan ──explain──▶ reasons ──text──▶ sentences
//!   rider ────────▶ scenario ──┘            │                                    │
//!                                         verify                               show
//!                                  (shares no code with `qitu-solve`)
//! ```
//!
//! | module | owns |
//! |---|---|
//! | [`load`] | text → catalogue, scenario or plan, and the list of problems |
//! | [`verify`] | is this plan valid? the first broken rule and its witness |
//! | [`explain`] | plan → reasons, smallest changes, what if, repair, comparison, search, checks |
//! | [`text`] | reasons and labels → sentences, one implementation a language |
//! | [`link`] | scenario ↔ code in a link |
//! | [`export`] | plan → calendar, table, picture, QR code, question |
//! | [`layout`] | pure geometry of the line map |
//! | [`studio`] | what academy staff ask of a catalogue |
//! | [`protocol`] | what page and worker say to each other, and the service that answers |
//!
//! No module touches a browser, a clock, randomness, floats or hash order, and none can panic: the
//! same question has the same answer on every machine and in WebAssembly, to the byte.
//!
//! A catalogue of three, read, planned, verified and said in words:
//!
//! ```
//! use qitu_engine::{load, text, verify::verify};
//! use qitu_model::{Lang, Value, Weeks};
//! use qitu_solve::{Limits, plan};
//!
//! let (catalogue, problems) = load::catalogue(
//!     r#"{
//!         "format": "qitu.catalogue/1",
//!         "courses": [{
//!             "id": "safety", "name": { "zh": "安全", "en": "Safety" },
//!             "offers": [{ "id": "online", "weeks": 2, "fee": 80 }]
//!         }],
//!         "certificates": [{
//!             "id": "captain", "name": { "zh": "队长证", "en": "Captain" },
//!             "needs": { "course": "safety" },
//!             "offers": [{ "id": "exam", "weeks": 1 }]
//!         }],
//!         "roles": [{
//!             "id": "team-leader", "name": { "zh": "队长", "en": "Team leader" },
//!             "needs": { "certificate": "captain" }
//!         }]
//!     }"#,
//! );
//! assert!(problems.iter().all(|problem| problem.severity != load::Severity::Error));
//! let (scenario, _) = load::scenario_for(
//!     &catalogue,
//!     r#"{ "format": "qitu.scenario/1", "start": "2026-11-30", "goal": { "role": "team-leader" } }"#,
//! );
//! let scenario = scenario.ok_or("the scenario cannot be read")?;
//!
//! let plan = plan(&catalogue, &scenario, Limits::default(), &mut |_progress| true);
//! let value = verify(&catalogue, &scenario, &plan).map_err(|_| "the plan breaks a rule")?;
//! assert_eq!(value.weeks, Weeks(3));
//! assert_eq!(
//!     text::answer(Lang::En, &catalogue, &scenario, &plan),
//!     "You can be a team leader by December 2026: 3 weeks, no extra study, ¥80 to pay"
//! );
//! # Ok::<(), &str>(())
//! ```

pub mod explain;
pub mod export;
pub mod layout;
pub mod link;
pub mod load;
pub mod protocol;
pub mod studio;
pub mod text;
pub mod verify;
