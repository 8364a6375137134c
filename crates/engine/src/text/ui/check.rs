//! Owns the words of 自测, and its reasons and counter-reasons as sentences.

use crate::explain::check::{Point, Questions};
use crate::text::names;
use qitu_model::Catalogue;
use qitu_model::Lang;

super::words! {
    title: "自测：去哪更合适", "Self-check: what suits me";
    waiting: "正在拿题目……", "Fetching the questions…";
    failed: "题目没有拿到。连上网再试一次。", "The questions did not arrive. Try again with a connection.";
    again_fetch: "再试一次", "Try again";
    start: "开始，不到五分钟", "Begin: under five minutes";
    parts: "先问会什么，再问有什么条件，最后问喜欢什么。哪题不想答就跳过。", "First what you can do, then what you can spare, last what you like. Skip any question.";
    last_time: "上次自测：{}", "Last check: {}";
    see_last: "看上次的结果", "See the last result";
    step: "第 {} 部分，共 3 部分", "Part {} of 3";
    skills: "现在会什么", "What you can do now";
    skills_note: "自己估就行。", "Your own estimate is fine.";
    readiness: "有什么条件", "What you can spare";
    readiness_note: "只用来算计划，都可以跳过。", "Used only for the plan; skip any.";
    interest: "喜欢做什么", "What you like doing";
    interest_note: "不用想会不会，只想喜不喜欢。", "Not whether you can, only whether you like it.";
    answered: "答了 {} 题，共 {} 题", "{} of {} answered";
    next: "下一部分", "Next part";
    finish: "看结果", "See the result";
    back: "上一部分", "Back";
    yes: "是", "Yes";
    no: "不是", "No";
    skip: "跳过", "Skip";
    can: "能", "Yes";
    cannot: "不能", "No";
    scale_0: "不支持", "No";
    scale_1: "说不上", "Not sure";
    scale_2: "支持", "Yes";
    budget_0: "不出钱", "Nothing";
    hours_week: "{} 小时", "{} h";
    kept: "记下了，计划也跟着变了", "Noted; the plan follows";
    result: "比较合适的去处", "What may suit you";
    result_note: "按你今天的回答排的，不是考试。下面每一条都写了为什么。", "Ordered by today's answers; this is no exam. Each one says why.";
    because: "合适的地方", "What speaks for it";
    but: "要想清楚的", "Think about";
    none_but: "没有明显的坎。", "No clear hurdle.";
    fit: "合适度 {}", "Fit {}";
    up: "上次第 {}，这次第 {}", "Was number {}, now {}";
    same: "和上次一样，第 {}", "Number {} again";
    more: "再看几个", "Show more";
    look: "看这个岗位", "See this role";
    plan: "做成计划", "Make it a plan";
    planned: "目标换好了", "The goal is set";
    repeat: "再测一次", "Check again";
    interests: "你的兴趣", "Your interests";
    interests_flat: "你的回答差不多都一样，兴趣这一项就不算了。", "Your answers are all alike, so interest is left out.";
    sources: "数据从哪来", "Where the data comes from";
    licence: "CC BY 4.0 许可", "CC BY 4.0 licence";
    p_likes: "你喜欢的和这份工作合得来：{}", "You like what it is made of: {}";
    p_likes_less: "这份工作很多时候是“{}”的活，你不太喜欢", "Much of it is {} work, which you like less";
    p_has: "这几样你已经够了：{}", "You already have: {}";
    p_lacks: "这几样还要学：{}", "Still to learn: {}";
    p_schooling: "有一条要求学历：{}", "One condition is schooling: {}";
    p_age: "有年龄要求，看看你合不合", "It has an age limit: see whether you meet it";
    p_months: "还要在“{}”上再做 {} 个月", "As {}, {} more months are needed";
    p_few: "你一周只有 {} 小时，会学得久", "With {} hours a week it takes long";
    p_no_schooling: "不看学历", "No schooling is asked for";
}

/// A reason or counter-reason in a sentence.
#[must_use]
pub fn point(lang: Lang, catalogue: &Catalogue, questions: &Questions, point: &Point) -> String {
    let words = words(lang);
    let mark = if lang == Lang::Zh { "、" } else { ", " };
    let kind = |id: &String| {
        let kind = questions.types.iter().find(|kind| kind.id == *id);
        kind.map_or(id.as_str(), |kind| lang.pick(&kind.name)).to_owned()
    };
    let skills = |ids: &[String]| {
        let names: Vec<&str> = ids.iter().map(|id| names::skill(lang, catalogue, id)).collect();
        names.join(mark)
    };
    match point {
        Point::Likes(types) => {
            let names: Vec<String> = types.iter().map(kind).collect();
            super::fill(words.p_likes, &[&names.join(mark)])
        }
        Point::LikesLess(id) => super::fill(words.p_likes_less, &[&kind(id)]),
        Point::Has(ids) => super::fill(words.p_has, &[&skills(ids)]),
        Point::Lacks(ids) => super::fill(words.p_lacks, &[&skills(ids)]),
        Point::Schooling(step) => super::fill(words.p_schooling, &[names::schooling(lang, *step)]),
        Point::Age => words.p_age.to_owned(),
        Point::Months(role, months) => {
            super::fill(words.p_months, &[names::name(lang, catalogue, role), &months.to_string()])
        }
        Point::FewHours(hours) => super::fill(words.p_few, &[&hours.to_string()]),
        Point::NoSchooling => words.p_no_schooling.to_owned(),
    }
}
