//! Owns what the map shows: lines with their stations in order, read out of the catalogue.
//! Refuses places: nothing here has a coordinate.

use super::text_width;
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Id, Need};
use std::collections::{BTreeMap, BTreeSet};

/// A role to be placed.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The role's id.
    pub role: Id,
    /// Its name in the language of the map.
    pub name: String,
    /// Its tier, counted from the lowest.
    pub tier: usize,
    /// It stands beside its line: the line goes on without it.
    pub spur: bool,
    /// A way leads to or from another line here.
    pub interchange: bool,
}

/// A line to be placed.
#[derive(Clone, Debug)]
pub struct Course {
    /// The track's id.
    pub track: Id,
    /// Its name without the word for a line.
    pub name: String,
    /// Its stops, lowest first; the last is never a spur.
    pub stops: Vec<Stop>,
}

/// Everything to be placed.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Tier ids and names, lowest first; at least one.
    pub tiers: Vec<(Id, String)>,
    /// Where people start; the first is the trunk's foot.
    pub starts: Vec<Stop>,
    /// The lines, in the order of the catalogue's tracks.
    pub lines: Vec<Course>,
}

/// The roles named in a need, to hold or to have served in.
fn roles_in(need: &Need, found: &mut BTreeSet<Id>) {
    need.walk(&mut |need| match need {
        Need::Role { role } => {
            found.insert(role.clone());
        }
        Need::Tenure { tenure, .. } => {
            found.insert(tenure.clone());
        }
        _ => {}
    });
}

/// The roles a role comes from. Its own name in its needs (time already served) says nothing.
pub fn origins(role: &Activity) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    roles_in(&role.needs, &mut found);
    role.offers.iter().for_each(|offer| roles_in(&offer.needs, &mut found));
    found.remove(&role.id);
    found
}

/// Reads the lines out of a catalogue.
pub fn read(catalogue: &Catalogue, lang: Lang) -> Chart {
    let mut seen = BTreeSet::new();
    let roles: Vec<&Activity> =
        catalogue.roles.iter().filter(|r| seen.insert(r.id.as_str())).collect();
    let from: BTreeMap<&str, BTreeSet<Id>> =
        roles.iter().map(|r| (r.id.as_str(), origins(r))).collect();
    let needed: BTreeSet<&str> = from.values().flatten().map(String::as_str).collect();

    let mut tiers: Vec<(Id, String)> =
        catalogue.tiers.iter().map(|t| (t.id.clone(), lang.pick(&t.name).to_owned())).collect();
    if tiers.is_empty() {
        tiers.push((String::new(), String::new()));
    }
    let tier_of = |role: &Activity| {
        let id = role.tier.as_deref().unwrap_or_default();
        tiers.iter().position(|(tier, _)| tier == id).unwrap_or(0)
    };
    let track_of = |id: &str| {
        roles.iter().find(|r| r.id == id).and_then(|r| r.track.clone()).unwrap_or_default()
    };

    // A start is needed by others, needs no role itself and stands in the lowest tier.
    let is_start = |role: &Activity| {
        needed.contains(role.id.as_str())
            && from.get(role.id.as_str()).is_none_or(BTreeSet::is_empty)
            && tier_of(role) == 0
    };
    let mut starts: Vec<&Activity> = roles.iter().copied().filter(|r| is_start(r)).collect();
    if starts.is_empty() {
        starts.extend(roles.first().copied());
    }
    let start_ids: BTreeSet<&str> = starts.iter().map(|r| r.id.as_str()).collect();

    let interchange = |role: &Activity| {
        let own = role.track.clone().unwrap_or_default();
        let foreign = |id: &Id| {
            !start_ids.contains(id.as_str())
                && track_of(id) != own
                && from.contains_key(id.as_str())
        };
        let comes = from.get(role.id.as_str()).is_some_and(|ids| ids.iter().any(foreign));
        let leaves = roles.iter().any(|other| {
            other.track.clone().unwrap_or_default() != own
                && from.get(other.id.as_str()).is_some_and(|ids| ids.contains(&role.id))
        });
        !start_ids.contains(role.id.as_str()) && (comes || leaves)
    };
    let stop = |role: &Activity, spur: bool| Stop {
        role: role.id.clone(),
        name: lang.pick(&role.name).to_owned(),
        tier: tier_of(role),
        spur,
        interchange: interchange(role),
    };

    let mut tracks: Vec<Id> = catalogue.tracks.iter().map(|t| t.id.clone()).collect();
    for role in &roles {
        let track = role.track.clone().unwrap_or_default();
        if !tracks.contains(&track) {
            tracks.push(track);
        }
    }
    let mut lines = Vec::new();
    for (place, track) in tracks.iter().enumerate() {
        if tracks.iter().position(|t| t == track) != Some(place) {
            continue;
        }
        let mut own: Vec<&Activity> = roles
            .iter()
            .copied()
            .filter(|r| r.track.as_deref().unwrap_or_default() == track)
            .filter(|r| !start_ids.contains(r.id.as_str()))
            .collect();
        let depth = depths(&own, &from);
        own.sort_by_key(|r| (tier_of(r), depth.get(r.id.as_str()).copied().unwrap_or(0)));
        let chain = chain(&own, &from);
        let last = own.last().map(|r| r.id.clone());
        let stops: Vec<Stop> = own
            .iter()
            .map(|r| {
                stop(r, !chain.contains(r.id.as_str()) && last.as_deref() != Some(r.id.as_str()))
            })
            .collect();
        if !stops.is_empty() {
            let name = catalogue.tracks.iter().find(|t| t.id == *track);
            let name = name.map_or("", |t| lang.pick(&t.name));
            let name = name.strip_suffix(" line").unwrap_or(name).to_owned();
            lines.push(Course { track: track.clone(), name, stops });
        }
    }
    let starts = starts.iter().map(|r| stop(r, false)).collect();
    Chart { tiers, starts, lines }
}

