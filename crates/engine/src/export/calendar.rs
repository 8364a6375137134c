//! Owns the calendar file of a plan (iCalendar, RFC 5545): the weeks of each step, its first day, its
//! classes, and when to learn what has no class.
//! Refuses exceptions to repetition rules, which some calendars ignore: every class is an event of
//! its own, and what repeats does so in weeks without a gap. Times are written in UTC; classes are
//! held in China, eight hours ahead all year.

use super::holiday::is_holiday;
use super::study_time::{StudyTime, study_times};
use crate::explain::itinerary::{self, Row};
use crate::text::{phrase, print};
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Intakes, Kind, Plan, Scenario, Span};

/// Days before a certificate runs out on which the rider is reminded.
const NOTICE_DAYS: i32 = 60;

/// What a file is known by, and when it is written.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// The plan, by a word that no other plan of anybody has: a later file of the same plan replaces
    /// the events of an earlier one, and two plans in one calendar stay two.
    pub plan: &'a str,
    /// Seconds since the first of January 1970, UTC. The later of two files wins.
    pub written: u64,
}

const DAY_SECONDS: u64 = 86_400;
/// Sequence numbers count from here, so that they stay below 2³¹ until the year 2094.
const FIRST_EDITION: u64 = 1_767_225_600;

/// The evening before a whole day (20:00), and its morning (08:00).
const DAY_ALARMS: &[&str] = &["-PT4H", "PT8H"];

/// The plan as a calendar file. `painted` are the free times of the rider's own week; where there are
/// none, what has no class is a reminder of each Monday.
#[must_use]
pub fn calendar(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    painted: &[Span],
    edition: Edition,
) -> String {
    let mut file = File::new(edition);
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Qitu//Qitu 1//ZH");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    let goal = match itinerary::goal_id(&scenario.goal).and_then(|id| catalogue.activity(id)) {
        Some((_, goal)) => lang.pick(&goal.name).to_owned(),
        None => phrase::need(lang, catalogue, &scenario.goal),
    };
    file.line(&format!("X-WR-CALNAME:{}", escape(&print::calendar_name(lang, &goal))));
    let rows = itinerary::rows(catalogue, scenario, plan);
    let mut times = study_times(&rows, painted);
    for (at, row) in rows.iter().enumerate() {
        // A certificate may be renewed: the second time is another event.
        let again = rows.iter().take(at).filter(|r| r.activity.id == row.activity.id).count();
        let times = times.get_mut(at).map(std::mem::take).unwrap_or_default();
        file.step(lang, catalogue, row, again, &times);
    }
    file.line("END:VCALENDAR");
    file.text
}

struct File {
    text: String,
    plan: String,
    /// `20261123T081500Z`
    stamp: String,
    sequence: u64,
}

impl File {
    fn new(Edition { plan, written }: Edition) -> Self {
        let days = i32::try_from(written / DAY_SECONDS).unwrap_or(i32::MAX);
        let day = Date::new(1970, 1, 1).unwrap_or_default().plus_days(days);
        let seconds = written % DAY_SECONDS;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Self {
            text: String::new(),
            plan: plain(plan),
            stamp: format!("{}T{hours:02}{minutes:02}{seconds:02}Z", basic(day)),
            sequence: written.saturating_sub(FIRST_EDITION),
        }
    }

