//! Owns many scenarios at once: one a line in, one plan a line out, in order, on all cores.
//!
//! ```text
//! standard input ── reader ──(lines)── workers ──(answers)── writer ── standard output
//!                     ▲                                        │
//!                     └───────────── tickets ◀─────────────────┘
//! ```
//! A line needs a ticket to enter and gives it back when its answer is written. So at most
//! `WINDOW` lines a core are held, however slow one of them is and however many come.

use crate::Failure;
use crate::answer::{Bar, checked, clock, timed};
use crate::file::is_whole;
use crate::line;
use crate::out::{self, tell};
use qitu_engine::explain;
use qitu_engine::load::{Problem, ProblemKind, ScenarioReader, Severity};
use qitu_engine::text::problem;
use qitu_model::Lang;
use qitu_model::{Catalogue, Objective, Scenario};
use qitu_solve::Limits;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Lines held for each core.
const WINDOW: usize = 64;

/// Problems told of one line, and lines of problems told in all; the rest is counted.
const MOST_OF_LINE: usize = 20;
const MOST_TOLD: usize = 1000;

struct Line {
    number: usize,
    bytes: Vec<u8>,
}

struct Answer {
    number: usize,
    text: String,
    outcome: Outcome,
    /// What the line was planned without, in words.
    told: Vec<String>,
    ms: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Planned,
    Unread,
    Fault,
}

/// Plans every line of standard input.
pub fn plan(
    lang: Lang,
    catalogue: &Catalogue,
    objective: Option<Objective>,
    limits: Limits,
) -> Result<(), Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let window = WINDOW * cores;
    let (line_out, line_in) = sync_channel::<Line>(window);
    let (answer_out, answer_in) = sync_channel::<Answer>(window);
    let (ticket_out, ticket_in) = sync_channel::<()>(window);
    for _ in 0..window {
        // The channel holds exactly this many.
        let _ = ticket_out.try_send(());
    }
    let line_in = Mutex::new(line_in);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || read(&ticket_in, line_out));
        for _ in 0..cores {
            let (answers, lines) = (answer_out.clone(), &line_in);
            scope.spawn(move || {
                let reader = ScenarioReader::new(catalogue);
                while let Some(line) = next(lines) {
                    let answer = answer(lang, catalogue, &reader, objective, limits, &line);
                    if answers.send(answer).is_err() {
                        break;
                    }
                }
            });
        }
        drop(answer_out);
        let written = write(lang, &answer_in, &ticket_out);
        let read = reader.join().unwrap_or(Err(Failure::Internal));
        written.and(read)
    })
}

fn next(lines: &Mutex<Receiver<Line>>) -> Option<Line> {
    // A worker that died holding the lock has taken its line along; the others go on.
    let lines = lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    lines.recv().ok()
}

fn read(tickets: &Receiver<()>, lines: SyncSender<Line>) -> Result<(), Failure> {
    let mut input = std::io::stdin().lock();
    for number in 1.. {
        if tickets.recv().is_err() {
            break;
        }
        let bytes = line::next(&mut input).map_err(|error| {
            tell(&format!("standard input: {error}"));
            Failure::BadInput
        })?;
        if bytes.is_empty() || lines.send(Line { number, bytes }).is_err() {
            break;
        }
    }
    Ok(())
}

/// The answer to a line, whatever it holds. That nothing panics is the engine's promise; that a
/// broken promise costs one line and not the whole cohort is made sure here.
fn answer(
    lang: Lang,
    catalogue: &Catalogue,
    reader: &ScenarioReader<'_>,
    objective: Option<Objective>,
    limits: Limits,
    line: &Line,
) -> Answer {
    let begun = clock();
    let key = key(line);
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let (scenario, told) = read_line(lang, reader, line, key.is_some())?;
        let planned = plan_line(lang, catalogue, scenario, objective, limits);
        Ok((planned.map_err(|fault| (Outcome::Fault, fault))?, told))
    }));
    let fault = || Err((Outcome::Fault, "the planner failed on this line".to_owned()));
    let (outcome, text, told) = match attempt.unwrap_or_else(|_| fault()) {
        Ok((plan, told)) => (Outcome::Planned, plan, told),
        Err((outcome, error)) => {
            let text = serde_json::json!({ "error": error, "line": line.number }).to_string();
            (outcome, text, Vec::new())
        }
    };
    let text = match (key, text.strip_prefix('{')) {
        (Some(key), Some(fields)) => format!("{{\"key\":{key},{fields}"),
        _ => text,
    };
    let ms = begun.elapsed().as_secs_f64() * 1000.0;
    Answer { number: line.number, text, outcome, told, ms }
}

