//! Owns the counts of a cohort as tables: one row a fact, days as days, numbers without words, so that
//! every data tool reads them as they are (Parquet too).

use crate::forecast::Forecast;
use crate::month::Months;
use std::collections::BTreeMap;
use std::io::Error;

/// A table as CSV.
pub type Table = Result<Vec<u8>, Error>;

/// The rows under the names of their columns.
///
/// # Errors
/// None that a table in memory has; they are handed on.
pub fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Table {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(head)?;
    for row in rows {
        table.write_record(row)?;
    }
    table.into_inner().map_err(|error| Error::other(error.to_string()))
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// One row a class that somebody wants or gets.
///
/// # Errors
/// As [`table`].
pub fn classes(counts: &Forecast) -> Table {
    let head =
        ["activity", "offer", "day", "seats", "wanted", "seated", "short", "kept", "moved", "lost"];
    table(
        head,
        counts.classes.iter().map(|count| {
            let numbers =
                [count.wanted, count.seated, count.short(), count.kept, count.moved, count.lost];
            let [wanted, seated, short, kept, moved, lost] =
                numbers.map(|number| number.to_string());
            let class = &count.class;
            let (activity, offer) = (class.activity.clone(), class.offer.clone());
            let (day, seats) = (class.day.to_string(), or_empty(count.seats));
            [activity, offer, day, seats, wanted, seated, short, kept, moved, lost]
        }),
    )
}

/// One row a month, activity and offer.
///
/// # Errors
/// As [`table`].
pub fn months(months: &Months) -> Table {
    let head = ["month", "activity", "offer", "wanted", "had"];
    table(
        head,
        months.iter().map(|(((year, month), activity, offer), demand)| {
            let month = format!("{year}-{month:02}");
            let (wanted, had) = (demand.wanted.to_string(), demand.had.to_string());
            [month, activity.clone(), offer.clone(), wanted, had]
        }),
    )
}

/// One row a group.
///
/// # Errors
/// As [`table`].
pub fn groups(counts: &Forecast) -> Table {
    let head = [
        "group",
        "riders",
        "as_wanted",
        "moved",
        "lost",
        "impossible",
        "undecided",
        "weeks_median",
        "weeks_90",
        "fee_mean",
        "weeks_lost",
    ];
    table(
        head,
        counts.groups.iter().map(|group| {
            let ways = i64::try_from(group.with_a_way()).unwrap_or(i64::MAX);
            let numbers = [
                group.riders,
                group.as_wanted,
                group.moved,
                group.lost,
                group.impossible,
                group.undecided,
            ];
            let [riders, as_wanted, moved, lost, impossible, undecided] =
                numbers.map(|number| number.to_string());
            [
                group.name.clone(),
                riders,
                as_wanted,
                moved,
                lost,
                impossible,
                undecided,
                or_empty(group.weeks_of(50)),
                or_empty(group.weeks_of(90)),
                or_empty((ways > 0).then(|| group.fees / ways)),
                group.weeks_lost.to_string(),
            ]
        }),
    )
}

/// One row a reason why there is no way, with the riders it stands for, most first.
///
/// # Errors
/// As [`table`].
pub fn reasons(reasons: BTreeMap<String, u64>) -> Table {
    let mut rows: Vec<(String, u64)> = reasons.into_iter().collect();
    rows.sort_by_key(|(_, riders)| std::cmp::Reverse(*riders));
    table(["riders", "reason"], rows.into_iter().map(|(words, riders)| [riders.to_string(), words]))
}
