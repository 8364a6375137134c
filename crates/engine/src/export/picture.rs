//! Owns the pictures of a plan and of a week, as portrait SVG for a lock screen or a chat.
//! Refuses fonts of its own and the browser: letters are the system's, pixels are the app's.
//!
//! Letters are not measured here: a Chinese one is taken as one em, any other as a little more
//! than half, which is on the wide side of the usual system fonts.

use super::qr::{Square, square};
use crate::explain::itinerary::{self, Row};
use crate::text::{format, names, phrase, print};
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Kind, Plan, Scenario, Weekday};

/// Width of both pictures, in pixels.
pub const WIDTH: u32 = 1080;
/// Height of both pictures, in pixels.
pub const HEIGHT: u32 = 2340;

/// Height of the picture of a code alone.
pub const CODE_HEIGHT: u32 = 1440;

/// Where the content begins: above it a locked phone shows its clock.
const TOP: u32 = 560;
const LEFT: u32 = 84;
const RIGHT: u32 = WIDTH - 84;
const PAPER: &str = "#faf6ee";
const CARD: &str = "#fffdf9";
const INK: &str = "#1b2027";
const QUIET: &str = "#5b6470";
const HAIR: &str = "#e4dccd";
const ACCENT: &str = "#0b6e4f";

struct Drawing {
    svg: String,
}

