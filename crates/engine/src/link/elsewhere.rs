//! Owns whether a question was asked of another catalogue than this one.
//! Refuses to judge what this one can answer.

use qitu_model::{Catalogue, Id, Need, Scenario};

/// Why a catalogue cannot answer a question, which says nothing about whether it can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It was asked of the catalogue of this id.
    Catalogue(Id),
    /// Its goal needs these, which are not in the catalogue.
    Goal(Vec<Id>),
}

/// Was this asked of another catalogue? What names none was asked of any: then the goal decides.
#[must_use]
pub fn elsewhere(catalogue: &Catalogue, scenario: &Scenario) -> Option<Elsewhere> {
    let id = scenario.catalogue.split_once('@').map_or(scenario.catalogue.as_str(), |(id, _)| id);
    if !id.is_empty() && id != catalogue.id {
        return Some(Elsewhere::Catalogue(id.to_owned()));
    }
    let mut missing = Vec::new();
    let is_here = is_known(catalogue, &scenario.goal, &mut missing);
    (!is_here).then_some(Elsewhere::Goal(missing))
}

/// Are there enough parts of a need in the catalogue for it to be a question to it?
fn is_known(catalogue: &Catalogue, need: &Need, missing: &mut Vec<Id>) -> bool {
    let mut count =
        |parts: &[Need]| parts.iter().filter(|part| is_known(catalogue, part, missing)).count();
    let id = match need {
        Need::All { all } => return count(all) == all.len(),
        Need::Any { any } => return any.is_empty() || count(any) > 0,
        Need::AtLeast { at_least, of } => {
            let least = usize::try_from(*at_least).unwrap_or(usize::MAX);
            return count(of) >= least.min(of.len());
        }
        Need::Skill { skill, .. } => {
            let is_here = catalogue.skill(skill).is_some();
            if !is_here {
                missing.push(skill.clone());
            }
            return is_here;
        }
        Need::Course { course: id }
        | Need::Certificate { certificate: id, .. }
        | Need::Role { role: id }
        | Need::Tenure { tenure: id, .. } => id,
        Need::Age { .. } | Need::Education { .. } | Need::Fact { .. } => return true,
    };
    let is_here = catalogue.activity(id).is_some();
    if !is_here {
        missing.push(id.clone());
    }
    is_here
}

#[cfg(test)]
mod tests {
    use super::{Elsewhere, elsewhere};
    use qitu_model::json;
    use qitu_model::{Catalogue, Scenario};

    fn asked(book: &str, goal: &str) -> Option<Elsewhere> {
        let catalogue = include_str!("../../../../tests/books/night-school.json");
        let catalogue: Catalogue = json::read(catalogue).expect("it is a catalogue");
        let scenario = format!(
            r#"{{"start": "2026-12-07", "catalogue": "{book}", "rider": {{}}, "goal": {goal}}}"#
        );
        let scenario: Scenario = json::read(&scenario).expect("it is a scenario");
        elsewhere(&catalogue, &scenario)
    }

    #[test]
    fn a_question_belongs_to_the_book_that_it_names() {
        let leader = r#"{"role": "leader"}"#;
        assert_eq!(asked("", leader), None);
        assert_eq!(asked("nanfang-school@2025.1.1", leader), None, "any edition");
        let other = Some(Elsewhere::Catalogue("another".into()));
        assert_eq!(asked("another@2026.12.1", leader), other);
        assert_eq!(asked("another", leader), other);
    }

    #[test]
    fn a_goal_that_is_not_in_the_book_is_no_question_to_it() {
        let gone =
            |ids: &[&str]| Some(Elsewhere::Goal(ids.iter().map(|id| (*id).to_owned()).collect()));
        assert_eq!(asked("", r#"{"role": "pilot"}"#), gone(&["pilot"]));
        assert_eq!(asked("", r#"{"skill": "fly", "level": 1}"#), gone(&["fly"]));
        assert_eq!(asked("", r#"{"all": [{"role": "leader"}, {"course": "x"}]}"#), gone(&["x"]));
        // One of several that would do is enough.
        assert_eq!(asked("", r#"{"any": [{"role": "leader"}, {"role": "pilot"}]}"#), None);
        assert_eq!(asked("", r#"{"any": []}"#), None, "a goal that never holds is answered so");
    }
}
