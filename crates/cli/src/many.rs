//! Owns many scenarios at once: one a line in, one plan a line out, in order, on all cores.
//!
//! ```text
//! standard input ── reader ──(lines)── workers ──(answers)── writer ── standard output
//!                     ▲                                        │
//!                     └───────────── tickets ◀─────────────────┘
//! ```
//! A line needs a ticket to enter and gives it back when its answer is written. So at most
//! `WINDOW` lines a core are held, however slow one of them is and however many come.

use crate::BadInput;
use crate::answer::{Bar, clock, timed};
use crate::file::is_whole;
use qitu_engine::explain;
use qitu_engine::load;
use qitu_engine::text::problem;
use qitu_model::Lang;
use qitu_model::{Catalogue, Objective};
use qitu_solve::Limits;
use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Lines held for each core.
const WINDOW: usize = 64;

/// Bytes of the longest line read; a scenario takes about one thousand.
const LONGEST: u64 = 16 << 20;

struct Line {
    number: usize,
    bytes: Vec<u8>,
}

struct Answer {
    number: usize,
    text: String,
    planned: bool,
    ms: f64,
}

/// Plans every line of standard input.
pub fn plan(
    lang: Lang,
    catalogue: &Catalogue,
    objective: Option<Objective>,
    limits: Limits,
) -> Result<(), BadInput> {
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
        scope.spawn(move || read(&ticket_in, line_out));
        for _ in 0..cores {
            let (answers, lines) = (answer_out.clone(), &line_in);
            scope.spawn(move || {
                while let Some(line) = next(lines) {
                    let answer = answer(lang, catalogue, objective, limits, &line);
                    if answers.send(answer).is_err() {
                        break;
                    }
                }
            });
        }
        drop(answer_out);
        write(lang, &answer_in, &ticket_out);
    });
    Ok(())
}

fn next(lines: &Mutex<Receiver<Line>>) -> Option<Line> {
    // A worker that died holding the lock has taken its line along; the others go on.
    let lines = lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    lines.recv().ok()
}

fn read(tickets: &Receiver<()>, lines: SyncSender<Line>) {
    let mut input = std::io::stdin().lock();
    for number in 1.. {
        if tickets.recv().is_err() {
            return;
        }
        let mut bytes = Vec::new();
        match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
            // The rest of a line too long is passed over, to begin with the next one.
            if skip_line(&mut input).is_err() {
                return;
            }
        }
        if lines.send(Line { number, bytes }).is_err() {
            return;
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

/// The answer to a line, whatever it holds. That nothing panics is the engine's promise; that a
/// broken promise costs one line and not the whole cohort is made sure here.
fn answer(
    lang: Lang,
    catalogue: &Catalogue,
    objective: Option<Objective>,
    limits: Limits,
    line: &Line,
) -> Answer {
    let begun = clock();
    let attempt =
        catch_unwind(AssertUnwindSafe(|| plan_line(lang, catalogue, objective, limits, line)));
    let result = attempt.unwrap_or_else(|_| Err("the planner failed on this line".to_owned()));
    let planned = result.is_ok();
    let text = result.unwrap_or_else(|error| {
        serde_json::json!({ "error": error, "line": line.number }).to_string()
    });
    Answer { number: line.number, text, planned, ms: begun.elapsed().as_secs_f64() * 1000.0 }
}

fn plan_line(
    lang: Lang,
    catalogue: &Catalogue,
    objective: Option<Objective>,
    limits: Limits,
    line: &Line,
) -> Result<String, String> {
    let text = std::str::from_utf8(&line.bytes).map_err(|error| error.to_string())?;
    let (scenario, problems) = load::scenario(text);
    let mut scenario = match scenario {
        Some(scenario) if is_whole(&problems) => scenario,
        _ => {
            let bad = problems.iter().filter(|p| p.severity == load::Severity::Error).take(3);
            let told: Vec<String> = bad
                .map(|p| {
                    problem::line(
                        lang,
                        &p.path,
                        &load::Problem { path: String::new(), line: 0, ..p.clone() },
                    )
                })
                .collect();
            return Err(told.join(" "));
        }
    };
    load::upgrade_scenario(catalogue, &mut scenario);
    scenario.objective = objective.unwrap_or(scenario.objective);
    let mut plan = timed(catalogue, &scenario, limits, &mut |_| true);
    explain::why(catalogue, &scenario, &mut plan);
    serde_json::to_string(&plan).map_err(|error| error.to_string())
}

fn write(lang: Lang, answers: &Receiver<Answer>, tickets: &SyncSender<()>) {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut early: BTreeMap<usize, Answer> = BTreeMap::new();
    let (mut due, mut bad, mut slowest) = (1, 0_usize, (0.0_f64, 0));
    let (mut bar, begun) = (Bar::new(), clock());
    while let Ok(answer) = answers.recv() {
        early.insert(answer.number, answer);
        let mut written = false;
        while let Some(answer) = early.remove(&due) {
            if writeln!(out, "{}", answer.text).is_err() {
                std::process::exit(0);
            }
            due += 1;
            bad += usize::from(!answer.planned);
            if answer.ms > slowest.0 {
                slowest = (answer.ms, answer.number);
            }
            written = true;
            // The reader may have ended and gone.
            let _ = tickets.try_send(());
        }
        // Whoever pipes line by line waits for these.
        if written && out.flush().is_err() {
            std::process::exit(0);
        }
        bar.show(&format!("{}", due - 1));
    }
    bar.clear();
    let (count, seconds) = (due - 1, begun.elapsed().as_secs_f64());
    let rate = count as f64 / seconds.max(0.001);
    let (ms, line) = slowest;
    eprintln!(
        "{}",
        match lang {
            Lang::Zh => format!(
                "{count} 行，其中 {bad} 行读不了；用时 {seconds:.1} 秒，每秒 {rate:.0} 行；最慢的是第 {line} 行，{ms:.1} 毫秒"
            ),
            Lang::En => format!(
                "lines {count}, unreadable {bad}, {seconds:.1} s, {rate:.0} a second, slowest line {line} in {ms:.1} ms"
            ),
        }
    );
}
