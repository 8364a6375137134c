//! Owns the changes a rider can make: `enum Edit`, applied to a draft.
//! Refuses side effects; undo is `History`'s.

mod first;
mod progress;
mod scenario;

use super::draft::{Case, Draft};
use crate::app::state::week_grid::Grid;
pub use first::FirstEdit;
use progress::{mark_done, mark_undone, repair};
use qitu_engine::explain;
use qitu_model::{
    CalendarEntry, Catalogue, Date, Education, Hours, Id, Need, Pin, Place, Plan, Relief, Scenario,
    Waiver, Yuan,
};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "edits are few and short-lived")]
pub enum Edit {
    /// A change that the screens of a first plan offer.
    First(FirstEdit),
    /// Another goal.
    Goal(Need),
    /// Hours of one slot kind.
    Hours {
        /// The slot.
        slot: Id,
        /// Hours a week.
        hours: Hours,
    },
    /// A painted week: its hours and free times.
    Week {
        /// The week.
        grid: Grid,
        /// Must classes lie inside the painted times?
        classes_inside: bool,
    },
    /// Hours again by kind only, without a painted week.
    WeekByHours,
    /// Weeks with other hours.
    Calendar(Vec<CalendarEntry>),
    /// The budget.
    Budget(Option<Yuan>),
    /// The deadline.
    Deadline(Option<Date>),
    /// The start.
    Start(Date),
    /// Most steps at once.
    AtOnce(u32),
    /// What an hour of riding brings.
    HourlyTake(Option<Yuan>),
    /// Not this activity.
    Avoid(Id),
    /// This activity is fine again.
    Accept(Id),
    /// A place avoided or accepted.
    Place {
        /// The place.
        place: Place,
        /// Avoided?
        avoided: bool,
    },
    /// Keep this step as it is.
    Pin(Pin),
    /// Let it move again.
    Unpin(Id),
    /// A need that shall not count.
    Waive(Waiver),
    /// It counts again.
    Unwaive {
        /// The activity.
        activity: Id,
        /// The need.
        need: Need,
    },
    /// Done on a day.
    MarkDone {
        /// The activity.
        activity: Id,
        /// The day.
        on: Date,
    },
    /// Not done after all.
    MarkUndone(Id),
    /// Put aside for later: not planned, not forgotten.
    Park(Id),
    /// Taken up again.
    Unpark(Id),
    /// "I missed last week": plan the rest again from this day.
    Repair {
        /// The plan so far.
        plan: Box<Plan>,
        /// Its steps that are done.
        done: Vec<usize>,
        /// Weeks missed of what runs.
        missed: u32,
        /// The first day of the rest.
        from: Date,
    },
    /// The same question on other terms, as an answer offered them.
    Terms(Box<Scenario>),
    /// The answer to a question.
    Answer {
        /// The question's id.
        fact: Id,
        /// Yes or no; none = not answered.
        yes: Option<bool>,
    },
    /// Age in whole years.
    Age {
        /// In whole years; none = not said.
        age: Option<u32>,
        /// The day it is told.
        on: Date,
    },
    /// Schooling.
    Schooling(Option<Education>),
    /// A skill's level; 0 = none.
    Skill {
        /// The skill.
        skill: Id,
        /// The level.
        level: u32,
    },
    /// A certificate held, or not.
    Certificate {
        /// The certificate.
        id: Id,
        /// Held?
        held: bool,
        /// Since when.
        on: Option<Date>,
    },
    /// Months served in a role.
    Tenure {
        /// The role.
        role: Id,
        /// Months.
        months: u32,
    },
    /// One of the planner's smallest changes, with what it needs beside it.
    Relief(Vec<Relief>),
    /// Name this one.
    Rename {
        /// Its place.
        at: usize,
        /// The name.
        name: String,
    },
    /// Drop this one.
    Remove(usize),
    /// A whole draft from a file or a backup.
    Restore(Draft),
    /// What the rider keeps about themself.
    Record(super::record::RecordEdit),
}

