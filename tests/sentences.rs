//! Sentences in both languages, as a rider reads them.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use qitu_engine::explain::{Difference, Moved};
use qitu_engine::text;
use qitu_model::Lang;
use qitu_model::*;

fn words(zh: &str, en: &str) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

fn called(id: &str, zh: &str, en: &str) -> Activity {
    Activity { id: id.into(), name: words(zh, en), ..Activity::default() }
}

fn catalogue() -> Catalogue {
    Catalogue {
        slots: vec![
            Slot { id: "evening".into(), name: words("晚间", "evenings"), stretch: None },
            Slot { id: "rest_day".into(), name: words("休息日", "rest days"), stretch: None },
        ],
        skills: vec![Skill {
            id: "route".into(),
            name: words("路线规划", "Route planning"),
            ..Skill::default()
        }],
        courses: vec![
            called("c1", "站务实务", "Station practice"),
            Activity {
                needs: Need::Fact {
                    fact: "gd".into(),
                    ask: Some(words("社保交在广东吗？", "Are you insured in Guangdong?")),
                },
                ..called("c2", "夜校", "Night school")
            },
        ],
        certificates: vec![called("k1", "高级工证书", "Senior certificate")],
        roles: vec![called("lead", "站长", "Station manager"), called("rider", "骑手", "Rider")],
        ..Catalogue::default()
    }
}

fn scenario(goal: &str) -> Scenario {
    serde_json::from_str(&format!(
        r#"{{"start":"2026-11-23","week":{{"evening":2,"rest_day":4}},"budget":3000,
            "deadline":"2027-06-07","goal":{goal}}}"#
    ))
    .unwrap()
}

fn plan(status: PlanStatus, weeks: u32) -> Plan {
    let value = Value { weeks: Weeks(weeks), fee: Yuan(300), hours: 208, peak: 9 };
    let step = |activity: &str, start, end| Step {
        activity: activity.into(),
        start: Weeks(start),
        end: Weeks(end),
        ..Step::default()
    };
    Plan {
        status,
        value: Some(value),
        steps: vec![step("c1", 2, 6), step("lead", 20, 20)],
        ..Plan::default()
    }
}

fn both(say: impl Fn(Lang) -> String, zh: &str, en: &str) {
    assert_eq!(say(Lang::Zh), zh);
    assert_eq!(say(Lang::En), en);
}

#[track_caller]
fn need_reads(json: &str, zh: &str, en: &str) {
    let need: Need = serde_json::from_str(json).unwrap();
    both(|lang| text::need(lang, &catalogue(), &need), zh, en);
}

