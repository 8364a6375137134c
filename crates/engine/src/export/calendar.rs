//! Owns the calendar file of a plan (iCalendar, RFC 5545).
//! Refuses repetition rules: some calendars ignore their exceptions, so every class is an event
//! of its own. Times are written in UTC; classes are held in China, eight hours ahead all year.

use crate::explain::itinerary::{self, Row};
use crate::text::print;
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Kind, Plan, Scenario, Span};

/// Days before a certificate runs out on which the rider is reminded.
const NOTICE_DAYS: i32 = 60;

/// The plan as a calendar file. `today` stamps it: a later file replaces the events of an earlier
/// one, because their ids stay the same.
#[must_use]
pub fn calendar(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    today: Date,
) -> String {
    let mut file = File { text: String::new(), stamp: basic(today) };
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Qitu//Qitu 1//ZH");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    file.line(&format!("X-WR-CALNAME:{}", escape(print::calendar_name(lang))));
    let rows = itinerary::rows(catalogue, scenario, plan);
    for (at, row) in rows.iter().enumerate() {
        // A certificate may be renewed: the second time is another event.
        let again = rows.iter().take(at).filter(|r| r.activity.id == row.activity.id).count();
        file.step(lang, catalogue, row, again);
    }
    file.line("END:VCALENDAR");
    file.text
}

struct File {
    text: String,
    stamp: String,
}

impl File {
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

    fn step(&mut self, lang: Lang, catalogue: &Catalogue, row: &Row, again: usize) {
        let id = |what: &str| format!("{}-{again}-{what}@qitu.invalid", plain(&row.activity.id));
        let title = print::event_title(lang, row);
        let about = print::event_about(lang, catalogue, row);
        self.day(&id("start"), row.from, &title, &about, "-PT4H");
        for week in 0..row.weeks.min(qitu_model::HORIZON) {
            for (at, session) in row.sessions.iter().enumerate() {
                let monday = row.from.plus_weeks(week);
                let name = lang.pick(&row.activity.name);
                self.class(&id(&format!("class-{week}-{at}")), monday, *session, name, &about);
            }
        }
        if row.kind == Kind::Certificate
            && let Some(months) = row.activity.valid_months
        {
            let weeks = qitu_model::months_to_weeks(months.min(1200));
            let days = i32::try_from(weeks).unwrap_or(0) * 7;
            let end = row.done.plus_days(days);
            let day = end.plus_days(-NOTICE_DAYS.min(days));
            let title = print::renewal_title(lang, row, end);
            self.day(&id("renew"), day, &title, "", "-PT4H");
        }
    }

    /// An event of a whole day.
    fn day(&mut self, id: &str, day: Date, title: &str, about: &str, alarm: &str) {
        let date = |day: Date| basic(day);
        self.begin(id);
        self.line(&format!("DTSTART;VALUE=DATE:{}", date(day)));
        self.line(&format!("DTEND;VALUE=DATE:{}", date(day.plus_days(1))));
        self.line("TRANSP:TRANSPARENT");
        self.end(title, about, alarm);
    }

    /// One class.
    fn class(&mut self, id: &str, monday: Date, session: Span, title: &str, about: &str) {
        let day = monday.plus_days(session.day as i32);
        self.begin(id);
        self.line(&format!("DTSTART:{}", utc(day, session.from)));
        self.line(&format!("DTEND:{}", utc(day, session.to)));
        self.end(title, about, "-PT2H");
    }

    fn begin(&mut self, id: &str) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{id}"));
        let stamp = format!("DTSTAMP:{}T000000Z", self.stamp);
        self.line(&stamp);
    }

    fn end(&mut self, title: &str, about: &str, alarm: &str) {
        self.line(&format!("SUMMARY:{}", escape(title)));
        if !about.is_empty() {
            self.line(&format!("DESCRIPTION:{}", escape(about)));
        }
        self.line("BEGIN:VALARM");
        self.line("ACTION:DISPLAY");
        self.line(&format!("DESCRIPTION:{}", escape(title)));
        self.line(&format!("TRIGGER:{alarm}"));
        self.line("END:VALARM");
        self.line("END:VEVENT");
    }
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
