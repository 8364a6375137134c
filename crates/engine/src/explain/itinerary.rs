//! Owns a plan as rows with dates and money, the one thing that calendar, table, picture, sheet
//! and question are made of. Refuses wording and drawing.

use qitu_model::{
    Activity, Begun, Catalogue, Date, Hours, Kind, Need, Offer, OfferField, Plan, REST, Scenario,
    Span, Status, Step, Yuan,
};

/// One step of a plan with what the catalogue says of it.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The step.
    pub step: &'a Step,
    /// Course, certificate or role.
    pub kind: Kind,
    /// What is done.
    pub activity: &'a Activity,
    /// The way it is done; none for an activity without offers.
    pub offer: Option<&'a Offer>,
    /// The Monday it starts.
    pub from: Date,
    /// The last day of its last week; the Monday itself for a step of no weeks.
    pub to: Date,
    /// The Monday at whose start it is done.
    pub done: Date,
    /// Whole weeks it takes.
    pub weeks: u32,
    /// Hours of study a week.
    pub hours: Hours,
    /// Its price before money back.
    pub fee: Yuan,
    /// Money back.
    pub subsidy: Yuan,
    /// What the rider pays in the end.
    pub net: Yuan,
    /// How sure the fee is, where the catalogue says.
    pub fee_status: Option<Status>,
    /// Weekly class times.
    pub sessions: &'a [Span],
}

impl Row<'_> {
    /// The day it opens in its first week, where the catalogue says one: the intake, or else the
    /// first class. None where only the week is known.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        let begun = self.step.offer == REST;
        let offer = self.offer.filter(|offer| !begun && offer.knows(OfferField::Intakes))?;
        match offer.intakes.as_ref() {
            Some(intakes) => intakes.day_in_week(self.from),
            None => self.sessions.iter().map(|class| self.from.plus_days(class.day as i32)).min(),
        }
    }

    /// The day it begins: that of its class where there is one, else the Monday.
    #[must_use]
    pub fn begins(&self) -> Date {
        self.day().unwrap_or(self.from)
    }
}

/// The steps of a plan, by start. Steps the catalogue does not know are left out.
#[must_use]
pub fn rows<'a>(catalogue: &'a Catalogue, scenario: &Scenario, plan: &'a Plan) -> Vec<Row<'a>> {
    let monday = scenario.start.monday_on_or_after();
    let day = |week: u32, days: i32| monday.plus_weeks(week).plus_days(days);
    let mut rows: Vec<Row> = plan
        .steps
        .iter()
        .filter_map(|step| {
            let (kind, activity) = catalogue.activity(&step.activity)?;
            // The rest of something begun is done the way it was begun, and is paid.
            let known = |begun: &&Begun| step.offer == REST && begun.activity == activity.id;
            let begun = scenario.begun.iter().find(known);
            let way = begun.map_or(&step.offer, |begun| &begun.offer);
            let offer = activity.offers.iter().find(|offer| offer.id == *way);
            let paid = |money: Yuan| if begun.is_some() { Yuan(0) } else { money };
            let weeks = step.end.0.saturating_sub(step.start.0);
            let loads = offer.map(|offer| offer.load.as_slice()).unwrap_or_default();
            let load = loads.iter().fold(0_u32, |sum, part| sum.saturating_add(part.hours.0));
            let from = day(step.start.0, 0);
            let fact = offer
                .and_then(|offer| offer.facts.get("fee"))
                .or_else(|| activity.facts.get("fee"));
            Some(Row {
                step,
                kind,
                activity,
                offer,
                from,
                to: if weeks == 0 { from } else { day(step.end.0, -1) },
                done: day(step.end.0, 0),
                weeks,
                hours: step.pace.or(begun.and_then(|begun| begun.pace)).unwrap_or(Hours(load)),
                fee: offer.map_or(Yuan(0), |offer| paid(offer.fee)),
                subsidy: offer.map_or(Yuan(0), |offer| paid(offer.subsidy)),
                net: offer.map_or(Yuan(0), |offer| paid(offer.net_fee())),
                fee_status: fact.map(|fact| fact.status),
                sessions: offer.map(|offer| offer.sessions.as_slice()).unwrap_or_default(),
            })
        })
        .collect();
    rows.sort_by_key(|row| (row.step.start, row.step.end));
    rows
}

