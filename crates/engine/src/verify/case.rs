//! Owns a plan read against its catalogue and scenario: each step with its offer, hours and weeks.
//! Refuses steps that the catalogue does not know, that have another length, or that end too late.

use super::record::{Names, Record, waived};
use super::{Broken, Rule, Witness};
use qitu_model::{Activity, Catalogue, Date, Kind, Need, Offer, Part, Plan, Scenario, Step};
use qitu_model::{Value, Weeks, Yuan};
use std::collections::BTreeMap;

/// The week that no plan runs past: the verifier's own word, which it takes from nobody.
pub(super) const HORIZON: i64 = 520;

/// A step with what the catalogue says of it.
pub(super) struct Taken<'a> {
    pub(super) kind: Kind,
    pub(super) activity: &'a Activity,
    /// None for an activity without offers.
    pub(super) offer: Option<&'a Offer>,
    pub(super) start: i64,
    pub(super) end: i64,
    /// Hours a week, each with the slots they fit as bits.
    pub(super) parts: Vec<(u64, u8)>,
    /// Hours a week in all.
    pub(super) weekly: u64,
    /// The length that the offer says.
    weeks: i64,
}

impl Taken<'_> {
    pub(super) fn runs_in(&self, week: i64) -> bool {
        self.start <= week && week < self.end
    }

    pub(super) fn runs_beside(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end && self.weeks > 0 && other.weeks > 0
    }

    pub(super) fn net_fee(&self) -> i64 {
        self.offer.map_or(0, |offer| offer.net_fee().0)
    }
}

/// A plan whose steps are known, of the right length and inside the horizon.
pub(super) struct Case<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) scenario: &'a Scenario,
    pub(super) plan: &'a Plan,
    pub(super) names: Names<'a>,
    pub(super) week0: Date,
    pub(super) slots: Vec<&'a str>,
    pub(super) taken: Vec<Taken<'a>>,
}

impl<'a> Case<'a> {
    /// Reads the plan, or says which of the first three rules it breaks.
    pub(super) fn read(
        catalogue: &'a Catalogue,
        scenario: &'a Scenario,
        plan: &'a Plan,
    ) -> Result<Self, Broken> {
        // The contract allows six kinds of slot; more could not be counted out set by set.
        let slots: Vec<&str> = catalogue.slot_ids().into_iter().take(6).collect();
        let mut taken = Vec::new();
        for (at, step) in plan.steps.iter().enumerate() {
            match take(catalogue, scenario, &slots, step) {
                Some(found) => taken.push(found),
                None => return broken(Rule::Known, Witness::Step { step: at }),
            }
        }
        for (at, step) in taken.iter().enumerate() {
            if step.end != step.start + step.weeks {
                let end = u32::try_from(step.start + step.weeks).unwrap_or(u32::MAX);
                return broken(Rule::Length, Witness::Length { step: at, end: Weeks(end) });
            }
        }
        if let Some(at) = taken.iter().position(|step| step.end > HORIZON) {
            return broken(Rule::Horizon, Witness::Step { step: at });
        }
        let names = Names::of(catalogue);
        let week0 = scenario.start.monday_on_or_after();
        Ok(Self { catalogue, scenario, plan, names, week0, slots, taken })
    }

    /// The week that contains the day.
    pub(super) fn week_of(&self, day: Date) -> i64 {
        i64::from(day.week_from(self.week0))
    }

