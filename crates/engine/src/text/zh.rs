//! Owns the sentences in plain Chinese: short, friendly, no scolding.
//! Refuses to look anything up: names, dates and numbers come in ready.

use super::format::yuan;
use super::language::{Aim, Language, Side};
use super::names;
use qitu_model::{Date, Education, Lang, Place, PlanStatus};

/// 简体中文
pub struct Chinese;

fn of(activity: Option<&str>) -> String {
    activity.map_or_else(|| "目标".to_owned(), |name| format!("“{name}”"))
}

impl Language for Chinese {
    fn day(&self, date: Date) -> String {
        let (year, month, day) = date.ymd();
        format!("{year} 年 {month} 月 {day} 日")
    }
    fn month(&self, date: Date) -> String {
        let (year, month, _) = date.ymd();
        format!("{year} 年 {month} 月")
    }
    fn money(&self, amount: i64) -> String {
        yuan(amount)
    }
    fn weeks(&self, count: u64) -> String {
        format!("{count} 周")
    }
    fn hours(&self, count: u64) -> String {
        format!("{count} 小时")
    }
    fn months(&self, count: u64) -> String {
        format!("{count} 个月")
    }
    fn and(&self, list: &[String]) -> String {
        match list {
            [before @ .., last] if !before.is_empty() => {
                format!("{}，还有{last}", before.join("，"))
            }
            _ => list.concat(),
        }
    }
    fn or(&self, list: &[String]) -> String {
        list.join("，或者")
    }
    fn row(&self, list: &[String]) -> String {
        list.join("；")
    }
    fn others(&self, count: usize) -> String {
        format!("另外 {count} 项")
    }

    fn nothing(&self) -> String {
        "没有要求".into()
    }
    fn never(&self) -> String {
        "没有可选的条件".into()
    }
    fn at_least(&self, count: u32, list: &[String]) -> String {
        format!("下面至少 {count} 项：{}", list.join("、"))
    }
    fn skill(&self, name: &str, level: u32) -> String {
        format!("{name}达到{}", names::level(Lang::Zh, level))
    }
    fn course(&self, name: &str) -> String {
        format!("学完“{name}”")
    }
    fn certificate(&self, name: &str, held_months: u32) -> String {
        match held_months {
            0 => format!("有“{name}”"),
            months => format!("拿到“{name}”满 {months} 个月"),
        }
    }
    fn role(&self, name: &str) -> String {
        format!("当上{name}")
    }
    fn tenure(&self, name: &str, months: u32) -> String {
        format!("当{name}满 {months} 个月")
    }
    fn age(&self, min: Option<u32>, max: Option<u32>) -> String {
        match (min, max) {
            (Some(min), Some(max)) => format!("年龄 {min} 到 {max} 岁"),
            (Some(min), None) => format!("年满 {min} 岁"),
            (None, Some(max)) => format!("不超过 {max} 岁"),
            (None, None) => "说一下年龄".into(),
        }
    }
    fn education(&self, step: Education) -> String {
        match step {
            Education::None => "说一下学历".into(),
            Education::Junior => "初中毕业".into(),
            Education::Senior => "高中或中专毕业".into(),
            Education::College => "大专毕业".into(),
            Education::Bachelor => "本科毕业".into(),
        }
    }
    fn fact(&self, ask: &str, answer: Option<&str>) -> String {
        format!("对“{ask}”回答“{}”", answer.unwrap_or("是"))
    }

    fn is_goal(&self, need: &str) -> String {
        format!("这就是你的目标：{need}。")
    }
    fn is_for(&self, other: &str, need: &str) -> String {
        format!("“{other}”要用到：{need}。")
    }
    fn is_pinned(&self) -> String {
        "是你自己固定的。".into()
    }
    fn waits(&self, from: Date, binding: &str) -> String {
        format!("最早 {}开始：{binding}。", self.day(from))
    }
    fn ends_no_sooner(&self, from: Date, binding: &str) -> String {
        format!("不会早于 {}到达：{binding}。", self.day(from))
    }
    fn link(&self, step: &str, from: Date, to: Option<Date>) -> String {
        match to {
            None => format!("{step}：{}", self.day(from)),
            Some(to) => format!("{step}：{}到 {}", self.day(from), self.day(to)),
        }
    }
    fn unreachable(&self, activity: Option<&str>, need: &str) -> String {
        format!("{}要求{need}，现在没有办法做到。", of(activity))
    }
    fn unanswered(&self, activity: Option<&str>, need: &str) -> String {
        format!("{}还差你一个回答：{need}。", of(activity))
    }
    fn no_offer_fits(&self, activity: &str, bindings: &[String]) -> String {
        match bindings {
            [] => format!("“{activity}”现在没有能上的班。"),
            _ => format!("“{activity}”现在没有能上的班：{}。", bindings.join("；")),
        }
    }
    fn conflict(&self, facts: &[String]) -> String {
        match facts {
            [] => "照现在的条件排不出计划。".into(),
            [one] => format!("卡在这一条：{one}。"),
            _ => format!("这几条放在一起就排不出计划：{}。", facts.join("；")),
        }
    }

