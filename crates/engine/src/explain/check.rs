//! Owns the scoring of the self-check: answers → goals with reasons and counter-reasons.
//! Refuses wording and any claim to measure a person: it compares answers with what roles are
//! like, in whole numbers, and every part of a score is shown.

use super::eligibility::Candidate;
use qitu_model::json::{FromJson, ToJson};
use qitu_model::{Activity, Catalogue, Checked, Education, Fact, Id, Need, Rider, Source, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The questions (`qitu.check/1`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
#[allow(missing_docs, reason = "the names are those of the file, which has its own page")]
pub struct Questions {
    pub format: String,
    pub title: Text,
    pub about: Text,
    pub unvalidated: Text,
    pub attribution: Text,
    pub licence: String,
    pub fact: Fact,
    pub sources: Vec<Source>,
    pub levels: Vec<Level>,
    pub types: Vec<Type>,
    pub answers: Vec<Answer>,
    pub interest: Vec<Interest>,
    pub readiness: Vec<Readiness>,
    pub skills_first: Vec<Id>,
}

/// A level of a skill in a word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
pub struct Level {
    /// 0 to 4.
    pub level: u32,
    /// 生手 新手 熟手 能手 高手
    pub word: Text,
    /// What it means.
    pub text: Text,
}

/// One of six interest types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
pub struct Type {
    /// R, I, A, S, E or C.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What such people like.
    pub about: Text,
}

/// An answer to an interest item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
pub struct Answer {
    /// 0, 1 or 2.
    pub value: u32,
    /// In words.
    pub name: Text,
}

/// Something one may like to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
pub struct Interest {
    /// Its id.
    pub id: Id,
    /// The type it stands for.
    #[serde(rename = "type")]
    pub kind: Id,
    /// What to do.
    pub text: Text,
}

/// A question on time, money, schooling, age or papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
pub struct Readiness {
    /// Its id.
    pub id: Id,
    /// The question.
    pub text: Text,
    /// Why it is asked.
    pub why: Text,
    /// What of the scenario it answers.
    pub sets: Vec<String>,
    /// `hours`, `yuan`, `education`, `age`, `yes_no`, `date`, `places` or `scale`.
    pub kind: String,
    /// Least answer.
    pub min: Option<u32>,
    /// Largest answer.
    pub max: Option<u32>,
    /// Answers to choose from.
    pub choices: Vec<u32>,
}

/// A goal to look at, with what speaks for it and against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The role.
    pub role: Id,
    /// 0 to 100: four tenths interest, four tenths skills, two tenths readiness.
    pub score: u32,
    /// How the answers' interests run with the role's, 0 to 100; none when they say nothing.
    pub interest: Option<u32>,
    /// How much of the role's skills is there already, 0 to 100.
    pub skills: u32,
    /// What speaks for it.
    pub because: Vec<Point>,
    /// What speaks against it, or has to be done first.
    pub but: Vec<Point>,
}

/// One reason or counter-reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// These types are high in the answers and in the role.
    Likes(Vec<Id>),
    /// This type is high in the role and low in the answers.
    LikesLess(Id),
    /// These skills are at the level already.
    Has(Vec<Id>),
    /// These skills are below the level.
    Lacks(Vec<Id>),
    /// It asks for this schooling, and the rider has less or has not said.
    Schooling(Education),
    /// It asks for an age that the rider is not, or has not said.
    Age,
    /// It asks for so many more months in a role.
    Months(Id, u32),
    /// There are few hours to learn in: so many a week.
    FewHours(u32),
    /// No schooling is asked for.
    NoSchooling,
}

/// The answers' interests by type, 10 to 70, as roles have them.
#[must_use]
pub fn profile(questions: &Questions, answers: &BTreeMap<Id, u32>) -> BTreeMap<Id, u32> {
    let mut profile = BTreeMap::new();
    for kind in &questions.types {
        let items = questions.interest.iter().filter(|item| item.kind == kind.id);
        let given: Vec<u32> =
            items.filter_map(|i| answers.get(&i.id)).map(|v| (*v).min(2)).collect();
        let count = u32::try_from(given.len()).unwrap_or(0);
        if let Some(mean) = (given.iter().sum::<u32>() * 30).checked_div(count) {
            profile.insert(kind.id.clone(), 10 + mean);
        }
    }
    profile
}

/// All roles but the one held, the best fit first; equal scores in the catalogue's order.
#[must_use]
pub fn advise(
    catalogue: &Catalogue,
    questions: &Questions,
    checked: &Checked,
    rider: &Rider,
) -> Vec<Advice> {
    let own = profile(questions, &checked.interest);
    let hours = questions.readiness.iter().filter(|item| item.kind == "hours");
    let hours = hours.filter_map(|item| checked.readiness.get(&item.id)).next().copied();
    let others = catalogue.roles.iter().filter(|role| rider.role.as_ref() != Some(&role.id));
    let candidate = Candidate::on(catalogue, rider, checked.on);
    let mut advice: Vec<Advice> =
        others.map(|role| advice_on(role, &own, &candidate, hours)).collect();
    advice.sort_by_key(|one| std::cmp::Reverse(one.score));
    advice
}

