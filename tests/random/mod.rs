//! Owns random problems: tiny catalogues and scenarios from a seed, the same on every machine.
//!
//! Every clause of the contract turns up: each kind of need, fixed and self-paced offers, intakes,
//! sessions, calendars, budgets, deadlines, pins, waivers, certificates that expire, questions
//! left open, circles of zero-week steps, no hours at all, subsidies above the fee.

#![allow(dead_code, reason = "each test file uses its own part")]

use qitu_model::*;
use std::collections::BTreeMap;

/// The Monday on which every random scenario starts.
pub const MONDAY: &str = "2026-11-23";

/// SplitMix64 (Steele, Lea and Flood 2014): small, seeded, good enough to draw cases.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() % u64::from(high - low + 1)) as u32
    }

    /// True in so many of a hundred throws.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.between(0, list.len() as u32 - 1) as usize]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.between(0, at as u32) as usize);
        }
    }
}

/// A catalogue and a question to it.
#[derive(Clone, Debug)]
pub struct Problem {
    pub catalogue: Catalogue,
    pub scenario: Scenario,
}

impl Problem {
    /// Both files as JSON, to paste into a report.
    pub fn json(&self) -> String {
        let catalogue = serde_json::to_string(&self.catalogue).unwrap();
        format!("{catalogue}\n{}", serde_json::to_string(&self.scenario).unwrap())
    }
}

const SLOTS: [&str; 3] = ["gap", "evening", "rest_day"];
const SESSIONS: [&str; 4] =
    ["sat 09:00-11:00", "sat 10:00-12:00", "sat 11:00-13:00", "sun 09:00-10:00"];

pub fn monday() -> Date {
    Date::parse(MONDAY).unwrap()
}

/// A day of the week with this number.
pub fn day_in(week: i32, dice: &mut Dice) -> Date {
    monday().plus_days(7 * week + dice.between(0, 6) as i32)
}

/// The ids of one catalogue, to draw needs from.
struct Ids {
    courses: Vec<Id>,
    certificates: Vec<Id>,
    roles: Vec<Id>,
    skills: Vec<Id>,
}

/// A problem of so many activities. Larger ones have fewer starts that matter less each.
pub fn problem(seed: u64, activities: u32) -> Problem {
    let mut dice = Dice::new(seed);
    let dice = &mut dice;
    let ids = ids(dice, activities);
    // Half of the catalogues are layered, so that goals are often reachable.
    let layered = dice.chance(70);
    let mut before = Ids {
        courses: Vec::new(),
        certificates: Vec::new(),
        roles: vec!["start".into()],
        skills: Vec::new(),
    };
    let all = Ids { roles: [vec!["start".into()], ids.roles.clone()].concat(), ..ids };
    let mut order: Vec<(Kind, Id)> = Vec::new();
    order.extend(all.courses.iter().map(|id| (Kind::Course, id.clone())));
    order.extend(all.certificates.iter().map(|id| (Kind::Certificate, id.clone())));
    order.extend(all.roles[1..].iter().map(|id| (Kind::Role, id.clone())));
    dice.shuffle(&mut order);
    let mut catalogue = Catalogue {
        id: "random".into(),
        version: seed.to_string(),
        slots: SLOTS
            .map(|id| Slot { id: id.into(), name: Text::default(), stretch: None })
            .to_vec(),
        skills: (all.skills.iter())
            .map(|id| Skill { id: id.clone(), ..Skill::default() })
            .collect(),
        ..Catalogue::default()
    };
    for (kind, id) in order {
        let known = if layered { &before } else { &all };
        let activity = activity(dice, kind, &id, known, &all);
        before.skills.extend(activity.gives.skills.keys().cloned());
        before.certificates.extend(activity.gives.certificates.iter().cloned());
        let (ids, list) = match kind {
            Kind::Course => (&mut before.courses, &mut catalogue.courses),
            Kind::Certificate => (&mut before.certificates, &mut catalogue.certificates),
            Kind::Role => (&mut before.roles, &mut catalogue.roles),
        };
        ids.push(id);
        list.push(activity);
    }
    catalogue.roles.push(Activity { id: "start".into(), ..Activity::default() });
    let scenario = scenario(dice, &catalogue, &all);
    Problem { catalogue, scenario }
}