impl Drawing {
    fn new(title: &str, height: u32) -> Self {
        let fonts = "system-ui,-apple-system,'PingFang SC','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei',sans-serif";
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"{fonts}\"><title>{}</title><rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{PAPER}\"/>",
            escape(title)
        );
        Self { svg }
    }

    fn text(&mut self, x: u32, y: u32, size: u32, look: Look, words: &str) {
        let Look { colour, weight, anchor } = look;
        self.svg.push_str(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\">{}</text>",
            escape(words)
        ));
    }

    /// Words over at most so many lines; returns the baseline of the last.
    fn lines(&mut self, x: u32, y: u32, size: u32, look: Look, words: &str, most: usize) -> u32 {
        let mut at = y;
        for (line, words) in wrap(words, size, RIGHT.saturating_sub(x), most).iter().enumerate() {
            if line > 0 {
                at += size * 5 / 4;
            }
            self.text(x, at, size, look, words);
        }
        at
    }

    fn code(&mut self, code: &Square, x: u32, y: u32, size: u32) {
        let side = code.side;
        self.shape(&format!(
            "<svg x=\"{x}\" y=\"{y}\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{}\" fill=\"#000\"/></svg>",
            code.path
        ));
    }

    fn shape(&mut self, shape: &str) {
        self.svg.push_str(shape);
    }

    fn done(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

#[derive(Clone, Copy)]
struct Look {
    colour: &'static str,
    weight: u32,
    anchor: &'static str,
}

const STRONG: Look = Look { colour: INK, weight: 700, anchor: "start" };
const PLAIN: Look = Look { colour: INK, weight: 400, anchor: "start" };
const SOFT: Look = Look { colour: QUIET, weight: 400, anchor: "start" };
const BRIGHT: Look = Look { colour: ACCENT, weight: 700, anchor: "start" };

/// The plan from now to the goal, with a QR code of its link where one is given.
#[must_use]
pub fn plan(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    link: Option<&str>,
) -> String {
    let goal = match itinerary::goal_id(&scenario.goal) {
        Some(id) => names::name(lang, catalogue, id).to_owned(),
        None => phrase::need(lang, catalogue, &scenario.goal),
    };
    let mut drawing = Drawing::new(&goal, HEIGHT);
    drawing.text(LEFT, TOP, 40, SOFT, print::brand(lang));
    let mut y = TOP + 110;
    if let Some(day) = itinerary::reached(scenario, plan) {
        drawing.text(LEFT, y, 84, BRIGHT, &print::month(lang, day));
        y += 100;
    }
    y = drawing.lines(LEFT, y, 72, STRONG, &goal, 2);
    if let Some(value) = plan.value {
        y += 74;
        drawing.text(LEFT, y, 40, SOFT, &print::figures(lang, value));
    }
    y += 90;
    let rows = itinerary::rows(catalogue, scenario, plan);
    let code = link.and_then(square);
    let end = HEIGHT - if code.is_some() { 420 } else { 150 };
    y = timetable(&mut drawing, lang, &rows, y, end);
    if let Some(code) = code {
        let size = 300;
        let top = HEIGHT - size - 90;
        let x = RIGHT - size;
        drawing.code(&code, x, top, size);
        let words = print::scan(lang);
        for (line, words) in wrap(words, 40, x - LEFT - 40, 3).iter().enumerate() {
            let line = u32::try_from(line).unwrap_or(0);
            drawing.text(LEFT, top.max(y) + 120 + line * 54, 40, SOFT, words);
        }
    }
    drawing.done()
}

/// The code of a link alone, under what it leads to; none where the link is too long for a code.
#[must_use]
pub fn code(lang: Lang, title: &str, link: &str) -> Option<String> {
    let code = square(link)?;
    let mut drawing = Drawing::new(title, CODE_HEIGHT);
    drawing.text(LEFT, 130, 40, SOFT, print::brand(lang));
    drawing.lines(LEFT, 220, 68, STRONG, title, 2);
    let size = WIDTH - 2 * LEFT;
    drawing.code(&code, LEFT, 350, size);
    drawing.lines(LEFT, 350 + size + 70, 36, SOFT, print::scan(lang), 2);
    Some(drawing.done())
}

/// The steps down a line; what does not fit is counted.
fn timetable(drawing: &mut Drawing, lang: Lang, rows: &[Row], top: u32, end: u32) -> u32 {
    let gap = 132;
    let room = usize::try_from(end.saturating_sub(top) / gap).unwrap_or(0);
    // One line is kept for "and so many more"; the goal itself, the last row, is always shown.
    let shown = if rows.len() > room { room.saturating_sub(2) } else { rows.len() };
    let last = if rows.len() > shown { rows.last() } else { None };
    let hidden = rows.len().saturating_sub(shown).saturating_sub(usize::from(last.is_some()));
    let x = LEFT + 190;
    let count = shown + usize::from(last.is_some()) + usize::from(hidden > 0);
    if count > 1 {
        let height = gap * u32::try_from(count - 1).unwrap_or(0);
        drawing.shape(&format!(
            "<rect x=\"{}\" y=\"{top}\" width=\"12\" height=\"{height}\" fill=\"{ACCENT}\"/>",
            x - 6
        ));
    }
    let (mut y, mut before) = (top, None);
    for row in rows.iter().take(shown) {
        stop(drawing, lang, row, x, y);
        turn(drawing, lang, before.replace(row.from), row, x, y);
        y += gap;
    }
    if hidden > 0 {
        drawing.text(x + 56, y + 14, 38, SOFT, &print::more(lang, hidden));
        y += gap;
    }
    if let Some(row) = last {
        stop(drawing, lang, row, x, y);
        turn(drawing, lang, before, row, x, y);
        y += gap;
    }
    y
}

/// The year above the day of a step that is the first of it.
fn turn(drawing: &mut Drawing, lang: Lang, before: Option<Date>, row: &Row, x: u32, y: u32) {
    if let Some(year) = print::turned_year(before, row.from) {
        let right = Look { anchor: "end", ..STRONG };
        drawing.text(x - 50, y - 30, 30, right, &format::year(lang, year));
    }
}

/// One step as a stop of the line: a square is a certificate, a filled ring a role.
fn stop(drawing: &mut Drawing, lang: Lang, row: &Row, x: u32, y: u32) {
    drawing.shape(&match row.kind {
        Kind::Course => format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"22\" fill=\"{CARD}\" stroke=\"{ACCENT}\" stroke-width=\"10\"/>"
        ),
        Kind::Certificate => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"44\" height=\"44\" rx=\"6\" fill=\"{CARD}\" stroke=\"{ACCENT}\" stroke-width=\"10\"/>",
            x - 22,
            y - 22
        ),
        Kind::Role => format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"30\" fill=\"{ACCENT}\" stroke=\"{CARD}\" stroke-width=\"8\"/>"
        ),
    });
    let right = Look { anchor: "end", ..SOFT };
    drawing.text(x - 50, y + 14, 38, right, &print::short_day(lang, row.from));
    let name = lang.pick(&row.activity.name);
    let under = [print::effort(lang, row), print::price(row)];
    let under: Vec<&str> =
        under.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    let base = if under.is_empty() { y + 16 } else { y - 4 };
    let name = wrap(name, 46, RIGHT - x - 56, 1).concat();
    drawing.text(x + 56, base, 46, STRONG, &name);
    if !under.is_empty() {
        let words = under.join(if lang == Lang::Zh { "，" } else { ", " });
        let words = wrap(&words, 36, RIGHT - x - 56, 1).concat();
        drawing.text(x + 56, y + 46, 36, SOFT, &words);
    }
}

/// One week of the plan: free times, classes in them, and what is learnt beside.
#[must_use]
pub fn week(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    week: u32,
) -> String {
    let monday = scenario.start.monday_on_or_after().plus_weeks(week);
    let mut drawing = Drawing::new(print::week_title(lang), HEIGHT);
    drawing.text(LEFT, TOP, 40, SOFT, print::brand(lang));
    drawing.text(LEFT, TOP + 100, 76, STRONG, print::week_title(lang));
    drawing.text(LEFT, TOP + 170, 40, SOFT, &print::week_of(lang, monday));
    let rows = itinerary::rows(catalogue, scenario, plan);
    let running: Vec<&Row> =
        rows.iter().filter(|row| row.step.start.0 <= week && week < row.step.end.0).collect();
    let mut y = TOP + 250;
    let free = scenario.free.as_deref().unwrap_or_default();
    if !free.is_empty() || running.iter().any(|row| !row.sessions.is_empty()) {
        y = grid(&mut drawing, lang, free, &running, y);
    }
    let others = running.iter().filter(|row| row.sessions.is_empty());
    y += 90;
    if running.is_empty() {
        drawing.lines(LEFT, y, 46, PLAIN, print::nothing_this_week(lang), 3);
    }
    for row in others.take(5) {
        drawing.text(
            LEFT,
            y,
            46,
            STRONG,
            &wrap(lang.pick(&row.activity.name), 46, 900, 1).concat(),
        );
        let words = print::weekly(lang, catalogue, scenario, row);
        y = drawing.lines(LEFT, y + 54, 38, SOFT, &words, 2) + 80;
    }
    drawing.done()
}

