//! Owns the changes a rider can make: `enum Edit`, applied to a draft.
//! Refuses side effects; undo is `History`'s.

mod progress;

use super::draft::{Case, Draft};
use crate::app::state::week_grid::Grid;
use progress::{mark_done, mark_undone, repair};
use qitu_engine::explain;
use qitu_model::{
    CalendarEntry, Catalogue, Certified, Date, Education, Hours, Id, Need, Objective, Pin, Place,
    Plan, Relief, Scenario, Waiver, Yuan,
};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "edits are few and short-lived")]
pub enum Edit {
    /// A new first scenario in place of the current one.
    Begin {
        /// The question.
        scenario: Scenario,
        /// Its name.
        name: String,
    },
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
    /// What is best.
    Objective(Objective),
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
    Age(Option<u32>),
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
    /// Another scenario beside the ones there are, to work on.
    Add {
        /// The question.
        scenario: Scenario,
        /// Its name.
        name: String,
    },
    /// Another scenario of the same beginning.
    Duplicate,
    /// Work on this one.
    Select(usize),
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
            | (Self::Age(_), Self::Age(_)) => true,
            _ => false,
        }
    }

    /// Applies a change that the first plan's screen offers. Says whether it was one.
    pub fn begin(&self, draft: &mut Draft) -> bool {
        match self {
            Self::Begin { scenario, name } => {
                let case = Case::of(scenario, name);
                match draft.case_mut() {
                    Some(current) => *current = case,
                    None => draft.cases.push(case),
                }
            }
            Self::Add { scenario, name } => draft.add(Case::of(scenario, name)),
            Self::Duplicate => {
                if let Some(case) = draft.case().cloned() {
                    draft.add(case);
                }
            }
            Self::Select(at) => {
                if *at < draft.cases.len() {
                    draft.current = *at;
                }
            }
            Self::Objective(objective) => {
                if let Some(case) = draft.case_mut() {
                    case.scenario.objective = *objective;
                }
            }
            _ => return false,
        }
        true
    }

    /// Applies the change; what does not fit the draft changes nothing.
    pub fn apply(&self, draft: &mut Draft, catalogue: &Catalogue) {
        if self.begin(draft) {
            return;
        }
        match self {
            Self::MarkDone { activity, on } => mark_done(draft, catalogue, activity, *on),
            Self::MarkUndone(id) => mark_undone(draft, catalogue, id),
            Self::Park(id) => {
                if !draft.parked.contains(id) {
                    draft.parked.push(id.clone());
                }
                avoid(draft, id);
            }
            Self::Unpark(id) => {
                draft.parked.retain(|p| p != id);
                accept(draft, id);
            }
            Self::Rename { at, name } => {
                if let Some(case) = draft.cases.get_mut(*at) {
                    case.name.clone_from(name);
                }
            }
            Self::Remove(at) if *at < draft.cases.len() => {
                draft.cases.remove(*at);
                if draft.current >= *at {
                    draft.current = draft.current.saturating_sub(1);
                }
            }
            Self::Restore(whole) => draft.clone_from(whole),
            Self::Record(edit) => {
                // What a plan had marked as done takes along what it had written down.
                if let Some(id) = edit.takes_out() {
                    mark_undone(draft, catalogue, id);
                }
                edit.apply(draft);
            }
            Self::Avoid(id) => avoid(draft, id),
            Self::Accept(id) => accept(draft, id),
            Self::Repair { plan, done, missed, from } => {
                repair(draft, catalogue, plan, (done, *missed), *from);
            }
            _ => {
                if let Some(case) = draft.case_mut() {
                    self.apply_to(case, catalogue);
                }
            }
        }
    }

    /// The changes of one scenario alone.
    fn apply_to(&self, case: &mut Case, catalogue: &Catalogue) {
        let scenario = &mut case.scenario;
        match self {
            Self::Goal(need) => {
                scenario.goal = need.clone();
                scenario.pins.clear();
            }
            Self::Hours { slot, hours } => {
                scenario.week.insert(slot.clone(), *hours);
                case.grid = None;
                scenario.free = None;
            }
            Self::Week { grid, classes_inside } => {
                let slots = catalogue.slot_ids();
                let released = scenario.week.get("released").copied();
                scenario.week = grid.hours(&slots);
                if let Some(hours) = released {
                    scenario.week.insert("released".into(), hours);
                }
                scenario.free = classes_inside.then(|| grid.spans());
                case.grid = Some(grid.clone());
            }
            Self::WeekByHours => {
                case.grid = None;
                scenario.free = None;
            }
            Self::Calendar(entries) => scenario.calendar.clone_from(entries),
            Self::Budget(budget) => scenario.budget = *budget,
            Self::Deadline(deadline) => scenario.deadline = *deadline,
            Self::Start(start) => {
                scenario.start = *start;
                case.since = None;
            }
            Self::Terms(terms) => {
                if terms.week != scenario.week {
                    case.grid = None;
                }
                if terms.start != scenario.start {
                    case.since = None;
                }
                scenario.clone_from(terms);
            }
            Self::AtOnce(at_once) => scenario.at_once = (*at_once).max(1),
            Self::HourlyTake(take) => scenario.hourly_take = *take,
            Self::Place { place, avoided } => {
                scenario.avoid.places.retain(|p| p != place);
                if *avoided {
                    scenario.avoid.places.push(*place);
                }
            }
            Self::Pin(pin) => {
                scenario.pins.retain(|p| p.activity != pin.activity);
                scenario.avoid.activities.retain(|a| *a != pin.activity);
                scenario.pins.push(pin.clone());
            }
            Self::Unpin(id) => scenario.pins.retain(|p| p.activity != *id),
            Self::Waive(waiver) => {
                scenario
                    .waive
                    .retain(|w| (&w.activity, &w.need) != (&waiver.activity, &waiver.need));
                scenario.waive.push(waiver.clone());
            }
            Self::Unwaive { activity, need } => {
                scenario.waive.retain(|w| (&w.activity, &w.need) != (activity, need));
            }
            Self::Answer { fact, yes: Some(yes) } => {
                scenario.rider.facts.insert(fact.clone(), *yes);
            }
            Self::Answer { fact, yes: None } => {
                scenario.rider.facts.remove(fact);
            }
            Self::Age(age) => {
                scenario.rider.age = *age;
                case.since = None;
            }
            Self::Schooling(schooling) => scenario.rider.education = *schooling,
            Self::Skill { skill, level: 0 } => {
                scenario.rider.skills.remove(skill);
            }
            Self::Skill { skill, level } => {
                scenario.rider.skills.insert(skill.clone(), *level);
            }
            Self::Certificate { id, held, on } => {
                scenario.rider.certificates.retain(|c| c.id != *id);
                if *held {
                    scenario.rider.certificates.push(Certified { id: id.clone(), on: *on });
                }
            }
            Self::Tenure { role, months } => {
                scenario.rider.tenure.insert(role.clone(), *months);
                case.since = None;
            }
            Self::Relief(reliefs) => {
                reliefs.iter().for_each(|one| *scenario = explain::relieve(scenario, one));
            }
            _ => {}
        }
    }
}

fn avoid(draft: &mut Draft, id: &Id) {
    if let Some(case) = draft.case_mut() {
        case.scenario.pins.retain(|p| p.activity != *id);
        if !case.scenario.avoid.activities.contains(id) {
            case.scenario.avoid.activities.push(id.clone());
        }
    }
}

fn accept(draft: &mut Draft, id: &Id) {
    if let Some(case) = draft.case_mut() {
        case.scenario.avoid.activities.retain(|a| a != id);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use qitu_model::{Activity, Gives};

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

    fn after(edits: &[Edit]) -> Draft {
        let mut draft = Draft::default();
        Edit::Begin { scenario: scenario(), name: String::new() }.apply(&mut draft, &catalogue());
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
        use crate::app::state::record::RecordEdit;
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
        let draft = after(&[const { Edit::Duplicate }; 9]);
        assert_eq!(draft.cases.len(), 4);
        assert_eq!(draft.current, 3);
        let draft = after(&[Edit::Duplicate, Edit::Remove(0), Edit::Remove(0), Edit::Remove(0)]);
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
}
