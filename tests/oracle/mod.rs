//! Owns the brute-force answer to tiny problems: every valid plan is looked at, by the plain words
//! of the contract, and the best is kept. Shares no code with the search or the verifier.
//!
//! A plan is built step by step in order of start week. A step depends only on steps that ended at
//! or before its start, and these started no later; so each prefix can be judged when it is made.

#![allow(dead_code, reason = "each test file uses its own part")]

use qitu_model::*;

/// What the oracle knows of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The best value and a plan of that value; of those, one whose roles and then certificates end
    /// earliest, and of those, one with the least peak.
    Best(Value, Vec<Step>),
    /// No valid plan starts all its steps by the last week looked at.
    Nothing,
    /// More prefixes than the oracle has patience for.
    TooMany,
}

/// The best plan whose steps start no later than `last`.
pub fn best(
    catalogue: &Catalogue,
    scenario: &Scenario,
    objective: Objective,
    last: i64,
    patience: u64,
) -> Answer {
    let mut limit = scenario.deadline.map(|day| week_of(scenario, day));
    if objective == Objective::Gentlest && limit.is_none() {
        match best(catalogue, scenario, Objective::Soonest, last, patience) {
            Answer::Best(value, _) => limit = Some((i64::from(value.weeks.0) * 3 + 1) / 2),
            other => return other,
        }
    }
    let modes = modes(catalogue, scenario);
    let past = past(catalogue, scenario);
    let mut search =
        Search { catalogue, scenario, objective, last, limit, modes, past, best: None, patience };
    search.extend(&mut Vec::new());
    match search.best {
        _ if search.patience == 0 => Answer::TooMany,
        Some((_, value, steps)) => Answer::Best(value, steps),
        None => Answer::Nothing,
    }
}

/// Does a rule of months name this day? Found by walking through its month.
pub fn falls_on(rule: &Yearly, day: Date) -> bool {
    let (_, month, of_month) = day.ymd();
    let same = |days: i32| day.plus_days(7 * days).ymd().1 == month;
    let nth = match rule.nth {
        Some(Nth::Last) => !same(1),
        Some(nth) => (1..6).filter(|weeks| same(-weeks)).count() == nth as usize,
        None => false,
    };
    rule.months.contains(&u32::from(month))
        && match (rule.day, rule.weekday) {
            (Some(number), None) => rule.nth.is_none() && u32::from(of_month) == number,
            (None, Some(weekday)) => nth && day == day.monday_of_week().plus_days(weekday as i32),
            _ => false,
        }
}

fn week_of(scenario: &Scenario, day: Date) -> i64 {
    i64::from(day.week_from(scenario.start.monday_on_or_after()))
}

/// One way to do one activity.
struct Mode<'a> {
    kind: Kind,
    activity: &'a Activity,
    offer: Offer,
    pace: Option<Hours>,
    weeks: i64,
    load: Vec<Part>,
    renews: bool,
}

/// A mode begun in a week.
#[derive(Clone, Copy)]
struct Begun {
    mode: usize,
    start: i64,
    end: i64,
}

/// Something done, passed or held before the start.
struct Past<'a> {
    kind: Kind,
    activity: &'a Activity,
    /// The week it was obtained in, where the scenario says a day.
    on: Option<i64>,
}

/// What the rider has behind them: courses, certificates and roles that the catalogue knows.
fn past<'a>(catalogue: &'a Catalogue, scenario: &Scenario) -> Vec<Past<'a>> {
    let rider = &scenario.rider;
    let mut past = Vec::new();
    for (kind, activity) in catalogue.activities() {
        let id = &activity.id;
        let had = match kind {
            Kind::Course => rider.courses.contains(id),
            Kind::Role => rider.role.as_ref() == Some(id) || rider.roles.contains(id),
            Kind::Certificate => false,
        };
        if had {
            past.push(Past { kind, activity, on: None });
        }
        if kind == Kind::Certificate {
            for held in rider.certificates.iter().filter(|held| held.id == *id) {
                let on = held.on.map_or(0, |day| week_of(scenario, day));
                past.push(Past { kind, activity, on: Some(on) });
            }
        }
    }
    past
}