impl Edit {
    /// Do both change the same thing, so that a drag is one change?
    #[must_use]
    pub fn same_thing(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Hours { slot: a, .. }, Self::Hours { slot: b, .. }) => a == b,
            (Self::Skill { skill: a, .. }, Self::Skill { skill: b, .. }) => a == b,
            (Self::Tenure { role: a, .. }, Self::Tenure { role: b, .. }) => a == b,
            (Self::Rename { at: a, .. }, Self::Rename { at: b, .. }) => a == b,
            (Self::Record(a), Self::Record(b)) => a.same_thing(b),
            (Self::Week { .. }, Self::Week { .. })
            | (Self::Budget(_), Self::Budget(_))
            | (Self::Deadline(_), Self::Deadline(_))
            | (Self::Start(_), Self::Start(_))
            | (Self::AtOnce(_), Self::AtOnce(_))
            | (Self::HourlyTake(_), Self::HourlyTake(_))
            | (Self::Age { .. }, Self::Age { .. }) => true,
            _ => false,
        }
    }

    /// Applies the change; what does not fit the draft changes nothing.
    pub fn apply(&self, draft: &mut Draft, catalogue: &Catalogue) {
        match self {
            Self::First(first) => first.apply(draft),
            Self::Record(edit) => {
                // What a plan had marked as done takes along what it had written down.
                if let Some(id) = edit.takes_out() {
                    mark_undone(draft, catalogue, id);
                }
                edit.apply(draft);
            }
            Self::Restore(whole) => draft.clone_from(whole),
            Self::Rename { at, name } => {
                if let Some(case) = draft.cases.get_mut(*at) {
                    case.name.clone_from(name);
                }
            }
            Self::Remove(at) => remove(draft, *at),
            Self::MarkDone { activity, on } => mark_done(draft, catalogue, activity, *on),
            Self::MarkUndone(id) => mark_undone(draft, catalogue, id),
            Self::Repair { plan, done, missed, from } => {
                repair(draft, catalogue, plan, (done, *missed), *from);
            }
            Self::Park(id) => {
                if !draft.parked.contains(id) {
                    draft.parked.push(id.clone());
                }
                scenario::avoid(draft, id);
            }
            Self::Unpark(id) => {
                draft.parked.retain(|p| p != id);
                scenario::accept(draft, id);
            }
            Self::Avoid(id) => scenario::avoid(draft, id),
            Self::Accept(id) => scenario::accept(draft, id),
            Self::Goal(need) => scenario::goal(draft, need),
            Self::Hours { slot, hours } => scenario::hours(draft, slot, *hours),
            Self::Week { grid, classes_inside } => {
                scenario::week(draft, catalogue, grid, *classes_inside);
            }
            Self::WeekByHours => in_case(draft, Case::forget_painting),
            Self::Calendar(entries) => {
                in_case(draft, |case| case.scenario.calendar.clone_from(entries));
            }
            Self::Budget(budget) => in_case(draft, |case| case.scenario.budget = *budget),
            Self::Deadline(deadline) => in_case(draft, |case| case.scenario.deadline = *deadline),
            Self::Start(start) => in_case(draft, |case| {
                case.scenario.begin_on(*start);
                case.since = None;
            }),
            Self::Terms(terms) => scenario::terms(draft, terms),
            Self::AtOnce(at_once) => {
                in_case(draft, |case| case.scenario.at_once = (*at_once).max(1));
            }
            Self::HourlyTake(take) => in_case(draft, |case| case.scenario.hourly_take = *take),
            Self::Place { place, avoided } => scenario::place(draft, *place, *avoided),
            Self::Pin(pin) => scenario::pin(draft, pin),
            Self::Unpin(id) => {
                in_case(draft, |case| case.scenario.pins.retain(|p| p.activity != *id));
            }
            Self::Waive(waiver) => scenario::waive(draft, waiver),
            Self::Unwaive { activity, need } => scenario::unwaive(draft, activity, need),
            Self::Answer { fact, yes } => scenario::answer(draft, fact, *yes),
            Self::Age { age, on } => scenario::age(draft, *age, *on),
            Self::Schooling(schooling) => {
                in_case(draft, |case| case.scenario.rider.education = *schooling);
            }
            Self::Skill { skill, level } => scenario::skill(draft, skill, *level),
            Self::Certificate { id, held, on } => {
                scenario::certificate(draft, id, held.then_some(*on));
            }
            Self::Tenure { role, months } => in_case(draft, |case| {
                case.scenario.rider.tenure.insert(role.clone(), *months);
                case.since = None;
            }),
            Self::Relief(reliefs) => in_case(draft, |case| {
                for one in reliefs {
                    case.scenario = explain::relieve(&case.scenario, one);
                }
            }),
        }
    }
}