/// How many roles of the same line come before each; a circle of needs counts no further.
fn depths<'a>(
    own: &[&'a Activity],
    from: &BTreeMap<&str, BTreeSet<Id>>,
) -> BTreeMap<&'a str, usize> {
    let mut depth: BTreeMap<&str, usize> = own.iter().map(|r| (r.id.as_str(), 0)).collect();
    for _ in 0..own.len() {
        for role in own {
            let before = from.get(role.id.as_str()).into_iter().flatten();
            let deepest = before.filter_map(|id| depth.get(id.as_str())).max().copied();
            if let Some(deepest) = deepest
                && deepest + 1 < own.len()
            {
                let value = depth.entry(role.id.as_str()).or_default();
                *value = (*value).max(deepest + 1);
            }
        }
    }
    depth
}

/// The longest run of roles of one line where each comes from the one before; the highest of
/// several. `own` is in order of height.
fn chain<'a>(own: &[&'a Activity], from: &BTreeMap<&str, BTreeSet<Id>>) -> BTreeSet<&'a str> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (place, role) in own.iter().enumerate() {
        let origins = from.get(role.id.as_str());
        let before = (0..place)
            .filter(|&i| own.get(i).is_some_and(|o| origins.is_some_and(|ids| ids.contains(&o.id))))
            .filter_map(|i| best.get(i).map(|(length, _)| (*length, i)))
            .max();
        best.push(match before {
            Some((length, i)) => (length + 1, Some(i)),
            None => (1, None),
        });
    }
    let mut at = (0..own.len()).max_by_key(|&i| (best.get(i).map(|b| b.0), i));
    let mut chain = BTreeSet::new();
    while let Some(place) = at {
        if let Some(role) = own.get(place) {
            chain.insert(role.id.as_str());
        }
        at = best.get(place).and_then(|(_, before)| *before);
    }
    chain
}

impl Chart {
    /// The width the widest tier name takes.
    pub fn tier_width(&self, size: i32) -> i32 {
        self.tiers.iter().map(|(_, name)| text_width(name, size)).max().unwrap_or(0)
    }
}
