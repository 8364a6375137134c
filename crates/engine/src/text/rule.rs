//! Owns the sentences for a plan that breaks a rule.

use crate::verify::{Broken, Rule, Witness};
use qitu_model::Lang;
use qitu_model::{Catalogue, Id, Need, Plan, Value};

/// Which rule the plan breaks and what shows it, in one sentence.
#[must_use]
pub fn broken(lang: Lang, catalogue: &Catalogue, plan: &Plan, broken: &Broken) -> String {
    let words = Words { lang, catalogue, plan };
    let shown = words.witness(&broken.witness);
    match lang {
        Lang::Zh => format!("{}{shown}", rule_zh(broken.rule)),
        Lang::En => format!("{} {shown}", rule_en(broken.rule)),
    }
}

/// What a rule asks for, in one sentence.
#[must_use]
pub fn rule(lang: Lang, rule: Rule) -> &'static str {
    match lang {
        Lang::Zh => rule_zh(rule),
        Lang::En => rule_en(rule),
    }
}

fn rule_zh(rule: Rule) -> &'static str {
    match rule {
        Rule::Known => "每一步的项目、班次和每周学时都要在课程目录里。",
        Rule::Length => "每一步的周数要和班次一样。",
        Rule::Horizon => "计划不能超过 520 周。",
        Rule::Held => "开始时已经学完、已经担任的，不再安排，除非是给会过期的证书续期。",
        Rule::Once => "同一项不安排两次，除非是换一周给会过期的证书续期。",
        Rule::AvoidActivity => "不安排你不想参加的项目。",
        Rule::AvoidPlace => "不安排你不接受的上课方式。",
        Rule::Need => "每一步开始那周，要求都已经满足。",
        Rule::Circle => "当周就完成的步骤不能互为前提。",
        Rule::Unknown => "费用、学时、开班日期、上课时间或地点还没问清的班，不安排。",
        Rule::Intake => "每一步都在开班的那周开始。",
        Rule::Hours => "每周的空闲时间都放得下要学的时间。",
        Rule::AtOnce => "同时学的不超过你定的门数。",
        Rule::Session => "同一周里上课时间不能撞上。",
        Rule::Free => "上课时间都在你有空的时段里。",
        Rule::Budget => "花的钱不超过预算。",
        Rule::Pin => "你固定下来的每一项都在计划里。",
        Rule::Goal => "计划能到达目标。",
        Rule::Deadline => "在截止日期那周开始前到达目标。",
        Rule::Value => "计划写的周数、费用、学时和最忙一周，要和各步骤算出来的一样。",
    }
}

fn rule_en(rule: Rule) -> &'static str {
    rule.says()
}

struct Words<'a> {
    lang: Lang,
    catalogue: &'a Catalogue,
    plan: &'a Plan,
}

