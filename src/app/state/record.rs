//! Owns the changes to what a rider keeps about themself, and what of it reaches the plans.
//! Refuses to lower anything by itself: only the rider takes something out.

use super::draft::{Case, Draft};
use qitu_model::{
    Application, Certified, Checked, Date, Education, Hours, Id, Paper, Place, Record, Rider,
    Scenario, Stage, Yuan,
};

/// One change of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordEdit {
    /// The name on the talent file.
    Name(String),
    /// A skill's level; 0 = none.
    Skill {
        /// The skill.
        skill: Id,
        /// 0 to 4.
        level: u32,
    },
    /// A certificate with its papers, or no longer held.
    Certificate {
        /// The certificate.
        id: Id,
        /// Since when and what the paper says; none = not held.
        held: Option<(Option<Date>, Paper)>,
    },
    /// A course done, or not.
    Course {
        /// The course.
        id: Id,
        /// Done?
        done: bool,
    },
    /// A new application.
    Apply(Application),
    /// An application has come further.
    Advance {
        /// Its place in the list.
        at: usize,
        /// How far.
        stage: Stage,
        /// Since when.
        on: Date,
    },
    /// An application taken off the list.
    Withdraw(usize),
    /// A self-check, and what its answers set in the plan and the record.
    Check {
        /// The answers.
        checked: Checked,
        /// What they set.
        sets: Vec<Given>,
    },
}

/// One answer of a self-check as something that a plan reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Hours of a slot kind.
    Week(Id, u32),
    /// The budget.
    Budget(u32),
    /// Schooling.
    Education(Education),
    /// Age.
    Age(u32),
    /// An answer.
    Fact(Id, bool),
    /// A certificate's day.
    Certificate(Id, Date),
    /// Classes in person accepted?
    InPerson(bool),
}

impl Given {
    fn age(&self) -> Option<u32> {
        match self {
            Self::Age(age) => Some(*age),
            _ => None,
        }
    }
}

/// What is known of the rider on a day: the record first, then what the plan at work says beside it.
#[must_use]
pub fn known(record: &Record, plan: Option<&Scenario>, today: Date) -> Rider {
    let mut whole = plan.map(|plan| plan.rider.clone()).unwrap_or_default();
    let own = &record.rider;
    whole.skills.extend(own.skills.clone());
    for held in &own.certificates {
        whole.certificates.retain(|other| other.id != held.id);
        whole.certificates.push(held.clone());
    }
    for course in &own.courses {
        if !whole.courses.contains(course) {
            whole.courses.push(course.clone());
        }
    }
    whole.facts.extend(own.facts.clone());
    whole.age = record.age_on(today).or_else(|| plan?.age_on(today));
    whole.education = own.education.or(whole.education);
    whole
}

impl RecordEdit {
    /// Applies the change to the record and to every plan side by side.
    pub fn apply(&self, draft: &mut Draft) {
        let record = &mut draft.record;
        match self {
            Self::Name(name) => record.name.clone_from(name),
            Self::Skill { skill, level } => {
                riders(draft, |rider| set_skill(rider, skill, *level));
            }
            Self::Certificate { id, held } => {
                match held {
                    Some((_, paper)) if *paper != Paper::default() => {
                        record.papers.insert(id.clone(), paper.clone());
                    }
                    _ => {
                        record.papers.remove(id);
                    }
                }
                let on = held.as_ref().map(|(on, _)| *on);
                riders(draft, |rider| set_certificate(rider, id, on));
            }
            Self::Course { id, done } => riders(draft, |rider| {
                rider.courses.retain(|course| course != id);
                if *done {
                    rider.courses.push(id.clone());
                }
            }),
            Self::Apply(application) => record.applications.push(application.clone()),
            Self::Advance { at, stage, on } => {
                if let Some(application) = record.applications.get_mut(*at) {
                    application.state = *stage;
                    application.on = *on;
                }
            }
            Self::Withdraw(at) if *at < record.applications.len() => {
                record.applications.remove(*at);
            }
            Self::Withdraw(_) => {}
            Self::Check { checked, sets } => {
                // Two checks on one day are one: the later answers count.
                record.checks.retain(|old| old.on != checked.on);
                record.checks.push(checked.clone());
                riders(draft, |rider| {
                    checked
                        .skills
                        .iter()
                        .for_each(|(skill, level)| set_skill(rider, skill, *level));
                    sets.iter().for_each(|set| set_rider(rider, set));
                });
                if let Some(age) = sets.iter().rev().find_map(Given::age) {
                    tell_age(draft, age, checked.on);
                }
                if let Some(case) = draft.case_mut() {
                    for set in sets {
                        match set {
                            Given::Week(slot, hours) => {
                                case.scenario.week.insert(slot.clone(), Hours(*hours));
                                case.scenario.free = None;
                                case.scenario.stretch.clear();
                                case.grid = None;
                            }
                            Given::Budget(yuan) => {
                                case.scenario.budget = Some(Yuan(i64::from(*yuan)));
                            }
                            Given::InPerson(yes) => {
                                case.scenario.avoid.places.retain(|p| *p != Place::InPerson);
                                if !yes {
                                    case.scenario.avoid.places.push(Place::InPerson);
                                }
                            }
                            Given::Education(_)
                            | Given::Age(_)
                            | Given::Fact(..)
                            | Given::Certificate(..) => {}
                        }
                    }
                }
            }
        }
    }

