//! Owns what somebody has answered before their first plan, and who they are by it: who has said
//! nothing rides, and has what their job itself asks for.

use super::draft::Case;
use super::role_profile::holder_of;
use super::week_grid::Grid;
use qitu_model::{Catalogue, Date, Hours, Id, Need, Rider, Scenario};
use std::collections::BTreeMap;

/// The time to learn in a week.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Time {
    /// Hours by the kind of time.
    pub hours: BTreeMap<Id, Hours>,
    /// The week that they come from, where it has a rhythm of its own.
    pub grid: Option<Grid>,
}

/// The answers before the goal. They stay for as long as the page is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FirstAnswers {
    /// The role held now; inside, none for somebody who does not ride yet.
    pub role: Option<Option<Id>>,
    /// Months served in it.
    pub months: Option<u32>,
    /// The time to learn.
    pub time: Option<Time>,
    /// A plan was made of them: whoever begins again is asked again.
    pub is_used: bool,
}

impl FirstAnswers {
    /// How many of the three questions are still to be answered.
    #[must_use]
    pub fn open(&self) -> usize {
        [self.role.is_none(), self.months.is_none(), self.time.is_none()]
            .into_iter()
            .filter(|open| *open)
            .count()
    }

    /// Takes the last answer back.
    pub fn take_back(&mut self) {
        if self.time.take().is_some() {
            return;
        }
        let served = self.months.take().is_some();
        // Without a role there was no time served to ask for.
        if !served || self.role == Some(None) {
            self.role = None;
        }
    }

    /// The question of whoever gave these answers.
    #[must_use]
    pub fn scenario(&self, catalogue: &Catalogue, today: Date, goal: Need) -> Scenario {
        let rider = match &self.role {
            None => {
                let role = catalogue.roles.first().map(|role| role.id.clone());
                Rider { role, ..Rider::default() }
            }
            Some(None) => Rider::default(),
            Some(Some(role)) => {
                let mut rider = holder_of(catalogue, role);
                rider.tenure.insert(role.clone(), self.months.unwrap_or(0));
                rider
            }
        };
        let mut scenario = Scenario::of(today, rider, goal);
        if let Some(time) = &self.time {
            scenario.week.clone_from(&time.hours);
            if let Some(grid) = &time.grid {
                scenario.stretch = grid.longest_stretches(&catalogue.slot_ids());
            }
        }
        scenario
    }

    /// The plan that they begin.
    #[must_use]
    pub fn case(&self, catalogue: &Catalogue, today: Date, goal: Need) -> Case {
        let mut case = Case::of(&self.scenario(catalogue, today, goal), "");
        case.grid = self.time.as_ref().and_then(|time| time.grid.clone());
        case
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::edit::tests::catalogue;
    use crate::app::state::week_grid::Preset;

    fn answers() -> FirstAnswers {
        let grid = Preset::Night.grid();
        let hours = grid.hours(&["gap", "rest_day"]);
        FirstAnswers {
            role: Some(Some("leader".into())),
            months: Some(36),
            time: Some(Time { hours, grid: Some(grid) }),
            is_used: false,
        }
    }

    #[test]
    fn answers_are_taken_back_one_by_one() {
        let mut answers = answers();
        let open = [1, 2, 3, 3].map(|_| {
            answers.take_back();
            answers.open()
        });
        assert_eq!(open, [1, 2, 3, 3]);
        let mut newcomer = FirstAnswers { role: Some(None), months: Some(0), ..answers };
        newcomer.take_back();
        assert_eq!(newcomer.open(), 3, "who does not ride was not asked for how long");
    }

    #[test]
    fn a_plan_begins_with_what_was_answered() {
        let today = Date::parse("2026-11-30").unwrap();
        let case = answers().case(&catalogue(), today, Need::default());
        assert_eq!(case.scenario.rider.tenure.get("leader"), Some(&36));
        assert_eq!(case.scenario.week.get("gap"), Some(&Hours(6)));
        assert!(case.grid.is_some_and(|grid| grid.rides_at_night()));
        let silent = FirstAnswers::default().scenario(&catalogue(), today, Need::default());
        assert_eq!(silent.rider.role.as_deref(), Some("rider"));
        assert!(silent.rider.tenure.is_empty());
    }
}
