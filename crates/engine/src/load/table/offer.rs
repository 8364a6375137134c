//! Owns a row's offer: its weeks and hours, fee, times, place and intakes.

use super::cell::Shape;
use super::column::Column;
use super::{Reader, cell, times};
use crate::load::grid::Row;
use crate::load::problem::{List, ProblemKind, Severity, Wanted};
use crate::load::sieve::shorten;
use qitu_model::{
    Fact, Hours, Id, Intakes, Offer, OfferField, Pace, Part, Place, Span, Text, Weeks, Yuan,
};

/// Hours a week of a self-paced course that does not say.
const USUAL_PACE: u32 = 8;

impl Reader<'_> {
    pub(super) fn offer(&mut self, row: &Row) -> Offer {
        let (hours, practice) = self.hours(row);
        let weeks = self.number(row, Column::Weeks);
        let weekly = self.number(row, Column::Weekly);
        let fee = self.number(row, Column::Fee);
        let subsidy = self.number(row, Column::Subsidy);
        let (intakes, sessions) = (self.intakes(row), self.sessions(row));
        let (slots, place) = (self.slots(row), self.place(row));
        let mut offer = Offer {
            fee: Yuan(fee.number().map_or(0, i64::from)),
            subsidy: Yuan(subsidy.number().map_or(0, i64::from)),
            place: place.unwrap_or_default(),
            hands_on: practice,
            intakes: intakes.clone().unwrap_or_default(),
            sessions: sessions.clone().unwrap_or_default(),
            ..Offer::default()
        };
        let is_lost = [&hours, &weeks, &weekly].contains(&&Cell::Lost) || slots.is_err();
        // Class times without weeks: nobody knows for how long.
        let is_endless = weeks == Cell::Empty && sessions.as_ref().is_ok_and(|all| !all.is_empty());
        if is_lost
            || is_endless
            || !spread(&mut offer, hours, weeks, weekly, slots.unwrap_or_default())
        {
            let said = [Column::Hours, Column::Weeks, Column::Weekly, Column::Slots];
            self.leave_open(row, &mut offer, OfferField::Hours, &said);
        }
        // Nothing said of the fee is not "free", which a list would say.
        if fee.number().is_none() {
            self.leave_open(row, &mut offer, OfferField::Fee, &[Column::Fee]);
        } else if cell::own_share(self.cell(row, Column::Fee)).is_some() {
            // Who pays the rest stays with the number.
            offer.facts.insert("fee".to_owned(), said_as(self.cell(row, Column::Fee)));
        }
        for (is_read, field, column) in [
            (intakes.is_ok(), OfferField::Intakes, Column::Intakes),
            (sessions.is_ok(), OfferField::Sessions, Column::Sessions),
            (place.is_ok(), OfferField::Place, Column::Place),
        ] {
            if !is_read {
                self.leave_open(row, &mut offer, field, &[column]);
            }
        }
        offer.unknown.sort_unstable();
        offer
    }

    /// Writes down that nobody can read this of the offer, with the words that stand there.
    fn leave_open(&self, row: &Row, offer: &mut Offer, field: OfferField, said: &[Column]) {
        offer.unknown.push(field);
        let words = said.iter().map(|column| self.cell(row, *column)).filter(|w| !w.is_empty());
        let words = words.map(shorten).collect::<Vec<_>>().join(" · ");
        if !words.is_empty() {
            offer.facts.insert(field.word().to_owned(), said_as(&words));
        }
    }

    /// Hours, and the share of practice in per cent where it is said: `48课时（含实操24）`.
    fn hours(&mut self, row: &Row) -> (Cell, Option<u32>) {
        let both = cell::with_aside(self.cell(row, Column::Hours));
        let read = both.and_then(|(all, aside)| {
            let (all, practice) = (cell::number(all)?, cell::practice(aside)?);
            (practice <= all && all > 0).then_some((all, practice))
        });
        match read {
            Some((all, practice)) => {
                let share = u64::from(practice) * 100 / u64::from(all);
                (Cell::Number(all), u32::try_from(share).ok())
            }
            None => (self.number(row, Column::Hours), None),
        }
    }

    fn number(&mut self, row: &Row, column: Column) -> Cell {
        let said = self.cell(row, column);
        if said.is_empty() {
            return Cell::Empty;
        }
        let read = match (column, cell::with_aside(said)) {
            // Whoever is no member pays the whole.
            (Column::Fee, Some((fee, aside))) if cell::is_members_price(aside) => cell::number(fee),
            (Column::Weeks, _) => cell::weeks(said),
            _ => cell::number(said),
        };
        if let Some(number) = read {
            return Cell::Number(number);
        }
        let shape = match column {
            Column::Hours => cell::days(said),
            Column::Fee => cell::own_share(said),
            _ => None,
        };
        match shape {
            Some(shape) => self.shaped(row, column, &shape),
            None => {
                self.not(row, column, Wanted::Number);
                Cell::Lost
            }
        }
    }

    /// A number that one answer for all of its shape makes sure: hours of a day, or that the own
    /// share is what riders pay.
    fn shaped(&mut self, row: &Row, column: Column, shape: &Shape) -> Cell {
        let answer = self.answer(column, &shape.words).map(|answer| answer.means.as_deref());
        let found = match answer {
            None => {
                self.not(row, column, Wanted::Number);
                return Cell::Lost;
            }
            // It stays unknown.
            Some(None) => return Cell::Lost,
            Some(Some(means)) => {
                let number = match column {
                    Column::Fee => cell::is_own_share(means).then_some(shape.number),
                    _ => cell::number(means).and_then(|hours| hours.checked_mul(shape.number)),
                };
                match number {
                    Some(number) => return Cell::Number(number),
                    None => shorten(means),
                }
            }
        };
        let kind = ProblemKind::WrongCell { wanted: Wanted::Number, found };
        self.wrong(row, column, Severity::Error, kind);
        Cell::Lost
    }

    fn slots(&mut self, row: &Row) -> Result<Vec<Id>, Unread> {
        let (mut slots, mut is_read) = (Vec::new(), Ok(()));
        for word in cell::list(self.cell(row, Column::Slots)) {
            let answer = self.answer(Column::Slots, &word).map(|answer| answer.means.as_deref());
            let words = match answer {
                Some(None) => {
                    is_read = Err(Unread);
                    continue;
                }
                Some(Some(words)) => cell::list(words),
                None => vec![word.clone()],
            };
            let known = |word: &String| self.slots.get(&cell::folded(word)).cloned();
            match words.iter().map(known).collect::<Option<Vec<Id>>>() {
                Some(ids) => slots.extend(ids),
                None => {
                    let id = shorten(&words.join("、"));
                    let kind = ProblemKind::UnknownId {
                        list: List::Slot,
                        id,
                        near: None,
                        elsewhere: None,
                    };
                    self.wrong(row, Column::Slots, Severity::Error, kind);
                    is_read = Err(Unread);
                }
            }
        }
        is_read.map(|()| if slots.is_empty() { self.all_slots.clone() } else { slots })
    }

    fn place(&mut self, row: &Row) -> Result<Option<Place>, Unread> {
        Ok(Some(match cell::folded(self.cell(row, Column::Place)).as_str() {
            "" => return Ok(None),
            "online" | "线上" | "网络" | "在线" | "直播" | "录播" | "网课" => {
                Place::Online
            }
            "in_person" | "in person" | "线下" | "到场" | "面授" | "现场" => {
                Place::InPerson
            }
            "blended" | "混合" | "线上线下" | "线上+线下" | "线上线下混合" | "线上线下结合" => {
                Place::Blended
            }
            _ => {
                self.not(row, Column::Place, Wanted::Word(&["online", "in_person", "blended"]));
                return Err(Unread);
            }
        }))
    }

    fn intakes(&mut self, row: &Row) -> Result<Option<Intakes>, Unread> {
        let said = cell::list(self.cell(row, Column::Intakes));
        if said.is_empty() || said.iter().all(|word| cell::is_any_day(word)) {
            return Ok(None);
        }
        let dates: Option<Vec<_>> = said.iter().map(|word| cell::date(word)).collect();
        if dates.is_none() {
            self.not(row, Column::Intakes, Wanted::Date);
        }
        dates.map(|dates| Some(Intakes::Dates(dates))).ok_or(Unread)
    }

    fn sessions(&mut self, row: &Row) -> Result<Vec<Span>, Unread> {
        let said = self.cell(row, Column::Sessions);
        // Who comes when they like has no class to be at.
        if cell::list(said).is_empty() || cell::is_any_day(said) {
            return Ok(Vec::new());
        }
        let spans = times::spans(said);
        if spans.is_none() {
            self.not(row, Column::Sessions, Wanted::Time);
        }
        spans.ok_or(Unread)
    }
}

