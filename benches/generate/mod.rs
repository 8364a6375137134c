//! Owns generated catalogues: academies of any size from a seed, shaped like the real one.
//!
//! Domains lean on shared foundations. Inside a domain courses stand in three to nine layers; a
//! level of a skill often has more than one course that teaches it, a course more than one offer:
//! a class with intakes, class times and a fee, or self-paced. Exams have intakes, a wait for the
//! result, sometimes a limited validity. Roles need levels, certificates and time in rank.

use crate::random::{Dice, MONDAY};
use qitu_model::*;

/// How a catalogue is shaped.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Activities in all, more or less.
    pub activities: u32,
    /// Activities in one domain; the larger, the more is relevant to a goal.
    pub domain: u32,
    /// Courses that teach the same level, at most.
    pub alternatives: u32,
    /// Levels of skills that a role needs.
    pub wanted: u32,
}

/// A catalogue of this shape and the goals to ask for.
pub fn catalogue(seed: u64, shape: Shape) -> (Catalogue, Vec<Need>) {
    let dice = &mut Dice::new(seed);
    let mut catalogue = Catalogue {
        format: "qitu.catalogue/1".into(),
        id: format!("generated-{}-{seed}", shape.activities),
        version: "1".into(),
        slots: ["gap", "evening", "rest_day"]
            .map(|id| Slot { id: id.into(), name: Text::default(), stretch: None })
            .to_vec(),
        ..Catalogue::default()
    };
    catalogue.roles.push(Activity { id: "rider".into(), ..Activity::default() });
    let shared: Vec<Id> = (0..(shape.activities / 12).clamp(3, 40))
        .map(|at| course(&mut catalogue, dice, &format!("base-{at}"), Need::default(), 1))
        .collect();
    let mut goals = Vec::new();
    let domains = (shape.activities.saturating_sub(shared.len() as u32) / shape.domain).max(1);
    for at in 0..domains {
        goals.push(domain(&mut catalogue, dice, at, shape, &shared));
    }
    (catalogue, goals)
}

/// The question that a rider of two years asks.
pub fn scenario(catalogue: &Catalogue, goal: &Need) -> Scenario {
    let text = serde_json::json!({
        "format": "qitu.scenario/1", "catalogue": format!("{}@1", catalogue.id), "start": MONDAY,
        "rider": {"role": "rider", "tenure": {"rider": 24}, "age": 30, "education": "senior"},
        "week": {"gap": 3, "evening": 4, "rest_day": 6},
        "calendar": [{"from": "2027-02-01", "to": "2027-02-14", "week": {"gap": 1}}],
        "goal": goal,
    });
    serde_json::from_value(text).expect("the shape of a scenario is known here")
}

/// So many electives, each with a fee and hours of its own, and the goal of some of them.
pub fn electives(seed: u64, wanted: u32, offered: u32) -> (Catalogue, Need) {
    let dice = &mut Dice::new(seed);
    let offer = |_| Offer {
        id: "class".into(),
        weeks: Some(Weeks(dice.between(1, 6))),
        load: vec![Part { hours: Hours(dice.between(1, 4)), fits: slots(), session: None }],
        fee: Yuan(i64::from(dice.between(0, 60)) * 10),
        ..Offer::default()
    };
    let offers: Vec<Offer> = (0..offered).map(offer).collect();
    choices(&format!("electives-{wanted}-{offered}"), seed, wanted, offers)
}

/// So many courses that are equal but for their names, all of them to be done: of twelve hours, or
/// as the seed has it.
pub fn alike(seed: u64, courses: u32) -> (Catalogue, Need) {
    let dice = &mut Dice::new(seed);
    let (hours, most) = match seed {
        1 => (12, 6),
        _ => (dice.between(2, 24), dice.between(1, 8)),
    };
    let offer = Offer {
        id: "self-paced".into(),
        hours: Some(Hours(hours)),
        pace: Some(Pace { min: Hours(1), max: Hours(most) }),
        fits: slots(),
        fee: Yuan(100),
        ..Offer::default()
    };
    choices(&format!("alike-{courses}"), seed, courses, vec![offer; courses as usize])
}