impl Words<'_> {
    fn witness(&self, witness: &Witness) -> String {
        let zh = self.lang == Lang::Zh;
        match witness {
            Witness::Step { step } if zh => format!("没有做到的是{}。", self.step(*step)),
            Witness::Step { step } => format!("Not so for {}.", self.step(*step)),
            Witness::Steps { step, other } if zh => {
                format!("没有做到的是{}和{}。", self.step(*step), self.step(*other))
            }
            Witness::Steps { step, other } => {
                format!("Not so for {} and {}.", self.step(*step), self.step(*other))
            }
            Witness::Length { step, end } if zh => {
                format!("{}应该在第 {} 周开始时完成。", self.step(*step), end.0)
            }
            Witness::Length { step, end } => {
                format!("{} should be done at the start of week {}.", self.step(*step), end.0)
            }
            Witness::Need { step, need } => self.need(*step, need),
            Witness::Circle { steps } => self.circle(steps),
            Witness::Hours { week, slots, asked, free } if zh => {
                let slots = self.slots(slots);
                format!("第 {} 周，{slots}只有 {free} 小时，要用 {asked} 小时。", week.0)
            }
            Witness::Hours { week, slots, asked, free } => {
                let slots = self.slots(slots);
                format!("Week {} asks for {asked} hours of {slots}; there are {free}.", week.0)
            }
            Witness::AtOnce { week, running } if zh => {
                format!("第 {} 周同时有 {running} 门。", week.0)
            }
            Witness::AtOnce { week, running } => format!("Week {} runs {running}.", week.0),
            Witness::Above { found, limit } if zh => format!("现在是 {found}，最多 {limit}。"),
            Witness::Above { found, limit } => {
                format!("It is {found}, at most {limit} is allowed.")
            }
            Witness::Pin { pin } if zh => format!("没有做到的是第 {} 个固定项。", pin + 1),
            Witness::Pin { pin } => format!("Not so for pin {}.", pin + 1),
            Witness::Value { stated, found } => self.value(*stated, *found),
        }
    }

    fn step(&self, at: usize) -> String {
        let Some(step) = self.plan.steps.get(at) else {
            return format!("#{}", at + 1);
        };
        let name = match self.catalogue.activity(&step.activity) {
            Some((_, activity)) => self.lang.pick(&activity.name),
            None => "",
        };
        let name = if name.is_empty() { &step.activity } else { name };
        match self.lang {
            Lang::Zh => format!("第 {} 步“{name}”（第 {} 周开始）", at + 1, step.start.0),
            Lang::En => format!("step {}, {name} (starting in week {})", at + 1, step.start.0),
        }
    }

    fn need(&self, step: Option<usize>, need: &Need) -> String {
        let need = qitu_model::json::write(need);
        match (self.lang, step) {
            (Lang::Zh, Some(step)) => format!("{}还缺：{need}。", self.step(step)),
            (Lang::Zh, None) => format!("目标还缺：{need}。"),
            (Lang::En, Some(step)) => format!("Missing for {}: {need}.", self.step(step)),
            (Lang::En, None) => format!("Missing for the goal: {need}."),
        }
    }

    fn circle(&self, steps: &[usize]) -> String {
        let steps: Vec<String> = steps.iter().map(|at| self.step(*at)).collect();
        match self.lang {
            Lang::Zh => format!("互为前提的是{}。", steps.join("、")),
            Lang::En => format!("They wait for each other: {}.", steps.join("; ")),
        }
    }

    fn slots(&self, slots: &[Id]) -> String {
        let name = |id: &Id| match self.catalogue.slots.iter().find(|slot| slot.id == *id) {
            Some(slot) => self.lang.pick(&slot.name).to_owned(),
            None => id.clone(),
        };
        let names: Vec<String> = slots.iter().map(name).collect();
        match self.lang {
            Lang::Zh if names.is_empty() => "没有合适的时段，".to_owned(),
            Lang::En if names.is_empty() => "no slot at all".to_owned(),
            Lang::Zh => names.join("、"),
            Lang::En => names.join(" and "),
        }
    }

    fn value(&self, stated: Option<Value>, found: Value) -> String {
        let say = |value: Value| match self.lang {
            Lang::Zh => format!(
                "{} 周、{} 元、共 {} 小时、最忙一周 {} 小时",
                value.weeks.0, value.fee.0, value.hours, value.peak
            ),
            Lang::En => format!(
                "{} weeks, {} yuan, {} hours, {} hours in the busiest week",
                value.weeks.0, value.fee.0, value.hours, value.peak
            ),
        };
        match (self.lang, stated) {
            (Lang::Zh, Some(stated)) => format!("写的是{}；算出来是{}。", say(stated), say(found)),
            (Lang::Zh, None) => format!("计划没有写；算出来是{}。", say(found)),
            (Lang::En, Some(stated)) => {
                format!("It states {}; it takes {}.", say(stated), say(found))
            }
            (Lang::En, None) => format!("It states nothing; it takes {}.", say(found)),
        }
    }
}
