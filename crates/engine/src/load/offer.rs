//! Owns what an offer must be so that somebody could take it.

use super::problem::{List, ProblemKind};
use super::report::Check;
use qitu_model::{Date, HORIZON, Hours, Intakes, Offer, OfferField, Part, Span, Yearly};

/// Within so many years every day of the calendar comes up.
const YEARS: u32 = 8;
/// Hours in a week.
const WEEK: u32 = 168;

/// Reports what is wrong with an offer. An error means that nobody can take it.
pub(super) fn check(check: &mut Check<'_, '_>, below: &str, offer: &Offer) {
    form(check, below, offer);
    slots(check, below, offer);
    for (field, yuan) in [("fee", offer.fee), ("subsidy", offer.subsidy)] {
        check.report.range(&format!("{below}.{field}"), yuan.0, 0, 100_000_000);
    }
    if let Some(share) = offer.hands_on {
        check.report.range(&format!("{below}.hands_on"), i64::from(share), 0, 100);
    }
    if !offer.is_known() {
        let kind = ProblemKind::Unknown { fields: offer.unknown.clone() };
        check.report.notice(&format!("{below}.unknown"), kind);
    }
    if offer.knows(OfferField::Intakes) {
        intakes(check, &format!("{below}.intakes"), offer);
    }
    sessions(check, &format!("{below}.sessions"), &offer.sessions);
    first_class(check, &format!("{below}.sessions"), offer);
    if offer.knows(OfferField::Hours) {
        class_hours(check, &format!("{below}.load"), offer);
    }
}

/// The week of an intake holds all the hours of a week, so every class of it comes after the opening.
fn first_class(check: &mut Check<'_, '_>, at: &str, offer: &Offer) {
    let next = |rule: &Intakes| {
        let from = check.checked.unwrap_or_default();
        rule.days(from, from.plus_weeks(YEARS * 53)).into_iter().min()
    };
    let opens: Vec<Date> = match &offer.intakes {
        Some(Intakes::Dates(dates)) => dates.clone(),
        Some(Intakes::Every { from, .. }) => vec![*from],
        // The day of a month is another weekday in every year.
        Some(rule @ Intakes::Yearly(Yearly { day: None, .. })) => next(rule).into_iter().collect(),
        Some(Intakes::Yearly(_)) | None => return,
    };
    let Some(first) = offer.sessions.iter().min_by_key(|session| session.day) else { return };
    let is_before =
        |opens: &&Date| i64::from(first.day as u8) < i64::from(opens.julian_day().rem_euclid(7));
    if let Some(opens) = opens.iter().find(is_before) {
        let kind = ProblemKind::SessionBeforeIntake { session: *first, opens: *opens };
        check.report.warning(at, kind);
    }
}

/// A week with more class than load is planned as easier than it is.
fn class_hours(check: &mut Check<'_, '_>, at: &str, offer: &Offer) {
    let load = offer.load.iter().map(|part| part.hours.0).fold(0, u32::saturating_add);
    let minutes = offer.sessions.iter().map(|span| u32::from(span.to.saturating_sub(span.from)));
    let class = minutes.fold(0, u32::saturating_add);
    if class > load.saturating_mul(60) {
        check.report.warning(at, ProblemKind::SessionsOverLoad { class, load });
    }
}

fn form(check: &mut Check<'_, '_>, below: &str, offer: &Offer) {
    let self_paced = offer.hours.is_some() || offer.pace.is_some() || !offer.fits.is_empty();
    if self_paced && (offer.weeks.is_some() || !offer.load.is_empty()) {
        check.report.error(below, ProblemKind::BothForms);
    } else if self_paced {
        match (offer.hours, offer.pace) {
            (Some(_), None) => check.report.error(below, ProblemKind::HoursWithoutPace),
            (None, _) => check.report.error(below, ProblemKind::PaceWithoutHours),
            (Some(hours), Some(pace)) => {
                let at = format!("{below}.pace");
                let (min, max) = (pace.min.0, pace.max.0);
                if min > max {
                    check.report.error(&at, ProblemKind::PaceUpsideDown { min, max });
                } else if min == 0 {
                    check.report.error(&at, ProblemKind::ZeroPace);
                } else if max > WEEK {
                    check.report.range(&at, i64::from(max), 1, i64::from(WEEK));
                } else if hours.0.div_ceil(max) > HORIZON {
                    let weeks = hours.0.div_ceil(max);
                    check.report.error(&at, ProblemKind::TooLong { weeks });
                }
                if offer.fits.is_empty() && hours.0 > 0 {
                    check.report.error(below, ProblemKind::HoursWithoutFits);
                }
                if hours.0 == 0 {
                    check.report.warning(&format!("{below}.hours"), ProblemKind::Zero);
                }
            }
        }
    } else if let Some(weeks) = offer.weeks.map(|w| w.0)
        && weeks > HORIZON
    {
        check.report.error(&format!("{below}.weeks"), ProblemKind::TooLong { weeks });
    }
    let loaded = offer.load.iter().any(|part| part.hours.0 > 0);
    if !self_paced && loaded && offer.weeks.is_none_or(|w| w.0 == 0) {
        check.report.error(&format!("{below}.load"), ProblemKind::LoadWithoutWeeks);
    }
}

