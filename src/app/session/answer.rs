//! Owns what is asked of the planner, and what becomes of its answers.

use super::deferred;
use super::handle::Session;
use super::sync;
use crate::app::planner::client::{Engine, Told, Topic};
use crate::app::platform::embedding;
use crate::app::state::answer::{Answered, with_answers};
use leptos::prelude::*;
use qitu_engine::explain::Range;
use qitu_engine::protocol::{Look, View};
use qitu_model::{Catalogue, Lang, Plan, PlanStatus, Scenario, Step};
use std::cell::Cell;
use std::sync::Arc;

/// Words a plan for the live region.
pub type Announce = fn(Lang, &Catalogue, &Scenario, &Plan) -> String;

thread_local! {
    static ANNOUNCE: Cell<Option<Announce>> = const { Cell::new(None) };
}

/// Says how plans are worded: that code comes after the first screen.
pub fn say_answers(announce: Announce) {
    ANNOUNCE.set(Some(announce));
}

/// How many weeks of study in a hundred a rider keeps, in the date that leads.
const KEPT_PERCENT: u32 = 80;

/// So many answers are remembered: a walk back through as many changes finds its plans again.
const MOST_SEEN: usize = 40;

impl Session {
    /// An answer that is still wanted.
    pub(super) fn on_answer(self, topic: Topic, told: Told) {
        match (topic, told) {
            (Topic::Plan, Told::Plan { plan, scenario, last: is_last }) => {
                let words = is_last.then(|| self.announce(&plan, &scenario)).flatten();
                if let Some(further) = deferred::here().filter(|_| is_last && embedding::is_there())
                {
                    embedding::tell("plan", &(further.sum)(&plan, &scenario));
                }
                self.planned.update(|p| {
                    let unknown = plan.status == PlanStatus::Unknown && p.plan.is_some();
                    if !unknown || is_last {
                        p.plan = Some(Arc::new((*plan, *scenario)));
                        (p.told, p.advised) = (false, false);
                    }
                    p.busy = !is_last;
                    p.best = None;
                    p.failed = false;
                });
                if is_last {
                    self.remember();
                }
                if let Some(words) = words {
                    self.said.set(words);
                }
                sync::keep_answer(self);
            }
            // What is drawn anew costs more than a word: only when something was found.
            (Topic::Plan, Told::Progress { value })
                if value != self.planned.with_untracked(|p| p.best) =>
            {
                self.planned.update(|p| p.best = value);
            }
            (_, Told::Read(reading)) => self.on_read(*reading),
            (_, Told::Unread(file)) => self.read_here(file),
            (_, Told::Failed) => self.planned.update(|p| {
                p.failed = true;
                p.busy = false;
            }),
            (Topic::Advice, Told::Plan { plan, scenario, last }) => self.planned.update(|p| {
                let current = p.plan.as_ref().is_some_and(|own| own.1 == *scenario);
                if current && !p.busy {
                    p.plan = Some(Arc::new((*plan, *scenario)));
                    (p.told, p.advised) = (true, last);
                }
            }),
            (Topic::Trial(name), Told::Plan { plan, scenario, .. }) => {
                self.trials.update(|trials| {
                    trials.insert(name, Arc::new((*plan, *scenario)));
                });
            }
            (Topic::Look(view), Told::Look { look, scenario }) => self.looks.update(|looks| {
                looks.insert(view, (*scenario, look));
            }),
            _ => {}
        }
    }

    /// Remembers the answer on the screen.
    fn remember(self) {
        let Some(answer) = self.planned.with_untracked(|p| p.plan.clone()) else { return };
        self.seen.update_value(|seen| {
            seen.retain(|one| one.1 != answer.1);
            seen.push(answer);
            if seen.len() > MOST_SEEN {
                seen.remove(0);
            }
        });
    }

