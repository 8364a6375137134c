//! Owns what could ever be reached, and when at the earliest, by the forward fixpoint over the
//! AND/OR graph of needs: each activity alone in an empty week, every other thing for free.
//! Refuses trade-offs between steps: what it calls out of reach is so whatever else is done.

use super::life::{Ground, HORIZON};
use crate::model::{
    Activity, Binding, Catalogue, Cause, Education, Id, Kind, Need, Offer, Scenario, Weeks,
    months_to_weeks,
};
use crate::order;
use crate::order::{Map, Set};

/// Deeper culprits are not looked for: a chain this long is no longer an explanation, and the
/// stack of a browser is small.
const DEEPEST: usize = 120;
/// More reasons than this help nobody.
const MOST_CAUSES: usize = 8;

/// Why the goal, or a pinned step, cannot be reached whatever else is done; empty = each need
/// alone could be met. Needs without a way come first, questions that would decide after them.
#[must_use]
pub fn unreachable(catalogue: &Catalogue, scenario: &Scenario) -> Vec<Cause> {
    let reach = Reach::of(catalogue, scenario);
    let mut blame = Blame { reach: &reach, causes: Vec::new(), seen: Set::new(), looks: LOOKS };
    blame.need(&scenario.goal, None, 0);
    for pin in &scenario.pins {
        blame.pinned(&pin.activity);
    }
    let (mut open, closed): (Vec<_>, Vec<_>) =
        blame.causes.into_iter().partition(|cause| matches!(cause, Cause::Unanswered { .. }));
    let mut causes = closed;
    causes.append(&mut open);
    causes.truncate(MOST_CAUSES);
    if let Some((goal, deadline)) = reach.goal().zip(reach.deadline())
        && causes.is_empty()
        && goal > deadline
    {
        causes.push(Cause::Waits { week: weeks(goal), binding: Binding::Deadline });
    }
    causes
}

/// Is there a hope, as far as each step alone goes?
#[must_use]
pub fn may_be_possible(catalogue: &Catalogue, scenario: &Scenario) -> bool {
    unreachable(catalogue, scenario).is_empty()
}

fn weeks(week: i64) -> Weeks {
    Weeks(u32::try_from(week.max(0)).unwrap_or(u32::MAX))
}

/// Who gives what.
#[derive(Default)]
struct Providers<'a> {
    skills: Map<&'a str, Vec<(u32, &'a str)>>,
    certificates: Map<&'a str, Vec<&'a str>>,
    education: Vec<(Education, &'a str)>,
    service: Map<&'a str, Vec<&'a str>>,
}

/// The earliest end of every activity that could be done at all.
pub(super) struct Reach<'a> {
    ground: Ground<'a>,
    by_id: Map<&'a str, (Kind, &'a Activity)>,
    providers: Providers<'a>,
    ends: Map<&'a str, i64>,
    /// The first week from which the calendar says nothing more.
    plain_from: i64,
}