/// Changes the plan that is worked on, where there is one.
fn in_case(draft: &mut Draft, change: impl FnOnce(&mut Case)) {
    if let Some(case) = draft.case_mut() {
        change(case);
    }
}

fn remove(draft: &mut Draft, at: usize) {
    if at < draft.cases.len() {
        draft.cases.remove(at);
        if draft.current >= at {
            draft.current = draft.current.saturating_sub(1);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::app::state::record::RecordEdit;
    use qitu_model::{Activity, Certified, Gives};

    pub(crate) fn catalogue() -> Catalogue {
        let gives = Gives { skills: [("talk".to_owned(), 2)].into(), ..Gives::default() };
        Catalogue {
            courses: vec![Activity { id: "c1".into(), gives, ..Activity::default() }],
            certificates: vec![Activity { id: "health".into(), ..Activity::default() }],
            roles: ["rider", "leader"]
                .map(|id| Activity { id: id.into(), ..Activity::default() })
                .into(),
            ..Catalogue::default()
        }
    }

    pub(crate) fn scenario() -> Scenario {
        serde_json::from_str(
            r#"{"start":"2026-11-23","rider":{"role":"rider","tenure":{"rider":12}},
                "week":{"gap":3,"evening":2},"budget":500,"goal":{"role":"leader"},
                "pins":[{"activity":"c1","start":"2026-11-30"}]}"#,
        )
        .unwrap()
    }

    pub(crate) fn begin(name: &str) -> Edit {
        Edit::First(FirstEdit::Begin(Case::of(&scenario(), name)))
    }

    fn after(edits: &[Edit]) -> Draft {
        let mut draft = Draft::default();
        begin("").apply(&mut draft, &catalogue());
        edits.iter().for_each(|e| e.apply(&mut draft, &catalogue()));
        draft
    }

    fn question(draft: &Draft) -> &Scenario {
        &draft.case().unwrap().scenario
    }

    #[test]
    fn a_course_marked_done_leaves_its_skills_with_the_rider() {
        let on = Date::parse("2026-12-01").unwrap();
        let draft = after(&[Edit::MarkDone { activity: "c1".into(), on }]);
        let rider = &question(&draft).rider;
        assert_eq!(rider.courses, ["c1"]);
        assert_eq!(rider.skills.get("talk"), Some(&2));
        assert!(question(&draft).pins.is_empty(), "what is done needs no pin");
    }

    #[test]
    fn a_certificate_marked_done_is_held_from_that_day() {
        let on = Date::parse("2026-12-01").unwrap();
        let draft = after(&[Edit::MarkDone { activity: "health".into(), on }]);
        let held = Certified { id: "health".into(), on: Some(on) };
        assert_eq!(question(&draft).rider.certificates, [held]);
    }

    #[test]
    fn a_role_marked_done_is_the_role_now_and_the_old_one_was_held() {
        let on = Date::parse("2026-12-01").unwrap();
        let draft = after(&[Edit::MarkDone { activity: "leader".into(), on }]);
        assert_eq!(question(&draft).rider.role.as_deref(), Some("leader"));
        assert_eq!(question(&draft).rider.roles, ["rider"]);
    }

    #[test]
    fn a_step_taken_out_of_the_record_is_no_longer_done() {
        let on = Date::parse("2026-12-01").unwrap();
        let out = |id: &str| match id {
            "c1" => RecordEdit::Course { id: id.into(), done: false },
            _ => RecordEdit::Certificate { id: id.into(), held: None },
        };
        for id in ["c1", "health"] {
            let done = Edit::MarkDone { activity: id.into(), on };
            let draft = after(&[Edit::Unpin("c1".into()), done, Edit::Record(out(id))]);
            let plain = after(&[Edit::Unpin("c1".into())]);
            assert_eq!(question(&draft).rider, question(&plain).rider, "{id}");
            assert!(draft.done.is_empty() && draft.record.rider.skills.is_empty(), "{id}");
        }
    }

    fn missed(from: Date) -> Edit {
        Edit::Repair { plan: Box::default(), done: vec![], missed: 1, from }
    }

    #[test]
    fn weeks_missed_one_by_one_are_months_in_the_end() {
        let monday = Date::parse("2026-11-23").unwrap();
        let edits: Vec<Edit> = (1..=26).map(|n| missed(monday.plus_days(7 * n))).collect();
        assert_eq!(question(&after(&edits)).rider.tenure.get("rider"), Some(&18));
    }

    #[test]
    fn a_step_taken_back_leaves_the_rider_as_before() {
        let on = Date::parse("2026-12-01").unwrap();
        for id in ["c1", "health", "leader"] {
            let done = Edit::MarkDone { activity: id.into(), on };
            let draft = after(&[Edit::Unpin("c1".into()), done, Edit::MarkUndone(id.into())]);
            let plain = after(&[Edit::Unpin("c1".into())]);
            assert_eq!(question(&draft).rider, question(&plain).rider, "{id}");
            assert!(draft.done.is_empty());
        }
    }

    #[test]
    fn planning_the_rest_again_lets_time_served_go_on() {
        let from = Date::parse("2027-05-24").unwrap();
        let draft = after(&[missed(from)]);
        assert_eq!(question(&draft).start, from);
        assert_eq!(question(&draft).rider.tenure.get("rider"), Some(&18));
        assert_eq!(question(&draft).pins[0].start, None, "a pin in the past lets go");
    }

    #[test]
    fn a_step_avoided_is_no_longer_pinned_and_a_step_pinned_no_longer_avoided() {
        let draft = after(&[Edit::Avoid("c1".into())]);
        assert!(question(&draft).pins.is_empty());
        let pin = Pin { activity: "c1".into(), ..Pin::default() };
        let draft = after(&[Edit::Avoid("c1".into()), Edit::Pin(pin)]);
        assert!(question(&draft).avoid.activities.is_empty());
    }

    #[test]
    fn no_more_than_four_scenarios_stand_side_by_side() {
        let draft = after(&[const { Edit::First(FirstEdit::Duplicate) }; 9]);
        assert_eq!(draft.cases.len(), 4);
        assert_eq!(draft.current, 3);
        let draft = after(&[
            Edit::First(FirstEdit::Duplicate),
            Edit::Remove(0),
            Edit::Remove(0),
            Edit::Remove(0),
        ]);
        assert!(draft.case().is_none());
    }

    #[test]
    fn a_painted_week_becomes_hours_and_free_times() {
        let grid = crate::app::state::week_grid::Preset::TwoPeaks.grid();
        let draft = after(&[Edit::Week { grid, classes_inside: true }]);
        assert_eq!(question(&draft).week.get("gap"), Some(&Hours(15)));
        assert!(question(&draft).free.as_ref().is_some_and(|f| !f.is_empty()));
        let draft = after(&[Edit::Hours { slot: "gap".into(), hours: Hours(9) }]);
        assert_eq!(question(&draft).free, None);
    }

    #[test]
    fn a_smallest_change_is_made_as_it_was_offered() {
        let more = Relief::MoreHours { slot: "gap".into(), hours: Hours(2) };
        let budget = Relief::MoreBudget { yuan: Yuan(100) };
        let draft = after(&[Edit::Relief(vec![more, budget])]);
        assert_eq!(question(&draft).week.get("gap"), Some(&Hours(5)));
        assert_eq!(question(&draft).budget, Some(Yuan(600)));
    }

    /// A change of each kind to a draft that it must change. The compiler asks for a new one here.
    fn one_of_each() -> Vec<Edit> {
        let [c1, gap, leader] = ["c1", "gap", "leader"].map(Id::from);
        let on = Date::parse("2026-12-01").unwrap();
        let need = Need::Role { role: "station".into() };
        let waiver = Waiver { activity: c1.clone(), need: need.clone(), reason: String::new() };
        let name = RecordEdit::Name("a".into());
        let all = vec![
            begin("another"),
            Edit::Goal(need.clone()),
            Edit::Hours { slot: gap.clone(), hours: Hours(9) },
            Edit::Week {
                grid: crate::app::state::week_grid::Preset::Night.grid(),
                classes_inside: true,
            },
            Edit::WeekByHours,
            Edit::Calendar(vec![CalendarEntry {
                from: on,
                to: on,
                week: [(gap.clone(), Hours(0))].into(),
                name: None,
            }]),
            Edit::Budget(None),
            Edit::Deadline(Some(on)),
            Edit::Start(on),
            Edit::AtOnce(9),
            Edit::HourlyTake(Some(Yuan(20))),
            Edit::Avoid("health".into()),
            Edit::Accept("talk-course".into()),
            Edit::Place { place: Place::InPerson, avoided: true },
            Edit::Pin(Pin { activity: "health".into(), ..Pin::default() }),
            Edit::Unpin(c1.clone()),
            Edit::Waive(waiver.clone()),
            Edit::Unwaive { activity: leader.clone(), need: need.clone() },
            Edit::MarkDone { activity: c1.clone(), on },
            Edit::MarkUndone("health".into()),
            Edit::Park("other".into()),
            Edit::Unpark("parked".into()),
            missed(on),
            Edit::Terms(Box::new(Scenario { at_once: 7, ..scenario() })),
            Edit::Answer { fact: "x".into(), yes: Some(true) },
            Edit::Age { age: Some(30), on: scenario().start },
            Edit::Schooling(Some(Education::Senior)),
            Edit::Skill { skill: "talk".into(), level: 1 },
            Edit::Certificate { id: "licence".into(), held: true, on: None },
            Edit::Tenure { role: "rider".into(), months: 3 },
            Edit::Relief(vec![Relief::MoreBudget { yuan: Yuan(100) }]),
            Edit::Rename { at: 0, name: "b".into() },
            Edit::Remove(0),
            Edit::Restore(Draft::default()),
            Edit::Record(name),
        ];
        for edit in &all {
            match edit {
                Edit::First(_) | Edit::Goal(_) | Edit::Hours { .. } | Edit::Week { .. } => {}
                Edit::WeekByHours | Edit::Calendar(_) | Edit::Budget(_) | Edit::Deadline(_) => {}
                Edit::Start(_) | Edit::AtOnce(_) | Edit::HourlyTake(_) | Edit::Avoid(_) => {}
                Edit::Accept(_) | Edit::Place { .. } | Edit::Pin(_) | Edit::Unpin(_) => {}
                Edit::Waive(_) | Edit::Unwaive { .. } | Edit::MarkDone { .. } => {}
                Edit::MarkUndone(_) | Edit::Park(_) | Edit::Unpark(_) | Edit::Repair { .. } => {}
                Edit::Terms(_) | Edit::Answer { .. } | Edit::Age { .. } | Edit::Schooling(_) => {}
                Edit::Skill { .. } | Edit::Certificate { .. } | Edit::Tenure { .. } => {}
                Edit::Relief(_) | Edit::Rename { .. } | Edit::Remove(_) | Edit::Restore(_) => {}
                Edit::Record(_) => {}
            }
        }
        all
    }

    #[test]
    fn every_change_changes_what_it_is_about() {
        let on = Date::parse("2026-12-01").unwrap();
        let need = Need::Role { role: "station".into() };
        let painted = crate::app::state::week_grid::Preset::TwoPeaks.grid();
        let before = after(&[
            Edit::Week { grid: painted, classes_inside: true },
            Edit::Avoid("talk-course".into()),
            Edit::Waive(Waiver { activity: "leader".into(), need, reason: String::new() }),
            Edit::MarkDone { activity: "health".into(), on },
            Edit::Park("parked".into()),
        ]);
        for edit in one_of_each() {
            let mut draft = before.clone();
            edit.apply(&mut draft, &catalogue());
            assert_ne!(draft, before, "{edit:?}");
        }
    }
}