/// The same problem with parts of loads that ask for hours at a stretch.
pub fn stretched(seed: u64, activities: u32) -> Problem {
    let Problem { mut catalogue, mut scenario } = problem(seed, activities);
    let dice = &mut Dice::new(seed ^ 0x5e55_1011);
    let lists = [&mut catalogue.courses, &mut catalogue.certificates, &mut catalogue.roles];
    let offers = lists.into_iter().flatten().flat_map(|activity| &mut activity.offers);
    for part in offers.flat_map(|offer| &mut offer.load).filter(|part| part.hours.0 > 0) {
        part.session = dice.chance(70).then(|| Hours(dice.between(1, part.hours.0)));
    }
    for slot in &mut catalogue.slots {
        slot.stretch = dice.chance(80).then(|| Hours(dice.between(0, 2)));
        if dice.chance(20) {
            scenario.stretch.insert(slot.id.clone(), Hours(dice.between(0, 4)));
        }
    }
    Problem { catalogue, scenario }
}

fn ids(dice: &mut Dice, activities: u32) -> Ids {
    let mut ids = Ids {
        courses: vec!["c0".into()],
        certificates: Vec::new(),
        roles: Vec::new(),
        skills: vec!["s0".into(), "s1".into()],
    };
    for at in 1..activities {
        match dice.between(0, 3) {
            0 => ids.certificates.push(format!("k{at}")),
            1 => ids.roles.push(format!("r{at}")),
            _ => ids.courses.push(format!("c{at}")),
        }
    }
    ids
}

fn activity(dice: &mut Dice, kind: Kind, id: &str, known: &Ids, all: &Ids) -> Activity {
    let mut activity = Activity { id: id.into(), ..Activity::default() };
    if dice.chance(60) {
        activity.needs = need(dice, known, 2);
    }
    if dice.chance(60) {
        activity.gives.skills.insert(dice.pick(&all.skills).clone(), dice.between(1, 2));
    }
    if dice.chance(15) && !all.certificates.is_empty() {
        activity.gives.certificates.push(dice.pick(&all.certificates).clone());
    }
    if dice.chance(10) {
        activity.gives.education = Some(*dice.pick(&[Education::Senior, Education::College]));
    }
    if kind == Kind::Certificate && dice.chance(50) {
        activity.valid_months = Some(dice.between(0, 2));
    }
    if kind == Kind::Role && dice.chance(30) {
        activity.counts_as.push(dice.pick(&all.roles).clone());
    }
    let offers = if kind == Kind::Role { dice.between(0, 1) } else { dice.between(0, 2) };
    activity.offers = (0..offers).map(|at| offer(dice, at, known)).collect();
    activity
}

fn offer(dice: &mut Dice, at: u32, known: &Ids) -> Offer {
    let mut offer = Offer { id: format!("o{at}"), ..Offer::default() };
    let fits = |dice: &mut Dice| -> Vec<Id> {
        let chosen: Vec<Id> =
            SLOTS.iter().filter(|_| dice.chance(50)).map(|s| (*s).into()).collect();
        if chosen.is_empty() && dice.chance(90) { vec![SLOTS[0].into()] } else { chosen }
    };
    if dice.chance(30) {
        let min = dice.between(0, 2);
        offer.hours = Some(Hours(dice.between(0, 6)));
        offer.pace = Some(Pace { min: Hours(min), max: Hours(min + dice.between(0, 2)) });
        offer.fits = fits(dice);
    } else {
        offer.weeks = (!dice.chance(5)).then(|| Weeks(dice.between(0, 3)));
        offer.load = (0..dice.between(0, 2))
            .map(|_| Part { hours: Hours(dice.between(0, 4)), fits: fits(dice), session: None })
            .collect();
    }
    if dice.chance(40) {
        offer.fee = Yuan(i64::from(dice.between(0, 5)) * 100);
    }
    if dice.chance(20) {
        offer.subsidy = Yuan(i64::from(dice.between(0, 5)) * 100);
    }
    offer.intakes = match dice.between(0, 5) {
        0 => Some(Intakes::Dates(
            (0..dice.between(0, 3)).map(|_| day_in(dice.between(0, 8) as i32 - 1, dice)).collect(),
        )),
        1 => Some(Intakes::Every {
            every_weeks: dice.between(1, 4),
            from: day_in(dice.between(0, 6) as i32 - 3, dice),
        }),
        _ => None,
    };
    if dice.chance(25) {
        offer.sessions.push(Span::parse(dice.pick::<&str>(&SESSIONS)).unwrap());
    }
    if dice.chance(50) {
        offer.place = Some(*dice.pick(&[Place::Online, Place::InPerson, Place::Blended]));
    }
    if dice.chance(15) {
        offer.needs = need(dice, known, 1);
    }
    offer
}

