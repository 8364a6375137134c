//! Owns a rider's life under a plan: what is had by when, and which step gave it.
//! Refuses to judge the plan: what the catalogue does not know is passed over.

use super::holdings::Holdings;
use qitu_model::{
    Activity, Catalogue, Date, Id, Intakes, Kind, Need, Offer, Part, Plan, Scenario, Step,
    months_to_weeks,
};

/// The week that no plan runs past.
pub(super) const HORIZON: i64 = qitu_model::HORIZON as i64;

/// A step with what the catalogue says of it.
pub(super) struct Taken<'a> {
    pub(super) kind: Kind,
    pub(super) activity: &'a Activity,
    pub(super) offer: Option<&'a Offer>,
    pub(super) start: i64,
    pub(super) end: i64,
    /// Hours a week, each with the slots they fit as bits.
    pub(super) parts: Vec<(u64, u8)>,
}

impl Taken<'_> {
    pub(super) fn runs_in(&self, week: i64) -> bool {
        self.start <= week && week < self.end
    }
    pub(super) fn is_loaded(&self) -> bool {
        self.parts.iter().any(|(hours, _)| *hours > 0)
    }
}

/// A moment: a week, and the place among the zero-week steps of that week.
pub(super) type Moment = (i64, usize);

/// The place of a zero-week step that has none yet: after all others of its week.
const UNPLACED: usize = usize::MAX - 1;

/// One leaf of a need and what meets it.
#[derive(Clone)]
pub(super) struct Support<'n> {
    pub(super) need: &'n Need,
    /// The step that gives it; none = the rider has it, or time brings it.
    pub(super) by: Option<usize>,
    /// The week from which it holds.
    pub(super) since: i64,
}

