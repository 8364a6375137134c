//! Owns what of a catalogue may be planned with.
//! Refuses to judge: what is wrong, `check` says. What it calls an error goes from the catalogue
//! here, together with whatever its absence would make easier: of repeated ids the first stays, an
//! offer that nobody can take goes, an activity that loses its last offer keeps one that never
//! starts, and a need of something unreadable never holds.

use qitu_model::{Activity, AgeRange, Catalogue, Id, Intakes, Kind, Need, Offer, Slot};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// What of an activity may be planned with.
pub(super) struct Verdict {
    /// The activity stays in the catalogue.
    pub kept: bool,
    /// Which of its offers anybody could take.
    pub offers: Vec<bool>,
}

/// The planner looks at every set of slot kinds: 63 sets of six kinds.
pub(super) const MOST_SLOTS: usize = 6;

/// Months that a certificate may be valid.
pub(super) const VALID_MONTHS: RangeInclusive<i64> = 1..=1200;

/// Levels of a skill.
pub(super) const LEVELS: RangeInclusive<i64> = 1..=9;

/// Hours that a stretch of time may have: those of a day.
pub(super) const STRETCH: RangeInclusive<i64> = 0..=24;

/// The oldest that anybody is.
pub(super) const OLDEST: u32 = 150;

/// The ids of the kinds of free time that count.
pub(super) fn slots(catalogue: &Catalogue) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let mut ids = catalogue.slot_ids();
    // A kind whose stretches nobody knows would hold whatever asks for one.
    let odd = |slot: &&Slot| slot.stretch.is_some_and(|h| !STRETCH.contains(&i64::from(h.0)));
    let odd: Vec<&str> = catalogue.slots.iter().filter(odd).map(|slot| slot.id.as_str()).collect();
    ids.retain(|id| !id.is_empty() && seen.insert(*id) && !odd.contains(id));
    ids.truncate(MOST_SLOTS);
    ids
}

/// Which activities stay, in the order of `Catalogue::activities`: the first of each id. A
/// certificate that is valid for nobody knows how long goes, or it would never run out.
pub(super) fn kept(catalogue: &Catalogue) -> Vec<bool> {
    let mut seen = BTreeSet::new();
    let stays = |(kind, activity): (Kind, &Activity)| {
        let months = activity.valid_months.filter(|_| kind == Kind::Certificate);
        let valid = months.is_none_or(|months| VALID_MONTHS.contains(&i64::from(months)));
        !activity.id.is_empty() && seen.insert(activity.id.clone()) && valid
    };
    catalogue.activities().map(stays).collect()
}

/// Can this part of a need never be judged? `has` says which certificates there are: nobody knows
/// how long one counts that is not there.
pub(super) fn is_void(leaf: &Need, has: &dyn Fn(&str) -> bool) -> bool {
    match leaf {
        Need::Skill { level, .. } => *level == 0,
        Need::Certificate { certificate, .. } => !has(certificate),
        Need::Age { age } => is_open(*age) || age.min.max(age.max) > Some(OLDEST),
        _ => false,
    }
}

/// Is this a range of ages without an end?
pub(super) fn is_open(age: AgeRange) -> bool {
    age.min.is_none() && age.max.is_none()
}

/// Leaves in a catalogue what may be planned with.
pub(super) fn keep(catalogue: &mut Catalogue, verdicts: &[Verdict]) {
    let slots: Vec<Id> = slots(catalogue).into_iter().map(Id::from).collect();
    let mut seen = BTreeSet::new();
    catalogue.slots.retain(|slot| slots.contains(&slot.id) && seen.insert(slot.id.clone()));
    firsts(&mut catalogue.sources, |source| &source.id);
    firsts(&mut catalogue.modules, |module| &module.id);
    firsts(&mut catalogue.tiers, |tier| &tier.id);
    firsts(&mut catalogue.tracks, |track| &track.id);
    firsts(&mut catalogue.skills, |skill| &skill.id);

    let mut left = verdicts.iter();
    for list in [&mut catalogue.courses, &mut catalogue.certificates, &mut catalogue.roles] {
        list.retain_mut(|activity| {
            let Some(verdict) = left.next() else { return false };
            offers(activity, &verdict.offers);
            verdict.kept
        });
    }
    let certificates: BTreeSet<Id> =
        catalogue.certificates.iter().map(|own| own.id.clone()).collect();
    let skills: BTreeSet<Id> = catalogue.skills.iter().map(|own| own.id.clone()).collect();
    let has = |id: &str| certificates.contains(id);
    let mut ids: BTreeSet<Id> = catalogue.activities().map(|(_, own)| own.id.clone()).collect();
    let lists = [&mut catalogue.courses, &mut catalogue.certificates, &mut catalogue.roles];
    for activity in lists.into_iter().flatten() {
        activity.was.retain(|was| ids.insert(was.clone()));
        strike(&mut activity.needs, &has);
        activity.offers.iter_mut().for_each(|offer| strike(&mut offer.needs, &has));
        let gives = &mut activity.gives;
        gives.certificates.retain(|id| has(id));
        gives.skills.retain(|id, level| skills.contains(id) && LEVELS.contains(&i64::from(*level)));
    }
}

/// Keeps the first entry of each id.
fn firsts<T>(entries: &mut Vec<T>, id: impl Fn(&T) -> &Id) {
    let mut seen = BTreeSet::new();
    entries.retain(|entry| !id(entry).is_empty() && seen.insert(id(entry).clone()));
}

/// Keeps the offers that can be taken. Without any offer an activity would take no time at all.
fn offers(activity: &mut Activity, open: &[bool]) {
    let first = activity.offers.first().map(|offer| offer.id.clone());
    let mut left = open.iter();
    activity.offers.retain(|_| left.next() == Some(&true));
    if let (Some(id), true) = (first, activity.offers.is_empty()) {
        let intakes = Some(Intakes::Dates(Vec::new()));
        activity.offers.push(Offer { id, intakes, ..Offer::default() });
    }
}

/// Puts a need that never holds in the place of each part that can never be judged.
fn strike(need: &mut Need, has: &dyn Fn(&str) -> bool) {
    match need {
        Need::All { all: parts } | Need::Any { any: parts } | Need::AtLeast { of: parts, .. } => {
            parts.iter_mut().for_each(|part| strike(part, has));
        }
        leaf if is_void(leaf, has) => *leaf = Need::Any { any: Vec::new() },
        _ => {}
    }
}
