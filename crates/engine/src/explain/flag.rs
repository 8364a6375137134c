//! Owns the yellow and red flags of a way to a role: which stated rules it meets, and by what.
//! Refuses rules of its own: they come from a file, with their sources.

use qitu_model::json::FromJson;
use qitu_model::{Activity, Catalogue, Date, Fact, Id, Plan, Scenario, Status, Text};
use serde::Deserialize;

/// A rule as it stands in `flags.json`.
#[derive(Clone, Debug, Deserialize, FromJson)]
pub struct Rule {
    /// Its id.
    pub id: Id,
    /// `yellow` or `red`.
    pub colour: String,
    /// When it is met.
    pub when: When,
    /// What it says.
    pub text: Text,
    /// Where it comes from.
    pub fact: Fact,
}

/// When a rule is met.
#[derive(Clone, Debug, Deserialize, FromJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum When {
    /// A link of the chain to the role is missing.
    MissingLink {
        /// The link's id.
        link: Id,
    },
    /// So many pieces of news of one tone.
    Outlook {
        /// The tone.
        tone: String,
        /// How many.
        at_least: usize,
    },
    /// The pay may start below the rider's own.
    PayLowBelowOwn,
    /// The pay is known no better than this.
    PayStatus {
        /// Statuses; `missing` = no pay is given.
        status: Vec<String>,
    },
    /// A fact of one of these fields is older than this.
    FactAgeMonths {
        /// Fields.
        fields: Vec<String>,
        /// Months.
        over: i32,
    },
    /// The plan waits for an intake of this status.
    CriticalIntakeStatus {
        /// The status.
        status: String,
    },
    /// The fees are above the budget.
    FeeOverBudget,
    /// So many of other rules are met.
    AtLeast {
        /// How many.
        count: usize,
        /// Their ids.
        of: Vec<Id>,
    },
}

/// The link of a chain that leads to a role, as it stands in `chain.json`.
#[derive(Clone, Debug, Deserialize, FromJson)]
pub struct Edge {
    /// From this role; none = from outside.
    #[serde(default)]
    pub from: Option<Id>,
    /// To this role.
    pub to: Id,
    /// Links of which nothing is known.
    #[serde(default)]
    pub missing: Vec<Id>,
}

/// What the rules are applied to.
pub struct Way<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The question.
    pub scenario: &'a Scenario,
    /// Its plan, if there is one.
    pub plan: Option<&'a Plan>,
    /// The role at its end.
    pub role: &'a Activity,
    /// The chain's edges.
    pub edges: &'a [Edge],
    /// The rider's own pay a month, if known.
    pub own_pay: Option<i64>,
    /// Today.
    pub today: Date,
}

/// The rules that a way meets, in the order of the file.
#[must_use]
pub fn flags<'r>(rules: &'r [Rule], way: &Way<'_>) -> Vec<&'r Rule> {
    let plain: Vec<&str> =
        rules.iter().filter(|rule| meets(&rule.when, way)).map(|rule| rule.id.as_str()).collect();
    let counted = |when: &When| match when {
        When::AtLeast { count, of } => {
            of.iter().filter(|id| plain.contains(&id.as_str())).count() >= *count
        }
        _ => false,
    };
    rules.iter().filter(|rule| plain.contains(&rule.id.as_str()) || counted(&rule.when)).collect()
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Stated => "stated",
        Status::InForce => "in_force",
        Status::Expected => "expected",
        Status::Estimate => "estimate",
    }
}