/// So many courses of no weeks, each of which needs the one before, and the goal of the last.
pub fn chain(courses: u32) -> (Catalogue, Need) {
    let offer = Offer { id: "online".into(), weeks: Some(Weeks(0)), ..Offer::default() };
    let (mut catalogue, _) =
        choices(&format!("chain-{courses}"), 1, courses, vec![offer; courses as usize]);
    let mut before = Need::default();
    for course in &mut catalogue.courses {
        course.needs = std::mem::replace(&mut before, Need::Course { course: course.id.clone() });
    }
    (catalogue, before)
}

fn slots() -> Vec<Id> {
    ["gap", "evening", "rest_day"].map(Into::into).to_vec()
}

/// A course for each offer, and the goal of so many of them.
fn choices(id: &str, seed: u64, wanted: u32, offers: Vec<Offer>) -> (Catalogue, Need) {
    let slot = |id: Id| Slot { id, name: Text::default(), stretch: None };
    let course =
        |(at, offer)| Activity { id: format!("c{at}"), offers: vec![offer], ..Activity::default() };
    let catalogue = Catalogue {
        format: "qitu.catalogue/1".into(),
        id: id.into(),
        version: seed.to_string(),
        slots: slots().into_iter().map(slot).collect(),
        courses: offers.into_iter().enumerate().map(course).collect(),
        roles: vec![Activity { id: "rider".into(), ..Activity::default() }],
        ..Catalogue::default()
    };
    let of = catalogue.courses.iter().map(|course| Need::Course { course: course.id.clone() });
    let of = of.collect();
    (catalogue, Need::AtLeast { at_least: wanted, of })
}

/// One line of work: layers of courses, two or three certificates, two roles. Its top role.
fn domain(
    catalogue: &mut Catalogue,
    dice: &mut Dice,
    at: u32,
    shape: Shape,
    shared: &[Id],
) -> Need {
    let layers = dice.between(3, 9).min(shape.domain / 4).max(1);
    let courses = shape.domain.saturating_sub(5).max(1);
    let mut below: Vec<Id> = Vec::new();
    let mut last: Vec<Id> = shared.to_vec();
    for layer in 0..layers {
        let mut here: Vec<Id> = Vec::new();
        let mut left = (courses / layers).max(1);
        while left > 0 {
            let skill = format!("d{at}-{layer}-{}", here.len());
            let same = dice.between(1, shape.alternatives).min(left);
            left -= same;
            for copy in 0..same {
                let mut needs = Vec::new();
                for _ in 0..dice.between(1, 2) {
                    needs.push(skill_need(dice.pick(&last), 1));
                }
                if !below.is_empty() && dice.chance(30) {
                    needs.push(skill_need(dice.pick(&below), 1));
                }
                if dice.chance(25) {
                    let (one, two) = (dice.pick(shared).clone(), dice.pick(shared).clone());
                    needs.push(Need::Any { any: vec![skill_need(&one, 1), skill_need(&two, 1)] });
                }
                let id = format!("{skill}-{copy}");
                let level = if dice.chance(20) { 2 } else { 1 };
                let needs = Need::All { all: needs };
                course_of(catalogue, dice, &id, &skill, needs, level);
            }
            here.push(skill);
        }
        below.extend(last.drain(..).filter(|id| !shared.contains(id)));
        last = here;
    }
    below.extend(last.iter().cloned());
    let certificates: Vec<Id> = (0..2)
        .map(|n| {
            let id = format!("d{at}-exam-{n}");
            let needs = skill_need(dice.pick(&below), 1);
            exam(catalogue, dice, &id, needs);
            id
        })
        .collect();
    let lead = format!("d{at}-lead");
    role(
        catalogue,
        &lead,
        vec![
            skill_need(dice.pick(&below), 1),
            Need::Certificate { certificate: certificates[0].clone(), held_months: 0 },
            Need::Tenure { tenure: "rider".into(), months: 12 },
        ],
    );
    let mut wanted: Vec<Need> =
        (0..shape.wanted).map(|_| skill_need(dice.pick(&below), 1)).collect();
    wanted.push(skill_need(dice.pick(&last), 1));
    wanted.push(Need::Any {
        any: (certificates.iter())
            .map(|c| Need::Certificate { certificate: c.clone(), held_months: 0 })
            .collect(),
    });
    if dice.chance(50) {
        wanted.push(Need::Tenure { tenure: lead, months: dice.between(3, 12) });
    }
    let top = format!("d{at}-top");
    role(catalogue, &top, wanted);
    Need::Role { role: top }
}

