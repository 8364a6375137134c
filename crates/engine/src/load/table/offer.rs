//! Owns a row's offer: its weeks and hours, fee, times, place and intakes.

use super::column::Column;
use super::{Reader, cell};
use crate::load::grid::Row;
use crate::load::problem::{List, ProblemKind, Severity, Wanted};
use crate::load::sieve::shorten;
use qitu_model::{Hours, Id, Intakes, Offer, Pace, Part, Place, Span, Weeks, Yuan};

/// Hours a week of a self-paced course that does not say.
const USUAL_PACE: u32 = 8;

impl Reader<'_> {
    pub(super) fn offer(&mut self, row: &Row) -> Offer {
        let before = self.imported.problems.len();
        let hours = self.number(row, Column::Hours);
        let weeks = self.number(row, Column::Weeks);
        let weekly = self.number(row, Column::Weekly);
        let fee = self.number(row, Column::Fee).map_or(0, i64::from);
        let subsidy = self.number(row, Column::Subsidy).map_or(0, i64::from);
        let mut offer = Offer {
            fee: Yuan(fee),
            subsidy: Yuan(subsidy),
            place: self.place(row),
            intakes: self.intakes(row),
            sessions: self.sessions(row),
            ..Offer::default()
        };
        let slots = self.slots(row);
        match (weeks, hours) {
            (Some(weeks), hours) => {
                offer.weeks = Some(Weeks(weeks));
                let spread = hours.map_or(0, |hours| hours.div_ceil(weeks.max(1)));
                let load = weekly.unwrap_or(spread);
                if load > 0 {
                    offer.load.push(Part { hours: Hours(load), fits: slots });
                }
            }
            (None, Some(hours)) if hours > 0 => {
                let max = weekly.unwrap_or(USUAL_PACE).max(1);
                offer.hours = Some(Hours(hours));
                offer.pace = Some(Pace { min: Hours(1), max: Hours(max) });
                offer.fits = slots;
            }
            _ => {}
        }
        // An offer of which a cell was lost would promise what nobody said: it never starts until
        // the cell is mended, and the check of the catalogue tells so.
        let errors = self.imported.problems.iter().skip(before);
        if errors.filter(|p| p.severity == Severity::Error).count() > 0 {
            offer.intakes = Some(Intakes::Dates(Vec::new()));
        }
        offer
    }

    fn number(&mut self, row: &Row, column: Column) -> Option<u32> {
        let said = self.cell(row, column);
        if said.is_empty() {
            return None;
        }
        let number = cell::number(said);
        if number.is_none() {
            self.not(row, column, Wanted::Number);
        }
        number
    }

    fn slots(&mut self, row: &Row) -> Vec<Id> {
        let mut slots = Vec::new();
        for word in cell::list(self.cell(row, Column::Slots)) {
            match self.slots.get(&cell::folded(&word)) {
                Some(id) => slots.push(id.clone()),
                None => {
                    let id = shorten(&word);
                    let kind = ProblemKind::UnknownId {
                        list: List::Slot,
                        id,
                        near: None,
                        elsewhere: None,
                    };
                    self.wrong(row, Column::Slots, Severity::Error, kind);
                }
            }
        }
        if slots.is_empty() { self.all_slots.clone() } else { slots }
    }

    fn place(&mut self, row: &Row) -> Option<Place> {
        match cell::folded(self.cell(row, Column::Place)).as_str() {
            "" => None,
            "online" | "线上" | "网络" | "在线" => Some(Place::Online),
            "in_person" | "in person" | "线下" | "到场" | "面授" | "现场" => {
                Some(Place::InPerson)
            }
            "blended" | "混合" | "线上线下" | "线上+线下" => Some(Place::Blended),
            _ => {
                self.not(row, Column::Place, Wanted::Word(&["online", "in_person", "blended"]));
                None
            }
        }
    }

    fn intakes(&mut self, row: &Row) -> Option<Intakes> {
        let said = cell::list(self.cell(row, Column::Intakes));
        if said.is_empty() {
            return None;
        }
        let dates: Vec<_> = said.iter().filter_map(|word| cell::date(word)).collect();
        if dates.len() < said.len() {
            self.not(row, Column::Intakes, Wanted::Date);
        }
        Some(Intakes::Dates(dates))
    }

    fn sessions(&mut self, row: &Row) -> Vec<Span> {
        let said = cell::list(self.cell(row, Column::Sessions));
        let spans: Vec<_> = said.iter().filter_map(|word| cell::span(word)).collect();
        if spans.len() < said.len() {
            self.not(row, Column::Sessions, Wanted::Time);
        }
        spans
    }
}
