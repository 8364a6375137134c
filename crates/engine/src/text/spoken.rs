//! Owns a plan as it is read aloud: whole sentences, and signs in the words that a voice says.
//! Refuses the voice itself: the device has it.

use super::{format, print, sentence, ui};
use crate::explain::itinerary;
use qitu_model::{Catalogue, Cause, Lang, Plan, Scenario};

/// The answer and its steps; where there is no way, what is in the way.
#[must_use]
pub fn plan(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> String {
    let words = ui::aloud::words(lang);
    let mut said = vec![sentence::answer(lang, catalogue, scenario, plan)];
    for (at, row) in itinerary::rows(catalogue, scenario, plan).iter().enumerate() {
        let from = ui::fill(words.from, &[&format::day(lang, row.from)]);
        let cost = print::price(row);
        let cost = if cost.is_empty() { words.free.to_owned() } else { cost };
        let parts =
            [lang.pick(&row.activity.name).to_owned(), from, print::effort(lang, row), cost];
        let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let text = parts.join(if lang == Lang::Zh { "，" } else { ", " });
        said.push(ui::fill(words.step, &[&(at + 1).to_string(), &text]));
    }
    if plan.value.is_none() {
        let told = plan.reasons.iter().filter(|cause| !matches!(cause, Cause::Chain { .. }));
        said.extend(told.map(|cause| sentence::cause(lang, catalogue, scenario, plan, cause)));
    }
    said.join("\n")
}

/// A text in sentences, without the signs that a voice stumbles over: `¥1,200` is 1200 元, and
/// between two numbers a dash is “到”.
#[must_use]
pub fn sentences(lang: Lang, text: &str) -> Vec<String> {
    let ends = |letter: char| matches!(letter, '\n' | '。' | '！' | '？' | '；');
    let parts = text.split(ends).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| said(lang, part)).collect()
}

fn said(lang: Lang, text: &str) -> String {
    let (yuan, to, pause) = match lang {
        Lang::Zh => ("元", "到", "，"),
        Lang::En => (" yuan", " to ", ", "),
    };
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut is_money = false;
    while let Some(letter) = letters.next() {
        let is_next_digit = letters.peek().is_some_and(char::is_ascii_digit);
        match letter {
            '¥' => is_money = is_next_digit,
            ',' if is_money && is_next_digit => {}
            '·' => {
                out.truncate(out.trim_end().len());
                out.push_str(pause);
                while letters.peek() == Some(&' ') {
                    letters.next();
                }
            }
            '–' => out.push_str(to),
            '“' | '”' | '（' | '）' => out.push_str(if letter == '（' { pause } else { "" }),
            letter => out.push(letter),
        }
        if is_money && letter.is_ascii_digit() {
            // A comma inside of the amount, not one after it.
            let mut ahead = letters.clone();
            let next =
                ahead.next().and_then(|next| if next == ',' { ahead.next() } else { Some(next) });
            if !next.is_some_and(|next| next.is_ascii_digit()) {
                out.push_str(yuan);
                is_money = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use qitu_model::Lang;

    #[test]
    fn signs_are_said_in_words() {
        let text = "2027 年 4 月可以当上站长：自付 ¥1,300。每月 ¥6,000–¥9,000 · 估计";
        assert_eq!(
            sentences(Lang::Zh, text),
            ["2027 年 4 月可以当上站长：自付 1300元", "每月 6000元到9000元，估计"]
        );
        assert_eq!(
            sentences(Lang::En, "You pay ¥0, 26 weeks\nTue 14:00–16:00"),
            ["You pay 0 yuan, 26 weeks", "Tue 14:00 to 16:00"]
        );
    }

    #[test]
    fn a_comma_that_ends_an_amount_stays() {
        assert_eq!(sentences(Lang::En, "¥1,200, then ¥5,"), ["1200 yuan, then 5 yuan,"]);
        assert_eq!(sentences(Lang::Zh, "。\n ；"), Vec::<String>::new());
    }
}