/// Does the activity give a certificate that runs out?
fn renews(catalogue: &Catalogue, kind: Kind, activity: &Activity) -> bool {
    let expires =
        |id: &Id| catalogue.certificates.iter().any(|c| c.id == *id && c.valid_months.is_some());
    (kind == Kind::Certificate && expires(&activity.id))
        || activity.gives.certificates.iter().any(expires)
}

/// All modes that the rider may take at all, whatever the week.
fn modes<'a>(catalogue: &'a Catalogue, scenario: &Scenario) -> Vec<Mode<'a>> {
    let rider = &scenario.rider;
    let mut modes = Vec::new();
    for (kind, activity) in catalogue.activities() {
        let id = &activity.id;
        let done = kind == Kind::Course && rider.courses.contains(id);
        let held =
            kind == Kind::Role && (rider.role.as_ref() == Some(id) || rider.roles.contains(id));
        let renews = renews(catalogue, kind, activity);
        if ((done || held) && !renews) || scenario.avoid.activities.contains(id) {
            continue;
        }
        let implicit = [Offer::default()];
        let offers = if activity.offers.is_empty() { &implicit[..] } else { &activity.offers[..] };
        for offer in offers {
            let avoided = offer.place.is_some_and(|p| scenario.avoid.places.contains(&p));
            let free = scenario.free.as_deref();
            let outside = |s: &Span| free.is_some_and(|free| !s.lies_inside(free));
            if avoided || offer.sessions.iter().any(outside) {
                continue;
            }
            let mut add = |pace, weeks, load| {
                let offer = offer.clone();
                modes.push(Mode { kind, activity, offer, pace, weeks, load, renews });
            };
            match offer.pace {
                None => add(None, i64::from(offer.weeks.unwrap_or_default().0), offer.load.clone()),
                Some(range) => {
                    let hours = offer.hours.unwrap_or_default().0;
                    for pace in range.min.0.max(1)..=range.max.0 {
                        let load = vec![Part {
                            hours: Hours(pace),
                            fits: offer.fits.clone(),
                            session: None,
                        }];
                        add(Some(Hours(pace)), i64::from(hours.div_ceil(pace)), load);
                    }
                }
            }
        }
    }
    modes
}

struct Search<'a> {
    catalogue: &'a Catalogue,
    scenario: &'a Scenario,
    objective: Objective,
    last: i64,
    limit: Option<i64>,
    modes: Vec<Mode<'a>>,
    past: Vec<Past<'a>>,
    best: Option<(Key, Value, Vec<Step>)>,
    patience: u64,
}

/// What plans are compared by, in this order.
type Key = ([i64; 4], i64, i64, u64);

