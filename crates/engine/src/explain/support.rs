//! Owns what a subsidy would pay for the certificates that a plan ends with.
//! Refuses to judge whether it applies; `judge` does.

use qitu_model::json::FromJson;
use qitu_model::{Activity, Catalogue, Fact, Id, Kind, Plan};

/// The rank on the eight-level ruler from which levels count down: level 5 is rank 2.
const RANK_OF_LEVEL_0: u32 = 7;

/// What one certificate, or each certificate of a level, brings.
#[derive(Clone, Debug, FromJson)]
pub struct Amount {
    /// This certificate alone.
    #[serde(default)]
    pub certificate: Option<Id>,
    /// Any of this level, 5 to 1.
    #[serde(default)]
    pub level: Option<u32>,
    /// How much.
    pub yuan: i64,
    /// Where that stands.
    pub fact: Fact,
}

impl Amount {
    fn is_for(&self, certificate: &Activity) -> bool {
        let by_rank = |level| certificate.rank == RANK_OF_LEVEL_0.checked_sub(level);
        let is_level = certificate.kind.as_deref() == Some("skill_level");
        match &self.certificate {
            Some(id) => *id == certificate.id,
            None => is_level && self.level.is_some_and(by_rank),
        }
    }
}

/// The certificates the plan ends with that the amounts are for: one certificate, one amount.
#[must_use]
pub fn due<'a>(
    catalogue: &'a Catalogue,
    plan: &Plan,
    amounts: &'a [Amount],
) -> Vec<(&'a Activity, &'a Amount)> {
    let mut list: Vec<(&Activity, &Amount)> = Vec::new();
    for step in &plan.steps {
        let Some((kind, done)) = catalogue.activity(&step.activity) else { continue };
        let given = done.gives.certificates.iter().filter_map(|id| catalogue.activity(id));
        let own = (kind == Kind::Certificate).then_some((kind, done));
        for (_, certificate) in own.into_iter().chain(given) {
            let counted = list.iter().any(|(known, _)| known.id == certificate.id);
            let amount = amounts.iter().find(|amount| amount.is_for(certificate));
            if let (Some(amount), false) = (amount, counted) {
                list.push((certificate, amount));
            }
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{PlanStatus, Step};

    #[test]
    fn each_certificate_of_the_plan_brings_its_own_amount_once() {
        let certificate = |id: &str, kind: &str, rank| Activity {
            id: id.into(),
            kind: Some(kind.into()),
            rank,
            ..Activity::default()
        };
        let mut repair = certificate("repair-5", "skill_level", Some(2));
        repair.gives.certificates = vec!["card".into(), "rider-4".into()];
        let catalogue = Catalogue {
            certificates: vec![
                repair,
                certificate("rider-4", "skill_level", Some(3)),
                certificate("card", "special_ability", Some(3)),
            ],
            ..Catalogue::default()
        };
        let step = |activity: &str| Step { activity: activity.into(), ..Step::default() };
        let plan = Plan {
            status: PlanStatus::Optimal,
            steps: vec![step("repair-5"), step("rider-4"), step("gone")],
            ..Plan::default()
        };
        let amount = |certificate: Option<&str>, level, yuan| Amount {
            certificate: certificate.map(Into::into),
            level,
            yuan,
            fact: Fact::default(),
        };
        let listed = |amounts: &[Amount]| -> Vec<(String, i64)> {
            let due = due(&catalogue, &plan, amounts);
            due.into_iter().map(|(one, amount)| (one.id.clone(), amount.yuan)).collect()
        };
        let by_level = [amount(None, Some(5), 1000), amount(None, Some(4), 1500)];
        let both = [("repair-5".to_owned(), 1000), ("rider-4".to_owned(), 1500)];
        assert_eq!(listed(&by_level), both, "levels, and no single ability");
        let named = [amount(Some("card"), None, 300), amount(None, Some(9), 9)];
        assert_eq!(listed(&named), [("card".to_owned(), 300)]);
        assert_eq!(listed(&[]), []);
    }
}
