//! Owns the conversation between the page and its worker: what is asked, what is answered, and
//! the desk that answers. Refuses the browser: the worker's entry hands messages in and out.
//!
//! Every message is one line of JSON with the `id` of the question, so that the page can drop
//! answers it no longer waits for.

mod reading;

pub use reading::{Fault, Reading};

use crate::explain::what_if::{self, Point, Worth};
use crate::explain::{self, Odds, Range, frontier};
use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::{Catalogue, Cause, Plan, PlanStatus, Relaxation, Scenario, Step, Value};
use qitu_solve as solve;

/// A question to the worker.
#[derive(Clone, Debug, PartialEq, ToJson, FromJson)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// Work with this catalogue from now on. It has been checked: by the build, or by `Read`.
    Load {
        /// The file's text.
        text: String,
    },
    /// Read a catalogue that nobody has checked; answered by what is sound of it.
    Read {
        /// The file's text.
        text: String,
        /// Its bytes were no UTF-8 and were decoded as GB18030.
        was_gb18030: bool,
    },
    /// Plan this scenario.
    Plan {
        /// The scenario.
        scenario: Box<Scenario>,
        /// The work limit.
        nodes: u64,
        /// The steps shown before, in the scenario's weeks: what can stay of them does.
        #[serde(default)]
        shown: Vec<Step>,
    },
    /// What stands in this plan's way, and what would help; answered by the plan with both.
    Advise {
        /// The scenario.
        scenario: Box<Scenario>,
        /// Its plan.
        plan: Box<Plan>,
        /// The work limit of each plan that is tried.
        nodes: u64,
    },
    /// One more thing to see of a plan.
    Look {
        /// Which.
        view: View,
        /// The scenario.
        scenario: Box<Scenario>,
        /// Its plan, where the view is of one.
        plan: Option<Box<Plan>>,
        /// The work limit of each plan that is tried.
        nodes: u64,
    },
}

/// What there is to see of a plan beside itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ToJson, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// When it may end, if of a hundred weeks of study so many are kept.
    Range(u32),
    /// The plan over hours a week, around the rider's own.
    Hours,
    /// The plan over the week it starts.
    Start,
    /// Every trade-off between weeks and fee, whatever the budget.
    Fee,
    /// Every trade-off between weeks and the fullest week, whatever the deadline.
    Peak,
    /// What the next hour and each open answer are worth.
    Worth,
}

/// What is seen.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// When the plan may end.
    Range(Range),
    /// A curve.
    Points(Vec<Point>),
    /// What the next hour and each open answer are worth.
    Worth(Worth),
}

impl View {
    /// Looks; a plan that is not there has no range.
    #[must_use]
    pub fn look(
        self,
        catalogue: &Catalogue,
        scenario: &Scenario,
        plan: &Plan,
        limits: solve::Limits,
    ) -> Look {
        let own: u32 = scenario.week.values().map(|hours| hours.0).fold(0, u32::saturating_add);
        match self {
            Self::Range(kept) => {
                let odds = Odds { kept, ..Odds::default() };
                let range = explain::range(catalogue, scenario, plan, odds, SEED);
                Look::Range(range.unwrap_or_default())
            }
            Self::Hours => {
                let hours = own.saturating_sub(6).max(1)..=own.saturating_add(10);
                Look::Points(what_if::by_hours(catalogue, scenario, hours, limits))
            }
            Self::Start => Look::Points(what_if::by_start(catalogue, scenario, 4, 48, limits)),
            Self::Fee => {
                let open = Scenario { budget: None, ..scenario.clone() };
                let found = frontier::weeks_by_fee(catalogue, &open, limits);
                Look::Points(found.points_at(|value| value.fee.0))
            }
            Self::Peak => {
                let open = Scenario { deadline: None, ..scenario.clone() };
                let found = frontier::weeks_by_peak(catalogue, &open, limits);
                let peak = |value: Value| i64::try_from(value.peak).unwrap_or(i64::MAX);
                Look::Points(found.points_at(peak))
            }
            Self::Worth => Look::Worth(what_if::worth(catalogue, scenario, limits)),
        }
    }
}

