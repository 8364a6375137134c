//! Owns when to learn what has no class: in the free times that the rider painted, one step after
//! another, never two at once and never during a class.
//! Refuses to move a step: a week whose free times are too few for it holds what there is.

use crate::explain::itinerary::Row;
use qitu_model::{HORIZON, Kind, Span};

/// A time to learn that comes again each week, in weeks without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudyTime {
    /// The first of its weeks, counted from the first of the step.
    pub week: u32,
    /// How many weeks.
    pub weeks: u32,
    /// The time; none where the rider has painted no free time.
    pub at: Option<Span>,
}

/// No reminder is for less.
const LEAST_MINUTES: u32 = 30;

/// When to learn each row's step, in the order of the rows.
#[must_use]
pub fn study_times(rows: &[Row], painted: &[Span]) -> Vec<Vec<StudyTime>> {
    let mut free = painted.to_vec();
    free.sort_by_key(|span| (span.day, span.from));
    let last = rows.iter().map(|row| row.step.end.0).max().unwrap_or_default();
    let mut times: Vec<Vec<StudyTime>> = vec![Vec::new(); rows.len()];
    for week in 0..last.min(HORIZON) {
        let active = |row: &&Row| (row.step.start.0..row.step.end.0).contains(&week);
        let classes = rows.iter().filter(active).flat_map(|row| row.sessions);
        let mut taken: Vec<Span> = classes.copied().collect();
        for (row, times) in rows.iter().zip(&mut times).filter(|(row, _)| active(row)) {
            if !is_self_paced(row) {
                continue;
            }
            let own_week = week - row.step.start.0;
            if free.is_empty() {
                add(times, own_week, None);
            }
            for span in places(&free, &taken, row.hours.0.saturating_mul(60)) {
                taken.push(span);
                add(times, own_week, Some(span));
            }
        }
    }
    times
}

/// Is it learnt without a class?
fn is_self_paced(row: &Row) -> bool {
    row.kind != Kind::Role && row.hours.0 > 0 && row.sessions.is_empty()
}

/// One week more of a time, or a time that is new.
fn add(times: &mut Vec<StudyTime>, week: u32, at: Option<Span>) {
    let goes_on = |time: &&mut StudyTime| time.at == at && time.week + time.weeks == week;
    match times.iter_mut().find(goes_on) {
        Some(time) => time.weeks += 1,
        None => times.push(StudyTime { week, weeks: 1, at }),
    }
}

/// So many minutes of the free times, from Monday on, where nothing is yet.
fn places(free: &[Span], taken: &[Span], minutes: u32) -> Vec<Span> {
    let mut found = Vec::new();
    let mut left = minutes;
    for span in free {
        for rest in without(*span, taken) {
            let length = u32::from(rest.to - rest.from);
            if left == 0 || length < LEAST_MINUTES.min(left) {
                continue;
            }
            let to = rest.from + u16::try_from(length.min(left)).unwrap_or(u16::MAX);
            left -= u32::from(to - rest.from);
            found.push(Span { to, ..rest });
        }
    }
    found
}

/// What is left of a stretch beside others.
fn without(span: Span, others: &[Span]) -> Vec<Span> {
    let mut rest = vec![span];
    for other in others.iter().filter(|other| other.day == span.day) {
        let before = |part: &Span| Span { to: part.to.min(other.from), ..*part };
        let after = |part: &Span| Span { from: part.from.max(other.to), ..*part };
        rest = rest.iter().flat_map(|part| [before(part), after(part)]).collect();
        rest.retain(|part| part.from < part.to);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::{places, without};
    use qitu_model::Span;

    fn spans(all: &[&str]) -> Vec<Span> {
        all.iter().map(|text| Span::parse(text).unwrap()).collect()
    }

    #[test]
    fn hours_are_taken_from_monday_on_beside_what_is_there() {
        let free = spans(&["mon 14:00-17:00", "wed 14:00-17:00", "sun 09:00-12:00"]);
        let class = spans(&["mon 15:00-16:00"]);
        let found = places(&free, &class, 300);
        assert_eq!(found, spans(&["mon 14:00-15:00", "mon 16:00-17:00", "wed 14:00-17:00"]));
        assert_eq!(places(&free, &[], 90), spans(&["mon 14:00-15:30"]));
        assert_eq!(places(&free, &[], 6000), free, "no more than there is");
        assert_eq!(places(&[], &[], 60), []);
    }

    #[test]
    fn a_stretch_too_short_to_learn_in_is_left_alone() {
        let free = spans(&["mon 14:00-15:10", "tue 14:00-15:00"]);
        let class = spans(&["mon 14:00-15:00"]);
        assert_eq!(places(&free, &class, 60), spans(&["tue 14:00-15:00"]));
        assert_eq!(without(free[0], &spans(&["mon 13:00-16:00"])), []);
        assert_eq!(without(free[0], &spans(&["tue 13:00-16:00"])), [free[0]]);
    }
}
