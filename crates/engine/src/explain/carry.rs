//! Owns what somebody brings to an activity: which needs they meet now, and how much of the skill
//! it asks for they carry over, or use on the way there. Refuses plans; this is the rider as they
//! stand.

use qitu_model::order;
use qitu_model::{Activity, Education, Id, Need, Rider};
use std::collections::BTreeSet;

/// A skill asked for, beside what the rider has of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The skill.
    pub skill: Id,
    /// The rider's level.
    pub have: u32,
    /// The level asked for.
    pub need: u32,
    /// How much it matters, 1–5.
    pub importance: u32,
}

/// What somebody brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    /// Skills asked for, the most important first.
    pub skills: Vec<Carried>,
    /// Share carried over, weighted by importance, in per cent; none when no skill is asked for.
    pub percent: Option<u32>,
}

/// The skills an activity asks for, beside the rider's. Each level counts as far as it is asked
/// for, weighted by the importance of its skill (3 where none is given).
#[must_use]
pub fn carry(rider: &Rider, activity: &Activity) -> Carry {
    let mut skills: Vec<Carried> = Vec::new();
    activity.needs.walk(&mut |need| {
        let Need::Skill { skill, level } = need else { return };
        if let Some(known) = skills.iter_mut().find(|s| s.skill == *skill) {
            known.need = known.need.max(*level);
            return;
        }
        skills.push(Carried {
            skill: skill.clone(),
            have: rider.skills.get(skill).copied().unwrap_or(0),
            need: *level,
            importance: activity.importance.get(skill).copied().unwrap_or(3),
        });
    });
    order::by(&mut skills, |a, b| {
        b.importance.cmp(&a.importance).then_with(|| a.skill.cmp(&b.skill))
    });
    let weigh = |level: &dyn Fn(&Carried) -> u32| -> u64 {
        skills.iter().map(|s| u64::from(level(s)) * u64::from(s.importance)).sum()
    };
    let (have, need) = (weigh(&|s| s.have.min(s.need)), weigh(&|s| s.need));
    let percent = (need > 0).then(|| u32::try_from(have * 100 / need).unwrap_or(100));
    Carry { skills, percent }
}

/// The skills the rider has that these activities build on, in the order of their ids: what helps on
/// the way, also where the goal itself asks for none of it.
#[must_use]
pub fn used<'a>(rider: &Rider, way: impl IntoIterator<Item = &'a Activity>) -> Vec<Id> {
    let mut asked = BTreeSet::new();
    for activity in way {
        activity.needs.walk(&mut |need| {
            if let Need::Skill { skill, .. } = need {
                asked.insert(skill.clone());
            }
        });
        // What is taken further was begun before.
        asked.extend(activity.gives.skills.keys().cloned());
    }
    asked.retain(|skill| rider.skills.get(skill).is_some_and(|level| *level > 0));
    asked.into_iter().collect()
}

/// Does the rider meet a need now? None when only their answer decides it.
#[must_use]
pub fn meets(rider: &Rider, need: &Need) -> Option<bool> {
    match need {
        Need::All { all } => at_least(rider, all.len(), all),
        Need::Any { any } => at_least(rider, 1, any),
        Need::AtLeast { at_least: count, of } => at_least(rider, *count as usize, of),
        Need::Skill { skill, level } => Some(rider.skills.get(skill).is_some_and(|l| l >= level)),
        Need::Course { course } => Some(rider.courses.contains(course)),
        Need::Certificate { certificate, .. } => {
            Some(rider.certificates.iter().any(|c| c.id == *certificate))
        }
        Need::Role { role } => {
            Some(rider.role.as_ref() == Some(role) || rider.roles.contains(role))
        }
        Need::Tenure { tenure, months } => {
            Some(rider.tenure.get(tenure).is_some_and(|served| served >= months))
        }
        Need::Age { age } => {
            let own = rider.age?;
            Some(age.min.is_none_or(|min| own >= min) && age.max.is_none_or(|max| own <= max))
        }
        Need::Education { education: Education::None } => Some(true),
        Need::Education { education } => Some(rider.education? >= *education),
        Need::Fact { fact, .. } => rider.facts.get(fact).copied(),
    }
}