impl<'a> Reach<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, scenario: &'a Scenario) -> Self {
        let ground = Ground::of(catalogue, scenario);
        let mut by_id = Map::new();
        let mut providers = Providers::default();
        for (kind, activity) in catalogue.activities() {
            let id = activity.id.as_str();
            by_id.entry(id).or_insert((kind, activity));
            for (skill, level) in &activity.gives.skills {
                providers.skills.entry(skill).or_default().push((*level, id));
            }
            if kind == Kind::Certificate {
                providers.certificates.entry(id).or_default().push(id);
            }
            for given in &activity.gives.certificates {
                providers.certificates.entry(given).or_default().push(id);
            }
            if let Some(education) = activity.gives.education {
                providers.education.push((education, id));
            }
            if kind == Kind::Role {
                providers.service.entry(id).or_default().push(id);
                for role in &activity.counts_as {
                    providers.service.entry(role).or_default().push(id);
                }
            }
        }
        let calendar = scenario.calendar.iter().map(|entry| ground.week_of(entry.to) + 1);
        let plain_from = calendar.max().unwrap_or(0).clamp(0, HORIZON);
        let mut reach = Self { ground, by_id, providers, ends: Map::new(), plain_from };
        reach.spread();
        reach
    }

    /// Ends only move earlier from round to round, so this stops.
    fn spread(&mut self) {
        loop {
            let mut found: Vec<(&'a str, i64)> = Vec::new();
            for (id, (kind, activity)) in &self.by_id {
                let best = self.ends.get(id).copied().unwrap_or(i64::MAX);
                if best > 0
                    && let Some(end) = self.earliest_end(*kind, activity)
                    && end < best
                {
                    found.push((id, end));
                }
            }
            if found.is_empty() {
                return;
            }
            self.ends.extend(found);
        }
    }

    fn goal(&self) -> Option<i64> {
        self.when(&self.ground.scenario.goal, None, 0)
    }

    fn deadline(&self) -> Option<i64> {
        self.ground.scenario.deadline.map(|day| self.ground.week_of(day))
    }

    fn earliest_end(&self, kind: Kind, activity: &'a Activity) -> Option<i64> {
        if self.ground.has_from_start(kind, &activity.id) || self.is_avoided(activity) {
            return None;
        }
        if activity.offers.is_empty() {
            return self.when(&activity.needs, Some(&activity.id), 0);
        }
        activity.offers.iter().filter_map(|offer| self.offer_end(activity, offer).ok()).min()
    }

    fn is_avoided(&self, activity: &Activity) -> bool {
        let avoided = &self.ground.scenario.avoid.activities;
        avoided.iter().any(|id| self.ground.now(id) == activity.id)
    }

    /// The earliest end by an offer, or what keeps it out.
    fn offer_end(&self, activity: &'a Activity, offer: &'a Offer) -> Result<i64, Binding> {
        let ground = &self.ground;
        let scenario = ground.scenario;
        if let Some(place) = offer.place.filter(|place| scenario.avoid.places.contains(place)) {
            return Err(Binding::Place { place });
        }
        let id = || activity.id.clone();
        if let Some(free) = &scenario.free
            && !offer.sessions.iter().all(|session| session.lies_inside(free))
        {
            return Err(Binding::Free { activity: id() });
        }
        if scenario.budget.is_some_and(|budget| offer.net_fee() > budget) {
            return Err(Binding::Budget);
        }
        let of = Some(activity.id.as_str());
        let mut start = 0;
        // Needs have windows (ages, expiry) and intakes have gaps: go round until all agree.
        for _ in 0..HORIZON {
            let needed = |need: &Need, from: i64, activity: Option<Id>| {
                self.when(need, of, from)
                    .ok_or_else(|| Binding::Need { activity, need: need.clone() })
            };
            let own = needed(&activity.needs, start, Some(id()))?;
            let met = needed(&offer.needs, own, Some(id()))?;
            let open = ground
                .intake_from(offer, met)
                .ok_or_else(|| Binding::NoIntake { activity: id() })?;
            let (roomy, weeks) = self.room(offer, open)?;
            if roomy == start {
                let end = roomy + weeks;
                return if end <= HORIZON { Ok(end) } else { Err(Binding::Horizon) };
            }
            start = roomy;
        }
        Err(Binding::Horizon)
    }

    /// The first week from `from` with room for an offer alone, and how long it then takes.
    fn room(&self, offer: &Offer, from: i64) -> Result<(i64, i64), Binding> {
        let ground = &self.ground;
        let modes: Vec<(i64, Vec<(u64, u8)>)> = match offer.pace {
            None => {
                let parts = offer.load.iter();
                let parts = parts.map(|p| (u64::from(p.hours.0), ground.bits(&p.fits)));
                vec![(i64::from(offer.weeks.unwrap_or_default().0), parts.collect())]
            }
            Some(pace) => {
                let (low, hours) = (pace.min.0.max(1), offer.hours.unwrap_or_default().0);
                let fits = ground.bits(&offer.fits);
                if hours == 0 && low <= pace.max.0 {
                    vec![(0, Vec::new())]
                } else {
                    // A pace beyond all the hours there are never fits; one beyond the course's
                    // own hours only takes more room.
                    let most = u64::from(pace.max.0.min(hours.max(low))).min(self.most_hours());
                    let most = u32::try_from(most).unwrap_or(u32::MAX);
                    let paces = (low..=most).rev().take(2000);
                    let mode = |r| (i64::from(hours.div_ceil(r)), vec![(u64::from(r), fits)]);
                    paces.map(mode).collect()
                }
            }
        };
        let slots = |parts: &[(u64, u8)]| -> Vec<Id> {
            let mask = parts.iter().fold(0, |mask, (_, fits)| mask | fits);
            let slots = ground.slots.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0);
            slots.map(|(_, slot)| (*slot).to_owned()).collect()
        };
        let fits = offer.load.iter().flat_map(|part| part.fits.iter()).chain(&offer.fits);
        let fits: Vec<Id> = fits.cloned().collect();
        let mut full = Binding::Hours { slots: slots(&[(0, ground.bits(&fits))]) };
        let mut best: Option<(i64, i64)> = None;
        for (weeks, parts) in modes {
            let loaded = parts.iter().any(|(hours, _)| *hours > 0);
            if weeks > 0 && loaded && ground.scenario.at_once == 0 {
                full = Binding::AtOnce { week: Weeks(0) };
                continue;
            }
            if let Some(start) = self.first_room(offer, from, weeks, &parts)
                && best.is_none_or(|(s, w)| start + weeks < s + w)
            {
                best = Some((start, weeks));
            }
        }
        best.ok_or(full)
    }

    fn first_room(&self, offer: &Offer, from: i64, weeks: i64, parts: &[(u64, u8)]) -> Option<i64> {
        let ground = &self.ground;
        let mut start = from;
        while start <= HORIZON {
            // From `plain_from` on every week is like the next.
            let last = (start + weeks - 1).min(self.plain_from.max(start));
            let full = (start..=last)
                .take_while(|_| weeks > 0)
                .filter(|week| ground.overfull(&ground.free_hours(*week), parts).is_some())
                .max();
            match full {
                None => return Some(start),
                Some(week) if week >= self.plain_from => return None,
                Some(week) => start = ground.intake_from(offer, week + 1)?,
            }
        }
        None
    }

    fn most_hours(&self) -> u64 {
        let scenario = self.ground.scenario;
        let weeks = scenario.calendar.iter().map(|entry| &entry.week).chain([&scenario.week]);
        let sum = |week: &Map<Id, crate::model::Hours>| {
            week.values().fold(0u64, |sum, hours| sum.saturating_add(u64::from(hours.0)))
        };
        weeks.map(sum).max().unwrap_or(0)
    }

    /// The first week from `from` in which a need could hold.
    pub(super) fn when(&self, need: &Need, of: Option<&str>, from: i64) -> Option<i64> {
        if self.ground.waives(of, need) {
            return Some(from);
        }
        match need {
            Need::All { all } => {
                let mut week = from;
                // Windows may close while another part is waited for: go round until all agree.
                for _ in 0..=all.len().min(64) {
                    let mut latest = week;
                    for part in all {
                        latest = latest.max(self.when(part, of, latest)?);
                    }
                    if latest == week {
                        return Some(week);
                    }
                    week = latest;
                }
                Some(week)
            }
            Need::Any { any } => any.iter().filter_map(|part| self.when(part, of, from)).min(),
            Need::AtLeast { at_least: 0, .. } => Some(from),
            Need::AtLeast { at_least, of: parts } => {
                let mut held: Vec<i64> =
                    parts.iter().filter_map(|part| self.when(part, of, from)).collect();
                order::plain(&mut held);
                held.get(usize::try_from(*at_least).ok()? - 1).copied()
            }
            leaf => self.leaf(leaf, from).filter(|week| *week <= HORIZON),
        }
    }

    fn leaf(&self, need: &Need, from: i64) -> Option<i64> {
        let ground = &self.ground;
        let rider = &ground.scenario.rider;
        let first = |ids: &mut dyn Iterator<Item = &'a str>| {
            ids.filter_map(|id| self.ends.get(id).copied()).min()
        };
        match need {
            Need::Skill { skill, level } => {
                if rider.skills.get(skill).copied().unwrap_or(0) >= *level {
                    return Some(from);
                }
                let list = self.providers.skills.get(skill.as_str())?.iter();
                first(&mut list.filter(|(l, _)| l >= level).map(|(_, id)| *id)).map(|w| w.max(from))
            }
            Need::Course { course: id } | Need::Role { role: id } => {
                let id = ground.now(id);
                if ground.is_done(id) || ground.is_held(id) {
                    return Some(from);
                }
                self.ends.get(id).map(|week| (*week).max(from))
            }
            Need::Certificate { certificate, held_months } => {
                let id = ground.now(certificate);
                let wait = i64::from(months_to_weeks(*held_months));
                let valid = ground.validity(id);
                let own = ground.certificates_from_start(id).into_iter().filter_map(|obtained| {
                    let week = (obtained + wait).max(from);
                    valid.is_none_or(|valid| week < obtained + valid).then_some(week)
                });
                let list = self.providers.certificates.get(id).map_or(&[][..], |list| list);
                // A certificate that ends before it has been held long enough never counts.
                let useful = valid.is_none_or(|valid| wait < valid);
                let given = first(&mut list.iter().copied()).filter(|_| useful);
                own.chain(given.map(|week| (week + wait).max(from))).min()
            }
            Need::Tenure { tenure, months } => {
                let role = ground.now(tenure);
                if let Some(week) = ground.served_from_start(role, *months) {
                    return Some(week.max(from));
                }
                let list = self.providers.service.get(role)?;
                let reached = first(&mut list.iter().copied())?;
                Some((reached + i64::from(months_to_weeks(*months))).max(from))
            }
            Need::Age { age } => {
                let (first, last) = ground.age_window(*age)?;
                let week = first.max(from);
                last.is_none_or(|last| week <= last).then_some(week)
            }
            Need::Education { education } => {
                if rider.education.is_some_and(|held| held >= *education) {
                    return Some(from);
                }
                let list = self.providers.education.iter();
                let mut list = list.filter(|(given, _)| given >= education).map(|(_, id)| *id);
                first(&mut list).map(|week| week.max(from))
            }
            Need::Fact { fact, .. } => (rider.facts.get(fact) == Some(&true)).then_some(from),
            _ => None,
        }
    }

    /// Who could meet a leaf, were they in reach.
    fn givers(&self, need: &Need) -> Vec<&'a str> {
        let list = |ids: Option<&Vec<&'a str>>| ids.cloned().unwrap_or_default();
        match need {
            Need::Skill { skill, level } => {
                let list = self.providers.skills.get(skill.as_str()).into_iter().flatten();
                list.filter(|(given, _)| given >= level).map(|(_, id)| *id).collect()
            }
            Need::Course { course: id } | Need::Role { role: id } => self
                .by_id
                .get_key_value(self.ground.now(id))
                .map(|(id, _)| *id)
                .into_iter()
                .collect(),
            Need::Certificate { certificate, .. } => {
                list(self.providers.certificates.get(self.ground.now(certificate)))
            }
            Need::Tenure { tenure, .. } => {
                list(self.providers.service.get(self.ground.now(tenure)))
            }
            Need::Education { education } => {
                let list = self.providers.education.iter();
                list.filter(|(given, _)| given >= education).map(|(_, id)| *id).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Looks for a culprit before the nearest dead end has to do; it is true all the same.
const LOOKS: u32 = 2000;

/// The search for the deepest culprit of what is out of reach.
struct Blame<'r, 'a> {
    reach: &'r Reach<'a>,
    causes: Vec<Cause>,
    seen: Set<&'a str>,
    /// Looks left: where many ways cross, walking all of them would never end.
    looks: u32,
}

impl<'a> Blame<'_, 'a> {
    fn add(&mut self, cause: Cause) {
        if !self.causes.contains(&cause) {
            self.causes.push(cause);
        }
    }

    fn dead(&mut self, need: &Need, of: Option<&str>) {
        self.add(Cause::Unreachable { activity: of.map(str::to_owned), need: need.clone() });
    }

    fn need(&mut self, need: &'a Need, of: Option<&'a str>, depth: usize) {
        if self.reach.when(need, of, 0).is_some() {
            return;
        }
        self.looks = self.looks.saturating_sub(1);
        if depth >= DEEPEST || self.looks == 0 {
            return self.dead(need, of);
        }
        match need {
            Need::All { all } => {
                let before = self.causes.len();
                let mut failing = 0;
                for part in all.iter().filter(|part| self.reach.when(part, of, 0).is_none()) {
                    failing += 1;
                    self.need(part, of, depth + 1);
                }
                // Each part alone could hold, never all together; or all was said before.
                if failing == 0 && self.causes.len() == before {
                    self.dead(need, of);
                }
            }
            Need::Any { any } => self.either(need, any, of, depth),
            Need::AtLeast { of: parts, .. } => self.either(need, parts, of, depth),
            leaf => self.leaf(leaf, of, depth),
        }
    }

    /// None of several ways is open: the questions that would open one, else the nearest dead end.
    fn either(&mut self, need: &'a Need, parts: &'a [Need], of: Option<&'a str>, depth: usize) {
        let failing: Vec<&'a Need> =
            parts.iter().filter(|part| self.reach.when(part, of, 0).is_none()).collect();
        if let [only] = failing.as_slice()
            && parts.len() == 1
        {
            return self.need(only, of, depth + 1);
        }
        let mut ways: Vec<Vec<Cause>> = Vec::new();
        for part in failing.into_iter().take(16) {
            ways.push(self.apart(|blame| blame.need(part, of, depth + 1)));
        }
        let is_open = |way: &&Vec<Cause>| {
            !way.is_empty() && way.iter().all(|cause| matches!(cause, Cause::Unanswered { .. }))
        };
        let questions: Vec<Cause> = ways.iter().filter(is_open).flatten().cloned().collect();
        if questions.is_empty() {
            self.dead(need, of);
            let nearest = ways.into_iter().filter(|way| !way.is_empty()).min_by_key(Vec::len);
            nearest.into_iter().flatten().for_each(|cause| self.add(cause));
        } else {
            questions.into_iter().for_each(|cause| self.add(cause));
        }
    }

    /// The causes that a look would add, kept out of the list.
    fn apart(&mut self, look: impl FnOnce(&mut Self)) -> Vec<Cause> {
        let kept = std::mem::take(&mut self.causes);
        look(self);
        std::mem::replace(&mut self.causes, kept)
    }

    fn leaf(&mut self, need: &'a Need, of: Option<&'a str>, depth: usize) {
        let rider = &self.reach.ground.scenario.rider;
        let open = match need {
            Need::Fact { fact, .. } => !rider.facts.contains_key(fact),
            Need::Age { .. } => rider.age.is_none(),
            Need::Education { .. } => rider.education.is_none(),
            _ => false,
        };
        if open {
            let (activity, need) = (of.map(str::to_owned), need.clone());
            return self.add(Cause::Unanswered { activity, need });
        }
        let mut ways: Vec<Vec<Cause>> = Vec::new();
        for id in self.reach.givers(need).into_iter().take(16) {
            // A circle explains nothing: the need is then the end of the line.
            if self.seen.insert(id) {
                ways.push(self.apart(|blame| blame.activity(id, depth + 1)));
                self.seen.remove(id);
            }
        }
        let found: Vec<Vec<Cause>> = ways.into_iter().filter(|way| !way.is_empty()).collect();
        match found.into_iter().min_by_key(Vec::len) {
            Some(nearest) => nearest.into_iter().for_each(|cause| self.add(cause)),
            None => self.dead(need, of),
        }
    }

    /// A pinned step that can never be taken, or that is taken already.
    fn pinned(&mut self, id: &'a str) {
        let now = self.reach.ground.now(id);
        if let Some((id, _)) = self.reach.by_id.get_key_value(now)
            && !self.reach.ends.contains_key(id)
        {
            let before = self.causes.len();
            self.activity(id, 0);
            if self.causes.len() == before {
                self.add(Cause::Conflict {
                    facts: vec![Binding::Pin { activity: (*id).to_owned() }],
                });
            }
        }
    }

    fn activity(&mut self, id: &'a str, depth: usize) {
        let reach = self.reach;
        let Some((kind, activity)) = reach.by_id.get(id).copied() else { return };
        if reach.ends.contains_key(id) || reach.ground.has_from_start(kind, id) {
            return;
        }
        let no_offer = |bindings| Cause::NoOfferFits { activity: id.to_owned(), bindings };
        if reach.is_avoided(activity) {
            return self.add(no_offer(vec![Binding::Avoided { activity: id.to_owned() }]));
        }
        if reach.when(&activity.needs, Some(id), 0).is_none() {
            return self.need(&activity.needs, Some(id), depth);
        }
        let mut bindings: Vec<Binding> = Vec::new();
        let mut needs: Vec<&'a Need> = Vec::new();
        for offer in &activity.offers {
            match reach.offer_end(activity, offer) {
                Ok(_) => return,
                Err(Binding::Need { .. }) => needs.push(&offer.needs),
                Err(binding) if !bindings.contains(&binding) => bindings.push(binding),
                Err(_) => {}
            }
        }
        // One look into the offers' own needs says more than that they are not met.
        if let Some(need) = needs.first().filter(|_| bindings.is_empty()) {
            return self.need(need, Some(id), depth);
        }
        let need = |need: &&Need| Binding::Need { activity: None, need: (*need).clone() };
        bindings.extend(needs.iter().map(need).take(2));
        self.add(no_offer(bindings));
    }
}