/// What the sender knows a line by, a word or a number: it comes back at the head of the answer.
fn key(line: &Line) -> Option<Value> {
    #[derive(serde::Deserialize)]
    struct Keyed {
        key: Value,
    }
    let keyed: Keyed = serde_json::from_slice(&line.bytes).ok()?;
    Some(keyed.key).filter(|key| key.is_string() || key.is_number())
}

/// The scenario of a line, and what it is planned without. A line of which a part cannot be read
/// is another question.
fn read_line(
    lang: Lang,
    reader: &ScenarioReader<'_>,
    line: &Line,
    keyed: bool,
) -> Result<(Scenario, Vec<String>), (Outcome, String)> {
    let unread = |why: String| (Outcome::Unread, why);
    if line::is_too_long(&line.bytes) {
        return Err(unread(line::too_long(lang)));
    }
    let text = std::str::from_utf8(&line.bytes).map_err(|error| unread(error.to_string()))?;
    let (scenario, problems) = reader.read(text);
    let said = |file: &str, found: &Problem| problem::line(lang, file, found);
    match scenario {
        Some(scenario) if is_whole(&problems) => {
            let is_key = |found: &Problem| {
                keyed
                    && found.path == "key"
                    && matches!(found.kind, ProblemKind::UnknownField { .. })
            };
            let bad = problems.iter().filter(|p| p.severity != Severity::Notice && !is_key(p));
            let at = |found: &Problem| Problem { line: line.number as u32, ..found.clone() };
            let told = bad.take(MOST_OF_LINE).map(|found| said("-", &at(found))).collect();
            Ok((scenario, told))
        }
        _ => {
            let bad = problems.iter().filter(|found| found.severity == Severity::Error).take(3);
            let bare = |found: &Problem| Problem { path: String::new(), line: 0, ..found.clone() };
            let told: Vec<String> = bad.map(|found| said(&found.path, &bare(found))).collect();
            Err(unread(told.join(" ")))
        }
    }
}

fn plan_line(
    lang: Lang,
    catalogue: &Catalogue,
    mut scenario: Scenario,
    objective: Option<Objective>,
    limits: Limits,
) -> Result<String, String> {
    scenario.objective = objective.unwrap_or(scenario.objective);
    let mut plan = timed(catalogue, &scenario, limits, &mut |_| true);
    qitu_solve::fill_in_rooms(catalogue, &scenario, &mut plan);
    explain::why(catalogue, &scenario, &mut plan);
    checked(lang, catalogue, &scenario, &plan)?;
    serde_json::to_string(&plan).map_err(|error| error.to_string())
}

fn write(lang: Lang, answers: &Receiver<Answer>, tickets: &SyncSender<()>) -> Result<(), Failure> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut early: BTreeMap<usize, Answer> = BTreeMap::new();
    let (mut due, mut bad, mut slowest) = (1, 0_usize, (0.0_f64, 0));
    let (mut told, mut end) = (0_usize, Ok(()));
    let (mut bar, begun) = (Bar::new(), clock());
    while let Ok(answer) = answers.recv() {
        early.insert(answer.number, answer);
        let mut written = false;
        while let Some(answer) = early.remove(&due) {
            out::note(writeln!(out, "{}", answer.text));
            due += 1;
            bad += usize::from(answer.outcome == Outcome::Unread);
            if answer.outcome == Outcome::Fault {
                tell(&answer.text);
                end = Err(Failure::Internal);
            }
            for words in &answer.told {
                if told < MOST_TOLD {
                    tell(words);
                }
                told += 1;
            }
            if answer.ms > slowest.0 {
                slowest = (answer.ms, answer.number);
            }
            written = true;
            // The reader may have ended and gone.
            let _ = tickets.try_send(());
        }
        // Whoever pipes line by line waits for these.
        if written {
            out::note(out.flush());
        }
        // Nobody takes an answer any more, and the next line may be long in coming.
        if !out::is_open() {
            std::process::exit(crate::code(end).into());
        }
        bar.show(&format!("{}", due - 1));
    }
    bar.clear();
    if told > MOST_TOLD {
        let more = told - MOST_TOLD;
        tell(&match lang {
            Lang::Zh => format!("没有列出的还有 {more} 处"),
            Lang::En => format!("{more} more are not listed"),
        });
    }
    let (count, seconds) = (due - 1, begun.elapsed().as_secs_f64());
    let rate = count as f64 / seconds.max(0.001);
    let (ms, line) = slowest;
    tell(&match lang {
        Lang::Zh => format!(
            "{count} 行，其中 {bad} 行读不了；用时 {seconds:.1} 秒，每秒 {rate:.0} 行；最慢的是第 {line} 行，{ms:.1} 毫秒"
        ),
        Lang::En => format!(
            "lines {count}, unreadable {bad}, {seconds:.1} s, {rate:.0} a second, slowest line {line} in {ms:.1} ms"
        ),
    });
    end
}
