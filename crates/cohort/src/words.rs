//! Owns a cohort in words: how many get where, which classes are short, what one more would change.

use crate::forecast::{ClassCount, Forecast, GroupCount};
use crate::study::{OneMore, Total};
use qitu_engine::explain;
use qitu_engine::text::{self, format, name};
use qitu_model::{Catalogue, Lang, Plan, Scenario};

/// Classes and groups that are named one by one; the tables hold all.
const MOST_CLASSES: usize = 10;
const MOST_GROUPS: usize = 20;

/// A cohort of so many different questions, a sentence a line. `unread` lines are not counted.
#[must_use]
pub fn summary(
    lang: Lang,
    catalogue: &Catalogue,
    questions: usize,
    unread: usize,
    counts: &Forecast,
    more: &[OneMore],
) -> Vec<String> {
    let total = Total::of(&counts.groups);
    let mut lines = vec![head(lang, questions, total)];
    if unread > 0 {
        lines.push(match lang {
            Lang::Zh => format!("{} 行读不了，没有算进去。", unread),
            Lang::En => {
                format!("Lines that could not be read and are not counted: {}.", unread)
            }
        });
    }
    lines.extend(ways(lang, total));
    let named = counts.groups.iter().filter(|group| !group.name.is_empty());
    lines.extend(named.take(MOST_GROUPS).filter_map(|one| group(lang, one)));
    let mut short: Vec<&ClassCount> = counts.classes.iter().filter(|c| c.short() > 0).collect();
    short.sort_by_key(|class| std::cmp::Reverse(class.short()));
    if short.is_empty() && counts.classes.iter().any(|class| class.seats.is_some()) {
        lines.push(match lang {
            Lang::Zh => "每个有座位数的班都够坐。".to_owned(),
            Lang::En => "Every class with a number of seats has enough of them.".to_owned(),
        });
    }
    lines.extend(short.into_iter().take(MOST_CLASSES).map(|one| class(lang, catalogue, one)));
    lines.extend(more.iter().map(|one| one_more(lang, catalogue, total, one)));
    lines
}

fn head(lang: Lang, questions: usize, total: Total) -> String {
    match lang {
        Lang::Zh => format!("{} 名骑手，{questions} 种不同的情况。", total.riders),
        Lang::En => format!("Riders {}, different questions {questions}.", total.riders),
    }
}

fn ways(lang: Lang, total: Total) -> Vec<String> {
    let Total { as_wanted, moved, lost, impossible, undecided, weeks_lost, .. } = total;
    let mut lines = Vec::new();
    let mut say = |zh: String, en: String| lines.push(if lang == Lang::Zh { zh } else { en });
    say(
        format!("{as_wanted} 人按最好的计划走；{impossible} 人已证明走不到。"),
        format!("On their best plan: {as_wanted}; proven to have no way: {impossible}."),
    );
    if moved > 0 {
        let mean = weeks_lost as f64 / moved as f64;
        say(
            format!("{moved} 人要的班满了，改走别的班，平均晚 {mean:.1} 周。"),
            format!(
                "A class was full and they take another way: {moved}, {mean:.1} weeks later on average."
            ),
        );
    }
    if lost > 0 {
        say(
            format!("{lost} 人因为班满了，没有路可走。"),
            format!("Without a way because classes are full: {lost}."),
        );
    }
    if undecided > 0 {
        say(
            format!("{undecided} 人在限定的计算量里没有算出来。"),
            format!("Not decided within the work limit: {undecided}."),
        );
    }
    lines
}

fn group(lang: Lang, group: &GroupCount) -> Option<String> {
    let (name, riders) = (&group.name, group.riders);
    let Some((half, most)) = group.weeks_of(50).zip(group.weeks_of(90)) else {
        return Some(match lang {
            Lang::Zh => format!("{name}：{riders} 人，都没有路。"),
            Lang::En => format!("{name}: riders {riders}, none with a way."),
        });
    };
    let ways = i64::try_from(group.with_a_way()).ok()?;
    let fee = group.fees / ways.max(1);
    Some(match lang {
        Lang::Zh => format!(
            "{name}：{riders} 人，{ways} 人有路；一半在 {half} 周内到，九成在 {most} 周内到，平均花 {fee} 元。"
        ),
        Lang::En => format!(
            "{name}: riders {riders}, with a way {ways}; half within {}, nine in ten within {}, ¥{fee} on average.",
            format::weeks(lang, half),
            format::weeks(lang, most)
        ),
    })
}

fn class_name(lang: Lang, catalogue: &Catalogue, count: &ClassCount) -> String {
    let class = &count.class;
    let title = name(lang, catalogue, &class.activity);
    match lang {
        Lang::Zh => format!("{title}（{}）{} 的班", class.offer, class.day),
        Lang::En => format!("{title} ({}), class of {}", class.offer, class.day),
    }
}

fn class(lang: Lang, catalogue: &Catalogue, count: &ClassCount) -> String {
    let named = class_name(lang, catalogue, count);
    let (seats, wanted, short) = (count.seats.unwrap_or(0), count.wanted, count.short());
    let (moved, lost) = (count.moved, count.lost);
    match lang {
        Lang::Zh => format!(
            "{named}：{wanted} 人想去，{seats} 个座位，差 {short} 个；{moved} 人改走别的班，{lost} 人没有路了。"
        ),
        Lang::En => format!(
            "{named}: wanted {wanted}, seats {seats}, short {short}; on another way {moved}, without a way {lost}."
        ),
    }
}

fn one_more(lang: Lang, catalogue: &Catalogue, before: Total, more: &OneMore) -> String {
    let named = class_name(lang, catalogue, &more.class);
    let seats = more.class.seats.unwrap_or(0);
    let change =
        |part: fn(&Total) -> u64| i128::from(part(&more.after)) - i128::from(part(&before));
    let (best, lost) = (change(|total| total.as_wanted), -change(|total| total.lost));
    let weeks = -change(|total| total.weeks_lost);
    match lang {
        Lang::Zh => format!(
            "{named}，再开一个同样大小的班（{seats} 座）：按最好的计划走的人 {best:+}，有路可走的人 {lost:+}，一共少等 {weeks} 周。"
        ),
        Lang::En => format!(
            "{named}, with one more of the same size ({seats} seats): on their best plan {best:+}, with a way {lost:+}, {weeks} weeks of waiting less in all."
        ),
    }
}

/// Why there is no way, for a question whose plan says that there is none.
#[must_use]
pub fn reason(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> String {
    let mut plan = plan.clone();
    explain::why(catalogue, scenario, &mut plan);
    let say = |cause| text::cause(lang, catalogue, scenario, &plan, cause);
    plan.reasons.iter().map(say).collect::<Vec<_>>().join(" ")
}
