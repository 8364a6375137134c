//! Owns the gap report: for each role and each rider of a group when it can be reached, at what
//! cost, and what that hangs on; and what one more class or course would change. All of it is
//! planned, nothing is read off the catalogue's outline: `ladder` does that.
//! Refuses words and drawings.

use crate::explain::{self, Odds};
use crate::load;
use qitu_model::{
    Activity, Catalogue, Cause, Date, Education, Hours, Id, Intakes, Kind, Need, Objective, Offer,
    Pace, Place, Plan, PlanStatus, Relaxation, Rider, Scenario, Text, Value, Weeks,
};
use qitu_solve::{self as solve, Limits};
use std::collections::{BTreeMap, BTreeSet};

/// Work for one plan of a report: some hundred are made.
const NODES: u64 = 50_000;
/// Days that one more class is tried on.
const MOST_DAYS: usize = 6;
/// Years of a class's days that are written out when one is added.
const YEARS: i32 = 6;
/// Hours of a course that is not there yet.
const COURSE_HOURS: u32 = 20;

/// How a role can be reached by one rider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It holds already.
    Held,
    /// There is a way.
    Way(Box<Way>),
    /// There is none, proven: why, and what would help.
    None {
        /// A smallest set of facts that stand in the way.
        why: Vec<Cause>,
        /// Changes that help, easiest first.
        relief: Vec<Relaxation>,
    },
    /// The planner could not settle it within its limits.
    Open,
}

/// A way to a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Of the soonest plan.
    pub soonest: Value,
    /// Half of those who begin it are there by then.
    pub likely: Weeks,
    /// Of the cheapest plan; the soonest's where that could not be settled.
    pub cheapest: Value,
    /// Without any one of these courses and certificates there is no way.
    pub single: Vec<Id>,
    plan: Plan,
}

/// The question of a rider for a role.
#[must_use]
pub fn question(rider: &Scenario, role: &str) -> Scenario {
    let goal = Need::Role { role: role.to_owned() };
    Scenario { goal, objective: Objective::Soonest, deadline: None, ..rider.clone() }
}

/// Two riders whom every catalogue should have a way for: one who begins, and one who has ridden for
/// three years in the first role, with the hours of most weeks. What depends on an answer of theirs
/// is answered as it must be.
#[must_use]
pub fn riders(catalogue: &Catalogue, today: Date) -> [Scenario; 2] {
    let open = catalogue.roles.iter().find(|role| role.needs == Need::default());
    let entry = open.or(catalogue.roles.first()).map(|role| role.id.clone());
    let mut facts = BTreeMap::new();
    for (_, activity) in catalogue.activities() {
        super::ladder::each_need(activity, &mut |need| {
            if let Need::Fact { fact, .. } = need {
                facts.insert(fact.clone(), true);
            }
        });
    }
    let week = |hours: u32| -> BTreeMap<Id, Hours> {
        catalogue.slots.iter().map(|slot| (slot.id.clone(), Hours(hours))).collect()
    };
    let of = |rider: Rider, hours: u32| {
        let rider = Rider { facts: facts.clone(), ..rider };
        let mut scenario = Scenario::of(today, rider, Need::default());
        scenario.week = week(hours);
        load::upgrade_scenario(catalogue, &mut scenario);
        scenario
    };
    let new = Rider { age: Some(20), education: Some(Education::Junior), ..Rider::default() };
    let seasoned = Rider {
        role: entry.clone(),
        tenure: entry.into_iter().map(|role| (role, 36)).collect(),
        age: Some(30),
        education: Some(Education::Senior),
        ..Rider::default()
    };
    [of(new, 3), of(seasoned, 4)]
}

fn plan(catalogue: &Catalogue, scenario: &Scenario) -> Plan {
    solve::plan(catalogue, scenario, Limits::nodes(NODES), &mut |_| true)
}

/// Whether there is a way at all: the first plan found is enough. None = not settled.
fn is_possible(catalogue: &Catalogue, scenario: &Scenario) -> Option<bool> {
    let limits = Limits::nodes(NODES);
    let plan = solve::plan(catalogue, scenario, limits, &mut |p| p.value.is_none());
    match plan.status {
        PlanStatus::Optimal | PlanStatus::Feasible => Some(true),
        PlanStatus::Impossible => Some(false),
        PlanStatus::Unknown => None,
    }
}