/// What stands in the table, kept beside what was read of it.
fn said_as(words: &str) -> Fact {
    let note = Some(Text { zh: words.to_owned(), en: words.to_owned() });
    Fact { note, ..Fact::default() }
}

/// What a cell for a number says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// Nothing.
    Empty,
    /// Something that is no number.
    Lost,
    /// This.
    Number(u32),
}

impl Cell {
    fn number(self) -> Option<u32> {
        match self {
            Self::Number(number) => Some(number),
            Self::Empty | Self::Lost => None,
        }
    }
}

/// A cell with something else than belongs there; it has been told.
#[derive(Clone, Copy)]
struct Unread;

/// Writes weeks and hours into an offer; says whether the row says how long it takes and how many
/// hours.
fn spread(offer: &mut Offer, hours: Cell, weeks: Cell, weekly: Cell, slots: Vec<Id>) -> bool {
    match (weeks.number(), hours.number(), weekly.number()) {
        (Some(weeks), hours, weekly) => {
            offer.weeks = Some(Weeks(weeks));
            let spread = hours.map(|hours| hours.div_ceil(weeks.max(1)));
            let Some(load) = weekly.or(spread) else { return false };
            if load > 0 {
                offer.load.push(Part { hours: Hours(load), fits: slots, session: None });
            }
        }
        (None, Some(hours), weekly) if hours > 0 => {
            let max = weekly.unwrap_or(USUAL_PACE).max(1);
            offer.hours = Some(Hours(hours));
            offer.pace = Some(Pace { min: Hours(1), max: Hours(max) });
            offer.fits = slots;
        }
        (None, Some(_), _) => {}
        (None, None, _) => return false,
    }
    true
}
