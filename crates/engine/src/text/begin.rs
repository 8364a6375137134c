//! Owns what a rider says to begin a step: to the academy, to whoever holds the exam, to the station
//! manager. Refuses to know how it is sent.

use super::{format, print};
use crate::explain::itinerary::Row;
use qitu_model::{Activity, Catalogue, Kind, Lang};

/// Words to send, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Whom they are for.
    pub to: String,
    /// The words.
    pub words: String,
}

/// What to ask about a course, an exam or a job; with its day where the plan has one.
#[must_use]
pub fn ask(
    lang: Lang,
    catalogue: &Catalogue,
    (kind, activity): (Kind, &Activity),
    row: Option<&Row>,
) -> Ask {
    let title = lang.pick(&catalogue.title);
    let issuer = activity.issuer.as_ref().map_or(title, |issuer| lang.pick(issuer));
    let name = lang.pick(&activity.name);
    let day = row.map(|row| format::day(lang, row.day().unwrap_or(row.from)));
    let words = match lang {
        Lang::Zh => zh(kind, name, day.as_deref()),
        Lang::En => en(kind, name, day.as_deref()),
    };
    let to = match (kind, lang) {
        (Kind::Course, _) => title,
        (Kind::Certificate, _) => issuer,
        (Kind::Role, Lang::Zh) => "站长，或招这个岗位的公司",
        (Kind::Role, Lang::En) => "the station manager, or a firm that hires for it",
    };
    Ask { to: to.to_owned(), words }
}

fn zh(kind: Kind, name: &str, day: Option<&str>) -> String {
    match kind {
        Kind::Course => {
            let day = day.map_or_else(String::new, |day| format!("想从 {day}前后开始，"));
            format!(
                "你好，我是骑手，想学“{name}”。{day}请问哪天开班，还有名额吗？一共要交多少钱，有没有补贴？在哪里上，什么时间上？怎么报名，要带什么？"
            )
        }
        Kind::Certificate => {
            let day = day.map_or_else(String::new, |day| format!("想在 {day}前后办，"));
            format!(
                "你好，我是骑手，想拿到“{name}”。{day}请问最近哪天可以考或办，哪天截止报名？要什么条件和材料？一共多少钱？没考过能不能补考？"
            )
        }
        Kind::Role => {
            let day = day.map_or_else(String::new, |day| format!("想在 {day}前后准备好，"));
            format!(
                "你好，我是骑手，想做“{name}”。{day}请问什么时候有名额？要什么条件，看哪些证？怎么报名？我现在先做什么好？"
            )
        }
    }
}

fn en(kind: Kind, name: &str, day: Option<&str>) -> String {
    match kind {
        Kind::Course => {
            let day = day.map_or_else(String::new, |day| format!(" and begin around {day}"));
            format!(
                "Hello, I am a delivery rider. I would like to take “{name}”{day}. When does the next class start, and is there a place? What does it cost in all, and is there a subsidy? Where and when is it taught? How do I enrol, and what do I bring?"
            )
        }
        Kind::Certificate => {
            let day = day.map_or_else(String::new, |day| format!(" around {day}"));
            format!(
                "Hello, I am a delivery rider. I would like to get “{name}”{day}. When is the next exam or appointment, and until when can I apply? What is required, and which papers? What does it cost in all? If I fail, may I try again?"
            )
        }
        Kind::Role => {
            let day = day.map_or_else(String::new, |day| format!(", and to be ready around {day}"));
            format!(
                "Hello, I am a delivery rider. I would like to become “{name}”{day}. When is there an opening? What is required, and which certificates count? How do I apply, and what should I do first?"
            )
        }
    }
}

/// What to ask the station manager for: shifts that leave room for a course.
#[must_use]
pub fn shifts(lang: Lang, row: &Row) -> Option<Ask> {
    if row.kind != Kind::Course || row.hours.0 == 0 {
        return None;
    }
    let name = lang.pick(&row.activity.name);
    let day = format::day(lang, row.day().unwrap_or(row.from));
    let effort = print::effort(lang, row);
    let classes = print::sessions(lang, row.sessions);
    let (to, words) = match lang {
        Lang::Zh => {
            let classes =
                if classes.is_empty() { classes } else { format!("，上课是{classes}") };
            let words = format!(
                "站长你好，我从 {day}起要学“{name}”，{effort}{classes}。这段时间能不能帮我把班排开？"
            );
            ("站长", words)
        }
        Lang::En => {
            let classes = if classes.is_empty() { classes } else { format!(", classes {classes}") };
            let words = format!(
                "Hello, from {day} I am taking “{name}”: {effort}{classes}. Could my shifts leave room for it in that time?"
            );
            ("the station manager", words)
        }
    };
    Some(Ask { to: to.to_owned(), words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::Text;

    fn text(zh: &str, en: &str) -> Text {
        Text { zh: zh.into(), en: en.into() }
    }

    #[test]
    fn each_is_asked_of_whoever_holds_it() {
        let catalogue = Catalogue { title: text("夜校", "Night School"), ..Catalogue::default() };
        let held = Activity {
            name: text("执照", "Licence"),
            issuer: Some(text("民航局", "Aviation authority")),
            ..Activity::default()
        };
        let free = Activity { issuer: None, ..held.clone() };
        let to = |kind, activity, lang| ask(lang, &catalogue, (kind, activity), None).to;
        assert_eq!(to(Kind::Course, &held, Lang::Zh), "夜校");
        assert_eq!(to(Kind::Certificate, &held, Lang::Zh), "民航局");
        assert_eq!(to(Kind::Certificate, &free, Lang::En), "Night School");
        assert_eq!(to(Kind::Role, &free, Lang::Zh), "站长，或招这个岗位的公司");
    }

    #[test]
    fn the_words_name_the_thing_and_the_day() {
        let day = Some("2027 年 3 月 1 日");
        assert!(
            zh(Kind::Course, "调度", day)
                .starts_with("你好，我是骑手，想学“调度”。想从 2027 年 3 月 1 日前后开始，请问")
        );
        for kind in [Kind::Course, Kind::Certificate, Kind::Role] {
            assert!(zh(kind, "调度", None).contains("“调度”。请问"));
            assert!(en(kind, "Dispatch", Some("1 March 2027")).contains("around 1 March 2027."));
            assert!(en(kind, "Dispatch", None).contains("“Dispatch”."));
        }
    }
}
