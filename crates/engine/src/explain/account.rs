//! Owns what a record adds up to: the four module accounts with their tiers, and the rung on the
//! eight-level ruler. Refuses to take anything away: more skills, courses or certificates never
//! make any figure smaller.

use super::eligibility::Candidate;
use qitu_model::Id;

/// Points that every account must hold for the first, second and third tier. The steps are this
/// program's own; what counts is that all accounts reach them, so that no module is left behind.
pub const BARS: [u32; 3] = [4, 8, 12];

/// One module's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The module.
    pub module: Id,
    /// One point for each level of each of its skills, and one for each of its courses done.
    pub points: u32,
    /// What is missing to the bar that all accounts work on now; 0 when it is reached.
    pub missing: u32,
}

/// All accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// One account a module, in the catalogue's order.
    pub accounts: Vec<Account>,
    /// How many tiers are reached: all accounts hold its bar.
    pub tiers: usize,
    /// The bar that all accounts work on now; none when the last is reached.
    pub bar: Option<u32>,
}

/// What a rider's record adds up to, module by module.
#[must_use]
pub fn balance(candidate: &Candidate<'_>) -> Balance {
    let catalogue = candidate.catalogue();
    let points = |module: &Id| {
        let skills = catalogue.skills.iter().filter(|skill| skill.module.as_ref() == Some(module));
        let levels = skills.map(|skill| candidate.skill(&skill.id));
        let courses = catalogue
            .courses
            .iter()
            .filter(|course| course.module.as_ref() == Some(module) && candidate.has(course));
        // A level beyond the fourth does not exist; a file may still say so.
        let courses = u32::try_from(courses.count()).unwrap_or(u32::MAX);
        levels.fold(courses, |sum, level| sum.saturating_add(level.min(4)))
    };
    let all: Vec<u32> = catalogue.modules.iter().map(|module| points(&module.id)).collect();
    let least = all.iter().copied().min().unwrap_or(0);
    let tiers = BARS.iter().take_while(|bar| least >= **bar).count();
    let bar = BARS.get(tiers).copied();
    let accounts = catalogue
        .modules
        .iter()
        .zip(all)
        .map(|(module, points)| Account {
            module: module.id.clone(),
            points,
            missing: bar.unwrap_or(0).saturating_sub(points),
        })
        .collect();
    Balance { accounts, tiers, bar }
}

/// Where a rider stands on the ruler from 学徒工 (1) to 首席技师 (8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The highest rung of a certificate held; 1, an apprentice, without any.
    pub reached: u32,
    /// The certificates held that stand on the ruler, with their rung.
    pub held: Vec<(u32, Id)>,
    /// The certificates of the next rung that has any.
    pub next: Vec<(u32, Id)>,
}

/// The rung that the certificates held stand for.
#[must_use]
pub fn rung(candidate: &Candidate<'_>) -> Rung {
    let ranked = |held: bool| {
        let certificates = candidate.catalogue().certificates.iter();
        let of = certificates.filter(move |c| candidate.was_certified(&c.id) == held);
        of.filter_map(|c| Some((c.rank.filter(|rank| (1..=8).contains(rank))?, c.id.clone())))
    };
    let held: Vec<(u32, Id)> = ranked(true).collect();
    let reached = held.iter().map(|(rank, _)| *rank).max().unwrap_or(1);
    let above = ranked(false).map(|(rank, _)| rank).filter(|rank| *rank > reached).min();
    let next = ranked(false).filter(|(rank, _)| Some(*rank) == above).collect();
    Rung { reached, held, next }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Catalogue, Certified, Date, Rider};

    fn catalogue() -> Catalogue {
        serde_json::from_str(
            r#"{"modules":[{"id":"a"},{"id":"b"}],
                "skills":[{"id":"s","module":"a"},{"id":"t","module":"b"},{"id":"u","module":"b"}],
                "courses":[{"id":"c","module":"a"}],
                "certificates":[{"id":"l5","rank":2},{"id":"l4","rank":3},{"id":"l1","rank":6},{"id":"health"}]}"#,
        )
        .unwrap()
    }

    fn rider(skills: &[(&str, u32)], courses: &[&str], certificates: &[&str]) -> Rider {
        Rider {
            skills: skills.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect(),
            courses: courses.iter().map(|id| (*id).to_owned()).collect(),
            certificates: certificates
                .iter()
                .map(|id| Certified { id: (*id).to_owned(), on: None })
                .collect(),
            ..Rider::default()
        }
    }

    fn on<T>(rider: &Rider, ask: impl Fn(&Candidate<'_>) -> T) -> T {
        ask(&Candidate::on(&catalogue(), rider, Date::parse("2026-11-23").unwrap()))
    }

    #[test]
    fn a_tier_is_reached_only_when_every_account_holds_its_bar() {
        let one_sided = on(&rider(&[("s", 4)], &["c"], &[]), balance);
        assert_eq!((one_sided.tiers, one_sided.bar), (0, Some(4)));
        assert_eq!(one_sided.accounts[0].points, 5);
        assert_eq!(one_sided.accounts[1].missing, 4);
        let even = on(&rider(&[("s", 4), ("t", 2), ("u", 2)], &[], &[]), balance);
        assert_eq!((even.tiers, even.bar), (1, Some(8)));
    }

    #[test]
    fn nothing_learnt_ever_takes_a_point_or_a_tier_away() {
        for level in 0..4 {
            for other in 0..4 {
                let now = on(&rider(&[("s", level), ("t", other)], &[], &[]), balance);
                let more = on(&rider(&[("s", level + 1), ("t", other)], &["c"], &[]), balance);
                assert!(more.tiers >= now.tiers);
                assert!(more.accounts[0].points > now.accounts[0].points);
                assert_eq!(more.accounts[1].points, now.accounts[1].points);
            }
        }
    }

    #[test]
    fn the_ruler_shows_the_highest_certificate_and_the_next_rung_that_exists() {
        let rung = |held: &[&str]| on(&rider(&[], &[], held), super::rung);
        assert_eq!(rung(&[]).reached, 1);
        assert_eq!(rung(&["health"]).reached, 1, "a permit is not on the ruler");
        let fourth = rung(&["l4", "l5"]);
        assert_eq!((fourth.reached, fourth.held.len()), (3, 2));
        assert_eq!(fourth.next, [(6, "l1".to_owned())]);
        assert!(rung(&["l1"]).next.is_empty());
    }
}
