//! Owns the sentences in English.
//! Refuses to look anything up: names, dates and numbers come in ready.

use super::format::{month_name, yuan};
use super::language::{Aim, Language, Side};
use qitu_model::{Date, Education, Place, PlanStatus, Status};

/// English
pub struct English;

fn count(number: u64, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

fn of(activity: Option<&str>) -> &str {
    activity.unwrap_or("The goal")
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
    fn quoted(&self, name: &str) -> String {
        name.to_owned()
    }

    fn nothing(&self) -> String {
        "nothing".into()
    }
    fn never(&self) -> String {
        "one of no options".into()
    }
    fn at_least(&self, number: u32, list: &[String]) -> String {
        format!("at least {number} of: {}", list.join(", "))
    }
    fn skill(&self, name: &str, level: u32) -> String {
        format!("{name} at level {level}")
    }
    fn course(&self, name: &str) -> String {
        format!("the course {name}")
    }
    fn certificate(&self, name: &str, held_months: u32) -> String {
        match held_months {
            0 => format!("the certificate {name}"),
            months => {
                format!("the certificate {name} held for {}", self.months(u64::from(months)))
            }
        }
    }
    fn role(&self, name: &str) -> String {
        format!("the role {name}")
    }
    fn tenure(&self, name: &str, months: u32) -> String {
        format!("{} as {name}", self.months(u64::from(months)))
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
            Education::Junior => "junior secondary school completed".into(),
            Education::Senior => "senior secondary school completed".into(),
            Education::College => "a college diploma".into(),
            Education::Bachelor => "a bachelor’s degree".into(),
        }
    }
    fn fact(&self, ask: &str, answer: Option<&str>) -> String {
        format!("“{}” to “{ask}”", answer.unwrap_or("yes"))
    }

    fn is_goal(&self, need: &str) -> String {
        format!("This is your goal: {need}.")
    }
    fn is_for(&self, other: &str, need: &str) -> String {
        format!("{other} needs {need}.")
    }
    fn is_pinned(&self) -> String {
        "You fixed it yourself.".into()
    }
    fn waits(&self, from: Date, binding: &str) -> String {
        format!("Starts on {} at the earliest: {binding}.", self.day(from))
    }
    fn ends_no_sooner(&self, from: Date, binding: &str) -> String {
        format!("Reached on {} at the earliest: {binding}.", self.day(from))
    }
    fn link(&self, step: &str, from: Date, to: Option<Date>) -> String {
        match to {
            None => format!("{step}: {}", self.day(from)),
            Some(to) => format!("{step}: {} to {}", self.day(from), self.day(to)),
        }
    }
    fn unreachable(&self, activity: Option<&str>, need: &str) -> String {
        format!("{} needs {need}, and there is no way to it now.", of(activity))
    }
    fn unanswered(&self, activity: Option<&str>, need: &str) -> String {
        format!("{} needs one answer from you: {need}.", of(activity))
    }
    fn no_offer_fits(&self, activity: &str, bindings: &[String]) -> String {
        match bindings {
            [] => format!("No offer of {activity} can be taken now."),
            _ => format!("No offer of {activity} can be taken now: {}.", bindings.join("; ")),
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
        format!("{step} comes first ({need})")
    }
    fn after_time(&self, need: &str) -> String {
        format!("only time brings {need}")
    }
    fn next_intake(&self, date: Date) -> String {
        format!("the next intake is in the week of {}", self.day(date))
    }
    fn full_week(&self, week: Date, slots: &str) -> String {
        format!("the week of {} has too few hours of {slots}", self.day(week))
    }
    fn enough_at_once(&self, week: Date, at_once: u32) -> String {
        format!("{at_once} at once already run in the week of {}", self.day(week))
    }
    fn limit_at_once(&self, at_once: u32) -> String {
        format!("at most {at_once} at once")
    }
    fn clash(&self, other: &str) -> String {
        format!("its class times clash with {other}")
    }
    fn by_choice(&self) -> String {
        "nothing forces it, it is well placed here".into()
    }
    fn pin(&self, activity: &str) -> String {
        format!("you fixed {activity}")
    }
    fn hours_of(&self, slots: &str, hours: u64) -> String {
        format!("only {} of {slots} a week", self.hours(hours))
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
            Place::Online => "you avoid online classes".into(),
            Place::InPerson => "you avoid classes in person".into(),
            Place::Blended => "you avoid blended classes".into(),
        }
    }
    fn avoids(&self, activity: &str) -> String {
        format!("you avoid {activity}")
    }
    fn outside_free(&self, activity: Option<&str>) -> String {
        activity.map_or_else(
            || "classes only in your free times".into(),
            |name| format!("the class times of {name} are outside your free times"),
        )
    }
    fn needs(&self, activity: Option<&str>, need: &str) -> String {
        match activity {
            Some(name) => format!("{name} needs {need}"),
            None => format!("the goal needs {need}"),
        }
    }
    fn no_intake(&self, activity: &str) -> String {
        format!("{activity} has no intake left")
    }

    fn more_hours(&self, slot: &str, hours: u64) -> String {
        format!("{} more of {slot} a week", self.hours(hours))
    }
    fn more_budget(&self, yuan: i64) -> String {
        format!("{} more", self.money(yuan))
    }
    fn later_deadline(&self, date: Date) -> String {
        format!("By {} instead", self.day(date))
    }
    fn more_at_once(&self, at_once: u32) -> String {
        format!("{at_once} at once")
    }
    fn accept_place(&self, place: Place) -> String {
        match place {
            Place::Online => "Accept online classes".into(),
            Place::InPerson => "Accept classes in person".into(),
            Place::Blended => "Accept blended classes".into(),
        }
    }
    fn accept(&self, activity: &str) -> String {
        format!("Accept {activity}")
    }
    fn answer_yes(&self, ask: &str, answer: Option<&str>) -> String {
        match answer {
            Some(answer) => format!("If you answer “{answer}” to “{ask}”"),
            None => format!("If “{ask}” is a yes"),
        }
    }
    fn say_age(&self, age: u32) -> String {
        format!("If you are {age}")
    }
    fn have_education(&self, step: Education) -> String {
        format!("If you have {}", self.education(step))
    }
    fn have_certificate(&self, name: &str) -> String {
        format!("If you hold {name}")
    }
    fn have_skill(&self, name: &str, level: u32) -> String {
        format!("If you have {name} at level {level}")
    }
    fn drop_pin(&self, activity: &str) -> String {
        format!("Let {activity} move")
    }
    fn free_times(&self) -> String {
        "Classes at any time".into()
    }
    fn leads_to(&self, change: &str, effect: &str) -> String {
        format!("{change} → {effect}")
    }

    fn already(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => format!("You can be {name} now"),
            Aim::Course(name) => format!("You have done {name}"),
            Aim::Certificate(name) => format!("You hold {name}"),
            Aim::Other(_) => "You have reached this goal".into(),
        }
    }
    fn answer(&self, aim: Aim<'_>, at: Date, weeks: u64, peak: u64, fee: i64) -> String {
        let month = self.month(at);
        let reached = match aim {
            Aim::Role(name) => format!("You can be {name} in {month}"),
            Aim::Course(name) => format!("You can finish {name} in {month}"),
            Aim::Certificate(name) => format!("You can hold {name} in {month}"),
            Aim::Other(phrase) => format!("You can have this in {month}: {phrase}"),
        };
        let study = if peak == 0 {
            "no extra study".into()
        } else {
            format!("at most {} a week", self.hours(peak))
        };
        let fee = if fee == 0 { "no fee".into() } else { format!("{} to pay", self.money(fee)) };
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
        "Best in what matters most; the rest may still improve".into()
    }
    fn impossible(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => format!("As things stand there is no way to {name}"),
            Aim::Course(name) | Aim::Certificate(name) => {
                format!("As things stand {name} cannot be reached")
            }
            Aim::Other(_) => "As things stand this goal cannot be reached".into(),
        }
    }
    fn unknown(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) | Aim::Course(name) | Aim::Certificate(name) => {
                format!("Not worked out yet for {name}; more time may do it")
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
    fn fact_status(&self, status: Status, month: Option<&str>) -> String {
        let word = match status {
            Status::Stated => "stated",
            Status::InForce => "rule",
            Status::Expected => "expected",
            Status::Estimate => "estimate",
        };
        month.map_or_else(|| word.to_owned(), |month| format!("{word} {month}"))
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
        format!("{activity} added")
    }
    fn went(&self, activity: &str) -> String {
        format!("{activity} no longer needed")
    }
    fn moved(&self, activity: &str, by: i64) -> String {
        format!("{activity} {}", self.change(Side::Weeks, by))
    }
}