fn advice_on(
    role: &Activity,
    own: &BTreeMap<Id, u32>,
    candidate: &Candidate<'_>,
    hours: Option<u32>,
) -> Advice {
    let (mut because, mut but) = (Vec::new(), Vec::new());
    let interest = alike(own, &role.interests);
    let high = |profile: &BTreeMap<Id, u32>, id: &Id| profile.get(id).is_some_and(|v| *v >= 45);
    if interest.is_some() {
        let both: Vec<Id> =
            own.keys().filter(|id| high(own, id) && high(&role.interests, id)).cloned().collect();
        if !both.is_empty() {
            because.push(Point::Likes(both));
        }
        let top = role.interests.iter().max_by_key(|(_, value)| **value);
        if let Some((top, _)) = top
            && own.get(top).is_some_and(|value| *value <= 25)
        {
            but.push(Point::LikesLess(top.clone()));
        }
    }
    let (skills, has, lacks) = carried(role, candidate);
    if !has.is_empty() {
        because.push(Point::Has(has));
    }
    if !lacks.is_empty() {
        but.push(Point::Lacks(lacks));
    }
    let gates = gates(role, candidate);
    if !asks_schooling(&role.needs) {
        because.push(Point::NoSchooling);
    }
    let mut hurdles = u32::try_from(gates.len()).unwrap_or(4);
    but.extend(gates);
    if let Some(hours) = hours.filter(|hours| *hours < 3) {
        hurdles += 1;
        but.push(Point::FewHours(hours));
    }
    let ready = 100_u32.saturating_sub(hurdles.min(4) * 25);
    let score = (interest.unwrap_or(50) * 4 + skills * 4 + ready * 2) / 10;
    Advice { role: role.id.clone(), score, interest, skills, because, but }
}

/// How two profiles rise and fall together, 0 to 100 (50 is "no link"): Pearson's coefficient in
/// whole numbers. None when one of them is level everywhere, because then it says nothing.
fn alike(a: &BTreeMap<Id, u32>, b: &BTreeMap<Id, u32>) -> Option<u32> {
    let pairs: Vec<(i64, i64)> = a
        .iter()
        .filter_map(|(id, x)| Some((i64::from((*x).min(1000)), i64::from((*b.get(id)?).min(1000)))))
        .collect();
    let count = i64::try_from(pairs.len()).ok()?;
    let (sum_x, sum_y) = pairs.iter().fold((0, 0), |(x, y), pair| (x + pair.0, y + pair.1));
    // Everything times the count, so that nothing has to be divided.
    let from = |x: i64, y: i64| (x * count - sum_x, y * count - sum_y);
    let (mut both, mut of_x, mut of_y) = (0, 0, 0);
    for (x, y) in pairs {
        let (x, y) = from(x, y);
        both += x * y;
        of_x += x * x;
        of_y += y * y;
    }
    let root = i64::try_from((i128::from(of_x) * i128::from(of_y)).isqrt()).ok()?;
    let hundredths = (both * 100).checked_div(root)?;
    u32::try_from((hundredths.clamp(-100, 100) + 100) / 2).ok()
}

/// The skills a role asks for, with the level, as its needs name them; those that only matter
/// count at level 2.
fn asked(role: &Activity) -> BTreeMap<Id, u32> {
    let mut asked: BTreeMap<Id, u32> =
        role.importance.keys().map(|skill| (skill.clone(), 2)).collect();
    role.needs.walk(&mut |need| {
        if let Need::Skill { skill, level } = need {
            let now = asked.entry(skill.clone()).or_insert(*level);
            *now = (*now).max(*level);
        }
    });
    asked
}

/// How much of a role's skills is there, weighted by importance, and which are and are not.
fn carried(role: &Activity, candidate: &Candidate<'_>) -> (u32, Vec<Id>, Vec<Id>) {
    let (mut have, mut whole) = (0_u64, 0_u64);
    let (mut has, mut lacks) = (Vec::new(), Vec::new());
    for (skill, level) in asked(role) {
        let weight = u64::from(role.importance.get(&skill).copied().unwrap_or(3).min(5));
        let held = candidate.skill(&skill);
        whole += weight * u64::from(level.min(4));
        have += weight * u64::from(held.min(level).min(4));
        if held >= level { has.push((weight, skill)) } else { lacks.push((weight, skill)) }
    }
    let top = |mut list: Vec<(u64, Id)>| {
        list.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        list.into_iter().map(|(_, skill)| skill).take(3).collect()
    };
    let percent = (have * 100).checked_div(whole).unwrap_or(100);
    (u32::try_from(percent).unwrap_or(100), top(has), top(lacks))
}

