//! Owns what a scenario must be beyond its shape, alone and against a catalogue.

use super::check::names;
use super::index::Index;
use super::problem::{List, Problem, ProblemKind};
use super::report::Report;
use qitu_model::{Activity, Catalogue, Id, Need, Offer, Pin, REST, Rider, Scenario};
use std::collections::{BTreeMap, BTreeSet};

/// Hours in a week.
const WEEK: i64 = 168;

/// What is wrong with a scenario whatever the catalogue.
pub(super) fn check_alone(scenario: &Scenario) -> Vec<Problem> {
    let mut report = Report::new();
    if scenario.goal.is_nothing() {
        report.warning("goal", ProblemKind::NoGoal);
    }
    if scenario.deadline.is_some_and(|deadline| deadline < scenario.start) {
        report.warning("deadline", ProblemKind::DeadlinePast);
    }
    if let Some(age) = scenario.rider.age {
        report.range("rider.age", i64::from(age), 16, 100);
    }
    if let Some(yuan) = scenario.budget {
        report.range("budget", yuan.0, 0, 1_000_000_000);
    }
    hours(&mut report, "week", &scenario.week);
    hours(&mut report, "stretch", &scenario.stretch);
    for (at, entry) in scenario.calendar.iter().enumerate() {
        if entry.from > entry.to {
            let kind = ProblemKind::DatesUpsideDown { from: entry.from, to: entry.to };
            report.warning(&format!("calendar[{at}]"), kind);
        }
        hours(&mut report, &format!("calendar[{at}].week"), &entry.week);
    }
    for (at, held) in scenario.rider.certificates.iter().enumerate() {
        if let Some(on) = held.on
            && on > scenario.start
        {
            let kind = ProblemKind::HeldFromFuture { on };
            report.warning(&format!("rider.certificates[{at}]"), kind);
        }
    }
    // Odd is not unreadable: the planner can work with any of these.
    for problem in &mut report.problems {
        problem.severity = problem.severity.max(super::Severity::Warning);
    }
    report.problems
}

fn hours(report: &mut Report, below: &str, week: &BTreeMap<Id, qitu_model::Hours>) {
    for (slot, hours) in week {
        report.range(&format!("{below}.{slot}"), i64::from(hours.0), 0, WEEK);
    }
}

/// What does not fit between a scenario and the catalogue it is put to. Nothing here keeps the
/// planner from answering; an unknown id in the goal is an error all the same.
#[must_use]
pub fn check_scenario(catalogue: &Catalogue, scenario: &Scenario) -> Vec<Problem> {
    ScenarioReader::new(catalogue).check(scenario)
}

/// Reads many scenarios for one catalogue, whose ids are collected once.
pub struct ScenarioReader<'c> {
    catalogue: &'c Catalogue,
    index: Index<'c>,
}

impl<'c> ScenarioReader<'c> {
    /// A reader for this catalogue.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, index: Index::of(catalogue) }
    }

    /// Reads one, as [`super::scenario_for`] does.
    #[must_use]
    pub fn read(&self, text: &str) -> (Option<Scenario>, Vec<Problem>) {
        // What was guessed at in one file takes no guess from the next.
        self.index.guesses.renew();
        let (mut scenario, problems) = super::read_scenario(text, Some(self));
        if let Some(scenario) = &mut scenario {
            super::upgrade_scenario(self.catalogue, scenario);
        }
        (scenario, problems)
    }

    /// What does not fit between a scenario and the catalogue.
    #[must_use]
    pub fn check(&self, scenario: &Scenario) -> Vec<Problem> {
        let mut check = Check { index: &self.index, report: Report::new() };
        check.edition(self.catalogue, scenario);
        check.rider(self.catalogue, scenario);
        check.wishes(scenario);
        check.goal("goal", &scenario.goal);
        check.report.problems
    }
}

struct Check<'a, 'c> {
    index: &'a Index<'c>,
    report: Report,
}