    fn after_step(&self, step: &str, need: &str) -> String {
        format!("要先完成“{step}”，因为要求{need}")
    }
    fn after_time(&self, need: &str) -> String {
        format!("要等到{need}")
    }
    fn next_intake(&self, date: Date) -> String {
        format!("{}那周才开班", self.day(date))
    }
    fn too_early(&self, day: Date) -> String {
        format!("；{}开的班在这份计划的第一个周一之前，想去要先问学校", self.day(day))
    }
    fn full_week(&self, week: Date, slots: &str) -> String {
        format!("{}那周，{slots}的时间不够", self.day(week))
    }
    fn enough_at_once(&self, week: Date, at_once: u32) -> String {
        format!("{}那周已经在学 {at_once} 门", self.day(week))
    }
    fn limit_at_once(&self, at_once: u32) -> String {
        format!("同时最多学 {at_once} 门")
    }
    fn clash(&self, other: &str) -> String {
        format!("上课时间和“{other}”冲突")
    }
    fn by_choice(&self) -> String {
        "不急，放在这里刚好".into()
    }
    fn pin(&self, activity: &str) -> String {
        format!("你固定了“{activity}”")
    }
    fn hours_of(&self, slots: &str, hours: u64) -> String {
        format!("{slots}每周只有 {hours} 小时")
    }
    fn budget(&self, yuan: Option<i64>) -> String {
        yuan.map_or_else(|| "预算不够".into(), |yuan| format!("预算 {}", self.money(yuan)))
    }
    fn deadline(&self, date: Option<Date>) -> String {
        date.map_or_else(|| "期限太近".into(), |date| format!("最晚 {}要到达", self.day(date)))
    }
    fn horizon(&self) -> String {
        "十年内排不完".into()
    }
    fn avoids_place(&self, place: Place) -> String {
        match place {
            Place::Online => "你不想上网课".into(),
            Place::InPerson => "你不想到场上课".into(),
            Place::Blended => "你不想上线上线下结合的课".into(),
        }
    }
    fn avoids(&self, activity: &str) -> String {
        format!("你不想上“{activity}”")
    }
    fn outside_free(&self, activity: Option<&str>) -> String {
        activity.map_or_else(
            || "上课只能在你说的空闲时段".into(),
            |name| format!("“{name}”的上课时间，你没有空"),
        )
    }
    fn needs(&self, activity: Option<&str>, need: &str) -> String {
        format!("{}要求{need}", of(activity))
    }
    fn not_said(&self, need: &str) -> String {
        format!("还没说过：{need}")
    }
    fn no_hours(&self) -> String {
        "你每周没有留出学习的时间".into()
    }
    fn no_intake(&self, activity: &str) -> String {
        format!("“{activity}”后面没有开班的日子了")
    }
    fn not_told(&self, activity: &str, fields: &[&str]) -> String {
        format!("“{activity}”的{}还没有公布，先问学校", fields.join("、"))
    }

    fn more_hours(&self, slot: &str, hours: u64) -> String {
        format!("{slot}每周多 {hours} 小时")
    }
    fn more_budget(&self, yuan: i64) -> String {
        format!("多花 {}", self.money(yuan))
    }
    fn later_deadline(&self, date: Date) -> String {
        format!("放宽到 {}", self.day(date))
    }
    fn more_at_once(&self, at_once: u32) -> String {
        format!("同时学 {at_once} 门")
    }
    fn accept_place(&self, place: Place) -> String {
        match place {
            Place::Online => "网课也可以".into(),
            Place::InPerson => "到场上课也可以".into(),
            Place::Blended => "线上线下结合也可以".into(),
        }
    }
    fn accept(&self, activity: &str) -> String {
        format!("“{activity}”也可以")
    }
    fn answer_yes(&self, ask: &str, answer: Option<&str>) -> String {
        format!("如果对“{ask}”回答“{}”", answer.unwrap_or("是"))
    }
    fn say_age(&self, age: u32) -> String {
        format!("如果你是 {age} 岁")
    }
    fn have_education(&self, step: Education) -> String {
        format!("如果已经{}", self.education(step))
    }
    fn have_certificate(&self, name: &str) -> String {
        format!("如果已经有“{name}”")
    }
    fn have_skill(&self, name: &str, level: u32) -> String {
        format!(
            "如果{name}已经达到{}：{}",
            names::level(Lang::Zh, level),
            names::level_means(Lang::Zh, level)
        )
    }
    fn drop_pin(&self, activity: &str) -> String {
        format!("不再固定“{activity}”")
    }
    fn free_times(&self) -> String {
        "上课时间不限".into()
    }
    fn leads_to(&self, change: &str, effect: &str) -> String {
        format!("{change} → {effect}")
    }

