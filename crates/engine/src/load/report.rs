//! Owns what the checks of a catalogue share: where they stand and what they have found.
//! Refuses to find anything itself.

use super::index::Index;
use super::problem::{List, Problem, ProblemKind, Severity};
use qitu_model::{Activity, Catalogue, Date, Id, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Each activity with its kind and its place, in the order of `Catalogue::activities`.
pub(super) fn places(catalogue: &Catalogue) -> impl Iterator<Item = (Kind, String, &Activity)> {
    let mut counts = BTreeMap::new();
    catalogue.activities().map(move |(kind, activity)| {
        let list = match kind {
            Kind::Course => "courses",
            Kind::Certificate => "certificates",
            Kind::Role => "roles",
        };
        let at: &mut usize = counts.entry(kind).or_default();
        let place = format!("{list}[{at}]");
        *at += 1;
        (kind, place, activity)
    })
}

/// Problems as they are found, below the place looked at.
pub(super) struct Report {
    pub place: String,
    pub entry: Id,
    pub problems: Vec<Problem>,
}

impl Report {
    pub fn new() -> Self {
        Self { place: String::new(), entry: Id::new(), problems: Vec::new() }
    }

    /// Looks at another entry.
    pub fn begin(&mut self, place: String, entry: &str) {
        self.place = place;
        self.entry = super::sieve::shorten(entry);
    }

    pub fn add(&mut self, severity: Severity, below: &str, kind: ProblemKind) {
        let path = format!("{}{below}", self.place);
        let entry = self.entry.clone();
        self.problems.push(Problem { entry, ..Problem::new(severity, path, kind) });
    }

    pub fn error(&mut self, below: &str, kind: ProblemKind) {
        self.add(Severity::Error, below, kind);
    }

    pub fn warning(&mut self, below: &str, kind: ProblemKind) {
        self.add(Severity::Warning, below, kind);
    }

    pub fn notice(&mut self, below: &str, kind: ProblemKind) {
        self.add(Severity::Notice, below, kind);
    }

    pub fn range(&mut self, below: &str, value: i64, low: i64, high: i64) {
        if !(low..=high).contains(&value) {
            self.error(below, ProblemKind::OutOfRange { value, low, high });
        }
    }
}

/// What every check of a catalogue's parts needs to know.
pub(super) struct Check<'a, 'c> {
    pub index: &'a Index<'c>,
    pub checked: Option<Date>,
    pub report: Report,
    /// Skill levels already reported as never taught.
    pub untaught: BTreeSet<(Id, u32)>,
    /// Questions and whether their words are given somewhere, with the first place.
    pub asked: BTreeMap<Id, (bool, String, Id)>,
}

impl<'a, 'c> Check<'a, 'c> {
    pub fn new(index: &'a Index<'c>, checked: Option<Date>) -> Self {
        let (untaught, asked) = (BTreeSet::new(), BTreeMap::new());
        Self { index, checked, report: Report::new(), untaught, asked }
    }

    pub fn known(&mut self, below: &str, list: List, id: Option<&str>) {
        if let Some(kind) = id.and_then(|id| self.index.unknown(list, id)) {
            self.report.error(below, kind);
        }
    }
}