fn slots(check: &mut Check<'_, '_>, below: &str, offer: &Offer) {
    for (at, slot) in offer.fits.iter().enumerate() {
        check.known(&format!("{below}.fits[{at}]"), List::Slot, Some(slot));
    }
    for (part, load) in offer.load.iter().enumerate() {
        let at = format!("{below}.load[{part}]");
        check.report.range(&format!("{at}.hours"), i64::from(load.hours.0), 0, i64::from(WEEK));
        if load.hours.0 == 0 {
            check.report.warning(&format!("{at}.hours"), ProblemKind::Zero);
        }
        if load.fits.is_empty() && load.hours.0 > 0 {
            check.report.error(&at, ProblemKind::LoadWithoutSlots);
        }
        for (slot, id) in load.fits.iter().enumerate() {
            check.known(&format!("{at}.fits[{slot}]"), List::Slot, Some(id));
        }
        session(check, &format!("{at}.session"), load);
    }
}

/// Hours at a stretch are some of the part's own, in a kind of time with stretches as long.
fn session(check: &mut Check<'_, '_>, at: &str, part: &Part) {
    let Some(session) = part.session else { return };
    check.report.range(at, i64::from(session.0), 1, i64::from(part.hours.0));
    // A kind of which nothing is said may have stretches of any length.
    let stretches: Option<Vec<Hours>> =
        part.fits.iter().map(|id| check.index.stretch(id)).collect();
    let longest = stretches.and_then(|stretches| stretches.into_iter().max());
    if let Some(longest) = longest.filter(|longest| *longest < session) {
        let kind = ProblemKind::SessionTooLong { session: session.0, longest: longest.0 };
        check.report.warning(at, kind);
    }
}

fn intakes(check: &mut Check<'_, '_>, at: &str, offer: &Offer) {
    match &offer.intakes {
        Some(Intakes::Dates(dates)) => match (dates.iter().max(), check.checked) {
            (None, _) => check.report.error(at, ProblemKind::NoIntake),
            (Some(last), Some(checked)) if *last < checked => {
                let kind = ProblemKind::IntakesPast { last: *last, checked };
                check.report.warning(at, kind);
            }
            _ => {}
        },
        Some(Intakes::Every { every_weeks: 0, .. }) => {
            check.report.error(at, ProblemKind::EveryZeroWeeks);
        }
        Some(rule @ Intakes::Yearly(yearly)) => {
            let is_within = months(check, at, yearly);
            let from = check.checked.unwrap_or_default();
            if yearly.months.is_empty() {
                check.report.error(at, ProblemKind::NoIntake);
            } else if is_within && rule.days(from, from.plus_weeks(YEARS * 53)).is_empty() {
                check.report.error(at, ProblemKind::NoYearlyDay);
            }
        }
        Some(Intakes::Every { .. }) | None => {}
    }
}

/// Reports numbers that no month and no day has; says whether there were none.
fn months(check: &mut Check<'_, '_>, at: &str, rule: &Yearly) -> bool {
    for (place, month) in rule.months.iter().enumerate() {
        check.report.range(&format!("{at}.months[{place}]"), i64::from(*month), 1, 12);
    }
    if let Some(day) = rule.day {
        check.report.range(&format!("{at}.day"), i64::from(day), 1, 31);
    }
    rule.months.iter().all(|month| (1..=12).contains(month))
        && rule.day.is_none_or(|day| (1..=31).contains(&day))
}

fn sessions(check: &mut Check<'_, '_>, at: &str, sessions: &[Span]) {
    let mut sorted = sessions.to_vec();
    sorted.sort_unstable();
    for pair in sorted.windows(2) {
        if let [one, other] = *pair
            && one.overlaps(other)
        {
            check.report.warning(at, ProblemKind::SessionsOverlap { one, other });
        }
    }
}
