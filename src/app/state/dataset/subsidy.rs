//! Owns `subsidies.json`: who may claim what, and what of it helps with a plan.

use qitu_engine::explain::support::{Amount, due};
use qitu_engine::explain::{Verdict, judge};
use qitu_engine::text::{format, ui};
use qitu_model::json::FromJson;
use qitu_model::{Catalogue, Date, Fact, Id, Lang, Need, Plan, Scenario, Source, Text};

/// `subsidies.json`: who may claim what.
#[derive(FromJson)]
pub struct Subsidies {
    /// Where the facts are from.
    pub sources: Vec<Source>,
    /// What may be known of a rule: in force, announced, ended.
    pub states: Vec<Named>,
    /// The rules.
    pub subsidies: Vec<Subsidy>,
    /// What holds for all of them.
    pub note: Text,
}

/// One rule of who may claim what.
#[derive(FromJson)]
pub struct Subsidy {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// What it is, in a sentence.
    pub about: Text,
    /// What is known of it.
    pub state: Id,
    /// How sure it is, and where it is from.
    pub fact: Fact,
    /// What it asks for; none = it is not judged here.
    #[serde(default)]
    pub needs: Option<Need>,
    /// What it pays for which certificate or level.
    #[serde(default)]
    pub amounts: Vec<Amount>,
    /// The most it pays.
    #[serde(default)]
    pub yuan: Option<i64>,
    /// The share of the fee it pays.
    #[serde(default)]
    pub percent: Option<i64>,
    /// Months after the certificate in which it can be claimed.
    #[serde(default)]
    pub claim_within_months: Option<u32>,
    /// Other rules it does not go together with.
    #[serde(default)]
    pub not_with: Vec<Id>,
    /// Who is paid in the rider's place.
    #[serde(default)]
    pub paid_to: Option<String>,
    /// The last day.
    #[serde(default)]
    pub ends: Option<Date>,
    /// What it helps with beside certificates.
    #[serde(default)]
    pub aids: Option<String>,
    /// What is not known of it.
    #[serde(default)]
    pub unknown: Option<Text>,
    /// What else holds.
    #[serde(default)]
    pub more: Option<Text>,
    /// How to claim it.
    #[serde(default)]
    pub how: Option<Text>,
}

/// An id and what it is called.
#[derive(FromJson)]
pub struct Named {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
}

impl Subsidy {
    /// It has ended, and nobody says that it may go on.
    pub fn is_over(&self, today: Date) -> bool {
        self.state == "ended"
            || (self.ends.is_some_and(|end| end < today) && !self.is_unsure(today))
    }

    /// Whether it still exists is not known.
    pub fn is_unsure(&self, today: Date) -> bool {
        self.state == "unknown" || (self.state != "ended" && self.fact.is_over(today))
    }
}

impl Subsidies {
    /// What is known of a rule: in force, announced, ended.
    pub fn state(&self, lang: Lang, rule: &Subsidy) -> String {
        let state = self.states.iter().find(|state| state.id == rule.state);
        state.map_or_else(String::new, |state| lang.pick(&state.name).to_owned())
    }

    /// What may help with this plan, a line each: for its certificates, its degree, or through the
    /// employer, where the rider qualifies now or by its end.
    #[must_use]
    pub fn for_plan(
        &self,
        lang: Lang,
        catalogue: &Catalogue,
        scenario: &Scenario,
        plan: &Plan,
        today: Date,
    ) -> Vec<String> {
        let words = ui::cover::words(lang);
        let mut steps = plan.steps.iter().filter_map(|step| catalogue.activity(&step.activity));
        let has_degree = steps.any(|(_, activity)| activity.gives.education.is_some());
        let mut lines = Vec::new();
        for rule in self.subsidies.iter().filter(|rule| !rule.is_over(today)) {
            let verdict = rule.needs.as_ref().map(|n| judge(catalogue, scenario, Some(plan), n));
            if matches!(verdict, Some(Verdict::No | Verdict::Asks(_))) {
                continue;
            }
            let due: i64 = due(catalogue, plan, &rule.amounts).iter().map(|d| d.1.yuan).sum();
            let much = match rule.yuan {
                _ if rule.paid_to.is_some() => words.to_employer.to_owned(),
                _ if due > 0 => format::yuan(due),
                Some(yuan) => ui::fill(words.up_to, &[&yuan.to_string()]),
                None => String::new(),
            };
            let helps = due > 0
                || rule.paid_to.is_some()
                || (has_degree && rule.aids.as_deref() == Some("degree"));
            if helps {
                let parts = [lang.pick(&rule.name).to_owned(), much, self.state(lang, rule)];
                let parts = parts.into_iter().filter(|part| !part.is_empty());
                lines.push(parts.collect::<Vec<_>>().join(" · "));
            }
        }
        lines
    }
}