/// The seed of every range: the same plan has the same range on every device.
const SEED: u64 = 1;

/// An answer from the worker.
#[derive(Clone, Debug, PartialEq, ToJson, FromJson)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// The worker listens; sent once, with id 0.
    Ready,
    /// The catalogue is read.
    Loaded,
    /// Where the search stands.
    Progress {
        /// The best plan's value so far.
        value: Option<Value>,
    },
    /// The plan, with its reasons.
    Plan {
        /// The plan.
        plan: Box<Plan>,
    },
    /// All that stands in the way where there is no plan, and what is known so far of what would
    /// help: the answer with both. More is on its way.
    Part {
        /// The plan.
        plan: Box<Plan>,
    },
    /// What there is to see.
    Look {
        /// It.
        look: Box<Look>,
    },
    /// What was read of a catalogue.
    Read {
        /// It.
        reading: Box<Reading>,
    },
    /// The question could not be read, or not be answered.
    Unheard,
    /// The worker cannot work.
    Failed,
}

/// A message with the id of its question.
#[derive(Clone, Debug, PartialEq, ToJson, FromJson)]
pub struct Line<T> {
    /// The question's id.
    pub id: u64,
    /// What is asked or answered.
    pub what: T,
}

/// Writes one message.
#[must_use]
pub fn line<T: ToJson>(id: u64, what: T) -> String {
    json::write(&Line { id, what })
}

/// So many milliseconds lie between two words about where a search stands.
const TURN: f64 = 100.0;
/// A search that ends before so many says nothing else: a word costs as much as a small plan.
const SOON: f64 = 10.0;

/// What the worker remembers between questions.
#[derive(Debug, Default)]
pub struct Desk {
    /// Without one nothing is planned: a plan made from nothing would say that nothing can be done.
    catalogue: Option<Catalogue>,
}

impl Desk {
    /// Works with this catalogue from now on.
    pub fn load(&mut self, text: &str) {
        self.catalogue = json::read(text).ok();
    }

    /// Plans, keeping what can stay of the steps `shown` before. `watch` hears of the first plan,
    /// unless all is said soon, and then of where the search stands ten times a second; `clock` gives
    /// milliseconds. Why there is no plan is not said yet: [`Desk::impossible`] does, from a piece
    /// few first plans need.
    pub fn plan(
        &self,
        (scenario, shown): (&Scenario, &[Step]),
        nodes: u64,
        watch: &mut dyn FnMut(Answer),
        clock: &dyn Fn() -> f64,
    ) -> Answer {
        let began = clock();
        let limits = solve::Limits::nodes(nodes);
        let Some(own) = &self.catalogue else { return Answer::Unheard };
        let catalogue = &*scenario.ground(own);
        let mut next = began + TURN;
        let mut had = false;
        let mut watch = |at: &solve::Progress| {
            let now = clock();
            if now >= next || at.value.is_some() && !had && now >= began + SOON {
                had |= at.value.is_some();
                next = now + TURN;
                watch(Answer::Progress { value: at.value });
            }
            true
        };
        let mut plan = solve::plan_keeping(catalogue, scenario, limits, shown, &mut watch);
        if plan.status != PlanStatus::Impossible {
            explain::why_so(catalogue, scenario, &mut plan);
        }
        plan.work.ms = clock() - began;
        Answer::Plan { plan: Box::new(plan) }
    }

    /// Says why there is no plan.
    pub fn impossible(&self, scenario: &Scenario, plan: &mut Plan) {
        let Some(own) = &self.catalogue else { return };
        let catalogue = &*scenario.ground(own);
        explain::why_impossible(catalogue, scenario, plan);
    }

