//! Owns what could ever be reached, and when at the earliest, by the forward fixpoint over the
//! AND/OR graph of needs: each activity alone in an empty week, every other thing for free.
//! Refuses trade-offs between steps: what it calls out of reach is so whatever else is done.

use super::life::{Ground, HORIZON};
use qitu_model::{
    Activity, Binding, Catalogue, Education, Id, Kind, Need, Offer, Scenario, Weeks,
    months_to_weeks,
};
use std::collections::BTreeMap;

/// Who gives what.
#[derive(Default)]
struct Providers<'a> {
    skills: BTreeMap<&'a str, Vec<(u32, &'a str)>>,
    certificates: BTreeMap<&'a str, Vec<&'a str>>,
    education: Vec<(Education, &'a str)>,
    service: BTreeMap<&'a str, Vec<&'a str>>,
}

/// The earliest end of every activity that could be done at all.
pub(super) struct Reach<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) by_id: BTreeMap<&'a str, (Kind, &'a Activity)>,
    providers: Providers<'a>,
    pub(super) ends: BTreeMap<&'a str, i64>,
    /// The first week from which the calendar says nothing more.
    plain_from: i64,
}

impl<'a> Reach<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, scenario: &'a Scenario) -> Self {
        let ground = Ground::of(catalogue, scenario);
        let mut by_id = BTreeMap::new();
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
        let mut reach = Self { ground, by_id, providers, ends: BTreeMap::new(), plain_from };
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

    pub(super) fn goal(&self) -> Option<i64> {
        self.when(&self.ground.scenario.goal, None, 0)
    }

    pub(super) fn deadline(&self) -> Option<i64> {
        self.ground.scenario.deadline.map(|day| self.ground.week_of(day))
    }

    fn earliest_end(&self, kind: Kind, activity: &'a Activity) -> Option<i64> {
        if self.ground.holdings.is_over(kind, activity) || self.is_avoided(activity) {
            return None;
        }
        if activity.offers.is_empty() {
            return self.when(&activity.needs, Some(&activity.id), 0);
        }
        activity.offers.iter().filter_map(|offer| self.offer_end(activity, offer).ok()).min()
    }

    pub(super) fn is_avoided(&self, activity: &Activity) -> bool {
        let avoided = &self.ground.scenario.avoid.activities;
        avoided.iter().any(|id| self.ground.now(id) == activity.id)
    }

    /// The earliest end by an offer, or what keeps it out.
    pub(super) fn offer_end(
        &self,
        activity: &'a Activity,
        offer: &'a Offer,
    ) -> Result<i64, Binding> {
        let ground = &self.ground;
        let scenario = ground.scenario;
        if !offer.is_known() {
            let fields = offer.unknown.clone();
            return Err(Binding::Unknown { activity: activity.id.clone(), fields });
        }
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
                let parts = offer.load.iter().map(|part| ground.part(part));
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
        let sum = |week: &BTreeMap<Id, qitu_model::Hours>| {
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
                held.sort_unstable();
                held.get(usize::try_from(*at_least).ok()? - 1).copied()
            }
            leaf => self.leaf(leaf, from).filter(|week| *week <= HORIZON),
        }
    }

    /// The first week from `from` in which a leaf could hold: the rider's own, or a step's.
    fn leaf(&self, need: &Need, from: i64) -> Option<i64> {
        let holdings = &self.ground.holdings;
        let own = holdings.when(need, from);
        if own == Some(from) {
            return own;
        }
        let ends = self.givers(need).into_iter().filter_map(|id| self.ends.get(id).copied());
        let given = ends.min().and_then(|end| match need {
            Need::Certificate { certificate, held_months } => {
                let wait = i64::from(months_to_weeks(*held_months));
                // A certificate that ends before it has been held long enough never counts.
                let useful =
                    holdings.validity(self.ground.now(certificate)).is_none_or(|v| wait < v);
                useful.then_some(end + wait)
            }
            Need::Tenure { months, .. } => Some(end + i64::from(months_to_weeks(*months))),
            _ => Some(end),
        });
        let given = given.map(|week| week.max(from));
        own.into_iter().chain(given).min()
    }

    /// Who could meet a leaf, were they in reach.
    pub(super) fn givers(&self, need: &Need) -> Vec<&'a str> {
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
