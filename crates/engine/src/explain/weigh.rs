//! Owns the ranking of roles by what a rider cares for: cash, cover when hurt, ill and old, and time.
//! Refuses a hidden score: each part is a share from 0 to 100 that the screen shows.

use qitu_model::json::FromJson;
use qitu_model::{Activity, CoverState, Id};
use serde::Deserialize;

/// How much each side matters, 0 to 5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, FromJson)]
pub struct Weights {
    /// Pay at the start.
    pub cash: u32,
    /// Cover when hurt at work.
    pub injury: u32,
    /// Cover when ill.
    pub medical: u32,
    /// A pension.
    pub pension: u32,
    /// How soon.
    pub time: u32,
}

/// How much a status of employment covers where that is in force, each 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, FromJson)]
pub struct Counts {
    /// `full_time`, `crowdsourced`, …
    pub employment: Id,
    /// When hurt at work.
    pub injury: u32,
    /// When ill.
    pub medical: u32,
    /// When old.
    pub pension: u32,
}

/// When the role could be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Soon {
    /// Nobody has said enough, or it is being worked out: time is left out.
    Unknown,
    /// After so many weeks.
    Weeks(u32),
    /// Not as things stand.
    Never,
}

/// A role's sides, each 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    /// Its starting pay as a share of the best starting pay; none = not known, counted as nothing.
    pub cash: Option<u32>,
    /// When hurt at work.
    pub injury: u32,
    /// When ill.
    pub medical: u32,
    /// When old.
    pub pension: u32,
    /// 100 = today, 0 = in two years or more; none = left out.
    pub time: Option<u32>,
}

/// So many weeks count as far away.
const FAR: u32 = 104;

/// The sides of a role. `best_pay` is the highest starting pay among the roles compared.
#[must_use]
pub fn sides(role: &Activity, best_pay: i64, counts: &[Counts], soon: Soon) -> Sides {
    let cash = role.pay.as_ref().map(|pay| {
        let share = pay.low.0.max(0).saturating_mul(100) / best_pay.max(1);
        u32::try_from(share.clamp(0, 100)).unwrap_or(100)
    });
    // The best of what the role's statuses promise; what is only announced counts half.
    let most = |side: fn(&Counts) -> u32| {
        let each = role.cover.iter().filter_map(|cover| {
            let full = counts.iter().find(|one| one.employment == cover.employment).map(side)?;
            Some(match cover.state {
                CoverState::InForce => full,
                CoverState::Announced => full / 2,
                CoverState::Undefined => 0,
            })
        });
        each.max().unwrap_or(0).min(100)
    };
    let time = match soon {
        Soon::Unknown => None,
        Soon::Never => Some(0),
        Soon::Weeks(weeks) => Some(100 - weeks.min(FAR) * 100 / FAR),
    };
    Sides {
        cash,
        injury: most(|c| c.injury),
        medical: most(|c| c.medical),
        pension: most(|c| c.pension),
        time,
    }
}

/// The weighted mean, 0 to 100; 0 when nothing matters.
#[must_use]
pub fn total(sides: &Sides, weights: Weights) -> u32 {
    let parts = [
        (weights.cash, Some(sides.cash.unwrap_or(0))),
        (weights.injury, Some(sides.injury)),
        (weights.medical, Some(sides.medical)),
        (weights.pension, Some(sides.pension)),
        (weights.time, sides.time),
    ];
    let known = parts.iter().filter_map(|(weight, side)| side.map(|side| (weight.min(&5), side)));
    let (sum, all) = known.fold((0, 0), |(sum, all), (w, side)| (sum + w * side, all + w));
    sum / all.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Cover, Pay, Yuan};

    fn counts() -> Vec<Counts> {
        let row = |employment: &str, injury, medical, pension| Counts {
            employment: employment.into(),
            injury,
            medical,
            pension,
        };
        vec![row("full_time", 100, 100, 100), row("crowdsourced", 100, 0, 0)]
    }

    fn role(low: Option<i64>, cover: &[(&str, CoverState)]) -> Activity {
        Activity {
            pay: low.map(|low| Pay { low: Yuan(low), high: Yuan(low), ..Pay::default() }),
            cover: cover
                .iter()
                .map(|(employment, state)| Cover {
                    employment: (*employment).into(),
                    state: *state,
                    ..Cover::default()
                })
                .collect(),
            ..Activity::default()
        }
    }

    #[test]
    fn what_is_only_announced_counts_half() {
        let rider = role(
            Some(8000),
            &[("full_time", CoverState::Announced), ("crowdsourced", CoverState::InForce)],
        );
        let sides = sides(&rider, 8000, &counts(), Soon::Unknown);
        assert_eq!(
            (sides.cash, sides.injury, sides.medical, sides.pension),
            (Some(100), 100, 50, 50)
        );
        assert_eq!(sides.time, None);
    }

    #[test]
    fn whoever_wants_cash_and_whoever_wants_cover_get_another_first() {
        let cash = sides(
            &role(Some(9000), &[("crowdsourced", CoverState::InForce)]),
            9000,
            &counts(),
            Soon::Weeks(0),
        );
        let safe = sides(
            &role(Some(6000), &[("full_time", CoverState::InForce)]),
            9000,
            &counts(),
            Soon::Weeks(26),
        );
        let only_cash = Weights { cash: 5, ..Weights::default() };
        let only_cover = Weights { injury: 5, medical: 5, pension: 5, ..Weights::default() };
        assert!(total(&cash, only_cash) > total(&safe, only_cash));
        assert!(total(&safe, only_cover) > total(&cash, only_cover));
    }

    #[test]
    fn unknown_pay_counts_as_nothing_and_unknown_time_not_at_all() {
        let unknown = sides(&role(None, &[]), 9000, &counts(), Soon::Unknown);
        assert_eq!(unknown.cash, None);
        assert_eq!(total(&unknown, Weights { cash: 5, time: 5, ..Weights::default() }), 0);
        assert_eq!(total(&unknown, Weights::default()), 0);
        let never = sides(&role(Some(9000), &[]), 9000, &counts(), Soon::Never);
        assert_eq!(total(&never, Weights { cash: 1, time: 1, ..Weights::default() }), 50);
    }
}