#[test]
fn needs_read_as_phrases() {
    need_reads(
        r#"{"skill":"route","level":2}"#,
        "路线规划达到熟手（2 级）",
        "Route planning at level 2 (able)",
    );
    need_reads(r#"{"tenure":"rider","months":36}"#, "当骑手满 36 个月", "36 months as a rider");
    need_reads(r#"{"course":"c1"}"#, "学完“站务实务”", "the course “Station practice”");
    need_reads(r#"{"role":"lead"}"#, "当上站长", "being a station manager");
    need_reads(
        r#"{"certificate":"k1","held_months":12}"#,
        "拿到“高级工证书”满 12 个月",
        "the certificate “Senior certificate”, held for 12 months",
    );
    need_reads(r#"{"age":{"min":18,"max":60}}"#, "年龄 18 到 60 岁", "an age of 18 to 60");
    need_reads(r#"{"education":"college"}"#, "大专毕业", "a college diploma");
    need_reads(
        r#"{"all":[{"role":"lead"},{"any":[{"course":"c1"},{"certificate":"k1"}]}]}"#,
        "当上站长，还有学完“站务实务”，或者有“高级工证书”",
        "being a station manager and the course “Station practice” or the certificate “Senior certificate”",
    );
    need_reads(r#"{"all":[]}"#, "没有要求", "nothing");
    need_reads(r#"{"course":"gone"}"#, "学完“gone”", "the course “gone”");
}

#[test]
fn a_need_of_a_thousand_parts_stays_a_sentence() {
    let any = vec![Need::Course { course: "c1".into() }; 1000];
    let said = text::need(Lang::Zh, &catalogue(), &Need::Any { any });
    assert!(said.ends_with("或者另外 994 项"), "{said}");
}

#[test]
fn the_answer_says_when_how_long_how_much_and_what_it_costs() {
    let says = |goal: &'static str, plan: Plan| {
        move |lang| text::answer(lang, &catalogue(), &scenario(goal), &plan)
    };
    both(
        says(r#"{"role":"lead"}"#, plan(PlanStatus::Optimal, 20)),
        "2027 年 4 月可以当上站长：20 周，每周最多 9 小时，自付 ¥300",
        "You can be a station manager by April 2027: 20 weeks, at most 9 hours a week, ¥300 to pay",
    );
    both(
        says(r#"{"course":"c1"}"#, plan(PlanStatus::Feasible, 1)),
        "2026 年 11 月可以学完“站务实务”：1 周，每周最多 9 小时，自付 ¥300",
        "You can finish “Station practice” by November 2026: 1 week, at most 9 hours a week, ¥300 to pay",
    );
    both(
        says(
            r#"{"certificate":"k1"}"#,
            Plan { value: Some(Value::default()), status: PlanStatus::Optimal, ..Plan::default() },
        ),
        "“高级工证书”你已经有了",
        "You already hold “Senior certificate”",
    );
    both(
        says(r#"{"role":"lead"}"#, Plan { status: PlanStatus::Impossible, ..Plan::default() }),
        "照现在的条件，还当不上站长",
        "As things stand, there is no way to become a station manager",
    );
    both(
        says(r#"{"role":"lead"}"#, Plan::default()),
        "还没算出来怎样当上站长，可以再算久一点",
        "Not worked out yet how to become a station manager; more time may do it",
    );
}

#[test]
fn a_plan_that_is_not_proven_says_how_far_it_may_be_from_the_best() {
    let mut open = plan(PlanStatus::Feasible, 20);
    open.bound = open.value.map(|value| Value { weeks: Weeks(18), ..value });
    let scenario = scenario(r#"{"role":"lead"}"#);
    both(
        |lang| text::gap(lang, &scenario, &open).unwrap(),
        "也许还能快一点，最多快 2 周",
        "It may be up to 2 weeks sooner",
    );
    assert_eq!(text::gap(Lang::Zh, &scenario, &plan(PlanStatus::Optimal, 20)), None);
}

#[track_caller]
fn cause_reads(cause: Cause, zh: &str, en: &str) {
    let scenario = scenario(r#"{"role":"lead"}"#);
    let plan = plan(PlanStatus::Optimal, 20);
    both(|lang| text::cause(lang, &catalogue(), &scenario, &plan, &cause), zh, en);
}

#[test]
fn reasons_read_as_sentences() {
    let route = Need::Skill { skill: "route".into(), level: 2 };
    let lead = Need::Role { role: "lead".into() };
    cause_reads(
        Cause::Goal { need: lead },
        "这就是你的目标：当上站长。",
        "This is your goal: being a station manager.",
    );
    cause_reads(
        Cause::For { step: 1, need: route.clone() },
        "“站长”要用到：路线规划达到熟手（2 级）。",
        "“Station manager” needs Route planning at level 2 (able).",
    );
    cause_reads(
        Cause::Waits { week: Weeks(6), binding: Binding::Step { step: 0, need: route.clone() } },
        "最早 2027 年 1 月 4 日开始：要先完成“站务实务”，因为要求路线规划达到熟手（2 级）。",
        "Starts on 4 January 2027 at the earliest: “Station practice” comes first, because this needs Route planning at level 2 (able).",
    );
    cause_reads(
        Cause::Waits {
            week: Weeks(2),
            binding: Binding::FullWeek { week: Weeks(1), slots: vec!["evening".into()] },
        },
        "最早 2026 年 12 月 7 日开始：2026 年 11 月 30 日那周，晚间的时间不够。",
        "Starts on 7 December 2026 at the earliest: too few hours are left in the week of 30 November 2026 (evenings).",
    );
    cause_reads(
        Cause::Chain { step: 0 },
        "站务实务：2026 年 12 月 7 日到 2027 年 1 月 3 日",
        "Station practice: 7 December 2026 to 3 January 2027",
    );
    cause_reads(
        Cause::Unreachable { activity: Some("lead".into()), need: route },
        "“站长”要求路线规划达到熟手（2 级），现在没有办法做到。",
        "“Station manager” needs Route planning at level 2 (able), and there is no way to get that now.",
    );
    cause_reads(
        Cause::Conflict {
            facts: vec![Binding::Hours { slots: vec!["evening".into()] }, Binding::Deadline],
        },
        "这几条放在一起就排不出计划：晚间每周只有 2 小时；最晚 2027 年 6 月 7 日要到达。",
        "These together leave no plan: only 2 hours a week (evenings); a deadline of 7 June 2027.",
    );
}

#[test]
fn changes_read_as_buttons_with_what_they_lead_to() {
    let scenario = scenario(r#"{"role":"lead"}"#);
    let plan = plan(PlanStatus::Optimal, 20);
    let sooner = Relaxation {
        relief: Relief::MoreHours { slot: "rest_day".into(), hours: Hours(2) },
        also: vec![],
        effort: 8,
        value: Value { weeks: Weeks(16), fee: Yuan(900), hours: 208, peak: 9 },
    };
    both(
        |lang| text::relaxation(lang, &catalogue(), &scenario, &plan, &sooner),
        "休息日每周多 2 小时 → 早 4 周；多 ¥600",
        "2 hours more a week (rest days) → 4 weeks sooner; ¥600 more",
    );
    both(
        |lang| text::relief(lang, &catalogue(), &Relief::AnswerYes { fact: "gd".into() }),
        "如果对“社保交在广东吗？”回答“是”",
        "If you answer “yes” to “Are you insured in Guangdong?”",
    );
}

#[test]
fn a_question_is_answered_in_its_own_words_where_it_has_any() {
    let catalogue = Catalogue {
        answer_yes: [("gd".to_owned(), words("交了", "Yes, I am"))].into(),
        ..catalogue()
    };
    both(
        |lang| text::relief(lang, &catalogue, &Relief::AnswerYes { fact: "gd".into() }),
        "如果对“社保交在广东吗？”回答“交了”",
        "If you answer “Yes, I am” to “Are you insured in Guangdong?”",
    );
    let need = &catalogue.courses[1].needs;
    both(
        |lang| text::need(lang, &catalogue, need),
        "对“社保交在广东吗？”回答“交了”",
        "the answer “Yes, I am” to “Are you insured in Guangdong?”",
    );
    assert_eq!(text::answer_to(Lang::Zh, &catalogue, "gd", true), Some("交了"));
    assert_eq!(text::answer_to(Lang::Zh, &catalogue, "gd", false), None);
}

#[test]
fn differences_name_numbers_first_and_then_steps() {
    let value = |weeks| Some(Value { weeks: Weeks(weeks), ..Value::default() });
    let found = Difference {
        before: value(20),
        after: value(17),
        moved: vec![Moved { activity: "lead".into(), by: -3 }],
        added: vec!["c1".into()],
        dropped: vec!["c2".into()],
    };
    both(
        |lang| text::difference(lang, &catalogue(), &found).join("、"),
        "早 3 周、新增“站务实务”、不再需要“夜校”、“站长”早 3 周",
        "3 weeks sooner、“Station practice” added、“Night school” no longer needed、“Station manager” 3 weeks sooner",
    );
    both(
        |lang| text::difference(lang, &catalogue(), &Difference::default()).join(""),
        "没有变化",
        "no change",
    );
}