/// A need over the ids given, so many branches deep.
fn need(dice: &mut Dice, ids: &Ids, depth: u32) -> Need {
    let parts = |dice: &mut Dice, low| -> Vec<Need> {
        (0..dice.between(low, 3)).map(|_| need(dice, ids, depth - 1)).collect()
    };
    if depth > 0 && dice.chance(45) {
        return match dice.between(0, 4) {
            0 | 1 => Need::All { all: parts(dice, 0) },
            2 | 3 => {
                let low = u32::from(dice.chance(95));
                Need::Any { any: parts(dice, low) }
            }
            _ => {
                let of = parts(dice, 1);
                Need::AtLeast { at_least: dice.between(0, of.len() as u32), of }
            }
        };
    }
    leaf(dice, ids)
}

fn leaf(dice: &mut Dice, ids: &Ids) -> Need {
    loop {
        let list = match dice.between(0, 12) {
            0..=2 if !ids.skills.is_empty() => {
                let skill = dice.pick(&ids.skills).clone();
                return Need::Skill { skill, level: dice.between(1, 2) };
            }
            3..=5 => &ids.courses,
            6 | 7 => &ids.certificates,
            8 => &ids.roles,
            9 if !ids.roles.is_empty() => {
                let tenure = dice.pick(&ids.roles).clone();
                return Need::Tenure { tenure, months: dice.between(0, 3) };
            }
            10 => {
                let min = dice.chance(60).then(|| dice.between(19, 21));
                let max = dice.chance(40).then(|| dice.between(20, 22));
                return Need::Age { age: AgeRange { min, max } };
            }
            11 => {
                let ladder = [Education::None, Education::Senior, Education::College];
                return Need::Education { education: *dice.pick(&ladder) };
            }
            12 => return Need::Fact { fact: format!("f{}", dice.between(0, 1)), ask: None },
            _ => continue,
        };
        let Some(id) = (!list.is_empty()).then(|| dice.pick(list).clone()) else { continue };
        return if ids.courses.contains(&id) {
            Need::Course { course: id }
        } else if ids.certificates.contains(&id) {
            let held_months = if dice.chance(25) { dice.between(1, 2) } else { 0 };
            Need::Certificate { certificate: id, held_months }
        } else {
            Need::Role { role: id }
        };
    }
}