impl Search<'_> {
    /// Looks at this prefix, then at each longer one by one more step.
    fn extend(&mut self, begun: &mut Vec<Begun>) {
        if self.patience == 0 {
            return;
        }
        self.patience -= 1;
        let now = begun.last().map_or(0, |step| step.start);
        let reached = (0..=self.limit.unwrap_or(self.last + 60))
            .find(|week| self.holds(&self.scenario.goal, *week, begun, None));
        // A pin on what is done, and cannot be taken again, is met.
        let past = |pin: &Pin| {
            self.past.iter().any(|past| {
                past.kind != Kind::Certificate
                    && past.activity.id == pin.activity
                    && !renews(self.catalogue, past.kind, past.activity)
            })
        };
        let met = |pin: &Pin| past(pin) || begun.iter().any(|b| self.meets(pin, b));
        let pinned = self.scenario.pins.iter().all(met);
        if let Some(week) = reached {
            let key = self.key(begun, week);
            if pinned && self.limit.is_none_or(|limit| week <= limit) && self.better(&key) {
                let value = self.value(begun, week);
                self.best = Some((key, value, begun.iter().map(|b| self.step(b)).collect()));
            }
        }
        // What more steps can reach at best: they start now or later, and cost something or not.
        let soonest = reached.map_or(now, |week| week.min(now));
        if !self.better(&self.key(begun, soonest)) {
            return;
        }
        // With the pins met, a step helps only if it starts before the goal holds already.
        let mut last = self.last;
        if pinned {
            last = last.min(reached.map_or(last, |week| week - 1));
            last = last.min(self.limit.unwrap_or(last));
        }
        for start in now..=last {
            for mode in 0..self.modes.len() {
                let next = Begun { mode, start, end: start + self.modes[mode].weeks };
                if self.allows(begun, &next) {
                    begun.push(next);
                    self.extend(begun);
                    begun.pop();
                }
            }
        }
    }

    fn better(&self, key: &Key) -> bool {
        self.best.as_ref().is_none_or(|(best, ..)| key < best)
    }

    /// What is promised, then how early roles and certificates end, then the peak.
    fn key(&self, begun: &[Begun], week: i64) -> Key {
        let value = self.value(begun, week);
        let ends = |kind: Kind| {
            let those = begun.iter().filter(|b| self.modes[b.mode].kind == kind);
            those.map(|b| b.end).sum()
        };
        (value.ordered(self.objective), ends(Kind::Role), ends(Kind::Certificate), value.peak)
    }

    fn value(&self, begun: &[Begun], week: i64) -> Value {
        let weekly = |b: &Begun| -> u64 {
            self.modes[b.mode].load.iter().map(|part| u64::from(part.hours.0)).sum()
        };
        let fee = |b: &Begun| self.modes[b.mode].offer.fee.0 - self.modes[b.mode].offer.subsidy.0;
        let total = |week: i64| -> u64 {
            begun.iter().filter(|b| b.start <= week && week < b.end).map(weekly).sum()
        };
        Value {
            weeks: Weeks(week as u32),
            fee: Yuan(begun.iter().map(|b| fee(b).max(0)).sum()),
            hours: begun.iter().map(|b| weekly(b) * (b.end - b.start) as u64).sum(),
            // A peak is reached first in a week in which something starts.
            peak: begun.iter().map(|b| total(b.start)).max().unwrap_or(0),
        }
    }

    fn step(&self, begun: &Begun) -> Step {
        let mode = &self.modes[begun.mode];
        Step {
            activity: mode.activity.id.clone(),
            offer: mode.offer.id.clone(),
            pace: mode.pace,
            start: Weeks(begun.start as u32),
            end: Weeks(begun.end as u32),
            room: None,
            because: Vec::new(),
        }
    }

    fn meets(&self, pin: &Pin, begun: &Begun) -> bool {
        let mode = &self.modes[begun.mode];
        pin.activity == mode.activity.id
            && pin.offer.as_ref().is_none_or(|offer| *offer == mode.offer.id)
            && pin.pace.is_none_or(|pace| mode.pace == Some(pace))
            && pin.start.is_none_or(|day| week_of(self.scenario, day) == begun.start)
    }

    /// May this step follow those begun before it?
    fn allows(&self, begun: &[Begun], next: &Begun) -> bool {
        let mode = &self.modes[next.mode];
        // Steps of one week in one order only: first those of zero weeks, in the order in which
        // they support each other, then the others as the catalogue lists them.
        let in_order = begun.last().is_none_or(|last| {
            let lasting = self.modes[last.mode].weeks > 0;
            last.start < next.start || !lasting || (mode.weeks > 0 && last.mode < next.mode)
        });
        let mut earlier =
            begun.iter().filter(|b| std::ptr::eq(self.modes[b.mode].activity, mode.activity));
        // Twice in one week would give nothing more; three times last out the tiny problems.
        let again = match earlier.clone().count() {
            0 => true,
            times => mode.renews && times < 3 && earlier.all(|b| b.start < next.start),
        };
        in_order
            && again
            && next.end <= 520
            && self.takes_in(mode, next.start)
            && self.holds(&mode.activity.needs, next.start, begun, Some(mode.activity))
            && self.holds(&mode.offer.needs, next.start, begun, Some(mode.activity))
            && self.fits(begun, next)
    }

    fn takes_in(&self, mode: &Mode<'_>, week: i64) -> bool {
        match &mode.offer.intakes {
            None => true,
            Some(Intakes::Dates(days)) => {
                days.iter().any(|day| week_of(self.scenario, *day) == week)
            }
            Some(Intakes::Every { every_weeks, from }) => {
                let mut intake = week_of(self.scenario, *from);
                while intake < week {
                    intake += i64::from(*every_weeks);
                }
                intake == week
            }
            Some(Intakes::Yearly(rule)) => {
                let monday = self.scenario.start.monday_on_or_after().plus_weeks(week as u32);
                (0..7).any(|day| falls_on(rule, monday.plus_days(day)))
            }
        }
    }

    /// Is there room, money and time of day for one more step?
    fn fits(&self, begun: &[Begun], next: &Begun) -> bool {
        let mut all = begun.to_vec();
        all.push(*next);
        let fee = self.value(&all, 0).fee;
        if self.scenario.budget.is_some_and(|budget| fee > budget) {
            return false;
        }
        (next.start..next.end).all(|week| {
            let running: Vec<&Mode<'_>> = (all.iter())
                .filter(|b| b.start <= week && week < b.end)
                .map(|b| &self.modes[b.mode])
                .collect();
            let loaded = |mode: &&&Mode<'_>| mode.load.iter().any(|part| part.hours.0 > 0);
            let clash = running.iter().enumerate().any(|(at, a)| {
                running[..at].iter().any(|b| {
                    let sessions = &b.offer.sessions;
                    a.offer.sessions.iter().any(|s| sessions.iter().any(|t| s.overlaps(*t)))
                })
            });
            !clash
                && running.iter().filter(loaded).count() <= self.scenario.at_once as usize
                && self.has_room(week, &running)
        })
    }

    /// Hall's condition, for every set of slots.
    fn has_room(&self, week: i64, running: &[&Mode<'_>]) -> bool {
        let mut hours = &self.scenario.week;
        for entry in &self.scenario.calendar {
            let touched = week_of(self.scenario, entry.from)..=week_of(self.scenario, entry.to);
            if touched.contains(&week) {
                hours = &entry.week;
            }
        }
        let slots = self.catalogue.slot_ids();
        (0..1u32 << slots.len()).all(|set| {
            let inside = |id: &str| {
                slots.iter().enumerate().any(|(at, slot)| set & (1 << at) != 0 && *slot == id)
            };
            let asked: u32 = (running.iter())
                .flat_map(|mode| &mode.load)
                .filter(|part| {
                    part.fits.iter().all(|slot| inside(slot) || !self.has_stretch(part, slot))
                })
                .map(|part| part.hours.0)
                .sum();
            let free: u32 =
                hours.iter().filter(|(slot, _)| inside(slot)).map(|(_, hours)| hours.0).sum();
            asked <= free
        })
    }

    /// Has the rider a stretch of this kind of time as long as the part asks for, and as many hours
    /// of it in some week?
    fn has_stretch(&self, part: &Part, slot: &str) -> bool {
        let Some(session) = part.session else { return true };
        let own = self.catalogue.slots.iter().find(|own| own.id == slot);
        let usual = own.and_then(|own| own.stretch).unwrap_or(Hours(168));
        let stretch = self.scenario.stretch.get(slot).copied().unwrap_or(usual);
        let mut weeks = vec![&self.scenario.week];
        weeks.extend(self.scenario.calendar.iter().map(|entry| &entry.week));
        let most = weeks.into_iter().filter_map(|week| week.get(slot)).max();
        session <= stretch && Some(&session) <= most
    }

    /// Does the need hold at the start of the week, after the steps begun?
    fn holds(&self, need: &Need, week: i64, begun: &[Begun], of: Option<&Activity>) -> bool {
        let waived = |w: &Waiver| of.is_some_and(|a| a.id == w.activity) && w.need == *need;
        if self.scenario.waive.iter().any(waived) {
            return true;
        }
        let rider = &self.scenario.rider;
        let finished = || begun.iter().filter(|b| b.end <= week);
        let gained = || finished().map(|b| (&self.modes[b.mode], b.end));
        // What was given before the start is given by the week it is known of.
        let past = || self.past.iter().filter(|past| past.on.unwrap_or(0) <= week);
        let before = || past().map(|past| &past.activity.gives);
        let given = || gained().map(|(mode, _)| &mode.activity.gives).chain(before());
        let holds = |part: &Need| self.holds(part, week, begun, of);
        match need {
            Need::All { all } => all.iter().all(holds),
            Need::Any { any } => any.iter().any(holds),
            Need::AtLeast { at_least, of } => {
                of.iter().filter(|part| holds(part)).count() >= *at_least as usize
            }
            Need::Skill { skill, level } => {
                let given = given().filter_map(|gives| gives.skills.get(skill));
                given.chain(rider.skills.get(skill)).chain([&0]).any(|own| own >= level)
            }
            Need::Course { course } => {
                rider.courses.contains(course)
                    || gained().any(|(m, _)| m.kind == Kind::Course && m.activity.id == *course)
            }
            Need::Certificate { certificate, held_months } => {
                let start = rider.certificates.iter().filter(|held| held.id == *certificate);
                let mut start: Vec<i64> =
                    start.map(|h| h.on.map_or(0, |day| week_of(self.scenario, day))).collect();
                let listed = !start.is_empty();
                for past in &self.past {
                    // A day that the rider's list tells goes before one that nobody knows.
                    if past.activity.gives.certificates.contains(certificate)
                        && (past.on.is_some() || !listed)
                    {
                        start.push(past.on.unwrap_or(0));
                    }
                }
                let gives = |mode: &Mode<'_>| {
                    (mode.kind == Kind::Certificate && mode.activity.id == *certificate)
                        || mode.activity.gives.certificates.contains(certificate)
                };
                let later = gained().filter(|(mode, _)| gives(mode)).map(|(_, end)| end);
                let valid = self.catalogue.certificates.iter().find(|c| c.id == *certificate);
                let valid = valid.and_then(|c| c.valid_months).map(in_weeks);
                start.into_iter().chain(later).any(|obtained| {
                    obtained + in_weeks(*held_months) <= week
                        && valid.is_none_or(|valid| week < obtained + valid)
                })
            }
            Need::Role { role } => {
                self.at_start(role)
                    || gained().any(|(m, _)| m.kind == Kind::Role && m.activity.id == *role)
            }
            Need::Tenure { tenure, months } => self.served(tenure, *months, week, begun),
            Need::Age { age } => rider.age.is_some_and(|years| {
                let years = i64::from(years) + week / 52;
                age.min.is_none_or(|min| years >= i64::from(min))
                    && age.max.is_none_or(|max| years <= i64::from(max))
            }),
            Need::Education { education } => {
                let given = given().filter_map(|gives| gives.education);
                given.chain(rider.education).any(|own| own >= *education)
            }
            Need::Fact { fact, .. } => rider.facts.get(fact) == Some(&true),
        }
    }

    fn at_start(&self, role: &Id) -> bool {
        self.scenario.rider.role.as_ref() == Some(role) || self.scenario.rider.roles.contains(role)
    }

    /// Are so many months served in the role by this week?
    fn served(&self, role: &Id, months: u32, week: i64, begun: &[Begun]) -> bool {
        let roles = self.catalogue.roles.iter();
        let counting: Vec<&Activity> =
            roles.filter(|r| r.id == *role || r.counts_as.contains(role)).collect();
        let tenure = &self.scenario.rider.tenure;
        let before = counting.iter().filter_map(|r| tenure.get(&r.id)).max().copied();
        // Months served mean that it was first held before the start.
        let runs = before.is_some() || counting.iter().any(|r| self.at_start(&r.id));
        let missing = months.saturating_sub(before.unwrap_or(0));
        if missing == 0 || (runs && in_weeks(missing) <= week) {
            return true;
        }
        begun.iter().any(|b| {
            let activity = self.modes[b.mode].activity;
            counting.iter().any(|r| r.id == activity.id)
                && b.end <= week
                && b.end + in_weeks(months) <= week
        })
    }
}

/// ⌈months × 52 / 12⌉
fn in_weeks(months: u32) -> i64 {
    (i64::from(months) * 52 + 11) / 12
}