    /// What this change takes out of the record.
    #[must_use]
    pub fn takes_out(&self) -> Option<&Id> {
        match self {
            Self::Course { id, done: false } | Self::Certificate { id, held: None } => Some(id),
            _ => None,
        }
    }

    /// Do both change the same thing, so that typing is one change?
    #[must_use]
    pub fn same_thing(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(_), Self::Name(_)) => true,
            (Self::Certificate { id: a, .. }, Self::Certificate { id: b, .. }) => a == b,
            _ => false,
        }
    }
}

/// The rider of the record and of every plan.
fn riders(draft: &mut Draft, mut change: impl FnMut(&mut Rider)) {
    change(&mut draft.record.rider);
    draft.cases.iter_mut().for_each(|case| change(&mut case.scenario.rider));
}

fn set_skill(rider: &mut Rider, skill: &Id, level: u32) {
    if level == 0 {
        rider.skills.remove(skill);
    } else {
        rider.skills.insert(skill.clone(), level.min(4));
    }
}

fn set_certificate(rider: &mut Rider, id: &Id, held: Option<Option<Date>>) {
    rider.certificates.retain(|other| other.id != *id);
    if let Some(on) = held {
        rider.certificates.push(Certified { id: id.clone(), on });
    }
}

fn set_rider(rider: &mut Rider, set: &Given) {
    match set {
        Given::Education(education) => rider.education = Some(*education),
        Given::Fact(fact, yes) => {
            rider.facts.insert(fact.clone(), *yes);
        }
        Given::Certificate(id, on) => set_certificate(rider, id, Some(Some(*on))),
        Given::Age(_) | Given::Week(..) | Given::Budget(_) | Given::InPerson(_) => {}
    }
}

