//! Owns how sure the date is: the finish when weeks slip and exams are taken again.
//! Refuses to plan anew: steps keep their order and only move later, as they would in life.
//!
//! The dice are seeded (SplitMix64), so the same question gives the same answer everywhere. Each
//! step of each life has dice of its own: better odds never make any life end later.

use super::life::{Ground, HORIZON, Life, Moment};
use qitu_model::json::{FromJson, ToJson};
use qitu_model::{Catalogue, Kind, Plan, Scenario, Weeks};
use serde::{Deserialize, Serialize};

/// How many lives are thrown.
const LIVES: u64 = 400;

/// What may go wrong, in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Odds {
    /// Of the weeks planned for study at one's own pace, so many are kept.
    pub kept: u32,
    /// Of the exams, so many are taken again; of licence exams three fifths of it.
    pub retaken: u32,
}

impl Default for Odds {
    fn default() -> Self {
        Self { kept: 80, retaken: 25 }
    }
}

/// When the plan may end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Range {
    /// Nothing slips: the plan's own finish.
    pub early: Weeks,
    /// One life in two is done by then.
    pub likely: Weeks,
    /// Nine in ten.
    pub late: Weeks,
    /// For each exam: its step, and the finish if only that exam is taken again.
    pub retakes: Vec<(usize, Weeks)>,
}

/// When the plan may end, by these odds; none for a plan that is not there.
#[must_use]
pub fn range(
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    odds: Odds,
    seed: u64,
) -> Option<Range> {
    let week = i64::from(plan.value?.weeks.0);
    let life = Life::of(catalogue, scenario, plan);
    let net = Net::of(&life, scenario, week);
    let mut ends: Vec<i64> = (0..LIVES)
        .map(|turn| {
            let extra = |at: usize| net.slip(&life, at, odds, &mut Dice::of(seed, turn, at));
            let extras: Vec<i64> = (0..plan.steps.len()).map(extra).collect();
            net.finish(&life, week, &extras)
        })
        .collect();
    ends.sort_unstable();
    let at = |percent: usize| {
        let place = (ends.len().saturating_sub(1)) * percent / 100;
        weeks(ends.get(place).copied().unwrap_or(week))
    };
    let exams = (0..plan.steps.len()).filter(|at| net.is_exam(&life, *at));
    let retakes = exams.map(|exam| {
        let extras: Vec<i64> = (0..plan.steps.len())
            .map(|at| if at == exam { net.retake(&life, at) } else { 0 })
            .collect();
        (exam, weeks(net.finish(&life, week, &extras)))
    });
    Some(Range { early: weeks(week), likely: at(50), late: at(90), retakes: retakes.collect() })
}

fn weeks(week: i64) -> Weeks {
    Weeks(u32::try_from(week.clamp(0, 2 * HORIZON)).unwrap_or(0))
}

/// Who waits for whom, and how many weeks after.
struct Net {
    /// For each step: the steps before it and the weeks between.
    before: Vec<Vec<(usize, i64)>>,
    /// For the goal likewise.
    goal: Vec<(usize, i64)>,
    /// Steps in the order of their starts.
    order: Vec<usize>,
}

