//! Owns what a cell holds, and the words it shows.

use calamine::{Data, DataRef, ExcelDateTime};

/// What a cell holds. A formula is its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A day, a time of day or both, as in `2026-12-07 09:00`.
    Day(String),
    /// A formula without a value, such as `#N/A`.
    Error(String),
}

impl Cell {
    /// The words it shows.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(words) | Self::Day(words) | Self::Error(words) => words.clone(),
            Self::Number(number) => digits(*number),
            Self::Truth(true) => "TRUE".to_owned(),
            Self::Truth(false) => "FALSE".to_owned(),
        }
    }

    pub(crate) fn of(data: DataRef<'_>) -> Option<Self> {
        Some(match data {
            DataRef::Empty => return None,
            DataRef::SharedString(words) => Self::Text(words.to_owned()),
            other => return Self::of_data(Data::from(other)),
        })
        .filter(Self::says_something)
    }

    pub(crate) fn of_data(data: Data) -> Option<Self> {
        Some(match data {
            Data::Int(number) => Self::Text(number.to_string()),
            Data::Float(number) => Self::Number(number),
            Data::String(words) => Self::Text(words),
            Data::Bool(truth) => Self::Truth(truth),
            Data::DateTime(day) => moment(day),
            Data::DateTimeIso(words) => Self::Day(day(&words)),
            Data::DurationIso(words) => Self::Day(duration(&words).unwrap_or(words)),
            Data::Error(error) => Self::Error(error.to_string()),
            _ => return None,
        })
        .filter(Self::says_something)
    }

    fn says_something(&self) -> bool {
        !matches!(self, Self::Text(words) if words.trim().is_empty())
    }
}

/// A number with the fifteen digits that spreadsheet programs show.
fn digits(number: f64) -> String {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Not -0.
    if shown == 0.0 { "0".to_owned() } else { shown.to_string() }
}

/// Days from 1900 to 9999, as spreadsheet programs count them.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

fn moment(day: ExcelDateTime) -> Cell {
    let count = day.as_f64();
    if !DAYS.contains(&count) {
        return Cell::Number(count);
    }
    if day.is_duration() {
        // Minutes of days without end are whole here.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
        let minutes = (count * 1_440.0).round() as u64;
        return Cell::Day(format!("{}:{:02}", minutes / 60, minutes % 60));
    }
    let (year, month, date, hour, minute, ..) = day.to_ymd_hms_milli();
    let (day, clock) = (format!("{year}-{month:02}-{date:02}"), format!("{hour:02}:{minute:02}"));
    Cell::Day(match (count < 1.0, (hour, minute)) {
        (true, _) => clock,
        (false, (0, 0)) => day,
        (false, _) => format!("{day} {clock}"),
    })
}

/// `2026-12-07T00:00:00` → `2026-12-07`: a clock at midnight says nothing.
fn day(words: &str) -> String {
    match words.split_once('T') {
        Some((day, clock)) if clock.bytes().all(|b| matches!(b, b'0' | b':' | b'.')) => {
            day.to_owned()
        }
        Some((day, clock)) => format!("{day} {}", clock.get(..5).unwrap_or(clock)),
        None => words.to_owned(),
    }
}

/// `PT09H30M00S` → `09:30`
fn duration(words: &str) -> Option<String> {
    let (hours, rest) = words.strip_prefix("PT")?.split_once('H')?;
    let (minutes, _) = rest.split_once('M')?;
    Some(format!("{:02}:{:02}", hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn numbers_show_the_digits_that_a_spreadsheet_shows() {
        for (number, words) in [
            (16.0, "16"),
            (0.1 + 0.2, "0.3"),
            (1200.5, "1200.5"),
            (202_611_000_001.0, "202611000001"),
            (-0.0, "0"),
            (-2.0, "-2"),
        ] {
            assert_eq!(Cell::Number(number).words(), words);
        }
    }

    #[test]
    fn days_are_written_as_days() {
        let words = |count, kind, is_1904| moment(ExcelDateTime::new(count, kind, is_1904)).words();
        assert_eq!(words(46_363.0, DateTime, false), "2026-12-07");
        assert_eq!(words(46_363.375, DateTime, false), "2026-12-07 09:00");
        assert_eq!(words(44_901.0, DateTime, true), "2026-12-07");
        assert_eq!(words(0.375, DateTime, false), "09:00");
        assert_eq!(words(1.0625, TimeDelta, false), "25:30");
        assert_eq!(words(-5.0, DateTime, false), "-5");
        assert_eq!(day("2026-12-07T00:00:00"), "2026-12-07");
        assert_eq!(day("2026-12-07T09:30:00"), "2026-12-07 09:30");
        assert_eq!(duration("PT09H30M00S").as_deref(), Some("09:30"));
    }
}
