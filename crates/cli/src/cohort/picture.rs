//! Owns the picture of a cohort: riders who begin a course or an exam, by month, as one SVG.

use qitu_cohort::{Demand, Months};
use qitu_model::Lang;
use std::collections::BTreeMap;
use std::fmt::Write;

const BAR: usize = 22;
const GAP: usize = 8;
const HEIGHT: usize = 220;
const LEFT: usize = 64;
const TOP: usize = 64;
/// Months drawn; plans of ten years would be a line of hairs.
const MOST: usize = 36;

pub fn months(lang: Lang, months: &Months) -> String {
    let mut by_month: BTreeMap<(i32, u8), Demand> = BTreeMap::new();
    for ((month, _, _), demand) in months {
        let sum = by_month.entry(*month).or_default();
        sum.wanted += demand.wanted;
        sum.had += demand.had;
    }
    let rest = by_month.len().saturating_sub(MOST);
    let shown: Vec<_> = by_month.into_iter().take(MOST).collect();
    let most = shown.iter().map(|(_, demand)| demand.wanted.max(demand.had)).max().unwrap_or(0);
    let high = |riders: u64| (riders * HEIGHT as u64 / most.max(1)) as usize;
    let width = LEFT + shown.len().max(8) * (BAR + GAP) + 24;
    let (title, key, more) = words(lang, rest);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>{title}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"12\" y=\"24\" font-size=\"16\">{title}</text>\n\
         <text x=\"12\" y=\"44\" fill=\"#555\">{key}{more}</text>\n",
        TOP + HEIGHT + 52
    );
    let base = TOP + HEIGHT;
    for part in [0, 1, 2] {
        let y = base - HEIGHT * part / 2;
        let riders = most * part as u64 / 2;
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {y}H{width}\" stroke=\"#ddd\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#555\">{riders}</text>",
            LEFT - 6,
            y + 4
        );
    }
    let mut labelled = None;
    for (at, ((year, month), demand)) in shown.iter().enumerate() {
        let x = LEFT + GAP + at * (BAR + GAP);
        let (wanted, had) = (high(demand.wanted), high(demand.had));
        let _ = writeln!(
            svg,
            "<g><title>{year}-{month:02}: {} / {}</title>\
             <rect x=\"{x}\" y=\"{}\" width=\"{BAR}\" height=\"{had}\" fill=\"#0f766e\"/>\
             <rect x=\"{x}\" y=\"{}\" width=\"{BAR}\" height=\"{wanted}\" fill=\"none\" stroke=\"#b45309\" stroke-width=\"2\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{month}</text>",
            demand.wanted,
            demand.had,
            base - had,
            base - wanted,
            x + BAR / 2,
            base + 18
        );
        if labelled != Some(*year) {
            labelled = Some(*year);
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#555\">{year}</text>",
                x + BAR / 2,
                base + 36
            );
        }
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn words(lang: Lang, rest: usize) -> (&'static str, &'static str, String) {
    let more = match (rest, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("；后面还有 {rest} 个月"),
        (_, Lang::En) => format!("; {rest} more months follow"),
    };
    match lang {
        Lang::Zh => ("每个月开始上课、考试的人次", "实心：有座位；橙色框：想去的", more),
        Lang::En => {
            ("Courses and exams begun, by month", "Filled: with a seat; orange frame: wanted", more)
        }
    }
}
