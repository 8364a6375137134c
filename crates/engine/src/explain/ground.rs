//! Owns what a plan rests on: each number it was made with, and how sure that number is.
//! Refuses to say whether a number is right.

use super::itinerary::{self, Row};
use qitu_model::{Activity, Catalogue, Fact, Need, Plan, REST, Scenario, Status};

/// A number that a plan was made with.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    /// The step's activity.
    pub activity: &'a Activity,
    /// The field: `hours`, `weeks`, `fee`, `subsidy`, `intakes` or `needs`.
    pub field: &'static str,
    /// Who says so; none where nobody does, which makes it an estimate.
    pub fact: Option<&'a Fact>,
}

impl Ground<'_> {
    /// How sure it is.
    #[must_use]
    pub fn status(&self) -> Status {
        self.fact.map_or(Status::Estimate, |fact| fact.status)
    }
}

/// How many numbers of a plan are how sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Our own guesses.
    pub estimates: usize,
    /// Hoped for by whoever would do it.
    pub expected: usize,
    /// Said by somebody answerable, or a rule.
    pub sourced: usize,
}

/// Every number that the plan was made with, in the order of its steps.
#[must_use]
pub fn grounds<'a>(
    catalogue: &'a Catalogue,
    scenario: &Scenario,
    plan: &'a Plan,
) -> Vec<Ground<'a>> {
    let mut all: Vec<Ground> = Vec::new();
    for row in itinerary::rows(catalogue, scenario, plan) {
        for (field, used) in used(&row) {
            let of_offer = row.offer.and_then(|offer| offer.facts.get(field));
            let fact = of_offer.or_else(|| row.activity.facts.get(field));
            let known =
                all.iter().any(|one| one.activity.id == row.activity.id && one.field == field);
            // What costs nothing, or asks for nothing, counts where somebody says so.
            if !known && (used || fact.is_some() && counts_at_zero(&row, field)) {
                all.push(Ground { activity: row.activity, field, fact });
            }
        }
    }
    all
}

/// How many of them are how sure.
#[must_use]
pub fn share(grounds: &[Ground]) -> Share {
    let count = |wanted: &[Status]| {
        grounds.iter().filter(|ground| wanted.contains(&ground.status())).count()
    };
    Share {
        estimates: count(&[Status::Estimate]),
        expected: count(&[Status::Expected]),
        sourced: count(&[Status::Stated, Status::InForce]),
    }
}

/// The fields of a step, and whether the plan used each.
fn used(row: &Row) -> [(&'static str, bool); 6] {
    let offer = row.offer;
    let begun = row.step.offer == REST;
    let own_pace = offer.is_some_and(|offer| offer.hours.is_some());
    let needs = !row.activity.needs.is_nothing()
        || offer.is_some_and(|offer| offer.needs != Need::default());
    [
        ("hours", own_pace || row.hours.0 > 0),
        ("weeks", row.weeks > 0 && row.hours.0 == 0),
        ("fee", row.fee.0 > 0),
        ("subsidy", row.subsidy.0 > 0),
        ("intakes", !begun && offer.is_some_and(|offer| offer.intakes.is_some())),
        ("needs", !begun && needs),
    ]
}

/// A fee of nothing is a number too.
fn counts_at_zero(row: &Row, field: &str) -> bool {
    field == "fee" && row.step.offer != REST && row.offer.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Hours, Offer, Part, Step, Weeks, Yuan};

    fn fact(status: Status) -> Fact {
        Fact { status, ..Fact::default() }
    }

    fn catalogue() -> Catalogue {
        let offer = |id: &str, fee| Offer {
            id: id.into(),
            weeks: Some(Weeks(4)),
            load: vec![Part { hours: Hours(3), ..Part::default() }],
            fee: Yuan(fee),
            ..Offer::default()
        };
        let mut own = offer("own", 300);
        own.facts.insert("fee".into(), fact(Status::Stated));
        let course = Activity {
            id: "course".into(),
            offers: vec![own, offer("free", 0)],
            facts: [
                ("fee".to_owned(), fact(Status::Estimate)),
                ("hours".to_owned(), fact(Status::InForce)),
                ("subsidy".to_owned(), fact(Status::Stated)),
            ]
            .into(),
            ..Activity::default()
        };
        let exam = Activity {
            id: "exam".into(),
            needs: Need::Course { course: "course".into() },
            offers: vec![Offer { id: "exam".into(), weeks: Some(Weeks(5)), ..Offer::default() }],
            facts: [("needs".to_owned(), fact(Status::Expected))].into(),
            ..Activity::default()
        };
        Catalogue { courses: vec![course], certificates: vec![exam], ..Catalogue::default() }
    }

    fn told(offer: &str) -> (Vec<String>, Share) {
        let catalogue = catalogue();
        let scenario: Scenario = serde_json::from_str(r#"{"start":"2026-11-23"}"#).unwrap();
        let step = |activity: &str, offer: &str, start, end| Step {
            activity: activity.into(),
            offer: offer.into(),
            start: Weeks(start),
            end: Weeks(end),
            ..Step::default()
        };
        let steps = vec![step("course", offer, 0, 4), step("exam", "exam", 4, 9)];
        let plan = Plan { steps, ..Plan::default() };
        let grounds = grounds(&catalogue, &scenario, &plan);
        let named = grounds.iter().map(|one| format!("{}.{}", one.activity.id, one.field));
        (named.collect(), share(&grounds))
    }

    #[test]
    fn a_plan_rests_on_the_numbers_of_the_offers_it_takes() {
        let (named, share) = told("own");
        assert_eq!(named, ["course.hours", "course.fee", "exam.weeks", "exam.needs"]);
        assert_eq!(share, Share { estimates: 1, expected: 1, sourced: 2 });
    }

    #[test]
    fn that_something_is_free_rests_on_somebody_too() {
        let (named, share) = told("free");
        assert_eq!(named, ["course.hours", "course.fee", "exam.weeks", "exam.needs"]);
        assert_eq!(share, Share { estimates: 2, expected: 1, sourced: 1 });
    }
}
