//! Owns the sentences in English.
//! Refuses to look anything up: names, dates and numbers come in ready.

use super::format::{month_name, yuan};
use super::language::{Aim, Language, Side};
use super::names;
use qitu_model::{Date, Education, Lang, Place, PlanStatus};

/// English
pub struct English;

fn count(number: u64, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

fn of(activity: Option<&str>) -> String {
    activity.map_or_else(|| "The goal".to_owned(), |name| format!("“{name}”"))
}

/// A name of a role inside a sentence, with its article: `a station manager`, `an AI trainer`.
fn a(name: &str) -> String {
    let mut letters = name.chars();
    let (first, second) = (letters.next(), letters.next());
    let is_short_form = second.is_some_and(char::is_uppercase);
    let name = match first {
        Some(first) if !is_short_form => {
            let rest = name.get(first.len_utf8()..).unwrap_or_default();
            format!("{}{rest}", first.to_lowercase())
        }
        _ => name.to_owned(),
    };
    let is_vowel = first.is_some_and(|first| "aeioAEIO".contains(first));
    format!("{} {name}", if is_vowel { "an" } else { "a" })
}

impl Language for English {
    fn day(&self, date: Date) -> String {
        let (year, month, day) = date.ymd();
        format!("{day} {} {year}", month_name(month))
    }
    fn month(&self, date: Date) -> String {
        let (year, month, _) = date.ymd();
        format!("{} {year}", month_name(month))
    }
    fn money(&self, amount: i64) -> String {
        yuan(amount)
    }
    fn weeks(&self, number: u64) -> String {
        count(number, "week")
    }
    fn hours(&self, number: u64) -> String {
        count(number, "hour")
    }
    fn months(&self, number: u64) -> String {
        count(number, "month")
    }
    fn and(&self, list: &[String]) -> String {
        match list {
            [before @ .., last] if !before.is_empty() => {
                format!("{} and {last}", before.join(", "))
            }
            _ => list.concat(),
        }
    }
    fn or(&self, list: &[String]) -> String {
        match list {
            [before @ .., last] if !before.is_empty() => {
                format!("{} or {last}", before.join(", "))
            }
            _ => list.concat(),
        }
    }
    fn row(&self, list: &[String]) -> String {
        list.join("; ")
    }
    fn others(&self, count: usize) -> String {
        format!("{count} more")
    }

    fn nothing(&self) -> String {
        "nothing".into()
    }
    fn never(&self) -> String {
        "an option that does not exist".into()
    }
    fn at_least(&self, number: u32, list: &[String]) -> String {
        format!("at least {number} of: {}", list.join(", "))
    }
    fn skill(&self, name: &str, level: u32) -> String {
        format!("{name} at {}", names::level(Lang::En, level))
    }
    fn course(&self, name: &str) -> String {
        format!("the course “{name}”")
    }
    fn certificate(&self, name: &str, held_months: u32) -> String {
        match held_months {
            0 => format!("the certificate “{name}”"),
            months => {
                format!("the certificate “{name}”, held for {}", self.months(u64::from(months)))
            }
        }
    }
    fn role(&self, name: &str) -> String {
        format!("being {}", a(name))
    }
    fn tenure(&self, name: &str, months: u32) -> String {
        format!("{} as {}", self.months(u64::from(months)), a(name))
    }
    fn age(&self, min: Option<u32>, max: Option<u32>) -> String {
        match (min, max) {
            (Some(min), Some(max)) => format!("an age of {min} to {max}"),
            (Some(min), None) => format!("an age of at least {min}"),
            (None, Some(max)) => format!("an age of at most {max}"),
            (None, None) => "your age".into(),
        }
    }
    fn education(&self, step: Education) -> String {
        match step {
            Education::None => "your schooling".into(),
            Education::Junior => "a junior secondary diploma".into(),
            Education::Senior => "a senior secondary diploma".into(),
            Education::College => "a college diploma".into(),
            Education::Bachelor => "a bachelor’s degree".into(),
        }
    }
    fn fact(&self, ask: &str, answer: Option<&str>) -> String {
        format!("the answer “{}” to “{ask}”", answer.unwrap_or("yes"))
    }

    fn is_goal(&self, need: &str) -> String {
        format!("This is your goal: {need}.")
    }
    fn is_for(&self, other: &str, need: &str) -> String {
        format!("“{other}” needs {need}.")
    }
    fn is_pinned(&self) -> String {
        "You fixed it yourself.".into()
    }
    fn waits(&self, from: Date, binding: &str) -> String {
        format!("Starts on {} at the earliest: {binding}.", self.day(from))
    }
    fn ends_no_sooner(&self, from: Date, binding: &str) -> String {
        format!("Not reached before {}: {binding}.", self.day(from))
    }
    fn link(&self, step: &str, from: Date, to: Option<Date>) -> String {
        match to {
            None => format!("{step}: {}", self.day(from)),
            Some(to) => format!("{step}: {} to {}", self.day(from), self.day(to)),
        }
    }
    fn unreachable(&self, activity: Option<&str>, need: &str) -> String {
        format!("{} needs {need}, and there is no way to get that now.", of(activity))
    }
    fn unanswered(&self, activity: Option<&str>, need: &str) -> String {
        format!("{} needs one answer from you: {need}.", of(activity))
    }
    fn no_offer_fits(&self, activity: &str, bindings: &[String]) -> String {
        match bindings {
            [] => format!("No class of “{activity}” can be taken now."),
            _ => format!("No class of “{activity}” can be taken now: {}.", bindings.join("; ")),
        }
    }
    fn conflict(&self, facts: &[String]) -> String {
        match facts {
            [] => "No plan fits as things stand.".into(),
            [one] => format!("This alone leaves no plan: {one}."),
            _ => format!("These together leave no plan: {}.", facts.join("; ")),
        }
    }

    fn after_step(&self, step: &str, need: &str) -> String {
        format!("“{step}” comes first, because this needs {need}")
    }
    fn after_time(&self, need: &str) -> String {
        format!("you have to wait for {need}")
    }
    fn next_intake(&self, date: Date) -> String {
        format!("the next intake is in the week of {}", self.day(date))
    }
    fn too_early(&self, day: Date) -> String {
        format!(
            "; the class of {} is before this plan's first Monday: ask the school",
            self.day(day)
        )
    }
    fn full_week(&self, week: Date, slots: &str) -> String {
        format!("too few hours are left in the week of {} ({slots})", self.day(week))
    }
    fn enough_at_once(&self, week: Date, at_once: u32) -> String {
        format!(
            "you already have {} running in the week of {}",
            count(u64::from(at_once), "course"),
            self.day(week)
        )
    }
    fn limit_at_once(&self, at_once: u32) -> String {
        format!("at most {} at once", count(u64::from(at_once), "course"))
    }
    fn clash(&self, other: &str) -> String {
        format!("its class times clash with “{other}”")
    }
    fn by_choice(&self) -> String {
        "no constraint; it fits well here".into()
    }
    fn pin(&self, activity: &str) -> String {
        format!("you fixed “{activity}”")
    }
    fn hours_of(&self, slots: &str, hours: u64) -> String {
        format!("only {} a week ({slots})", self.hours(hours))
    }
    fn budget(&self, yuan: Option<i64>) -> String {
        yuan.map_or_else(
            || "the budget is too small".into(),
            |yuan| format!("a budget of {}", self.money(yuan)),
        )
    }
    fn deadline(&self, date: Option<Date>) -> String {
        date.map_or_else(
            || "the deadline is too near".into(),
            |date| format!("a deadline of {}", self.day(date)),
        )
    }
    fn horizon(&self) -> String {
        "it takes more than ten years".into()
    }
    fn avoids_place(&self, place: Place) -> String {
        match place {
            Place::Online => "you do not want online classes".into(),
            Place::InPerson => "you do not want classes on site".into(),
            Place::Blended => "you do not want classes both online and on site".into(),
        }
    }
    fn avoids(&self, activity: &str) -> String {
        format!("you left out “{activity}”")
    }
    fn outside_free(&self, activity: Option<&str>) -> String {
        activity.map_or_else(
            || "classes only in your free times".into(),
            |name| format!("the class times of “{name}” are outside your free times"),
        )
    }
    fn needs(&self, activity: Option<&str>, need: &str) -> String {
        match activity {
            Some(name) => format!("“{name}” needs {need}"),
            None => format!("the goal needs {need}"),
        }
    }
    fn not_said(&self, need: &str) -> String {
        format!("not said so far: {need}")
    }
    fn no_hours(&self) -> String {
        "you have set aside no hours to study in a week".into()
    }
    fn no_intake(&self, activity: &str) -> String {
        format!("“{activity}” has no intake left")
    }
    fn not_told(&self, activity: &str, fields: &[&str]) -> String {
        format!("nobody has said the {} of “{activity}”: ask the academy", fields.join(", "))
    }

    fn more_hours(&self, slot: &str, hours: u64) -> String {
        format!("{} more a week ({slot})", self.hours(hours))
    }
    fn more_budget(&self, yuan: i64) -> String {
        format!("{} more", self.money(yuan))
    }
    fn later_deadline(&self, date: Date) -> String {
        format!("By {} instead", self.day(date))
    }
    fn more_at_once(&self, at_once: u32) -> String {
        format!("{} at once", count(u64::from(at_once), "course"))
    }
    fn accept_place(&self, place: Place) -> String {
        match place {
            Place::Online => "Accept online classes".into(),
            Place::InPerson => "Accept classes on site".into(),
            Place::Blended => "Accept classes both online and on site".into(),
        }
    }
    fn accept(&self, activity: &str) -> String {
        format!("Accept “{activity}”")
    }
    fn answer_yes(&self, ask: &str, answer: Option<&str>) -> String {
        match answer {
            Some(answer) => format!("If you answer “{answer}” to “{ask}”"),
            None => format!("If you answer “yes” to “{ask}”"),
        }
    }
    fn say_age(&self, age: u32) -> String {
        format!("If you are {age}")
    }
    fn have_education(&self, step: Education) -> String {
        format!("If you already have {}", self.education(step))
    }
    fn have_certificate(&self, name: &str) -> String {
        format!("If you already hold “{name}”")
    }
    fn have_skill(&self, name: &str, level: u32) -> String {
        format!(
            "If you are already at {} in {name}: {}",
            names::level(Lang::En, level),
            names::level_means(Lang::En, level).to_lowercase()
        )
    }
    fn drop_pin(&self, activity: &str) -> String {
        format!("Let “{activity}” move")
    }
    fn free_times(&self) -> String {
        "Classes at any time".into()
    }
    fn leads_to(&self, change: &str, effect: &str) -> String {
        format!("{change} → {effect}")
    }

    fn already(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => format!("You can be {} now", a(name)),
            Aim::Course(name) => format!("You have done “{name}”"),
            Aim::Certificate(name) => format!("You already hold “{name}”"),
            Aim::Other(_) => "You have reached this goal".into(),
        }
    }
    fn answer(&self, aim: Aim<'_>, at: Date, weeks: u64, peak: u64, fee: i64) -> String {
        let month = self.month(at);
        let reached = match aim {
            Aim::Role(name) => format!("You can be {} by {month}", a(name)),
            Aim::Course(name) => format!("You can finish “{name}” by {month}"),
            Aim::Certificate(name) => format!("You can hold “{name}” by {month}"),
            Aim::Other(phrase) => format!("You can have this by {month}: {phrase}"),
        };
        let study = if peak == 0 {
            "no extra study".into()
        } else {
            format!("at most {} a week", self.hours(peak))
        };
        let fee =
            if fee == 0 { "nothing to pay".into() } else { format!("{} to pay", self.money(fee)) };
        format!("{reached}: {}, {study}, {fee}", self.weeks(weeks))
    }
    fn gap(&self, side: Side, most: u64) -> String {
        match side {
            Side::Weeks => format!("It may be up to {} sooner", self.weeks(most)),
            Side::Fee => format!("It may be up to {} cheaper", self.money(most.cast_signed())),
            Side::Hours => format!("It may take up to {} less", self.hours(most)),
            Side::Peak => {
                format!("Its busiest week may be up to {} lighter", self.hours(most))
            }
        }
    }
    fn no_gap(&self) -> String {
        "The best in what matters most; the rest may still improve".into()
    }
    fn impossible(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => format!("As things stand, there is no way to become {}", a(name)),
            Aim::Course(name) | Aim::Certificate(name) => {
                format!("As things stand, “{name}” cannot be reached")
            }
            Aim::Other(_) => "As things stand, this goal cannot be reached".into(),
        }
    }
    fn unknown(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => {
                format!("Not worked out yet how to become {}; more time may do it", a(name))
            }
            Aim::Course(name) | Aim::Certificate(name) => {
                format!("Not worked out yet for “{name}”; more time may do it")
            }
            Aim::Other(_) => "Not worked out yet; more time may do it".into(),
        }
    }
    fn plan_status(&self, status: PlanStatus) -> &'static str {
        match status {
            PlanStatus::Optimal => "proven best",
            PlanStatus::Feasible => "possible",
            PlanStatus::Impossible => "no plan",
            PlanStatus::Unknown => "not finished",
        }
    }

    fn change(&self, side: Side, by: i64) -> String {
        let size = by.unsigned_abs();
        match (side, by > 0) {
            (Side::Weeks, true) => format!("{} later", self.weeks(size)),
            (Side::Weeks, false) => format!("{} sooner", self.weeks(size)),
            (Side::Fee, true) => format!("{} more", self.money(by)),
            (Side::Fee, false) => format!("{} less", self.money(-by)),
            (Side::Hours, true) => format!("{} more study", self.hours(size)),
            (Side::Hours, false) => format!("{} less study", self.hours(size)),
            (Side::Peak, true) => format!("busiest week {} more", self.hours(size)),
            (Side::Peak, false) => format!("busiest week {} less", self.hours(size)),
        }
    }
    fn no_change(&self) -> String {
        "no change".into()
    }
    fn now_possible(&self) -> String {
        "then there is a plan".into()
    }
    fn came(&self, activity: &str) -> String {
        format!("“{activity}” added")
    }
    fn went(&self, activity: &str) -> String {
        format!("“{activity}” no longer needed")
    }
    fn moved(&self, activity: &str, by: i64) -> String {
        format!("“{activity}” {}", self.change(Side::Weeks, by))
    }
}

#[cfg(test)]
mod tests {
    use super::a;

    #[test]
    fn a_role_has_its_article_inside_a_sentence() {
        assert_eq!(a("Station manager"), "a station manager");
        assert_eq!(a("Online-shop operator"), "an online-shop operator");
        assert_eq!(a("AI trainer"), "an AI trainer");
        assert_eq!(a("UAV pilot"), "a UAV pilot");
        assert_eq!(a(""), "a ");
    }
}