impl Net {
    fn of(life: &Life<'_>, scenario: &Scenario, week: i64) -> Self {
        let count = life.taken.len();
        let end = |at: usize| life.step(at).map_or(0, |step| step.end);
        let before = (0..count)
            .map(|at| {
                let Some(step) = life.step(at) else { return Vec::new() };
                let supports = life.step_supports(at, step.start, life.seen(at));
                let mut list: Vec<(usize, i64)> = Vec::new();
                for support in supports.unwrap_or_default() {
                    list.extend(support.by.map(|by| (by, support.since - end(by))));
                }
                // What ran right before in the same hours goes on being before.
                let mask = |at: usize| {
                    let parts = life.step(at).map(|step| step.parts.iter());
                    parts.into_iter().flatten().filter(|p| p.0 > 0).fold(0u8, |m, p| m | p.1)
                };
                let shares = |other: &usize| {
                    *other != at && end(*other) == step.start && mask(*other) & mask(at) != 0
                };
                list.extend((0..count).filter(shares).map(|other| (other, 0)));
                list
            })
            .collect();
        let moment: Moment = (week, usize::MAX);
        let goal = life.supports(&scenario.goal, None, week, moment).unwrap_or_default();
        let goal = goal.iter().filter_map(|one| one.by.map(|by| (by, one.since - end(by))));
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|at| life.seen(*at));
        Self { before, goal: goal.collect(), order }
    }

    fn is_exam(&self, life: &Life<'_>, at: usize) -> bool {
        life.step(at).is_some_and(|step| step.kind == Kind::Certificate && step.offer.is_some())
    }

    /// Weeks more when the exam is taken again: its own length, from its next intake on.
    fn retake(&self, life: &Life<'_>, at: usize) -> i64 {
        let Some(step) = life.step(at) else { return 0 };
        let length = step.end - step.start;
        let again = step
            .offer
            .and_then(|offer| life.ground.intake_from(offer, step.end.max(step.start + 1)));
        // Without a known intake one asks again after a month.
        again.map_or(4, |week| week - step.end) + length.max(1)
    }

    fn slip(&self, life: &Life<'_>, at: usize, odds: Odds, dice: &mut Dice) -> i64 {
        let Some(step) = life.step(at) else { return 0 };
        // Licence exams are passed more often: 84.7 % in theory and 97 % in practice (2023).
        let is_licence = step.activity.kind.as_deref() == Some("licence");
        let often = if is_licence { odds.retaken * 3 / 5 } else { odds.retaken };
        let retaken = self.is_exam(life, at) && dice.percent() < often;
        let mut extra = if retaken { self.retake(life, at) } else { 0 };
        // A class keeps its dates whether one comes or not; own study waits.
        let own_pace = step.offer.is_some_and(|offer| offer.pace.is_some());
        let length = if own_pace { (step.end - step.start).min(HORIZON) } else { 0 };
        let mut kept = 0;
        while kept < length && extra < HORIZON {
            if dice.percent() < odds.kept.max(1) {
                kept += 1;
            } else {
                extra += 1;
            }
        }
        extra
    }

    /// The finish when each step takes so many weeks more.
    fn finish(&self, life: &Life<'_>, week: i64, extras: &[i64]) -> i64 {
        let mut ends: Vec<i64> =
            life.taken.iter().map(|t| t.as_ref().map_or(0, |t| t.end)).collect();
        for at in &self.order {
            let Some(step) = life.step(*at) else { continue };
            let before = self.before.get(*at).map_or(&[][..], |list| list);
            let after = |(by, lag): &(usize, i64)| ends.get(*by).map_or(0, |end| end + lag);
            let ready = before.iter().map(after).max().unwrap_or(0).max(step.start);
            let start = if ready == step.start { ready } else { open(&life.ground, step, ready) };
            let extra = extras.get(*at).copied().unwrap_or(0);
            if let Some(end) = ends.get_mut(*at) {
                *end = start + (step.end - step.start) + extra;
            }
        }
        let after = |(by, lag): &(usize, i64)| ends.get(*by).map_or(0, |end| end + lag);
        self.goal.iter().map(after).max().unwrap_or(week).max(week)
    }
}

/// The next week in which a step that slipped may start.
fn open(ground: &Ground<'_>, step: &super::life::Taken<'_>, ready: i64) -> i64 {
    // Past the last known intake the next is taken to come within half a year.
    step.offer.map_or(ready, |offer| ground.intake_from(offer, ready).unwrap_or(ready + 26))
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    /// The dice of one step in one life.
    fn of(seed: u64, life: u64, step: usize) -> Self {
        let own = life.wrapping_shl(32) | step as u64;
        Self(mix(seed ^ mix(own.wrapping_add(GAMMA))))
    }

    fn percent(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(GAMMA);
        u32::try_from(mix(self.0) % 100).unwrap_or(0)
    }
}

const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
