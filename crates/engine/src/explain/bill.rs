//! Owns who pays for a plan on what condition, and what the goal changes in monthly pay.
//! Refuses guesses: without a price for those who pay themselves nothing is said to be paid by others.

use super::itinerary;
use super::money::pay_back;
use qitu_model::{Catalogue, Id, Need, Pay, Plan, Scenario, Yuan};

/// What others pay of a step, because the rider meets a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sponsored<'a> {
    /// The step's activity.
    pub activity: &'a Id,
    /// The least that it costs who does not meet the condition, less what the rider pays.
    pub worth: Yuan,
    /// The condition.
    pub needs: &'a Need,
}

/// The steps of a plan that somebody else pays for, in the order of the plan.
#[must_use]
pub fn sponsored<'a>(
    catalogue: &'a Catalogue,
    scenario: &Scenario,
    plan: &'a Plan,
) -> Vec<Sponsored<'a>> {
    let rows = itinerary::rows(catalogue, scenario, plan);
    let told = rows.into_iter().filter_map(|row| {
        let offer = row.offer.filter(|offer| !offer.needs.is_nothing())?;
        let open =
            row.activity.offers.iter().filter(|other| other.is_known() && other.needs.is_nothing());
        let price = open.map(|other| other.net_fee().0).min()?;
        let worth = Yuan(price.saturating_sub(row.net.0));
        (worth.0 > 0).then_some(Sponsored {
            activity: &row.activity.id,
            worth,
            needs: &offer.needs,
        })
    });
    told.collect()
}

/// Monthly pay before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise<'a> {
    /// In the role held now.
    pub now: &'a Pay,
    /// In the role that the plan comes to.
    pub then: &'a Pay,
    /// The middle of the range then, less the middle now.
    pub more: i64,
    /// What the plan costs: fees, and the riding given up where the rider said what an hour brings.
    pub spent: i64,
    /// Whole months at the goal until that has come back; none = pay alone never brings it.
    pub months: Option<i64>,
}

/// What the goal changes in monthly pay; none where the pay of either role is not known.
#[must_use]
pub fn raise<'a>(
    catalogue: &'a Catalogue,
    scenario: &'a Scenario,
    plan: &Plan,
) -> Option<Raise<'a>> {
    let pay = |id: &str| catalogue.activity(id)?.1.pay.as_ref();
    let now = pay(scenario.rider.role.as_deref()?)?;
    let then = pay(itinerary::goal_role(catalogue, &scenario.goal, Some(plan))?)?;
    let value = plan.value?;
    let middle = |pay: &Pay| pay.low.0.saturating_add(pay.high.0) / 2;
    let more = middle(then) - middle(now);
    let hours = i64::try_from(value.hours).unwrap_or(i64::MAX);
    let riding = scenario.hourly_take.map_or(0, |take| take.0.saturating_mul(hours));
    let spent = value.fee.0.saturating_add(riding);
    Some(Raise { now, then, more, spent, months: pay_back(spent, more) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Activity, Offer, Step, Value, Weeks};

    fn catalogue() -> Catalogue {
        let contract = Need::Fact { fact: "contract".into(), ask: None };
        let offer = |id: &str, fee: i64, needs: &Need| Offer {
            id: id.into(),
            fee: Yuan(fee),
            needs: needs.clone(),
            ..Offer::default()
        };
        let open = Need::default();
        let course = |id: &str, offers| Activity { id: id.into(), offers, ..Activity::default() };
        let role = |id: &str, low, high| Activity {
            id: id.into(),
            pay: Some(Pay { low: Yuan(low), high: Yuan(high), ..Pay::default() }),
            ..Activity::default()
        };
        Catalogue {
            courses: vec![
                course("flying", vec![offer("own", 6900, &open), offer("firm", 0, &contract)]),
                course("inside", vec![offer("firm", 0, &contract)]),
                course("free", vec![offer("own", 0, &open), offer("firm", 0, &contract)]),
            ],
            roles: vec![
                role("rider", 7000, 9000),
                role("pilot", 8000, 12000),
                role("clerk", 4000, 6000),
            ],
            ..Catalogue::default()
        }
    }

    fn plan(offers: [&str; 3], fee: i64) -> Plan {
        let step = |(activity, offer): (&str, &&str)| Step {
            activity: activity.into(),
            offer: (*offer).into(),
            end: Weeks(1),
            ..Step::default()
        };
        let value = Value { fee: Yuan(fee), hours: 100, ..Value::default() };
        let steps = ["flying", "inside", "free"].into_iter().zip(&offers).map(step).collect();
        Plan { value: Some(value), steps, ..Plan::default() }
    }

    fn scenario(goal: &str) -> Scenario {
        let text = format!(
            r#"{{"start":"2026-11-23","rider":{{"role":"rider"}},"goal":{{"role":"{goal}"}}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn what_a_firm_pays_is_the_price_of_who_pays_alone() {
        let catalogue = catalogue();
        let (by_firm, alone) =
            (plan(["firm", "firm", "firm"], 0), plan(["own", "firm", "own"], 6900));
        let told = sponsored(&catalogue, &scenario("pilot"), &by_firm);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].activity.as_str(), told[0].worth), ("flying", Yuan(6900)));
        assert_eq!(*told[0].needs, Need::Fact { fact: "contract".into(), ask: None });
        assert!(sponsored(&catalogue, &scenario("pilot"), &alone).is_empty());
    }

    #[test]
    fn a_raise_pays_back_and_a_loss_never_does() {
        let catalogue = catalogue();
        let plan = plan(["own", "firm", "own"], 6900);
        let mut asked = scenario("pilot");
        let more = raise(&catalogue, &asked, &plan).unwrap();
        assert_eq!((more.more, more.spent, more.months), (2000, 6900, Some(4)));
        asked.hourly_take = Some(Yuan(20));
        let more = raise(&catalogue, &asked, &plan).unwrap();
        assert_eq!((more.more, more.spent, more.months), (2000, 8900, Some(5)));
        let asked = scenario("clerk");
        let less = raise(&catalogue, &asked, &plan).unwrap();
        assert_eq!((less.more, less.months), (-3000, None));
        let asked = scenario("nobody");
        assert_eq!(raise(&catalogue, &asked, &plan), None);
    }
}