impl Check<'_, '_> {
    fn edition(&mut self, catalogue: &Catalogue, scenario: &Scenario) {
        let (id, version) = match scenario.catalogue.split_once('@') {
            Some((id, version)) => (id, Some(version)),
            None => (scenario.catalogue.as_str(), None),
        };
        let told = |theirs: &str, ours: &str| (super::sieve::shorten(theirs), ours.to_owned());
        if !id.is_empty() && id != catalogue.id {
            let (theirs, ours) = told(id, &catalogue.id);
            self.report.notice("catalogue", ProblemKind::OtherCatalogue { theirs, ours });
        } else if let Some(version) = version
            && version != catalogue.version
        {
            let (theirs, ours) = told(version, &catalogue.version);
            self.report.notice("catalogue", ProblemKind::OtherVersion { theirs, ours });
        }
    }

    fn known(&mut self, below: &str, list: List, id: &str) {
        match self.index.unknown(list, id) {
            Some(ProblemKind::UnknownId { near: Some(today), .. })
                if self
                    .index
                    .activities
                    .get(today.as_str())
                    .is_some_and(|(_, a)| a.was.iter().any(|was| was == id)) =>
            {
                let kind = ProblemKind::Renamed { from: id.to_owned(), to: today };
                self.report.notice(below, kind);
            }
            Some(kind) => self.report.warning(below, kind),
            None => {}
        }
    }

    /// Tells the skills that a course done gives and that the rider's own list lacks.
    fn given(&mut self, rider: &Rider, below: &str, id: &str) {
        let Some((_, activity)) = self.index.activities.get(id) else { return };
        let own = |skill: &Id| rider.skills.get(skill).copied().unwrap_or(0);
        let given = activity.gives.skills.iter().filter(|(skill, level)| own(skill) < **level);
        let skills: Vec<(Id, u32)> = given.map(|(skill, level)| (skill.clone(), *level)).collect();
        if !skills.is_empty() {
            let activity = activity.id.clone();
            self.report.notice(below, ProblemKind::SkillsNotListed { activity, skills });
        }
    }

    fn rider(&mut self, catalogue: &Catalogue, scenario: &Scenario) {
        let rider = &scenario.rider;
        if let Some(role) = &rider.role {
            self.known("rider.role", List::Role, role);
        }
        for (at, role) in rider.roles.iter().enumerate() {
            self.known(&format!("rider.roles[{at}]"), List::Role, role);
        }
        for role in rider.tenure.keys() {
            self.known(&format!("rider.tenure.{role}"), List::Role, role);
        }
        for skill in rider.skills.keys() {
            self.known(&format!("rider.skills.{skill}"), List::Skill, skill);
        }
        for (at, held) in rider.certificates.iter().enumerate() {
            self.known(&format!("rider.certificates[{at}].id"), List::Certificate, &held.id);
        }
        for (at, course) in rider.courses.iter().enumerate() {
            self.known(&format!("rider.courses[{at}]"), List::Course, course);
            self.given(rider, &format!("rider.courses[{at}]"), course);
        }
        if !rider.facts.is_empty() {
            let asked = questions(catalogue, scenario);
            for fact in rider.facts.keys().filter(|fact| !asked.contains(fact.as_str())) {
                let kind = ProblemKind::UnknownQuestion { fact: super::sieve::shorten(fact) };
                self.report.notice(&format!("rider.facts.{fact}"), kind);
            }
        }
    }

    fn wishes(&mut self, scenario: &Scenario) {
        for slot in scenario.week.keys() {
            self.known(&format!("week.{slot}"), List::Slot, slot);
        }
        for slot in scenario.stretch.keys() {
            self.known(&format!("stretch.{slot}"), List::Slot, slot);
        }
        for (at, entry) in scenario.calendar.iter().enumerate() {
            for slot in entry.week.keys() {
                self.known(&format!("calendar[{at}].week.{slot}"), List::Slot, slot);
            }
        }
        for (at, id) in scenario.avoid.activities.iter().enumerate() {
            self.known(&format!("avoid.activities[{at}]"), List::Activity, id);
        }
        let begun: BTreeSet<&str> = scenario.begun.iter().map(|b| b.activity.as_str()).collect();
        for (at, pin) in scenario.pins.iter().enumerate() {
            self.pin(&format!("pins[{at}]"), pin, scenario, &begun);
        }
        for (at, begun) in scenario.begun.iter().enumerate() {
            self.known(&format!("begun[{at}].activity"), List::Activity, &begun.activity);
        }
        let mut needs: BTreeMap<&str, BTreeSet<&Need>> = BTreeMap::new();
        for (at, waiver) in scenario.waive.iter().enumerate() {
            let below = format!("waive[{at}]");
            self.known(&format!("{below}.activity"), List::Activity, &waiver.activity);
            if let Some((_, activity)) = self.index.activities.get(waiver.activity.as_str()) {
                let parts = needs.entry(&activity.id).or_insert_with(|| parts_of(activity));
                if !parts.contains(&waiver.need) {
                    self.report.warning(&below, ProblemKind::WaiverIdle);
                }
            }
        }
    }