/// The day the goal is reached; none where there is no plan.
#[must_use]
pub fn reached(scenario: &Scenario, plan: &Plan) -> Option<Date> {
    Some(scenario.start.monday_on_or_after().plus_weeks(plan.value?.weeks.0))
}

/// The id of the role, certificate or course that the goal is, where it is one.
#[must_use]
pub fn goal_id(goal: &Need) -> Option<&str> {
    match goal {
        Need::Role { role: id }
        | Need::Certificate { certificate: id, .. }
        | Need::Course { course: id } => Some(id),
        Need::All { all } if all.len() == 1 => all.first().and_then(goal_id),
        _ => None,
    }
}

/// The role that the goal is about: itself, among several the one the plan comes to, or the only one
/// that asks for the certificate or course aimed at.
#[must_use]
pub fn goal_role<'g>(
    catalogue: &'g Catalogue,
    goal: &'g Need,
    plan: Option<&Plan>,
) -> Option<&'g str> {
    let mut roles = Vec::new();
    goal.walk(&mut |need| {
        if let Need::Role { role } = need {
            roles.push(role.as_str());
        }
    });
    if roles.is_empty() {
        let aim = goal_id(goal)?;
        let mut asking = catalogue.roles.iter().filter(|role| {
            let mut asks = false;
            role.needs.walk(&mut |need| asks |= goal_id(need) == Some(aim));
            asks
        });
        let only = asking.next().filter(|_| asking.next().is_none());
        return only.map(|role| role.id.as_str());
    }
    let is_role = |id: &&str| catalogue.roles.iter().any(|role| role.id == *id);
    roles.retain(is_role);
    let planned =
        |id: &&str| plan.is_some_and(|plan| plan.steps.iter().any(|step| step.activity == **id));
    roles.iter().copied().find(|id| planned(id)).or((roles.len() == 1).then(|| roles[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Activity, Step};

    #[test]
    fn of_several_roles_the_one_the_plan_comes_to_counts() {
        let role = |id: &str| Activity { id: id.into(), ..Activity::default() };
        let catalogue = Catalogue { roles: vec![role("a"), role("b")], ..Catalogue::default() };
        let need = |id: &str| Need::Role { role: id.into() };
        let any = Need::Any { any: vec![need("a"), need("b")] };
        assert_eq!(goal_role(&catalogue, &any, None), None, "either is meant");
        let step = Step { activity: "b".into(), ..Step::default() };
        let plan = Plan { steps: vec![step], ..Plan::default() };
        assert_eq!(goal_role(&catalogue, &any, Some(&plan)), Some("b"));
        let both = Need::All { all: vec![need("a"), Need::Course { course: "c".into() }] };
        assert_eq!(goal_role(&catalogue, &both, None), Some("a"));
        assert_eq!(goal_role(&catalogue, &need("gone"), None), None);
    }

    #[test]
    fn a_certificate_stands_for_the_only_role_that_asks_for_it() {
        let held = |id: &str| Need::Certificate { certificate: id.into(), held_months: 0 };
        let role = |id: &str, needs: Need| Activity { id: id.into(), needs, ..Activity::default() };
        let roles = vec![
            role("a", Need::All { all: vec![held("k"), held("both")] }),
            role("b", held("both")),
        ];
        let catalogue = Catalogue { roles, ..Catalogue::default() };
        assert_eq!(goal_role(&catalogue, &held("k"), None), Some("a"));
        assert_eq!(goal_role(&catalogue, &held("both"), None), None, "two roles ask for it");
        assert_eq!(goal_role(&catalogue, &held("other"), None), None);
        assert_eq!(goal_role(&catalogue, &Need::default(), None), None);
    }
}