/// A question's catalogue and scenario, with names resolved.
pub(super) struct Ground<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) scenario: &'a Scenario,
    pub(super) holdings: Holdings<'a>,
    pub(super) week0: Date,
    pub(super) slots: Vec<&'a str>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, scenario: &'a Scenario) -> Self {
        // The contract allows six kinds of slot; more could not be counted out set by set.
        let slots = catalogue.slot_ids().into_iter().take(6).collect::<Vec<_>>();
        let week0 = scenario.start.monday_on_or_after();
        let holdings = Holdings::of(catalogue, &scenario.rider, week0);
        Self { catalogue, scenario, holdings, week0, slots }
    }

    /// The present id of an id that may be an earlier one.
    pub(super) fn now<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.holdings.now(id)
    }

    pub(super) fn week_of(&self, day: Date) -> i64 {
        self.holdings.week_of(day)
    }

    pub(super) fn monday(&self, week: i64) -> Date {
        let days = i32::try_from(week.clamp(-100_000, 100_000)).unwrap_or(0) * 7;
        self.week0.plus_days(days)
    }

    pub(super) fn bits(&self, fits: &[Id]) -> u8 {
        let fits = |slot: &&str| fits.iter().any(|fit| fit == slot);
        let at = self.slots.iter().enumerate().filter(|(_, slot)| fits(slot));
        at.fold(0, |mask, (at, _)| mask | 1 << at)
    }

    /// A part of a load: its hours, and the kinds of time that it fits and that hold it.
    pub(super) fn part(&self, part: &Part) -> (u64, u8) {
        let held = self
            .slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| self.scenario.holds(self.catalogue, part, slot));
        let held: u8 = held.fold(0, |mask, (at, _)| mask | 1 << at);
        (u64::from(part.hours.0), self.bits(&part.fits) & held)
    }

    /// The rider's hours in a week, slot by slot.
    pub(super) fn free_hours(&self, week: i64) -> Vec<u64> {
        let entries = self.scenario.calendar.iter().rev();
        let touched = entries
            .into_iter()
            .find(|e| self.week_of(e.from) <= week && week <= self.week_of(e.to));
        let hours = touched.map_or(&self.scenario.week, |entry| &entry.week);
        self.slots
            .iter()
            .map(|slot| hours.get(*slot).map_or(0, |h| u64::from(h.0)))
            .collect::<Vec<_>>()
    }

    /// The smallest set of slots that these parts overfill (Hall's condition); none = they fit.
    pub(super) fn overfull(&self, free: &[u64], parts: &[(u64, u8)]) -> Option<Vec<Id>> {
        let mut sets: Vec<u8> =
            (0..1u16 << self.slots.len().min(6)).map(|set| set as u8).collect::<Vec<_>>();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let set = sets.into_iter().find(|set| {
            let inside = |at: usize| set & (1 << at) != 0;
            let asked = parts.iter().filter(|(_, fits)| fits & !set == 0).map(|(hours, _)| *hours);
            let has = free.iter().enumerate().filter(|(at, _)| inside(*at)).map(|(_, h)| *h);
            asked.fold(0, u64::saturating_add) > has.fold(0, u64::saturating_add)
        })?;
        let inside = self.slots.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0);
        Some(inside.map(|(_, slot)| (*slot).to_owned()).collect::<Vec<_>>())
    }

    pub(super) fn waives(&self, activity: Option<&str>, need: &Need) -> bool {
        let Some(activity) = activity else { return false };
        self.scenario.waive.iter().any(|w| self.now(&w.activity) == activity && w.need == *need)
    }

    pub(super) fn gives_certificate(&self, kind: Kind, activity: &Activity, id: &str) -> bool {
        (kind == Kind::Certificate && activity.id == id)
            || activity.gives.certificates.iter().any(|given| self.now(given) == id)
    }

    /// The last intake at or before a week; `None` inside = none there, outside = any week does.
    pub(super) fn intake_by(&self, offer: &Offer, week: i64) -> Option<Option<i64>> {
        let intakes = offer.intakes.as_ref()?;
        Some(match intakes {
            Intakes::Dates(dates) => {
                dates.iter().map(|day| self.week_of(*day)).filter(|w| (0..=week).contains(w)).max()
            }
            Intakes::Every { every_weeks, from } => {
                let (first, every) = (self.week_of(*from), i64::from((*every_weeks).max(1)));
                let since = week - first;
                let last = first + since.div_euclid(every) * every;
                (since >= 0 && last >= 0).then_some(last)
            }
            Intakes::Yearly(_) => self.weeks_of(intakes, 0, week).max(),
        })
    }

    /// The weeks with an intake from one week to another.
    fn weeks_of(&self, intakes: &Intakes, from: i64, to: i64) -> impl Iterator<Item = i64> + '_ {
        let monday = |week: i64| self.week0.plus_weeks(u32::try_from(week).unwrap_or(0));
        let days = intakes.days(monday(from), monday(to.saturating_add(1)));
        days.into_iter().map(|day| self.week_of(day))
    }

    /// The first intake at or after a week; none = there is no more.
    pub(super) fn intake_from(&self, offer: &Offer, week: i64) -> Option<i64> {
        match offer.intakes.as_ref() {
            None => Some(week),
            Some(Intakes::Dates(dates)) => {
                dates.iter().map(|day| self.week_of(*day)).filter(|w| *w >= week).min()
            }
            Some(Intakes::Every { every_weeks, from }) => {
                let (first, every) = (self.week_of(*from), i64::from((*every_weeks).max(1)));
                let rounds = (week - first).max(0);
                Some(first + (rounds + every - 1) / every * every)
            }
            // Of a day that not every year has, the next is eight years away at most.
            Some(intakes @ Intakes::Yearly(_)) => {
                self.weeks_of(intakes, week, week.saturating_add(8 * 53)).min()
            }
        }
    }
}

/// A plan lived through: each step read, and the order in which zero-week steps support others.
pub(super) struct Life<'a> {
    pub(super) ground: Ground<'a>,
    /// None for a step that the catalogue does not know.
    pub(super) taken: Vec<Option<Taken<'a>>>,
    gained: Vec<Moment>,
    seen: Vec<Moment>,
}