fn skill_need(skill: &Id, level: u32) -> Need {
    Need::Skill { skill: skill.clone(), level }
}

fn role(catalogue: &mut Catalogue, id: &str, needs: Vec<Need>) {
    let needs = Need::All { all: needs };
    catalogue.roles.push(Activity { id: id.into(), needs, ..Activity::default() });
}

fn exam(catalogue: &mut Catalogue, dice: &mut Dice, id: &str, needs: Need) {
    let offer = Offer {
        id: "exam".into(),
        weeks: Some(Weeks(dice.between(1, 6))),
        fee: Yuan(i64::from(dice.between(0, 8)) * 100),
        subsidy: Yuan(i64::from(dice.between(0, 3)) * 100),
        intakes: Some(every(dice, 4, 13)),
        ..Offer::default()
    };
    let valid_months = dice.chance(30).then(|| dice.between(12, 60));
    let offers = vec![offer];
    let id = id.into();
    catalogue.certificates.push(Activity {
        id,
        needs,
        offers,
        valid_months,
        ..Activity::default()
    });
}

/// A course that teaches a skill of its own name.
fn course(catalogue: &mut Catalogue, dice: &mut Dice, id: &str, needs: Need, level: u32) -> Id {
    course_of(catalogue, dice, id, id, needs, level);
    id.into()
}

fn course_of(
    catalogue: &mut Catalogue,
    dice: &mut Dice,
    id: &str,
    skill: &str,
    needs: Need,
    level: u32,
) {
    if catalogue.skill(skill).is_none() {
        catalogue.skills.push(Skill { id: skill.into(), ..Skill::default() });
    }
    let mut offers = Vec::new();
    if dice.chance(60) {
        let weeks = dice.between(1, 8);
        let mut load = vec![Part {
            hours: Hours(dice.between(2, 4)),
            fits: vec!["rest_day".into(), "evening".into()],
            session: None,
        }];
        if dice.chance(50) {
            let fits = vec!["gap".into(), "evening".into(), "rest_day".into()];
            load.push(Part { hours: Hours(dice.between(1, 3)), fits, session: None });
        }
        let times = ["sat 09:00-12:00", "sat 14:00-17:00", "sun 09:00-12:00", "tue 19:00-21:00"];
        let class = *dice.pick(&times);
        offers.push(Offer {
            id: "class".into(),
            weeks: Some(Weeks(weeks)),
            load,
            fee: Yuan(i64::from(dice.between(0, 10)) * 100),
            intakes: dice.chance(60).then(|| every(dice, 2, 8)),
            sessions: if dice.chance(40) {
                Span::parse(class).into_iter().collect()
            } else {
                vec![]
            },
            ..Offer::default()
        });
    }
    if offers.is_empty() || dice.chance(40) {
        let most = dice.between(3, 6);
        offers.push(Offer {
            id: "online".into(),
            hours: Some(Hours(dice.between(6, 30))),
            pace: Some(Pace { min: Hours(1), max: Hours(most) }),
            fits: ["gap", "evening", "rest_day"].map(Into::into).to_vec(),
            fee: Yuan(i64::from(dice.between(0, 3)) * 50),
            ..Offer::default()
        });
    }
    let gives = Gives { skills: [(skill.into(), level)].into(), ..Gives::default() };
    let id = id.into();
    catalogue.courses.push(Activity { id, needs, gives, offers, ..Activity::default() });
}

fn every(dice: &mut Dice, low: u32, high: u32) -> Intakes {
    let first = dice.between(0, high) as i32;
    let from = crate::random::day_in(first, dice);
    Intakes::Every { every_weeks: dice.between(low, high), from }
}