/// How this rider reaches this role.
#[must_use]
pub fn reach(catalogue: &Catalogue, rider: &Scenario, role: &str) -> Reach {
    let scenario = question(rider, role);
    let found = plan(catalogue, &scenario);
    let Some(soonest) = found.value else {
        if found.status != PlanStatus::Impossible {
            return Reach::Open;
        }
        let limits = Limits::nodes(NODES);
        let (why, relief) = explain::why_not(catalogue, &scenario, &found, limits);
        return Reach::None { why, relief };
    };
    if found.steps.is_empty() {
        return Reach::Held;
    }
    let cheap = Scenario { objective: Objective::Cheapest, ..scenario.clone() };
    let cheapest = plan(catalogue, &cheap).value.unwrap_or(soonest);
    let range = explain::range(catalogue, &scenario, &found, Odds::default(), 1);
    let likely = range.map_or(soonest.weeks, |range| range.likely);
    let single = singles(catalogue, &scenario, &found);
    Reach::Way(Box::new(Way { soonest, likely, cheapest, single, plan: found }))
}

/// The courses and certificates of a plan without which there is no way.
fn singles(catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> Vec<Id> {
    let is_without_way = |id: &Id| {
        let mut without = scenario.clone();
        without.avoid.activities.push(id.clone());
        is_possible(catalogue, &without) == Some(false)
    };
    let ids: BTreeSet<&Id> = plan.steps.iter().map(|step| &step.activity).collect();
    let is_taught =
        |id: &&Id| catalogue.activities().any(|(kind, one)| kind != Kind::Role && one.id == **id);
    ids.into_iter().filter(is_taught).filter(|id| is_without_way(id)).cloned().collect()
}

/// One thing more in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// A class of a course held once more.
    Class {
        /// The course or certificate.
        activity: Id,
        /// The way of doing it that is held.
        offer: Id,
        /// The day it opens.
        on: Date,
    },
    /// A course in a skill that is not taught, free, of 20 hours at one's own pace.
    Course {
        /// The skill.
        skill: Id,
        /// The level it teaches.
        level: u32,
    },
}

/// What one thing more would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The thing.
    pub extra: Extra,
    /// The roles that become possible, with the rider's place.
    pub opens: Vec<(Id, usize)>,
    /// The roles that come sooner, with the rider's place and the weeks.
    pub sooner: Vec<(Id, usize, u32)>,
}

impl Help {
    /// More is better: first new ways, then weeks.
    #[must_use]
    pub fn worth(&self) -> (usize, u32) {
        (self.opens.len(), self.sooner.iter().map(|one| one.2).sum())
    }
}

/// A role, a rider's place, and how the one reaches the other.
pub type Cell = (Id, usize, Reach);

/// What might help: a class more on the days on which somebody waits for it, and a course in each
/// skill that nothing teaches and some role asks for.
#[must_use]
pub fn extras(catalogue: &Catalogue, riders: &[Scenario], cells: &[Cell]) -> Vec<Extra> {
    let mut days: BTreeMap<(Id, Id), BTreeMap<Date, usize>> = BTreeMap::new();
    for (role, rider, reach) in cells {
        let Some(rider) = riders.get(*rider) else { continue };
        let scenario = question(rider, role);
        let (soonest, classes) = match reach {
            Reach::Way(way) => (Some(way.soonest.weeks), classes_of(catalogue, Some(&way.plan))),
            Reach::None { .. } => (None, classes_of(catalogue, None)),
            Reach::Held | Reach::Open => continue,
        };
        for class in classes {
            if let Some(day) = waited_for(catalogue, &scenario, soonest, &class) {
                *days.entry(class).or_default().entry(day).or_default() += 1;
            }
        }
    }
    let mut extras = Vec::new();
    for ((activity, offer), days) in days {
        let mut days: Vec<(Date, usize)> = days.into_iter().collect();
        days.sort_by_key(|(day, riders)| (std::cmp::Reverse(*riders), *day));
        extras.extend(days.into_iter().take(MOST_DAYS).map(|(on, _)| Extra::Class {
            activity: activity.clone(),
            offer: offer.clone(),
            on,
        }));
    }
    let mut lacking = BTreeSet::new();
    for gap in super::gaps(catalogue) {
        if let super::Gap::NotTaught { need: Need::Skill { skill, level }, .. } = gap {
            lacking.insert(Extra::Course { skill, level });
        }
    }
    extras.extend(lacking);
    extras
}