    /// One content line, folded so that no line has more than 75 bytes and no letter is cut.
    fn line(&mut self, line: &str) {
        let mut room = 75;
        for letter in line.chars() {
            if letter.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = 74;
            }
            room -= letter.len_utf8();
            self.text.push(letter);
        }
        self.text.push_str("\r\n");
    }

    fn step(
        &mut self,
        lang: Lang,
        catalogue: &Catalogue,
        row: &Row,
        again: usize,
        times: &[StudyTime],
    ) {
        let step = format!("{}-{}-{again}", self.plan, plain(&row.activity.id));
        let id = |what: &str| format!("{step}-{what}@qitu.invalid");
        let about = print::event_about(lang, catalogue, row);
        let opens = row.day();
        // A day that the school has named is no question.
        let dated = matches!(row.offer.and_then(|o| o.intakes.as_ref()), Some(Intakes::Dates(_)));
        let title = print::event_title(lang, row, opens);
        let day = opens.unwrap_or(row.from);
        let title = marked(lang, title, opens.filter(|_| !dated));
        self.day(&id("start"), day, &title, &about, DAY_ALARMS);
        if row.weeks > 0 {
            self.days(&id("weeks"), row.from, row.to, &print::weeks_title(lang, row), &about, &[]);
        }
        for (at, time) in times.iter().enumerate() {
            self.study(&id(&format!("learn-{at}")), lang, row, time);
        }
        let name = lang.pick(&row.activity.name);
        for week in 0..row.weeks.min(qitu_model::HORIZON) {
            let monday = row.from.plus_weeks(week);
            for (at, session) in row.sessions.iter().enumerate() {
                let day = monday.plus_days(session.day as i32);
                // Nobody comes to class before the course opens.
                if opens.is_some_and(|opens| day < opens) {
                    continue;
                }
                let title = marked(lang, name.to_owned(), Some(day));
                self.class(&id(&format!("class-{week}-{at}")), day, *session, &title, &about);
            }
        }
        if row.kind == Kind::Certificate
            && let Some(months) = row.activity.valid_months
        {
            let end = row.done.plus_months(months);
            let day = end.plus_days(-NOTICE_DAYS).max(row.done);
            let title = print::renewal_title(lang, row, end);
            self.day(&id("renew"), day, &title, "", DAY_ALARMS);
        }
    }

    /// An event of a whole day.
    fn day(&mut self, id: &str, day: Date, title: &str, about: &str, alarms: &[&str]) {
        self.days(id, day, day, title, about, alarms);
    }

    /// An event of whole days, from the first to the last.
    fn days(
        &mut self,
        id: &str,
        first: Date,
        last: Date,
        title: &str,
        about: &str,
        alarms: &[&str],
    ) {
        self.whole_days(id, first, last);
        self.end(title, about, alarms);
    }

    fn whole_days(&mut self, id: &str, first: Date, last: Date) {
        self.begin(id);
        self.line(&format!("DTSTART;VALUE=DATE:{}", basic(first)));
        self.line(&format!("DTEND;VALUE=DATE:{}", basic(last.plus_days(1))));
        self.line("TRANSP:TRANSPARENT");
    }

    /// A time to learn, each week for some weeks: at an hour, or any day of the week.
    fn study(&mut self, id: &str, lang: Lang, row: &Row, time: &StudyTime) {
        let monday = row.from.plus_weeks(time.week);
        let (about, alarms): (_, &[&str]) = match time.at {
            Some(span) => {
                let day = monday.plus_days(span.day as i32);
                self.begin(id);
                self.line(&format!("DTSTART:{}", utc(day, span.from)));
                self.line(&format!("DTEND:{}", utc(day, span.to)));
                (print::effort(lang, row), &["-PT10M"])
            }
            None => {
                self.whole_days(id, monday, monday);
                (print::paint_week(lang), &["PT9H"])
            }
        };
        self.line(&format!("RRULE:FREQ=WEEKLY;COUNT={}", time.weeks));
        let hours = time.at.is_none().then_some(row.hours);
        self.end(&print::learn_title(lang, row, hours), &about, alarms);
    }

    /// One class.
    fn class(&mut self, id: &str, day: Date, session: Span, title: &str, about: &str) {
        self.begin(id);
        self.line(&format!("DTSTART:{}", utc(day, session.from)));
        self.line(&format!("DTEND:{}", utc(day, session.to)));
        self.end(title, about, &["-PT2H"]);
    }

    fn begin(&mut self, id: &str) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{id}"));
        for name in ["DTSTAMP", "LAST-MODIFIED"] {
            self.line(&format!("{name}:{}", self.stamp));
        }
        self.line(&format!("SEQUENCE:{}", self.sequence));
    }

    fn end(&mut self, title: &str, about: &str, alarms: &[&str]) {
        self.line(&format!("SUMMARY:{}", escape(title)));
        if !about.is_empty() {
            self.line(&format!("DESCRIPTION:{}", escape(about)));
        }
        for alarm in alarms {
            self.line("BEGIN:VALARM");
            self.line("ACTION:DISPLAY");
            self.line(&format!("DESCRIPTION:{}", escape(title)));
            self.line(&format!("TRIGGER:{alarm}"));
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }
}

/// A title, with the question that a public holiday is.
fn marked(lang: Lang, title: String, day: Option<Date>) -> String {
    if day.is_some_and(is_holiday) { print::on_holiday(lang, &title) } else { title }
}

/// `20261123`.
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Minutes after midnight in China as a moment in UTC: `20261123T010000Z`.
fn utc(day: Date, minutes: u16) -> String {
    let minutes = i32::from(minutes) - 8 * 60;
    let day = day.plus_days(minutes.div_euclid(1440));
    let minutes = minutes.rem_euclid(1440);
    format!("{}T{:02}{:02}00Z", basic(day), minutes / 60, minutes % 60)
}

/// Text with the marks of the format escaped and control characters left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// An id as letters that are safe in an event's id.
fn plain(id: &str) -> String {
    id.chars()
        .map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => letter.to_string(),
            other => format!("u{:x}", u32::from(other)),
        })
        .collect()
}
