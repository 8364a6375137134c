//! Owns class times as people write them in a cell: `周六、周日 9:00-16:30`, `每周二、四晚 7:00-9:00`,
//! `Sat & Sun 9-16:30`.
//! Refuses to guess: a cell with a word it does not know is no class time at all, or a class on
//! two days would be planned as one on one day.

use super::cell::folded;
use qitu_model::{Span, Weekday};

const MINUTES: u16 = 60;
const NOON: u16 = 12;

/// Words for days, the longer before those that they begin with.
static DAYS: &[(&str, &[usize])] = &[
    ("双休日", &[5, 6]),
    ("工作日", &[0, 1, 2, 3, 4]),
    ("周末", &[5, 6]),
    ("每天", &[0, 1, 2, 3, 4, 5, 6]),
    ("每日", &[0, 1, 2, 3, 4, 5, 6]),
    ("周一", &[0]),
    ("周二", &[1]),
    ("周三", &[2]),
    ("周四", &[3]),
    ("周五", &[4]),
    ("周六", &[5]),
    ("周日", &[6]),
    ("weekdays", &[0, 1, 2, 3, 4]),
    ("weekends", &[5, 6]),
    ("weekend", &[5, 6]),
    ("daily", &[0, 1, 2, 3, 4, 5, 6]),
    ("mondays", &[0]),
    ("monday", &[0]),
    ("mon", &[0]),
    ("tuesdays", &[1]),
    ("tuesday", &[1]),
    ("tues", &[1]),
    ("tue", &[1]),
    ("wednesdays", &[2]),
    ("wednesday", &[2]),
    ("wed", &[2]),
    ("thursdays", &[3]),
    ("thursday", &[3]),
    ("thurs", &[3]),
    ("thu", &[3]),
    ("fridays", &[4]),
    ("friday", &[4]),
    ("fri", &[4]),
    ("saturdays", &[5]),
    ("saturday", &[5]),
    ("sat", &[5]),
    ("sundays", &[6]),
    ("sunday", &[6]),
    ("sun", &[6]),
];

/// Days after another day of the week: 周二、四.
static SHORT: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

/// Words that join days and times and say nothing of their own.
static JOINTS: &[&str] = &[
    "and", "每", "和", "及", "与", "的", "、", ",", ";", "/", "|", "&", "+", "(", ")", ".", " ",
    "\n",
];

/// Parts of the day: an hour before this one is meant after noon.
static PARTS: &[(&str, u16)] = &[
    ("上午", 0),
    ("早上", 0),
    ("中午", 6),
    ("下午", NOON),
    ("晚上", NOON),
    ("傍晚", NOON),
    ("晚间", NOON),
    ("晚", NOON),
];

/// Every class of a cell; `None` where a part of it cannot be read.
pub(super) fn spans(cell: &str) -> Option<Vec<Span>> {
    let mut text = folded(cell);
    for (from, to) in [
        ("星期", "周"),
        ("礼拜", "周"),
        ("周天", "周日"),
        ("；", ";"),
        ("，", ","),
        ("至", "-"),
        ("到", "-"),
        ("~", "-"),
        ("～", "-"),
        ("\u{301c}", "-"),
        ("—", "-"),
        ("–", "-"),
        ("\r", " "),
        ("\t", " "),
        ("\u{3000}", " "),
    ] {
        text = text.replace(from, to);
    }
    let read = |text: &str| Reader { rest: text, ..Reader::default() }.read();
    read(&text).or_else(|| read(&days_first(&text)?))
}

/// `9:00-12:00 周六` → `周六 9:00-12:00`, where all the times stand before all the days.
fn days_first(text: &str) -> Option<String> {
    let days = DAYS.iter().filter_map(|(word, _)| text.find(word)).min()?;
    let (times, days) = text.split_at_checked(days)?;
    let is_apart = !times.trim().is_empty() && !days.contains(|c: char| c.is_ascii_digit());
    is_apart.then(|| format!("{days} {times}"))
}

#[derive(Default)]
struct Reader<'t> {
    rest: &'t str,
    spans: Vec<Span>,
    /// The days that the next times are for.
    days: Vec<usize>,
    /// Times have been read for these days: another day begins anew.
    has_times: bool,
    /// A dash stands after a day: the next day ends a stretch of days.
    is_stretch: bool,
    /// The part of the day that the next time is in.
    part: Option<u16>,
}