/// The offers that open on certain days only, of a plan or of all that is taught, as pairs of
/// activity and offer.
fn classes_of(catalogue: &Catalogue, plan: Option<&Plan>) -> Vec<(Id, Id)> {
    let is_in = |activity: &Id, offer: &Id| {
        plan.is_none_or(|plan| {
            plan.steps.iter().any(|step| step.activity == *activity && step.offer == *offer)
        })
    };
    let offers =
        catalogue.activities().flat_map(|(_, one)| one.offers.iter().map(|o| (&one.id, o)));
    let held = offers.filter(|(id, offer)| offer.intakes.is_some() && is_in(id, &offer.id));
    held.map(|(id, offer)| (id.clone(), offer.id.clone())).collect()
}

/// The Monday on which a class would open if it opened for this rider, where the goal then comes
/// sooner than it did, or at all.
fn waited_for(
    catalogue: &Catalogue,
    scenario: &Scenario,
    soonest: Option<Weeks>,
    (activity, offer): &(Id, Id),
) -> Option<Date> {
    let mut open = catalogue.clone();
    offer_of(&mut open, activity, offer)?.intakes = None;
    let plan = plan(&open, scenario);
    let is_sooner = plan.value.is_some_and(|v| soonest.is_none_or(|before| v.weeks < before));
    let step = plan.steps.iter().find(|step| step.activity == *activity && step.offer == *offer)?;
    let monday = scenario.start.monday_on_or_after();
    is_sooner.then(|| monday.plus_weeks(step.start.0))
}

fn offer_of<'c>(
    catalogue: &'c mut Catalogue,
    activity: &str,
    offer: &str,
) -> Option<&'c mut Offer> {
    let lists = [&mut catalogue.courses, &mut catalogue.certificates, &mut catalogue.roles];
    let activity = lists.into_iter().flatten().find(|one| one.id == activity)?;
    activity.offers.iter_mut().find(|one| one.id == offer)
}

/// The catalogue with one thing more.
#[must_use]
pub fn with(catalogue: &Catalogue, extra: &Extra, today: Date) -> Catalogue {
    let mut more = catalogue.clone();
    match extra {
        Extra::Class { activity, offer, on } => {
            if let Some(held) = offer_of(&mut more, activity, offer)
                && let Some(intakes) = &held.intakes
            {
                let mut days = intakes.days(today.min(*on), today.plus_days(YEARS * 366));
                days.push(*on);
                days.sort_unstable();
                held.intakes = Some(Intakes::Dates(days));
            }
        }
        Extra::Course { skill, level } => more.courses.push(course(catalogue, skill, *level)),
    }
    more
}

fn course(catalogue: &Catalogue, skill: &Id, level: u32) -> Activity {
    let taken = |id: &str| catalogue.activities().any(|(_, one)| one.id == id);
    let plain = format!("new-{skill}-{level}");
    let id = (0..).map(|n| format!("{plain}{}", "x".repeat(n))).find(|id| !taken(id));
    let offer = Offer {
        id: "self-paced".to_owned(),
        hours: Some(Hours(COURSE_HOURS)),
        pace: Some(Pace { min: Hours(1), max: Hours(8) }),
        fits: catalogue.slots.iter().map(|slot| slot.id.clone()).collect(),
        place: Some(Place::Online),
        ..Offer::default()
    };
    let mut course = Activity {
        id: id.unwrap_or(plain),
        name: Text::default(),
        offers: vec![offer],
        ..Activity::default()
    };
    course.gives.skills.insert(skill.clone(), level);
    course
}

/// What it would change for those whose role is not held, each planned with it.
#[must_use]
pub fn help(
    catalogue: &Catalogue,
    riders: &[Scenario],
    cells: &[Cell],
    extra: &Extra,
    today: Date,
) -> Help {
    let more = with(catalogue, extra, today);
    let mut help = Help { extra: extra.clone(), opens: Vec::new(), sooner: Vec::new() };
    for (role, at, reach) in cells {
        let Some(rider) = riders.get(*at) else { continue };
        let is_touched = match (reach, extra) {
            (Reach::Way(way), Extra::Class { activity, .. }) => {
                way.plan.steps.iter().any(|step| step.activity == *activity)
            }
            (Reach::Way(_), Extra::Course { .. }) | (Reach::None { .. }, _) => true,
            _ => false,
        };
        if !is_touched {
            continue;
        }
        let Some(value) = plan(&more, &question(rider, role)).value else { continue };
        match reach {
            Reach::Way(way) => {
                let weeks = way.soonest.weeks.0.saturating_sub(value.weeks.0);
                if weeks > 0 {
                    help.sooner.push((role.clone(), *at, weeks));
                }
            }
            _ => help.opens.push((role.clone(), *at)),
        }
    }
    help
}