    /// The steps that were shown for the same question, else those on the screen, or of the last
    /// visit, in the weeks of a scenario with the same goal.
    pub(super) fn shown_before(self, scenario: &Scenario) -> Vec<Step> {
        let seen = self.seen.with_value(|seen| seen.iter().find(|one| one.1 == *scenario).cloned());
        let on_screen = self.planned.with_untracked(|p| p.plan.clone());
        let before = seen.or(on_screen).or_else(|| (deferred::here()?.last_answer)());
        let before = before.filter(|before| before.1.goal == scenario.goal);
        before.map_or_else(Vec::new, |before| before.0.steps_from(before.1.start, scenario.start))
    }

    /// What the live region says of a new plan.
    fn announce(self, plan: &Plan, scenario: &Scenario) -> Option<String> {
        let catalogue = untrack(|| self.catalogue())?;
        let lang = self.settings.with_untracked(|s| s.lang);
        Some(ANNOUNCE.get()?(lang, &catalogue, scenario, plan))
    }

    /// Asks for a plan to compare with, unless it is there already.
    pub fn try_plan(self, name: &str, scenario: Scenario) {
        let known = self.trials.with_untracked(|t| t.get(name).is_some_and(|a| a.1 == scenario));
        if known {
            return;
        }
        if self.elsewhere(&scenario).is_some() {
            // Nothing is known of it here, not even that it cannot be done.
            let plan = Plan { status: PlanStatus::Unknown, ..Plan::default() };
            let answer = Arc::new((plan, scenario));
            self.trials.update(|trials| _ = trials.insert(name.to_owned(), answer));
        } else {
            self.trials.update(|t| {
                t.remove(name);
            });
            self.with_engine(|engine| {
                engine.plan(Topic::Trial(name.to_owned()), scenario, Vec::new())
            });
        }
    }

    /// A plan to compare with, once it is there.
    #[must_use]
    pub fn trial(self, name: &str) -> Option<Answered> {
        self.trials.with(|t| t.get(name).cloned())
    }

    /// The answer of a trial where it has no plan because answers of the rider are missing: with them, as
    /// a trial of its own says, there is one.
    #[must_use]
    pub fn open_trial(self, trial: String) -> Memo<Option<Answered>> {
        let full = format!("{trial}/answered");
        let (own, with) = (trial.clone(), full.clone());
        let open = Memo::new(move |_| self.trial(&own).and_then(|answer| with_answers(&answer)));
        Effect::new(move |_| {
            if let Some(scenario) = open.get() {
                self.try_plan(&with, scenario);
            }
        });
        Memo::new(move |_| {
            let with = self.trial(&full).filter(|with| open.get().as_ref() == Some(&with.1))?;
            with.0.value.and_then(|_| self.trial(&trial))
        })
    }

    /// What a view shows of the plan on the screen, asked for when it is not known yet; and
    /// whether it is of this plan, or still of the one before.
    #[must_use]
    pub fn look(self, view: View) -> Option<(Look, bool)> {
        let (planned, busy) = self.planned.with(|p| (p.plan.clone(), p.busy));
        let planned = planned?;
        let (plan, scenario) = &*planned;
        let known = self
            .looks
            .with(|looks| looks.get(&view).map(|(asked, look)| (look.clone(), asked == scenario)));
        if !busy && known.as_ref().is_none_or(|(_, current)| !current) {
            let about = matches!(view, View::Range(_)).then(|| plan.clone());
            self.with_engine(|engine| engine.look(view, scenario.clone(), about));
        }
        known
    }

    /// How sure the date of the plan on the screen is, once that is known.
    #[must_use]
    pub fn odds(self) -> Option<Range> {
        match self.look(View::Range(KEPT_PERCENT))? {
            (Look::Range(range), true) => Some(range),
            _ => None,
        }
    }

    /// Stops a long search; the best plan so far stays.
    pub fn stop(self) {
        self.with_engine(|engine| engine.stop(&Topic::Plan));
        self.planned.update(|p| p.busy = false);
    }

    /// Tries to start the worker again.
    pub fn retry(self) {
        self.planned.update(|p| {
            p.failed = false;
            p.busy = true;
        });
        self.with_engine(Engine::retry);
    }
}
