//! Owns what several screens say of an offer: how long it is, where, and when it begins next.

use qitu_engine::text::ui;
use qitu_model::{Date, Intakes, Lang, Offer, Place};

/// Hours of study of an offer in all.
pub fn hours(offer: &Offer) -> u32 {
    let weeks = offer.weeks.map_or(0, |w| w.0);
    let weekly: u32 = offer.load.iter().map(|part| part.hours.0).fold(0, u32::saturating_add);
    offer.hours.map_or(weekly.saturating_mul(weeks), |h| h.0)
}

/// The word for a place.
pub fn place(lang: Lang, place: Place) -> &'static str {
    let words = ui::course::words(lang);
    match place {
        Place::Online => words.place_online,
        Place::InPerson => words.place_in_person,
        Place::Blended => words.place_blended,
    }
}

/// The next start from today on, or the last there was; none = any week.
pub fn next_start(today: Date, intakes: Option<&Intakes>) -> Option<Date> {
    match intakes? {
        Intakes::Dates(dates) => {
            let next = dates.iter().filter(|d| d.days_since(today) >= 0).min();
            next.or(dates.iter().max()).copied()
        }
        Intakes::Every { every_weeks, from } => {
            let step = i32::try_from((*every_weeks).max(1)).unwrap_or(1).saturating_mul(7);
            let late = today.days_since(*from).max(0);
            let rounds = late / step + i32::from(late % step != 0);
            Some(from.plus_days(rounds.saturating_mul(step)))
        }
        // Of a day that not every year has, the next is eight years away at most.
        every @ Intakes::Yearly(_) => every.days(today, today.plus_weeks(8 * 53)).into_iter().min(),
    }
}