impl<'a> Life<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, scenario: &'a Scenario, plan: &Plan) -> Self {
        let ground = Ground::of(catalogue, scenario);
        let taken: Vec<_> = plan.steps.iter().map(|step| take(&ground, step)).collect::<Vec<_>>();
        let never = (i64::MAX, usize::MAX);
        let gained =
            taken.iter().map(|t| t.as_ref().map_or(never, |t| (t.end, 0))).collect::<Vec<_>>();
        let seen = taken.iter().map(|t| t.as_ref().map_or(never, |t| (t.start, usize::MAX)));
        let mut life = Self { ground, seen: seen.collect::<Vec<_>>(), taken, gained };
        life.settle();
        life
    }

    /// Orders the zero-week steps of each week so that each comes after what it needs.
    fn settle(&mut self) {
        let mut open: Vec<(i64, usize)> = Vec::new();
        for (at, taken) in self.taken.iter().enumerate() {
            if let Some(taken) = taken.as_ref().filter(|taken| taken.start == taken.end) {
                open.push((taken.start, at));
            }
        }
        for (_, at) in &open {
            if let Some(gained) = self.gained.get_mut(*at) {
                // Until it is placed it supports nothing in its own week.
                gained.1 = UNPLACED;
            }
        }
        open.sort_unstable();
        let mut place = 1;
        while !open.is_empty() {
            let before = place;
            let mut tried = vec![false; self.taken.len()];
            for (_, at) in &open {
                self.place_with_what_it_needs(*at, &mut place, &mut tried);
            }
            // In a plan that is not valid some are never ready: they keep their order.
            if place == before
                && let Some((_, at)) = open.first()
            {
                self.place(*at, &mut place);
            }
            open.retain(|(_, at)| self.waits_in(*at).is_some());
        }
    }

    /// Places a step without weeks after those of its week that it needs, if all of them are ready:
    /// what each waits for is tried before it, so that a long chain is gone through once.
    fn place_with_what_it_needs(&mut self, at: usize, place: &mut usize, tried: &mut [bool]) {
        let mut waiting = vec![at];
        while let Some(&at) = waiting.last() {
            let Some(week) = self.waits_in(at) else {
                waiting.pop();
                continue;
            };
            if self.step_supports(at, week, (week, *place)).is_some() {
                self.place(at, place);
                continue;
            }
            let supports = self.step_supports(at, week, (week, usize::MAX));
            let mut needed = supports.into_iter().flatten().filter_map(|support| support.by);
            let next = needed.find(|&by| {
                let tried = tried.get_mut(by).filter(|_| self.waits_in(by).is_some());
                tried.is_some_and(|tried| !std::mem::replace(tried, true))
            });
            match next {
                Some(next) => waiting.push(next),
                None => _ = waiting.pop(),
            }
        }
    }

    /// The week of a step without weeks that has no place in it yet.
    fn waits_in(&self, at: usize) -> Option<i64> {
        self.gained.get(at).filter(|gained| gained.1 == UNPLACED).map(|gained| gained.0)
    }

    fn place(&mut self, at: usize, place: &mut usize) {
        if let (Some(seen), Some(gained)) = (self.seen.get_mut(at), self.gained.get_mut(at)) {
            gained.1 = *place;
            *seen = *gained;
        }
        *place += 1;
    }

    pub(super) fn step(&self, at: usize) -> Option<&Taken<'a>> {
        self.taken.get(at).and_then(Option::as_ref)
    }

    pub(super) fn seen(&self, at: usize) -> Moment {
        self.seen.get(at).copied().unwrap_or((0, 0))
    }

    /// What meets all needs of a step at a moment; none = they are not met.
    pub(super) fn step_supports(
        &self,
        at: usize,
        week: i64,
        moment: Moment,
    ) -> Option<Vec<Support<'a>>> {
        let taken = self.step(at)?;
        let of = Some(taken.activity.id.as_str());
        let mut found = self.supports(&taken.activity.needs, of, week, moment)?;
        if let Some(offer) = taken.offer {
            found.extend(self.supports(&offer.needs, of, week, moment)?);
        }
        Some(found)
    }

    /// What meets a need at a moment, the fewest steps where there is a choice.
    pub(super) fn supports<'n>(
        &self,
        need: &'n Need,
        of: Option<&str>,
        week: i64,
        moment: Moment,
    ) -> Option<Vec<Support<'n>>> {
        if self.ground.waives(of, need) {
            return Some(Vec::new());
        }
        let cost = |list: &Vec<Support<'n>>| list.iter().filter(|one| one.by.is_some()).count();
        match need {
            Need::All { all } => {
                let mut found = Vec::new();
                for part in all {
                    found.extend(self.supports(part, of, week, moment)?);
                }
                Some(found)
            }
            Need::Any { any } => {
                any.iter().filter_map(|part| self.supports(part, of, week, moment)).min_by_key(cost)
            }
            Need::AtLeast { at_least, of: parts } => {
                let count = usize::try_from(*at_least).unwrap_or(usize::MAX);
                let mut held: Vec<_> = (parts.iter())
                    .filter_map(|part| self.supports(part, of, week, moment))
                    .collect::<Vec<_>>();
                held.sort_by_key(cost);
                (held.len() >= count)
                    .then(|| held.into_iter().take(count).flatten().collect::<Vec<_>>())
            }
            leaf => self.leaf(leaf, week, moment).map(|one| vec![one]),
        }
    }

    /// What meets a leaf at a moment: the rider's own before a step's, an earlier before a later.
    fn leaf<'n>(&self, need: &'n Need, week: i64, moment: Moment) -> Option<Support<'n>> {
        let ground = &self.ground;
        if let Some(since) = ground.holdings.since(need, week) {
            return Some(Support { need, by: None, since });
        }
        let given = |gives: &dyn Fn(&Taken<'a>) -> bool| {
            let by = self.first(moment, gives)?;
            Some(Support { need, by: Some(by), since: self.step(by)?.end })
        };
        match need {
            Need::Skill { skill, level } => {
                given(&|t| t.activity.gives.skills.get(skill).is_some_and(|l| l >= level))
            }
            Need::Course { course } => {
                let course = ground.now(course);
                given(&|t| t.kind == Kind::Course && t.activity.id == course)
            }
            Need::Role { role } => {
                let role = ground.now(role);
                given(&|t| t.kind == Kind::Role && t.activity.id == role)
            }
            Need::Certificate { certificate, held_months } => {
                let id = ground.now(certificate);
                let wait = i64::from(months_to_weeks(*held_months));
                let valid = ground.holdings.validity(id);
                let found = given(&|t| {
                    ground.gives_certificate(t.kind, t.activity, id)
                        && t.end + wait <= week
                        && valid.is_none_or(|valid| week < t.end + valid)
                })?;
                Some(Support { since: found.since + wait, ..found })
            }
            Need::Tenure { tenure, months } => {
                let role = ground.now(tenure);
                let found = given(&|t| {
                    t.kind == Kind::Role && ground.holdings.serves(&t.activity.id, role)
                })?;
                let since = found.since + i64::from(months_to_weeks(*months));
                (since <= week).then_some(Support { since, ..found })
            }
            Need::Education { education } => {
                given(&|t| t.activity.gives.education.is_some_and(|held| held >= *education))
            }
            _ => None,
        }
    }

    /// The first step done by a moment that fits.
    fn first(&self, moment: Moment, fits: &dyn Fn(&Taken<'a>) -> bool) -> Option<usize> {
        let done = self.gained.iter().enumerate().filter(|(_, gained)| **gained < moment);
        let fit = done.filter(|(at, _)| self.step(*at).is_some_and(fits));
        fit.min_by_key(|(at, gained)| (**gained, *at)).map(|(at, _)| at)
    }
}

fn take<'a>(ground: &Ground<'a>, step: &Step) -> Option<Taken<'a>> {
    let (kind, activity) = ground.catalogue.activity(&step.activity)?;
    let offer = activity.offers.iter().find(|offer| offer.id == step.offer);
    let parts = match (offer, step.pace) {
        (None, _) => Vec::new(),
        (Some(offer), Some(pace)) => vec![(u64::from(pace.0), ground.bits(&offer.fits))],
        (Some(offer), None) => offer.load.iter().map(|part| ground.part(part)).collect::<Vec<_>>(),
    };
    let (start, end) = (i64::from(step.start.0), i64::from(step.end.0));
    Some(Taken { kind, activity, offer, start, end: end.max(start), parts })
}