/// An age told on a day: a year of birth in the record, in each plan the age at its start.
fn tell_age(draft: &mut Draft, age: u32, on: Date) {
    draft.record.tell_age(Some(age), on);
    for Case { scenario, .. } in &mut draft.cases {
        scenario.rider.age = Some(on.age_on(age, scenario.start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::edit::Edit;
    use crate::app::state::edit::tests::{begin, catalogue, scenario};
    use qitu_engine::explain::Candidate;
    use std::collections::BTreeMap;

    fn after(edits: &[RecordEdit]) -> Draft {
        let mut draft = Draft::default();
        begin("").apply(&mut draft, &catalogue());
        edits.iter().for_each(|e| Edit::Record(e.clone()).apply(&mut draft, &catalogue()));
        draft
    }

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_skill_in_the_record_counts_in_every_plan() {
        let draft = after(&[RecordEdit::Skill { skill: "talk".into(), level: 3 }]);
        assert_eq!(draft.cases[0].scenario.rider.skills.get("talk"), Some(&3));
        assert_eq!(draft.record.rider.skills.get("talk"), Some(&3));
    }

    #[test]
    fn a_course_in_the_record_counts_in_every_plan_with_what_it_gives() {
        let course = |done| RecordEdit::Course { id: "c1".into(), done };
        let level = |edits: &[RecordEdit]| {
            let (draft, catalogue) = (after(edits), catalogue());
            Candidate::of(&catalogue, &draft.cases[0].scenario).skill("talk")
        };
        assert_eq!(level(&[course(true)]), 2);
        assert_eq!(level(&[course(true), course(false)]), 0, "it goes as it came");
        let own = RecordEdit::Skill { skill: "talk".into(), level: 1 };
        assert_eq!(level(&[own.clone(), course(true)]), 2);
        assert_eq!(level(&[own, course(true), course(false)]), 1);
    }

    #[test]
    fn a_certificate_keeps_its_number_and_day_until_it_is_taken_out() {
        let paper = Paper { number: "A-1".into(), until: Some(day("2027-01-01")) };
        let hold = RecordEdit::Certificate {
            id: "health".into(),
            held: Some((Some(day("2026-01-01")), paper.clone())),
        };
        let draft = after(std::slice::from_ref(&hold));
        assert_eq!(draft.record.papers.get("health"), Some(&paper));
        assert_eq!(draft.cases[0].scenario.rider.certificates[0].on, Some(day("2026-01-01")));
        let gone = RecordEdit::Certificate { id: "health".into(), held: None };
        let draft = after(&[hold, gone]);
        assert!(draft.record.papers.is_empty() && draft.record.rider.certificates.is_empty());
    }

    #[test]
    fn a_record_without_any_plan_is_kept_and_known_later() {
        let mut draft = Draft::default();
        RecordEdit::Skill { skill: "talk".into(), level: 2 }.apply(&mut draft);
        let whole = known(&draft.record, Some(&scenario()), scenario().start);
        assert_eq!(whole.skills.get("talk"), Some(&2));
        assert_eq!(whole.tenure.get("rider"), Some(&12));
    }

    #[test]
    fn a_check_feeds_the_plan_and_is_kept_once_a_day() {
        let checked = |level| Checked {
            on: day("2026-11-22"),
            skills: [("talk".to_owned(), level)].into(),
            interest: BTreeMap::new(),
            readiness: BTreeMap::new(),
        };
        let sets = vec![
            Given::Week("evening".into(), 6),
            Given::Budget(0),
            Given::Age(40),
            Given::InPerson(false),
            Given::Fact("f".into(), true),
        ];
        let first = RecordEdit::Check { checked: checked(1), sets: vec![] };
        let draft = after(&[first, RecordEdit::Check { checked: checked(2), sets }]);
        assert_eq!(draft.record.checks, [checked(2)]);
        let scenario = &draft.cases[0].scenario;
        assert_eq!(scenario.week.get("evening"), Some(&Hours(6)));
        assert_eq!(scenario.budget, Some(Yuan(0)));
        assert_eq!(scenario.rider.age, Some(40));
        assert_eq!(scenario.avoid.places, [Place::InPerson]);
        assert_eq!(draft.record.rider.facts.get("f"), Some(&true));
    }

    #[test]
    fn an_age_grows_with_the_years_wherever_it_is_kept() {
        let checked: Checked = serde_json::from_str(r#"{"on": "2026-11-22"}"#).unwrap();
        let check = RecordEdit::Check { checked, sets: vec![Given::Age(34)] };
        let mut draft = after(&[check]);
        assert_eq!((draft.record.born, draft.record.rider.age), (Some(1992), None));
        let known = |draft: &Draft, on: &str| {
            let plan = draft.case().map(|case| &case.scenario);
            super::known(&draft.record, plan, day(on)).age
        };
        assert_eq!(known(&draft, "2026-12-31"), Some(34));
        assert_eq!(known(&draft, "2027-01-01"), Some(35));
        // The plan begins in 2026: it keeps the age of that year and shows the one of today.
        let scenario = &draft.cases[0].scenario;
        assert_eq!((scenario.rider.age, scenario.age_on(day("2028-03-01"))), (Some(34), Some(36)));
        // Told anew in 2028, it counts for the plan of 2026 and for the record.
        let told = Edit::Age { age: Some(40), on: day("2028-03-01") };
        told.apply(&mut draft, &catalogue());
        assert_eq!((draft.cases[0].scenario.rider.age, draft.record.born), (Some(38), Some(1988)));
        Edit::Start(day("2028-06-01")).apply(&mut draft, &catalogue());
        assert_eq!(draft.cases[0].scenario.rider.age, Some(40), "a later start, an older rider");
    }

    #[test]
    fn an_age_that_an_early_edition_kept_counts_from_the_check_that_told_it() {
        let record: Record =
            serde_json::from_str(r#"{"rider": {"age": 34}, "checks": [{"on": "2026-11-22"}]}"#)
                .unwrap();
        assert_eq!(record.age_on(day("2026-12-01")), Some(34));
        assert_eq!(record.age_on(day("2029-01-01")), Some(37));
        assert_eq!(known(&record, None, day("2029-01-01")).age, Some(37));
    }

    #[test]
    fn an_application_moves_on_and_may_be_withdrawn() {
        let apply = RecordEdit::Apply(Application {
            role: "leader".into(),
            place: "一站".into(),
            state: Stage::Planned,
            on: day("2026-11-22"),
        });
        let on = day("2026-12-01");
        let sent = RecordEdit::Advance { at: 0, stage: Stage::Sent, on };
        let draft = after(&[apply.clone(), sent]);
        assert_eq!(
            (draft.record.applications[0].state, draft.record.applications[0].on),
            (Stage::Sent, on)
        );
        assert!(
            after(&[apply, RecordEdit::Withdraw(0), RecordEdit::Withdraw(7)])
                .record
                .applications
                .is_empty()
        );
    }
}
