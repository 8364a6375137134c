//! Owns the question "does this need hold today?", with the planner's meaning: time counts by the
//! longest, earlier ids are read as those of today, what is done or held gives what it gives, and
//! what the rider has not said is unknown.
//! Refuses plans: what could be met later is the planner's.

use super::holdings::Holdings;
use qitu_model::{
    Activity, Catalogue, Certified, Date, Education, Kind, Need, Rider, Scenario, Waiver,
};

/// Whether a need holds in the week the plan begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Eligibility {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It does not as far as is known; what the rider has not said decides it.
    Unknown,
}

impl Eligibility {
    /// It holds.
    #[must_use]
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

/// Is this a question that the rider has not answered: a fact, the age, the schooling?
#[must_use]
pub fn is_unanswered(rider: &Rider, need: &Need) -> bool {
    match need {
        Need::Fact { fact, .. } => !rider.facts.contains_key(fact),
        Need::Age { .. } => rider.age.is_none(),
        Need::Education { .. } => rider.education.is_none(),
        _ => false,
    }
}

/// A rider as the needs of a catalogue see them in the week a plan begins.
pub struct Candidate<'a> {
    holdings: Holdings<'a>,
    waive: &'a [Waiver],
}

impl<'a> Candidate<'a> {
    /// The rider of a scenario, in its first week.
    #[must_use]
    pub fn of(catalogue: &'a Catalogue, scenario: &'a Scenario) -> Self {
        let mut candidate = Self::on(catalogue, &scenario.rider, scenario.start);
        candidate.waive = &scenario.waive;
        candidate
    }

    /// A rider in the first week that begins on a day or after it.
    #[must_use]
    pub fn on(catalogue: &'a Catalogue, rider: &'a Rider, today: Date) -> Self {
        let holdings = Holdings::of(catalogue, rider, today.monday_on_or_after());
        Self { holdings, waive: &[] }
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &'a Catalogue {
        self.holdings.catalogue
    }

    /// The rider, as they describe themself.
    #[must_use]
    pub fn rider(&self) -> &'a Rider {
        self.holdings.rider
    }

    /// Does a need hold, such as one that is a goal?
    #[must_use]
    pub fn meets(&self, need: &Need) -> Eligibility {
        self.meets_unless(need, &|_| false)
    }

    /// Does a need of this activity hold? What the rider waives for it does.
    #[must_use]
    pub fn meets_for(&self, need: &Need, activity: &str) -> Eligibility {
        let of = |waiver: &&Waiver| self.holdings.now(&waiver.activity) == activity;
        let waived = self.waive.iter().filter(of).map(|waiver| &waiver.need).collect::<Vec<_>>();
        self.meets_unless(need, &|need| waived.contains(&need))
    }

    fn meets_unless(&self, need: &Need, waived: &dyn Fn(&Need) -> bool) -> Eligibility {
        let of = |count: usize, parts: &[Need]| {
            let parts =
                parts.iter().map(|part| self.meets_unless(part, waived)).collect::<Vec<_>>();
            let no = |one: &&Eligibility| **one == Eligibility::No;
            match parts.iter().filter(|one| one.is_yes()).count() {
                met if met >= count => Eligibility::Yes,
                _ if parts.len() - parts.iter().filter(no).count() >= count => Eligibility::Unknown,
                _ => Eligibility::No,
            }
        };
        match need {
            _ if waived(need) => Eligibility::Yes,
            Need::All { all } => of(all.len(), all),
            Need::Any { any } => of(1, any),
            Need::AtLeast { at_least, of: parts } => {
                of(usize::try_from(*at_least).unwrap_or(usize::MAX), parts)
            }
            leaf if self.holdings.when(leaf, 0) == Some(0) => Eligibility::Yes,
            leaf if is_unanswered(self.rider(), leaf) => Eligibility::Unknown,
            _ => Eligibility::No,
        }
    }

    /// The rider's level in a skill, by their own word or by what is done or held; 0 = none.
    #[must_use]
    pub fn skill(&self, skill: &str) -> u32 {
        let levels = self.holdings.levels(skill).iter().filter(|own| own.since <= 0);
        levels.map(|own| own.level).max().unwrap_or(0)
    }

    /// The highest level in a skill that something done or held has given, and what that was.
    #[must_use]
    pub fn taught(&self, skill: &str) -> Option<(u32, &'a Activity)> {
        let given = self.holdings.levels(skill).iter().filter(|own| own.since <= 0);
        let given = given.filter_map(|own| Some((own.level, own.by?)));
        // Of equals the first in the catalogue.
        given.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// The certificates that something done or held has given and that the rider does not list,
    /// each with what gave it.
    #[must_use]
    pub fn certificates_given(&self) -> Vec<(Certified, &'a Activity)> {
        let mut given: Vec<(Certified, &'a Activity)> = Vec::new();
        let listed =
            |id: &str| self.rider().certificates.iter().any(|own| self.holdings.now(&own.id) == id);
        for (id, _, by) in self.holdings.certificates() {
            if let Some(by) = *by
                && !listed(id)
                && !given.iter().any(|(known, _)| known.id == *id)
            {
                let day = |own: &&Certified| self.holdings.now(&own.id) == by.id;
                let on = self.rider().certificates.iter().find(day).and_then(|own| own.on);
                given.push((Certified { id: (*id).to_owned(), on }, by));
            }
        }
        given
    }

    /// Was the certificate ever obtained, by itself or by something that gives it?
    #[must_use]
    pub fn was_certified(&self, certificate: &str) -> bool {
        self.holdings.certificates().iter().any(|(id, ..)| *id == certificate)
    }

    /// The longest time served in the role, or in one that counts as it, in months; none = no time
    /// in it has begun.
    #[must_use]
    pub fn served(&self, role: &str) -> Option<u32> {
        self.holdings.served(self.holdings.now(role))
    }

    /// Is this course done, or this role held?
    #[must_use]
    pub fn has(&self, activity: &Activity) -> bool {
        let of = |kind| self.holdings.has_from_start(kind, &activity.id);
        of(Kind::Course) || of(Kind::Role)
    }

    /// The schooling completed; none = not said.
    #[must_use]
    pub fn education(&self) -> Option<Education> {
        self.holdings.education_by(0)
    }

    /// The rider with everything spelled out that what is done or held has given.
    #[must_use]
    pub fn spelled_out(&self) -> Rider {
        let mut rider = self.rider().clone();
        let known = |skill: &&str| self.skill(skill) > 0;
        let skills = self.holdings.skills().filter(known);
        rider.skills.extend(skills.map(|skill| (skill.to_owned(), self.skill(skill))));
        rider.certificates.extend(self.certificates_given().into_iter().map(|(one, _)| one));
        rider.education = self.education();
        rider
    }
}