impl Reader<'_> {
    fn read(mut self) -> Option<Vec<Span>> {
        while !self.rest.is_empty() {
            let read = self.joint() || self.part()? || self.day()?;
            if !read {
                self.time()?;
            }
        }
        let is_whole = self.has_times && !self.is_stretch && self.part.is_none();
        self.spans.sort_unstable();
        self.spans.dedup();
        is_whole.then_some(self.spans)
    }

    /// Takes a word away from the front.
    fn takes(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn joint(&mut self) -> bool {
        // 每天 and 每日 are days.
        let is_day = DAYS.iter().any(|(word, _)| self.rest.starts_with(word));
        !is_day && JOINTS.iter().any(|joint| self.takes(joint))
    }

    /// Reads a part of the day; `None` where another part stands before the same times.
    fn part(&mut self) -> Option<bool> {
        let Some((_, part)) = PARTS.iter().find(|(word, _)| self.takes(word)) else {
            return Some(false);
        };
        let before = self.part.replace(*part);
        before.is_none_or(|before| before == *part).then_some(true)
    }

    /// Reads a day or a stretch of days; `None` where a stretch cannot be meant.
    fn day(&mut self) -> Option<bool> {
        if !self.days.is_empty() && !self.has_times && !self.is_stretch && self.takes("-") {
            self.is_stretch = true;
            return Some(true);
        }
        let word = DAYS.iter().find(|(word, _)| self.takes(word));
        let mut days = word.map_or(Vec::new(), |(_, days)| days.to_vec());
        if days.is_empty() && !self.days.is_empty() && !self.has_times {
            let short = SHORT.iter().position(|short| self.rest.starts_with(*short));
            if let Some((at, short)) = short.and_then(|at| Some((at, SHORT.get(at)?))) {
                self.rest = self.rest.strip_prefix(*short)?;
                days.push(at);
            }
        }
        let Some(first) = days.first().copied() else { return Some(false) };
        if std::mem::take(&mut self.has_times) {
            // The part of the day may be meant for the times before it.
            if self.part.is_some() {
                return None;
            }
            self.days.clear();
        }
        if std::mem::take(&mut self.is_stretch) {
            let from = self.days.last().copied().filter(|from| *from < first && days.len() == 1)?;
            self.days.extend(from + 1..first);
        }
        self.days.extend(days);
        Some(true)
    }

    /// Reads times for the days before them.
    fn time(&mut self) -> Option<()> {
        if self.days.is_empty() || self.is_stretch {
            return None;
        }
        let (mut from, has_half) = self.clock()?;
        self.takes(" ");
        if !self.takes("-") {
            return None;
        }
        self.takes(" ");
        // 下午 2:00-下午 5:00, and 上午 9:00-下午 5:00.
        let first = self.part.take();
        self.part()?;
        self.part = self.part.or(first);
        self.takes(" ");
        let is_after_noon = self.rest_is_after_noon();
        let (to, _) = self.clock()?;
        // 7-9pm begins after noon as well, 9-4pm does not.
        let later = from + NOON * MINUTES;
        if is_after_noon && !has_half && from < NOON * MINUTES && later < to {
            from = later;
        }
        if from >= to {
            return None;
        }
        let days = self.days.iter().filter_map(|day| Weekday::ALL.get(*day));
        self.spans.extend(days.map(|day| Span { day: *day, from, to }));
        self.has_times = true;
        self.part = None;
        Some(())
    }

    /// Does the time that comes now say `pm`?
    fn rest_is_after_noon(&self) -> bool {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        rest.starts_with("pm")
    }

    /// `9`, `9:00`, `9点`, `9点半`, `9点30分`, `9am`; and whether it says `am` or `pm`.
    fn clock(&mut self) -> Option<(u16, bool)> {
        let mut hour = self.number()?;
        let mut minute = 0;
        if self.takes(":") {
            minute = self.number()?;
        } else if self.takes("点") || self.takes("时") {
            if self.takes("半") {
                minute = 30;
            } else if self.rest.starts_with(|next: char| next.is_ascii_digit()) {
                minute = self.number()?;
                self.takes("分");
            }
        }
        let (is_pm, is_am) = (self.takes("pm"), self.takes("am"));
        let part = if is_pm { NOON } else { self.part.filter(|_| !is_am).unwrap_or(0) };
        if is_am && hour == NOON {
            hour = 0;
        }
        if hour < part {
            hour += NOON;
        }
        let at = hour.checked_mul(MINUTES)?.checked_add(minute)?;
        (minute < MINUTES && at <= 24 * MINUTES).then_some((at, is_pm || is_am))
    }

    /// A number of one or two digits.
    fn number(&mut self) -> Option<u16> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(end)?;
        let number = if digits.len() > 2 { None } else { digits.parse().ok() };
        self.rest = rest;
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(cell: &str) -> Option<String> {
        let words: Vec<String> = spans(cell)?.iter().map(ToString::to_string).collect();
        Some(words.join(", "))
    }

    #[test]
    fn class_times_are_read_as_people_write_them() {
        let weekend = "sat 09:00-16:30, sun 09:00-16:30";
        let evenings = "tue 19:00-21:00, thu 19:00-21:00";
        let days =
            "mon 09:00-11:00, tue 09:00-11:00, wed 09:00-11:00, thu 09:00-11:00, fri 09:00-11:00";
        for (cell, wanted) in [
            ("sat 09:00-13:00", "sat 09:00-13:00"),
            ("周六 9:00-13:00", "sat 09:00-13:00"),
            ("星期六9：00～13：00", "sat 09:00-13:00"),
            ("周六、周日 9:00-16:30", weekend),
            ("周六/周日 9:00—16:30", weekend),
            ("周六日 9点-16点半", weekend),
            ("周末 9:00-16:30", weekend),
            ("双休日上午9:00至下午4:30", weekend),
            ("Sat & Sun 9-16:30", weekend),
            ("Saturdays and Sundays, 9am-4:30pm", weekend),
            ("Sat & Sun 9-4:30pm", weekend),
            ("Tue, Thu 7-9pm", evenings),
            ("周六 9:00-16:30；星期天 9:00-16:30", weekend),
            ("每周二、四晚 19:00-21:00", evenings),
            ("每周二和周四晚上 7:00-9:00", evenings),
            ("周二、周四（晚） 7:00-9:00", evenings),
            ("周一至周五 9:00-11:00", days),
            ("周一到五 9:00-11:00", days),
            ("Mon-Fri 9:00-11:00", days),
            ("工作日 9-11点", days),
            ("周六 9:00-11:00、14:00-16:00", "sat 09:00-11:00, sat 14:00-16:00"),
            ("周六上午 9:00-11:00，下午 2:00-4:00", "sat 09:00-11:00, sat 14:00-16:00"),
            ("周六上午 9:00-下午 4:30，周日 9:00-16:30", weekend),
            ("周二晚、周四晚 7:00-9:00", evenings),
            ("周三中午 11:30-1:00", "wed 11:30-13:00"),
            ("周三中午 1:00-2:00", "wed 13:00-14:00"),
            ("9:00-12:00 周六", "sat 09:00-12:00"),
            ("9:00-16:30，周六、周日", weekend),
            ("下午2:00-4:00 每周三", "wed 14:00-16:00"),
        ] {
            assert_eq!(said(cell).as_deref(), Some(wanted), "{cell}");
        }
    }

    #[test]
    fn what_is_not_wholly_understood_is_no_class_time() {
        for cell in [
            "",
            "周八",
            "周六",
            "9:00-12:00",
            "周六 13:00-9:00",
            "隔周六 9:00-12:00",
            "周六 9:00-12:00，周日",
            "周五至周一 9:00-12:00",
            "周六- 9:00-12:00",
            "周六 9:00-12:00 或周日 9:00-12:00",
            "第一个周六 9:00-12:00",
            "sat 99999:00-3:00",
            "周六 9:75-12:00",
            "周六 9:00",
            "周六 7:00-9:00（晚）",
            "周六 7:00-9:00 晚上，周日 9:00-11:00",
            "周六上午、周日下午 2:00-4:00",
            "周六 9.30-11.30",
            "9:00-12:00 隔周六",
            "9:00-12:00 周六 13:00-14:00",
        ] {
            assert_eq!(said(cell), None, "{cell}");
        }
    }
}