    fn pin(&mut self, below: &str, pin: &Pin, scenario: &Scenario, begun: &BTreeSet<&str>) {
        self.known(&format!("{below}.activity"), List::Activity, &pin.activity);
        let Some((_, activity)) = self.index.activities.get(pin.activity.as_str()) else { return };
        if begun.contains(pin.activity.as_str()) && pin.offer.as_deref() == Some(REST) {
            return;
        }
        let named: Vec<&Offer> = match &pin.offer {
            Some(id) => activity.offers.iter().filter(|offer| offer.id == *id).collect(),
            None => activity.offers.iter().collect(),
        };
        if let (Some(offer), true) = (&pin.offer, named.is_empty()) {
            // An activity without offers is taken by an offer without a name.
            if !(activity.offers.is_empty() && offer.is_empty()) {
                let (activity, offer) = (activity.id.clone(), super::sieve::shorten(offer));
                let kind = ProblemKind::UnknownOffer { activity, offer };
                self.report.warning(&format!("{below}.offer"), kind);
            }
        }
        if let (Some(pace), false) = (pin.pace, named.is_empty()) {
            let fits = |offer: &&Offer| offer.pace.is_some_and(|p| p.min <= pace && pace <= p.max);
            if !named.iter().any(fits) {
                self.report.warning(&format!("{below}.pace"), ProblemKind::PinPace);
            }
        }
        if let Some(date) = pin.start
            && !starts(activity, &named, scenario, date)
        {
            self.report.warning(&format!("{below}.start"), ProblemKind::PinDate { date });
        }
    }

    fn goal(&mut self, below: &str, need: &Need) {
        let name = match need {
            Need::All { .. } => "all",
            Need::Any { .. } => "any",
            _ => "of",
        };
        for (at, part) in need.parts().iter().enumerate() {
            self.goal(&format!("{below}.{name}[{at}]"), part);
        }
        if let Some((field, list, id)) = names(need) {
            let before = self.report.problems.len();
            self.known(&format!("{below}.{field}"), list, id);
            for problem in self.report.problems.iter_mut().skip(before) {
                if matches!(problem.kind, ProblemKind::UnknownId { .. }) {
                    problem.severity = super::Severity::Error;
                }
            }
        }
    }
}

/// Every part of what an activity and its offers need.
fn parts_of(activity: &Activity) -> BTreeSet<&Need> {
    let offers = activity.offers.iter().map(|offer| &offer.needs);
    let mut parts = BTreeSet::new();
    for need in std::iter::once(&activity.needs).chain(offers) {
        need.walk(&mut |part| {
            parts.insert(part);
        });
    }
    parts
}

/// Does an offer begin in the week of this day?
fn starts(
    activity: &Activity,
    offers: &[&Offer],
    scenario: &Scenario,
    date: qitu_model::Date,
) -> bool {
    let week0 = scenario.start.monday_on_or_after();
    let week = date.week_from(week0);
    if week < 0 {
        return false;
    }
    activity.offers.is_empty()
        || offers.iter().any(|offer| {
            let intakes = offer.intakes.as_ref();
            intakes.is_none_or(|intakes| intakes.day_in_week(date.monday_of_week()).is_some())
        })
}

/// The questions that any need of the catalogue or the goal asks.
fn questions<'a>(catalogue: &'a Catalogue, scenario: &'a Scenario) -> BTreeSet<&'a str> {
    let mut asked = BTreeSet::new();
    let mut collect = |need: &'a Need| {
        need.walk(&mut |part| {
            if let Need::Fact { fact, .. } = part {
                asked.insert(fact.as_str());
            }
        });
    };
    collect(&scenario.goal);
    for (_, activity) in catalogue.activities() {
        collect(&activity.needs);
        activity.offers.iter().for_each(|offer| collect(&offer.needs));
    }
    asked
}