/// Seven columns from six in the morning to midnight, or from the midnight before where something
/// lies before six.
fn grid(
    drawing: &mut Drawing,
    lang: Lang,
    free: &[qitu_model::Span],
    running: &[&Row],
    top: u32,
) -> u32 {
    let (left, column, height) = (LEFT + 70, (RIGHT - LEFT - 70) / 7, 720);
    let mut spans = free.iter().chain(running.iter().flat_map(|row| row.sessions));
    let first: u16 = if spans.any(|span| span.from < 360) { 0 } else { 6 };
    let hour = height / u32::from(24 - first);
    let place = |minutes: u16| top + u32::from(minutes.max(first * 60) - first * 60) * hour / 60;
    for day in Weekday::ALL {
        let x = left + column * (day as u32);
        let middle = Look { anchor: "middle", ..SOFT };
        drawing.text(x + column / 2, top - 20, 32, middle, names::weekday(lang, day));
        drawing.shape(&format!(
            "<rect x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{height}\" rx=\"10\" fill=\"{CARD}\" stroke=\"{HAIR}\" stroke-width=\"2\"/>",
            x + 4,
            column - 8
        ));
    }
    for clock in [4_u16, 8, 12, 16, 20].into_iter().filter(|clock| *clock > first) {
        let right = Look { anchor: "end", ..SOFT };
        drawing.text(left - 14, place(clock * 60) + 10, 30, right, &clock.to_string());
    }
    let mut block = |span: qitu_model::Span, fill: &str| {
        let (from, to) = (place(span.from), place(span.to));
        if to > from {
            drawing.shape(&format!(
                "<rect x=\"{}\" y=\"{from}\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{fill}\"/>",
                left + column * (span.day as u32) + 10,
                column - 20,
                to - from
            ));
        }
    };
    free.iter().for_each(|span| block(*span, "#cfe6da"));
    running.iter().flat_map(|row| row.sessions).for_each(|span| block(*span, ACCENT));
    let mut y = top + height + 64;
    for row in running.iter().filter(|row| !row.sessions.is_empty()).take(4) {
        drawing.shape(&format!(
            "<rect x=\"{LEFT}\" y=\"{}\" width=\"30\" height=\"30\" rx=\"6\" fill=\"{ACCENT}\"/>",
            y - 26
        ));
        let words =
            format!("{} {}", lang.pick(&row.activity.name), print::sessions(lang, row.sessions));
        drawing.text(LEFT + 50, y, 38, PLAIN, &wrap(&words, 38, RIGHT - LEFT - 50, 1).concat());
        y += 60;
    }
    y
}

/// How wide a letter is, in hundredths of its size.
fn width(letter: char) -> u32 {
    match letter {
        '\u{2e80}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' => 100,
        'W' | 'M' | 'm' | 'w' | '@' => 88,
        'A'..='Z' => 68,
        'i' | 'j' | 'l' | ' ' | '.' | ',' | '\'' => 32,
        _ => 58,
    }
}

/// Words in lines that fit; English breaks at spaces; what is left over ends in `…`.
fn wrap(words: &str, size: u32, room: u32, most: usize) -> Vec<String> {
    let room = room * 100;
    let mut lines = vec![String::new()];
    let mut used = 0;
    for letter in words.chars() {
        let step = width(letter) * size;
        if used + step > room {
            if lines.len() == most.max(1) {
                if let Some(last) = lines.last_mut() {
                    last.pop();
                    last.push('…');
                }
                return lines;
            }
            // A word in Latin letters moves down whole.
            let tail = match lines.last_mut() {
                Some(last) if letter.is_ascii_alphanumeric() => match last.rfind(' ') {
                    Some(at) if at > 0 => last.split_off(at + 1),
                    _ => String::new(),
                },
                _ => String::new(),
            };
            used = tail.chars().map(|letter| width(letter) * size).sum();
            lines.push(tail);
        }
        used += step;
        if let Some(last) = lines.last_mut() {
            last.push(letter);
        }
    }
    lines
}

/// Text as the content of an element, or in quotes as the value of an attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // No XML may hold these.
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escape, wrap};

    #[test]
    fn long_names_break_between_chinese_letters_and_between_english_words() {
        assert_eq!(wrap("低空物流无人机", 10, 45, 9), ["低空物流", "无人机"]);
        assert_eq!(wrap("night shift lead", 10, 65, 9), ["night shift ", "lead"]);
        assert_eq!(wrap("低空物流无人机", 10, 45, 1), ["低空物…"]);
    }

    #[test]
    fn a_name_cannot_become_markup() {
        assert_eq!(escape("<script>&\"\u{0}"), "&lt;script&gt;&amp;&quot; ");
    }
}