    fn already(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => format!("你现在就可以当{name}了"),
            Aim::Course(name) => format!("“{name}”你已经学完了"),
            Aim::Certificate(name) => format!("“{name}”你已经有了"),
            Aim::Other(_) => "这个目标你已经达到了".into(),
        }
    }
    fn answer(&self, aim: Aim<'_>, at: Date, weeks: u64, peak: u64, fee: i64) -> String {
        let month = self.month(at);
        let reached = match aim {
            Aim::Role(name) => format!("{month}可以当上{name}"),
            Aim::Course(name) => format!("{month}可以学完“{name}”"),
            Aim::Certificate(name) => format!("{month}可以拿到“{name}”"),
            Aim::Other(phrase) => format!("{month}可以做到：{phrase}"),
        };
        let study = if peak == 0 {
            "不用另外学".into()
        } else {
            format!("每周最多 {peak} 小时")
        };
        let fee =
            if fee == 0 { "不用花钱".into() } else { format!("自付 {}", self.money(fee)) };
        format!("{reached}：{weeks} 周，{study}，{fee}")
    }
    fn gap(&self, side: Side, most: u64) -> String {
        match side {
            Side::Weeks => format!("也许还能快一点，最多快 {most} 周"),
            Side::Fee => format!("也许还能省一点，最多省 {}", self.money(most.cast_signed())),
            Side::Hours => format!("也许还能少学一点，最多少 {most} 小时"),
            Side::Peak => format!("也许还能轻松一点，最忙一周最多少 {most} 小时"),
        }
    }
    fn no_gap(&self) -> String {
        "最看重的一项已是最好，其他也许还能改进".into()
    }
    fn impossible(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => format!("照现在的条件，还当不上{name}"),
            Aim::Course(name) => format!("照现在的条件，“{name}”还学不成"),
            Aim::Certificate(name) => format!("照现在的条件，“{name}”还拿不到"),
            Aim::Other(_) => "照现在的条件，这个目标还做不到".into(),
        }
    }
    fn unknown(&self, aim: Aim<'_>) -> String {
        match aim {
            Aim::Role(name) => format!("还没算出来怎样当上{name}，可以再算久一点"),
            Aim::Course(name) => format!("还没算出来怎样学“{name}”，可以再算久一点"),
            Aim::Certificate(name) => format!("还没算出来怎样拿“{name}”，可以再算久一点"),
            Aim::Other(_) => "还没算出来，可以再算久一点".into(),
        }
    }
    fn plan_status(&self, status: PlanStatus) -> &'static str {
        match status {
            PlanStatus::Optimal => "已证明最优",
            PlanStatus::Feasible => "可行",
            PlanStatus::Impossible => "排不出计划",
            PlanStatus::Unknown => "没算完",
        }
    }

    fn change(&self, side: Side, by: i64) -> String {
        let size = by.unsigned_abs();
        match (side, by > 0) {
            (Side::Weeks, true) => format!("晚 {size} 周"),
            (Side::Weeks, false) => format!("早 {size} 周"),
            (Side::Fee, true) => format!("多 {}", self.money(by)),
            (Side::Fee, false) => format!("省 {}", self.money(-by)),
            (Side::Hours, true) => format!("多学 {size} 小时"),
            (Side::Hours, false) => format!("少学 {size} 小时"),
            (Side::Peak, true) => format!("最忙一周多 {size} 小时"),
            (Side::Peak, false) => format!("最忙一周少 {size} 小时"),
        }
    }
    fn no_change(&self) -> String {
        "没有变化".into()
    }
    fn now_possible(&self) -> String {
        "就排得出计划了".into()
    }
    fn came(&self, activity: &str) -> String {
        format!("新增“{activity}”")
    }
    fn went(&self, activity: &str) -> String {
        format!("不再需要“{activity}”")
    }
    fn moved(&self, activity: &str, by: i64) -> String {
        format!("“{activity}”{}", self.change(Side::Weeks, by))
    }
}