/// Are so many of the parts met?
fn at_least(rider: &Rider, count: usize, parts: &[Need]) -> Option<bool> {
    let states: Vec<Option<bool>> = parts.iter().map(|part| meets(rider, part)).collect();
    let met = states.iter().filter(|s| **s == Some(true)).count();
    let open = states.iter().filter(|s| s.is_none()).count();
    match (met >= count, met + open >= count) {
        (true, _) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rider() -> Rider {
        serde_json::from_str(
            r#"{"role":"rider","tenure":{"rider":12},"skills":{"talk":2,"drive":1},
                "certificates":[{"id":"health"}],"facts":{"contract":true}}"#,
        )
        .unwrap()
    }

    fn activity(needs: &str) -> Activity {
        Activity {
            needs: serde_json::from_str(needs).unwrap(),
            importance: [("talk".to_owned(), 5), ("count".to_owned(), 2)].into(),
            ..Activity::default()
        }
    }

    #[test]
    fn what_helps_on_the_way_is_what_the_way_builds_on() {
        let asks = activity(r#"{"any":[{"skill":"talk","level":3},{"skill":"count","level":1}]}"#);
        let mut teaches = Activity::default();
        teaches.gives.skills = [("drive".to_owned(), 2), ("fly".to_owned(), 1)].into();
        assert_eq!(used(&rider(), [&asks, &teaches]), ["drive", "talk"]);
        assert!(used(&rider(), [&activity(r#"{"skill":"count","level":1}"#)]).is_empty());
        assert!(used(&Rider::default(), [&asks, &teaches]).is_empty());
    }

    fn need(text: &str) -> Option<bool> {
        meets(&rider(), &serde_json::from_str(text).unwrap())
    }

    #[test]
    fn skills_carry_over_by_level_and_importance() {
        let role = activity(r#"{"all":[{"skill":"count","level":2},{"skill":"talk","level":2}]}"#);
        let carried = carry(&rider(), &role);
        // 2 × 5 of 2 × 5 + 2 × 2.
        assert_eq!(carried.percent, Some(71));
        assert_eq!(carried.skills[0].skill, "talk", "the most important first");
    }

    #[test]
    fn more_skill_than_is_asked_for_does_not_count() {
        let role = activity(r#"{"all":[{"skill":"talk","level":1},{"skill":"count","level":1}]}"#);
        assert_eq!(carry(&rider(), &role).percent, Some(71));
    }

    #[test]
    fn a_role_without_skills_carries_no_share() {
        assert_eq!(carry(&rider(), &activity(r#"{"certificate":"health"}"#)).percent, None);
    }

    #[test]
    fn what_only_an_answer_decides_is_open() {
        assert_eq!(need(r#"{"age":{"min":18}}"#), None);
        assert_eq!(need(r#"{"education":"senior"}"#), None);
        assert_eq!(need(r#"{"fact":"contract"}"#), Some(true));
        assert_eq!(need(r#"{"any":[{"age":{"min":18}},{"certificate":"health"}]}"#), Some(true));
        assert_eq!(need(r#"{"all":[{"age":{"min":18}},{"certificate":"x"}]}"#), Some(false));
        assert_eq!(need(r#"{"all":[{"age":{"min":18}},{"certificate":"health"}]}"#), None);
    }

    #[test]
    fn time_served_and_roles_count_as_they_are() {
        assert_eq!(need(r#"{"tenure":"rider","months":12}"#), Some(true));
        assert_eq!(need(r#"{"tenure":"rider","months":13}"#), Some(false));
        assert_eq!(need(r#"{"role":"rider"}"#), Some(true));
        assert_eq!(need(r#"{"course":"c1"}"#), Some(false));
    }
}