    /// What the rider has at the start.
    pub(super) fn at_start(&self) -> Record<'_> {
        Record::at_start(self.catalogue, self.scenario, &self.names, self.week0)
    }

    /// The rider's hours in a week, slot by slot.
    pub(super) fn free_hours(&self, week: i64) -> Vec<u64> {
        let touched = (self.scenario.calendar.iter().rev())
            .find(|e| self.week_of(e.from) <= week && week <= self.week_of(e.to));
        let hours = touched.map_or(&self.scenario.week, |entry| &entry.week);
        self.slots.iter().map(|slot| hours.get(*slot).map_or(0, |h| u64::from(h.0))).collect()
    }

    /// The part of this step's needs that does not hold in the week it starts.
    pub(super) fn lacks(&self, step: &Taken<'a>, record: &Record<'_>) -> Option<&'a Need> {
        let waived = waived(&self.scenario.waive, &self.names, &step.activity.id);
        let lacks = |need: &'a Need| record.lacks(need, step.start, &waived);
        lacks(&step.activity.needs).or_else(|| step.offer.and_then(|offer| lacks(&offer.needs)))
    }

    /// Goes through the plan in time: `Ok` with the first week the goal holds, if it ever does.
    /// `Err` with the first step that starts without what it needs, or a circle of them.
    pub(super) fn live(&self) -> Result<Option<i64>, Broken> {
        let mut record = self.at_start();
        let mut reached = None;
        let mut ends: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        let mut starts: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (at, step) in self.taken.iter().enumerate() {
            starts.entry(step.start).or_default().push(at);
            if step.weeks > 0 {
                ends.entry(step.end).or_default().push(at);
            }
        }
        let at = |list: &BTreeMap<i64, Vec<usize>>, week| list.get(&week).cloned();
        for week in 0..=HORIZON {
            for step in at(&ends, week).unwrap_or_default() {
                self.add(&mut record, step);
            }
            let starting = at(&starts, week).unwrap_or_default();
            let (sudden, lasting): (Vec<_>, Vec<_>) =
                starting.into_iter().partition(|step| self.is_sudden(*step));
            self.settle(&mut record, sudden)?;
            for step in lasting {
                if let Some(need) = self.taken.get(step).and_then(|s| self.lacks(s, &record)) {
                    return broken(Rule::Need, need_of(step, need));
                }
            }
            let lacking = record.lacks(&self.scenario.goal, week, &|_| false);
            if reached.is_none() && lacking.is_none() {
                reached = Some(week);
            }
        }
        Ok(reached)
    }

    /// Adds the zero-week steps of one week in an order in which each has what it needs.
    fn settle(&self, record: &mut Record<'a>, mut open: Vec<usize>) -> Result<(), Broken>
    where
        Self: 'a,
    {
        let ready = |record: &Record<'_>, at: usize| {
            self.taken.get(at).is_none_or(|step| self.lacks(step, record).is_none())
        };
        while let Some(place) = open.iter().position(|at| ready(record, *at)) {
            let at = open.remove(place);
            self.add(record, at);
        }
        if open.is_empty() {
            return Ok(());
        }
        // Were all of them done, would each have what it needs? Then they are a circle.
        let mut dreamt = record.clone();
        open.iter().for_each(|at| self.add(&mut dreamt, *at));
        for at in &open {
            if let Some(need) = self.taken.get(*at).and_then(|step| self.lacks(step, &dreamt)) {
                return broken(Rule::Need, need_of(*at, need));
            }
        }
        broken(Rule::Circle, Witness::Circle { steps: open })
    }

    fn is_sudden(&self, at: usize) -> bool {
        self.taken.get(at).is_some_and(|step| step.weeks == 0)
    }

    fn add(&self, record: &mut Record<'a>, at: usize) {
        if let Some(step) = self.taken.get(at) {
            record.add(step.kind, step.activity, step.end);
        }
    }

    /// The weekly total of hours, for every week in which a step runs.
    pub(super) fn weekly_hours(&self) -> BTreeMap<i64, u64> {
        let mut weeks = BTreeMap::new();
        for step in &self.taken {
            for week in step.start..step.end {
                let total: &mut u64 = weeks.entry(week).or_default();
                *total = total.saturating_add(step.weekly);
            }
        }
        weeks
    }

    /// What the steps take; `weeks` is the horizon where the goal is never reached.
    pub(super) fn value(&self) -> Value {
        let reached = self.live().ok().flatten().unwrap_or(HORIZON);
        let hours = |step: &Taken<'_>| step.weekly.saturating_mul(step.weeks.unsigned_abs());
        Value {
            weeks: Weeks(u32::try_from(reached).unwrap_or(u32::MAX)),
            fee: Yuan(self.taken.iter().fold(0, |sum, s| sum.saturating_add(s.net_fee()))),
            hours: self.taken.iter().fold(0, |sum, s| sum.saturating_add(hours(s))),
            peak: self.weekly_hours().into_values().max().unwrap_or(0),
        }
    }
}

fn broken<T>(rule: Rule, witness: Witness) -> Result<T, Broken> {
    Err(Broken { rule, witness })
}

fn need_of(step: usize, need: &Need) -> Witness {
    Witness::Need { step: Some(step), need: need.clone() }
}

/// The step with its offer, if the catalogue has it.
fn take<'a>(
    catalogue: &'a Catalogue,
    scenario: &Scenario,
    slots: &[&str],
    step: &Step,
) -> Option<Taken<'a>> {
    let (kind, activity) = catalogue.activity(&step.activity)?;
    let offer = if activity.offers.is_empty() && step.offer.is_empty() {
        None
    } else {
        Some(activity.offers.iter().find(|offer| offer.id == step.offer)?)
    };
    let bits = |fits: &[String]| {
        let has = |slot: &&str| fits.iter().any(|fit| fit == slot);
        slots.iter().enumerate().filter(|(_, s)| has(s)).fold(0, |mask, (at, _)| mask | 1 << at)
    };
    let (weeks, parts) = match (offer, step.pace) {
        (None, None) => (0, Vec::new()),
        (None, Some(_)) => return None,
        (Some(offer), pace) => match (offer.pace, pace) {
            (None, None) => {
                let parts = offer.load.iter().map(|part| {
                    let short = too_short(catalogue, scenario, slots, part);
                    (u64::from(part.hours.0), bits(&part.fits) & !short)
                });
                (i64::from(offer.weeks.unwrap_or_default().0), parts.collect())
            }
            (Some(range), Some(pace)) if range.min <= pace && pace <= range.max && pace.0 > 0 => {
                let weeks = offer.hours.unwrap_or_default().0.div_ceil(pace.0);
                (i64::from(weeks), vec![(u64::from(pace.0), bits(&offer.fits))])
            }
            _ => return None,
        },
    };
    let weekly = parts.iter().fold(0u64, |sum, (hours, _)| sum.saturating_add(*hours));
    let (start, end) = (i64::from(step.start.0), i64::from(step.end.0));
    Some(Taken { kind, activity, offer, start, end, parts, weekly, weeks })
}

/// The kinds of time, as bits, without a stretch as long as the part asks for.
fn too_short(catalogue: &Catalogue, scenario: &Scenario, slots: &[&str], part: &Part) -> u8 {
    let asked = part.session.map_or(0, |session| session.0);
    let mut short = 0;
    for (at, id) in slots.iter().enumerate() {
        let usual = catalogue.slots.iter().find(|slot| slot.id == *id).and_then(|s| s.stretch);
        let said = scenario.stretch.get(*id).copied().or(usual).map_or(u32::MAX, |hours| hours.0);
        let of_calendar = scenario.calendar.iter().filter_map(|entry| entry.week.get(*id));
        let most = of_calendar.chain(scenario.week.get(*id)).map(|hours| hours.0).max();
        if asked > said.min(most.unwrap_or(0)) {
            short |= 1 << at;
        }
    }
    short
}