    /// Everything that is asked about a plan. `watch` hears of advice as it is found.
    #[must_use]
    pub fn advise(&self, what: Ask, watch: &mut dyn FnMut(Answer)) -> Answer {
        let Some(own) = &self.catalogue else { return Answer::Unheard };
        match what {
            Ask::Advise { scenario, mut plan, nodes } => {
                let limits = solve::Limits::nodes(nodes);
                let catalogue = &*scenario.ground(own);
                // With the room of each step the steps that set the date are known for sure.
                solve::fill_in_rooms(catalogue, &scenario, &mut plan);
                if plan.value.is_some() {
                    explain::why_so(catalogue, &scenario, &mut plan);
                }
                // Who has a plan reads that first; who has none waits to hear why.
                let waits = plan.value.is_none();
                let mut told = |causes: &[Cause], changes: &[Relaxation]| {
                    if waits {
                        watch(Answer::Part { plan: advised(&plan, causes, changes) });
                    }
                    true
                };
                let (causes, changes) =
                    explain::why_not_as_found(catalogue, &scenario, &plan, limits, &mut told);
                Answer::Plan { plan: advised(&plan, &causes, &changes) }
            }
            Ask::Look { view, scenario, plan, nodes } => {
                let limits = solve::Limits::nodes(nodes);
                let catalogue = &*scenario.ground(own);
                let look = view.look(catalogue, &scenario, &plan.unwrap_or_default(), limits);
                Answer::Look { look: Box::new(look) }
            }
            Ask::Load { .. } | Ask::Read { .. } | Ask::Plan { .. } => Answer::Unheard,
        }
    }
}

/// The plan with what stands in its way and what would help.
fn advised(plan: &Plan, causes: &[Cause], changes: &[Relaxation]) -> Box<Plan> {
    let mut plan = Box::new(plan.clone());
    if plan.value.is_none() && !causes.is_empty() {
        plan.reasons.clear();
    }
    // What keeps it from being sooner stands beside the chain that sets the date.
    plan.reasons.extend_from_slice(causes);
    plan.relaxations = changes.to_vec();
    plan
}

#[cfg(test)]
mod tests {
    use super::{Answer, Ask, Desk};
    use qitu_model::{Plan, PlanStatus, Scenario};

    #[test]
    fn nothing_is_planned_without_a_catalogue() {
        let scenario = r#"{"start": "2026-12-07", "rider": {}, "goal": {"role": "a"}}"#;
        let scenario: Scenario = qitu_model::json::read(scenario).expect("it is a scenario");
        let mut desk = Desk::default();
        for text in ["", "<!doctype html>", r#"{"format": 1}"#] {
            desk.load(text);
            let answer = desk.plan((&scenario, &[]), 1000, &mut |_| {}, &|| 0.0);
            assert_eq!(answer, Answer::Unheard, "{text}");
        }
    }
    #[test]
    fn why_there_is_no_plan_comes_before_what_would_help() {
        let catalogue = r#"{
            "slots": [{ "id": "gap" }, { "id": "evening" }],
            "courses": [{ "id": "a", "offers": [{
                "id": "class", "weeks": 2, "load": [{ "hours": 3, "fits": ["gap", "evening"] }]
            }] }]
        }"#;
        let scenario = r#"{
            "start": "2026-12-07", "rider": {}, "week": { "gap": 1 }, "goal": { "course": "a" }
        }"#;
        let scenario: Scenario = qitu_model::json::read(scenario).expect("it is a scenario");
        let mut desk = Desk::default();
        desk.load(catalogue);
        let plan = Box::new(Plan { status: PlanStatus::Impossible, ..Plan::default() });
        let ask = Ask::Advise { scenario: Box::new(scenario), plan, nodes: 1000 };
        let mut parts = Vec::new();
        let answer = desk.advise(ask, &mut |part| match part {
            Answer::Part { plan } => parts.push(plan),
            other => panic!("{other:?}"),
        });
        let Answer::Plan { plan: last } = answer else { panic!("{answer:?}") };
        assert!(!last.reasons.is_empty() && last.relaxations.len() > 1, "{last:?}");
        let known: Vec<usize> = parts.iter().map(|part| part.relaxations.len()).collect();
        assert!(known.iter().copied().eq(0..=last.relaxations.len()), "{known:?}");
        assert!(parts.iter().all(|part| part.reasons == last.reasons), "{parts:?}");
    }
}
