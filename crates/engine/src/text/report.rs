//! Owns the words of the gap report: how a role is reached, what that hangs on, what would help.
//! Refuses to plan; `studio::report` does.

use super::{format, language, name, names, sentence};
use crate::studio::report::{Extra, Help, Reach, Way};
use qitu_model::{Catalogue, Id, Lang, Plan, Scenario};

/// Reasons and changes that are said of a role out of reach, each.
const MOST_SAID: usize = 3;

/// How a role is reached, a sentence each; `scenario` is the question that was planned.
#[must_use]
pub fn reach(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, reach: &Reach) -> Vec<String> {
    match (lang, reach) {
        (Lang::Zh, Reach::Held) => vec!["已经是了".to_owned()],
        (Lang::En, Reach::Held) => vec!["held already".to_owned()],
        (Lang::Zh, Reach::Open) => vec!["没有算完".to_owned()],
        (Lang::En, Reach::Open) => vec!["not settled".to_owned()],
        (_, Reach::Way(found)) => way(lang, catalogue, scenario, found),
        (_, Reach::None { why, relief }) => {
            let none = if lang == Lang::Zh { "走不通" } else { "no way" };
            let plan = Plan::default();
            let causes =
                why.iter().map(|one| sentence::cause(lang, catalogue, scenario, &plan, one));
            let reliefs = relief
                .iter()
                .map(|one| sentence::relaxation(lang, catalogue, scenario, &plan, one));
            let said = causes.take(MOST_SAID).chain(reliefs.take(MOST_SAID));
            std::iter::once(none.to_owned()).chain(said).collect()
        }
    }
}

fn way(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, way: &Way) -> Vec<String> {
    let month = |weeks| format::month(lang, sentence::monday(scenario, weeks));
    let (soonest, likely) = (month(way.soonest.weeks), month(way.likely));
    let fee = |n: i64| format::yuan(n);
    let (paid, least) = (fee(way.soonest.fee.0), fee(way.cheapest.fee.0));
    let cheap_at = month(way.cheapest.weeks);
    let is_cheaper = way.cheapest.fee < way.soonest.fee;
    let mut said = match lang {
        Lang::Zh => vec![format!("最早 {soonest}（多半 {likely}），自付 {paid}")],
        Lang::En => {
            vec![format!("{soonest} at the earliest (likely {likely}), {paid} of one's own")]
        }
    };
    said.extend(is_cheaper.then(|| match lang {
        Lang::Zh => format!("最省 {least}，{cheap_at}"),
        Lang::En => format!("at least {least}, by {cheap_at}"),
    }));
    let named = list(lang, way.single.iter().map(|id| name(lang, catalogue, id).to_owned()));
    said.extend((!way.single.is_empty()).then(|| match lang {
        Lang::Zh => format!("缺一不可：{named}"),
        Lang::En => format!("no way without each of: {named}"),
    }));
    said
}

fn list(lang: Lang, parts: impl Iterator<Item = String>) -> String {
    language(lang).row(&parts.collect::<Vec<_>>())
}

/// One thing more in a catalogue, as what staff would do.
#[must_use]
pub fn extra(lang: Lang, catalogue: &Catalogue, extra: &Extra) -> String {
    match (lang, extra) {
        (Lang::Zh, Extra::Class { activity, on, .. }) => {
            let (called, day) = (name(lang, catalogue, activity), format::day(lang, *on));
            format!("“{called}”在 {day} 那一周再开一次")
        }
        (Lang::En, Extra::Class { activity, on, .. }) => {
            let (called, day) = (name(lang, catalogue, activity), format::day(lang, *on));
            format!("Hold {called} once more in the week of {day}")
        }
        (Lang::Zh, Extra::Course { skill, level }) => {
            let called = names::skill(lang, catalogue, skill);
            format!("开一门教“{called}”{level} 级的课（按自学 20 小时、免费算）")
        }
        (Lang::En, Extra::Course { skill, level }) => {
            let called = names::skill(lang, catalogue, skill);
            format!("Teach {called} at level {level} (counted as 20 hours at one's own pace, free)")
        }
    }
}

/// What one thing more changes, for riders by these names.
#[must_use]
pub fn help(lang: Lang, catalogue: &Catalogue, riders: &[String], help: &Help) -> Vec<String> {
    let of = |role: &Id, rider: usize| {
        let rider = riders.get(rider).map_or("", String::as_str);
        let role = name(lang, catalogue, role);
        if lang == Lang::Zh { format!("{rider} → {role}") } else { format!("{rider} to {role}") }
    };
    let opens = help.opens.iter().map(|(role, rider)| {
        let of = of(role, *rider);
        if lang == Lang::Zh { format!("{of}：走得通了") } else { format!("{of}: possible") }
    });
    let sooner = help.sooner.iter().map(|(role, rider, weeks)| {
        let moved = format::weeks_moved(lang, *weeks, 0).unwrap_or_default();
        let of = of(role, *rider);
        if lang == Lang::Zh { format!("{of}：{moved}") } else { format!("{of}: {moved}") }
    });
    opens.chain(sooner).collect()
}

/// The two riders that every report is made for.
#[must_use]
pub fn riders(lang: Lang) -> [String; 2] {
    let names = match lang {
        Lang::Zh => ["新手", "骑了三年"],
        Lang::En => ["a beginner", "three years of riding"],
    };
    names.map(str::to_owned)
}

/// Who the two are.
#[must_use]
pub fn about_riders(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => {
            "新手 20 岁，初中，每种空闲每周 3 小时；骑了三年的 30 岁，高中，每种空闲每周 4 小时；要问他们的都按合条件算。"
        }
        Lang::En => {
            "The beginner is 20, with junior secondary school and 3 hours a week of each kind; who has ridden for three years is 30, with senior secondary and 4. What would be asked of them is taken as met."
        }
    }
}
