//! Owns the public holidays of mainland China, as far as they can be known ahead: the days that the
//! rules name, and those around them that are usually free. Which days are free is said each
//! November for the next year, so a class on one of these days is a question, not a fact.

use qitu_model::Date;

/// The Dragon Boat, Mid-Autumn and Spring Festivals of each year from 2026, as month and day.
static LUNAR: [[(u8, u8); 3]; 25] = [
    [(6, 19), (9, 25), (2, 17)],
    [(6, 9), (9, 15), (2, 6)],
    [(5, 28), (10, 3), (1, 26)],
    [(6, 16), (9, 22), (2, 13)],
    [(6, 5), (9, 12), (2, 3)],
    [(6, 24), (10, 1), (1, 23)],
    [(6, 12), (9, 19), (2, 11)],
    [(6, 1), (9, 8), (1, 31)],
    [(6, 20), (9, 27), (2, 19)],
    [(6, 10), (9, 16), (2, 8)],
    [(5, 30), (10, 4), (1, 28)],
    [(6, 18), (9, 24), (2, 15)],
    [(6, 7), (9, 13), (2, 4)],
    [(5, 27), (10, 2), (1, 24)],
    [(6, 14), (9, 20), (2, 12)],
    [(6, 3), (9, 10), (2, 1)],
    [(6, 22), (9, 28), (1, 22)],
    [(6, 11), (9, 17), (2, 10)],
    [(5, 31), (10, 5), (1, 30)],
    [(6, 19), (9, 25), (2, 17)],
    [(6, 8), (9, 15), (2, 6)],
    [(5, 29), (10, 4), (1, 26)],
    [(6, 15), (9, 22), (2, 14)],
    [(6, 4), (9, 11), (2, 2)],
    [(6, 23), (9, 30), (1, 23)],
];

const LUNAR_FROM: i32 = 2026;

/// Fixed ones, with the days that are usually free: month, first and last day. Qingming is on the
/// fourth or fifth of April.
static FIXED: [(u8, u8, u8); 4] = [(1, 1, 1), (4, 4, 5), (5, 1, 5), (10, 1, 7)];

/// Is a day a public holiday, or usually free around one? After the end of the table only the fixed
/// ones are known.
#[must_use]
pub fn is_holiday(day: Date) -> bool {
    let (year, month, date) = day.ymd();
    let fixed = FIXED.iter().any(|(m, from, to)| *m == month && (*from..=*to).contains(&date));
    let lunar = usize::try_from(year - LUNAR_FROM).ok().and_then(|at| LUNAR.get(at));
    let moving = lunar.is_some_and(|[boat, moon, spring]| {
        let since = |(month, date): &(u8, u8)| {
            Date::new(year, *month, *date).map_or(i32::MAX, |first| day.days_since(first))
        };
        // From New Year's Eve to the seventh day.
        since(boat) == 0 || since(moon) == 0 || (-1..=6).contains(&since(spring))
    });
    fixed || moving
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_free_every_year_are_known() {
        for (day, free) in [
            ("2027-02-05", true),
            ("2027-02-07", true),
            ("2027-02-12", true),
            ("2027-02-13", false),
            ("2027-02-04", false),
            ("2026-10-01", true),
            ("2026-10-08", false),
            ("2027-06-09", true),
            ("2027-09-15", true),
            ("2027-04-05", true),
            ("2090-10-01", true),
            ("2090-02-01", false),
        ] {
            assert_eq!(is_holiday(Date::parse(day).unwrap()), free, "{day}");
        }
    }
}