fn meets(when: &When, way: &Way<'_>) -> bool {
    let role = way.role;
    match when {
        When::MissingLink { link } => {
            way.edges.iter().any(|edge| edge.to == role.id && edge.missing.contains(link))
        }
        When::Outlook { tone, at_least } => {
            role.outlook.iter().filter(|news| news.tone == *tone).count() >= *at_least
        }
        When::PayLowBelowOwn => {
            role.pay.as_ref().zip(way.own_pay).is_some_and(|(pay, own)| pay.low.0 < own)
        }
        When::PayStatus { status } => {
            let own = role.pay.as_ref().map_or("missing", |pay| word(pay.fact.status));
            status.iter().any(|status| status == own)
        }
        When::FactAgeMonths { fields, over } => steps(way).any(|(activity, _)| {
            let facts = activity.facts.iter().filter(|(field, _)| fields.contains(field));
            let pay = activity.pay.as_ref().filter(|_| fields.iter().any(|field| field == "pay"));
            let dates = facts.map(|(_, fact)| fact).chain(pay.map(|pay| &pay.fact));
            dates.filter_map(|fact| fact.date).any(|date| months(date, way.today) > *over)
        }),
        When::CriticalIntakeStatus { status } => steps(way).any(|(activity, offer)| {
            let offer = activity.offers.iter().find(|known| known.id == offer);
            let Some(offer) = offer.filter(|offer| offer.intakes.is_some()) else { return false };
            let fact = offer.facts.get("intakes").or_else(|| activity.facts.get("intakes"));
            fact.is_some_and(|fact| word(fact.status) == status)
        }),
        When::FeeOverBudget => {
            let fee = way.plan.and_then(|plan| plan.value).map(|value| value.fee);
            fee.zip(way.scenario.budget).is_some_and(|(fee, budget)| fee > budget)
        }
        When::AtLeast { .. } => false,
    }
}

/// The activities of the plan with the id of the offer taken, and the role itself.
fn steps<'a>(way: &Way<'a>) -> impl Iterator<Item = (&'a Activity, &'a str)> {
    let catalogue = way.catalogue;
    let steps = way.plan.into_iter().flat_map(|plan| &plan.steps);
    let known = steps.filter_map(move |step| {
        catalogue.activity(&step.activity).map(|(_, activity)| (activity, step.offer.as_str()))
    });
    known.chain([(way.role, "")])
}

fn months(from: Date, to: Date) -> i32 {
    let ((y0, m0, d0), (y1, m1, d1)) = (from.ymd(), to.ymd());
    (y1 - y0) * 12 + i32::from(m1) - i32::from(m0) - i32::from(d1 < d0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Outlook, Pay, Yuan};

    fn met(role: Activity, own_pay: i64) -> Vec<String> {
        let rules = r#"[
            {"id":"bad","colour":"yellow","when":{"kind":"outlook","tone":"bad","at_least":1},
             "text":{},"fact":{}},
            {"id":"pay","colour":"yellow","when":{"kind":"pay_low_below_own"},"text":{},"fact":{}},
            {"id":"two","colour":"red","when":{"kind":"at_least","count":2,"of":["bad","pay"]},
             "text":{},"fact":{}}]"#;
        let rules: Vec<Rule> = serde_json::from_str(rules).unwrap();
        let way = Way {
            catalogue: &Catalogue::default(),
            scenario: &serde_json::from_str(r#"{"start":"2026-11-23"}"#).unwrap(),
            plan: None,
            role: &role,
            edges: &[],
            own_pay: Some(own_pay),
            today: Date::parse("2026-11-23").unwrap(),
        };
        flags(&rules, &way).into_iter().map(|rule| rule.id.clone()).collect()
    }

    #[test]
    fn two_yellow_flags_make_a_red_one() {
        let bad = Outlook { tone: "bad".into(), ..Outlook::default() };
        let pay = Pay { low: Yuan(4000), ..Pay::default() };
        let role = Activity { outlook: vec![bad], pay: Some(pay), ..Activity::default() };
        assert_eq!(met(role.clone(), 5000), ["bad", "pay", "two"]);
        assert_eq!(met(role, 3000), ["bad"]);
        assert!(met(Activity::default(), 5000).is_empty());
    }

    #[test]
    fn the_age_of_a_fact_counts_whole_months() {
        let day = |text| Date::parse(text).unwrap();
        assert_eq!(months(day("2025-05-23"), day("2026-11-23")), 18);
        assert_eq!(months(day("2025-05-24"), day("2026-11-23")), 17);
    }
}