fn scenario(dice: &mut Dice, catalogue: &Catalogue, ids: &Ids) -> Scenario {
    let week = |dice: &mut Dice| -> BTreeMap<Id, Hours> {
        SLOTS.map(|slot| (slot.into(), Hours(dice.between(0, 5)))).into_iter().collect()
    };
    let mut scenario = Scenario {
        format: SCENARIO_FORMAT.into(),
        catalogue: String::new(),
        start: monday().plus_days(-(dice.between(0, 6) as i32)),
        rider: rider(dice, ids),
        week: week(dice),
        stretch: BTreeMap::new(),
        free: None,
        calendar: Vec::new(),
        at_once: dice.between(1, 3),
        budget: dice.chance(40).then(|| Yuan(i64::from(dice.between(0, 12)) * 100)),
        deadline: dice.chance(75).then(|| day_in(dice.between(3, 14) as i32, dice)),
        hourly_take: None,
        goal: goal(dice, ids),
        objective: Objective::Soonest,
        avoid: Avoid::default(),
        pins: Vec::new(),
        waive: Vec::new(),
        begun: Vec::new(),
    };
    if dice.chance(20) {
        let free = ["sat 09:00-11:00", "sat 10:30-13:00", "sun 08:00-18:00"];
        let kept = free.iter().filter(|_| dice.chance(60));
        scenario.free = Some(kept.map(|text| Span::parse(text).unwrap()).collect());
    }
    for _ in 0..dice.between(0, 2) {
        let from = dice.between(0, 6) as i32 - 1;
        let to = from + dice.between(0, 3) as i32;
        let (from, to) = (day_in(from, dice), day_in(to, dice));
        scenario.calendar.push(CalendarEntry { from, to, week: week(dice), name: None });
    }
    if dice.chance(10) {
        scenario.avoid.places.push(*dice.pick(&[Place::Online, Place::InPerson]));
    }
    let activities: Vec<&Activity> = catalogue.activities().map(|(_, a)| a).collect();
    if dice.chance(10) {
        scenario.avoid.activities.push(dice.pick(&activities).id.clone());
    }
    if dice.chance(15) {
        let activity = *dice.pick(&activities);
        let offer = activity.offers.first().filter(|_| dice.chance(40));
        scenario.pins.push(Pin {
            activity: activity.id.clone(),
            offer: offer.map(|o| o.id.clone()),
            pace: offer.and_then(|o| o.pace).filter(|_| dice.chance(40)).map(|pace| pace.max),
            start: dice.chance(70).then(|| day_in(dice.between(0, 6) as i32, dice)),
        });
    }
    if dice.chance(15) {
        let activity = *dice.pick(&activities);
        let mut parts = Vec::new();
        activity.needs.walk(&mut |need| parts.push(need.clone()));
        let (activity, need) = (activity.id.clone(), dice.pick(&parts).clone());
        scenario.waive.push(Waiver { activity, need, reason: String::new() });
    }
    scenario
}

fn rider(dice: &mut Dice, ids: &Ids) -> Rider {
    let mut rider = Rider { role: dice.chance(70).then(|| "start".into()), ..Rider::default() };
    if dice.chance(10) {
        rider.roles.push(dice.pick(&ids.roles).clone());
    }
    if dice.chance(50) {
        rider.tenure.insert(dice.pick(&ids.roles).clone(), dice.between(0, 2));
    }
    rider.age = dice.chance(80).then(|| dice.between(19, 22));
    rider.education = dice
        .chance(80)
        .then(|| *dice.pick(&[Education::None, Education::Junior, Education::Senior]));
    if dice.chance(30) {
        rider.skills.insert(dice.pick(&ids.skills).clone(), dice.between(1, 2));
    }
    if dice.chance(30) && !ids.certificates.is_empty() {
        let id = dice.pick(&ids.certificates).clone();
        let on = dice.chance(70).then(|| day_in(dice.between(0, 14) as i32 - 12, dice));
        rider.certificates.push(Certified { id, on });
    }
    if dice.chance(20) {
        rider.courses.push(dice.pick(&ids.courses).clone());
    }
    for fact in ["f0", "f1"] {
        if dice.chance(60) {
            rider.facts.insert(fact.into(), dice.chance(70));
        }
    }
    rider
}

fn goal(dice: &mut Dice, ids: &Ids) -> Need {
    let one = |dice: &mut Dice| match dice.between(0, 3) {
        0 if ids.roles.len() > 1 => Need::Role { role: dice.pick(&ids.roles[1..]).clone() },
        1 if !ids.certificates.is_empty() => {
            Need::Certificate { certificate: dice.pick(&ids.certificates).clone(), held_months: 0 }
        }
        2 => Need::Course { course: dice.pick(&ids.courses).clone() },
        _ => need(dice, ids, 2),
    };
    match dice.between(0, 4) {
        0 | 1 => one(dice),
        2 | 3 => Need::All { all: vec![one(dice), one(dice)] },
        _ => Need::All { all: vec![one(dice), one(dice), one(dice)] },
    }
}