/// What of schooling, age and time served stands in the way. Only what must hold in any case is
/// looked at; one way among several is no gate.
fn gates(role: &Activity, candidate: &Candidate<'_>) -> Vec<Point> {
    let mut gates = Vec::new();
    let mut stack = vec![&role.needs];
    while let Some(need) = stack.pop() {
        match need {
            _ if candidate.meets_for(need, &role.id).is_yes() => {}
            Need::All { all } => stack.extend(all),
            Need::Any { any } if any.len() == 1 => stack.extend(any),
            Need::Education { education } => gates.push(Point::Schooling(*education)),
            Need::Age { .. } => gates.push(Point::Age),
            Need::Tenure { tenure, months } => {
                let served = candidate.served(tenure).unwrap_or(0);
                gates.push(Point::Months(tenure.clone(), months.saturating_sub(served)));
            }
            _ => {}
        }
    }
    gates.sort();
    gates.dedup();
    gates
}

fn asks_schooling(needs: &Need) -> bool {
    let mut asks = false;
    needs.walk(&mut |need| asks |= matches!(need, Need::Education { .. }));
    asks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        serde_json::from_str(include_str!("../../../../public/catalogue/modern-rider-academy.json"))
            .unwrap()
    }

    fn questions() -> Questions {
        serde_json::from_str(include_str!("../../../../public/catalogue/check.json")).unwrap()
    }

    /// Likes everything of these types and nothing else.
    fn likes(types: &[&str]) -> BTreeMap<Id, u32> {
        let items = questions().interest;
        items
            .into_iter()
            .map(|item| (item.id, if types.contains(&item.kind.as_str()) { 2 } else { 0 }))
            .collect()
    }

    fn rider() -> Rider {
        Rider {
            role: Some("rider".into()),
            tenure: [("rider".into(), 90)].into(),
            ..Rider::default()
        }
    }

    fn checked(interest: BTreeMap<Id, u32>) -> Checked {
        Checked {
            on: qitu_model::Date::parse("2026-11-22").unwrap(),
            skills: BTreeMap::new(),
            interest,
            readiness: BTreeMap::new(),
        }
    }

    fn best(types: &[&str]) -> Vec<Id> {
        let advice = advise(&catalogue(), &questions(), &checked(likes(types)), &rider());
        advice.into_iter().take(4).map(|one| one.role).collect()
    }

    #[test]
    fn whoever_likes_machines_is_shown_machines_and_whoever_likes_leading_a_team() {
        let hands = best(&["R", "I"]);
        assert!(
            hands.iter().any(|role| role == "smart-equipment" || role == "drone-operations"),
            "{hands:?}"
        );
        let lead = best(&["E", "S"]);
        assert!(lead.iter().any(|role| role == "team-leader" || role == "instructor"), "{lead:?}");
        let make = best(&["A"]);
        assert!(make.contains(&"content-creator".to_owned()), "{make:?}");
    }

    #[test]
    fn the_role_held_is_never_recommended() {
        let advice = advise(&catalogue(), &questions(), &checked(likes(&["C"])), &rider());
        assert!(advice.iter().all(|one| one.role != "rider"));
        assert_eq!(advice.len(), catalogue().roles.len() - 1);
    }

    #[test]
    fn liking_everything_alike_says_nothing_of_interest() {
        let advice = advise(&catalogue(), &questions(), &checked(likes(&[])), &rider());
        assert!(advice.iter().all(|one| one.interest.is_none()));
    }

    #[test]
    fn every_skill_learnt_raises_a_score_or_leaves_it() {
        let (catalogue, questions, answers) = (catalogue(), questions(), checked(likes(&["R"])));
        let mut more = rider();
        for skill in &catalogue.skills {
            more.skills.insert(skill.id.clone(), 4);
        }
        let before = advise(&catalogue, &questions, &answers, &rider());
        for now in advise(&catalogue, &questions, &answers, &more) {
            let was = before.iter().find(|one| one.role == now.role).unwrap();
            assert!(now.score >= was.score && now.skills == 100, "{}", now.role);
        }
    }

    #[test]
    fn few_hours_stand_against_every_goal() {
        let mut answers = checked(likes(&["R"]));
        answers.readiness.insert("r-time".into(), 1);
        let advice = advise(&catalogue(), &questions(), &answers, &rider());
        assert!(advice.iter().all(|one| one.but.contains(&Point::FewHours(1))));
    }

    #[test]
    fn a_profile_has_the_range_of_the_roles() {
        let profile = profile(&questions(), &likes(&["S"]));
        assert_eq!((profile.get("S"), profile.get("R"), profile.len()), (Some(&70), Some(&10), 6));
    }
}
