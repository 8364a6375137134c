//! Owns what somebody brings to an activity: how much of the skill it asks for they carry over, or
//! use on the way there. Refuses plans; this is the rider as they stand.

use super::eligibility::Candidate;
use qitu_model::{Activity, Id, Need};
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
pub fn carry(candidate: &Candidate<'_>, activity: &Activity) -> Carry {
    let mut skills: Vec<Carried> = Vec::new();
    activity.needs.walk(&mut |need| {
        let Need::Skill { skill, level } = need else { return };
        if let Some(known) = skills.iter_mut().find(|s| s.skill == *skill) {
            known.need = known.need.max(*level);
            return;
        }
        skills.push(Carried {
            skill: skill.clone(),
            have: candidate.skill(skill),
            need: *level,
            importance: activity.importance.get(skill).copied().unwrap_or(3),
        });
    });
    skills.sort_by(|a, b| b.importance.cmp(&a.importance).then_with(|| a.skill.cmp(&b.skill)));
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
pub fn used<'a>(candidate: &Candidate<'_>, way: impl IntoIterator<Item = &'a Activity>) -> Vec<Id> {
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
    asked.retain(|skill| candidate.skill(skill) > 0);
    asked.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Catalogue, Date, Rider};

    fn rider() -> Rider {
        serde_json::from_str(
            r#"{"role":"rider","tenure":{"rider":12},"skills":{"talk":2,"drive":1},
                "certificates":[{"id":"health"}],"facts":{"contract":true}}"#,
        )
        .unwrap()
    }

    fn on<T>(rider: &Rider, ask: impl Fn(&Candidate<'_>) -> T) -> T {
        let today = Date::parse("2026-11-23").unwrap();
        ask(&Candidate::on(&Catalogue::default(), rider, today))
    }

    fn carried(role: &Activity) -> Carry {
        on(&rider(), |candidate| carry(candidate, role))
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
        let counts = activity(r#"{"skill":"count","level":1}"#);
        assert_eq!(on(&rider(), |own| used(own, [&asks, &teaches])), ["drive", "talk"]);
        assert!(on(&rider(), |own| used(own, [&counts])).is_empty());
        assert!(on(&Rider::default(), |own| used(own, [&asks, &teaches])).is_empty());
    }

    #[test]
    fn skills_carry_over_by_level_and_importance() {
        let role = activity(r#"{"all":[{"skill":"count","level":2},{"skill":"talk","level":2}]}"#);
        let carried = carried(&role);
        // 2 × 5 of 2 × 5 + 2 × 2.
        assert_eq!(carried.percent, Some(71));
        assert_eq!(carried.skills[0].skill, "talk", "the most important first");
    }

    #[test]
    fn more_skill_than_is_asked_for_does_not_count() {
        let role = activity(r#"{"all":[{"skill":"talk","level":1},{"skill":"count","level":1}]}"#);
        assert_eq!(carried(&role).percent, Some(71));
    }

    #[test]
    fn a_role_without_skills_carries_no_share() {
        assert_eq!(carried(&activity(r#"{"certificate":"health"}"#)).percent, None);
    }
}
