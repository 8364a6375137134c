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
use crate::answer::{Bar, clock};
use crate::line;
use crate::out::{self, tell};
use crate::rows::Rows;
use clap::Args;
use qitu_batch::{Answer, Batch, Kinds, Outcome, Terms};
use qitu_engine::load::Problem;
use qitu_engine::text::problem;
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::collections::BTreeMap;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Lines held for each core.
const WINDOW: usize = 64;

/// Problems told of one line, and lines of problems told in all; the rest is counted.
const MOST_OF_LINE: usize = 20;
const MOST_TOLD: usize = 1000;

/// How a stream is read, and what is written beside its answers.
#[derive(Args)]
pub struct Arguments {
    /// Plan lines with fields that nobody reads as well, and tell the fields.
    #[arg(long, requires = "jsonl")]
    lenient: bool,
    /// Write one row a step as well: key, weight, kind, activity, offer, start and end days, fee,
    /// hours; as JSON lines into a file that ends in .jsonl, as CSV into any other.
    #[arg(long, value_name = "FILE", requires = "jsonl")]
    steps: Option<PathBuf>,
    /// Plan on so many cores (default: all). The answers are the same on any number.
    #[arg(long, value_name = "N", requires = "jsonl")]
    threads: Option<NonZeroUsize>,
}

impl Arguments {
    pub fn is_lenient(&self) -> bool {
        self.lenient
    }
}

struct Line {
    number: usize,
    bytes: Vec<u8>,
}

struct Answered {
    number: usize,
    /// One line of JSON.
    text: String,
    answer: Answer,
    ms: f64,
}

/// Plans every line of standard input. One that cannot be read makes it bad input, once all are
/// answered.
pub fn plan(catalogue: &Catalogue, terms: Terms, arguments: &Arguments) -> Result<(), Failure> {
    let rows = arguments.steps.as_deref().map(Rows::create).transpose()?;
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    let cores = arguments.threads.map_or_else(all, usize::from);
    let window = WINDOW * cores;
    let (line_out, line_in) = sync_channel::<Line>(window);
    let (answer_out, answer_in) = sync_channel::<Answered>(window);
    let (ticket_out, ticket_in) = sync_channel::<()>(window);
    for _ in 0..window {
        // The channel holds exactly this many.
        let _ = ticket_out.try_send(());
    }
    let (line_in, kinds) = (Mutex::new(line_in), Kinds::default());
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || read(&ticket_in, line_out));
        for _ in 0..cores {
            let (answers, lines, kinds) = (answer_out.clone(), &line_in, &kinds);
            scope.spawn(move || {
                let batch = Batch::new(catalogue, kinds, terms);
                while let Some(line) = next(lines) {
                    if answers.send(answered(&batch, terms.lang, &line)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(answer_out);
        let written = write(terms.lang, &answer_in, &ticket_out, rows);
        let read = reader.join().unwrap_or(Err(Failure::Internal));
        worst(written, read)
    })
}

/// Of two failures the one whose code goes first: 4, 1, 3.
fn worst(one: Result<(), Failure>, other: Result<(), Failure>) -> Result<(), Failure> {
    let place = |answer: &Result<(), Failure>| match answer {
        Err(Failure::Internal) => 0,
        Err(Failure::BadInput) => 1,
        Err(Failure::Unwritten) => 2,
        Ok(()) => 3,
    };
    if place(&one) <= place(&other) { one } else { other }
}

fn answered(batch: &Batch<'_>, lang: Lang, line: &Line) -> Answered {
    let begun = clock();
    let answer = if line::is_too_long(&line.bytes) {
        let outcome = Outcome::Unread(line::too_long(lang));
        Answer { key: None, weight: 1, outcome, told: Vec::new() }
    } else {
        batch.answer(&line.bytes)
    };
    let ms = begun.elapsed().as_secs_f64() * 1000.0;
    Answered { number: line.number, text: answer.json(line.number), answer, ms }
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

/// What is told of the stream while its answers are written.
struct Told {
    lang: Lang,
    problems: usize,
    unread: usize,
    slowest: (f64, usize),
    end: Result<(), Failure>,
}

impl Told {
    fn add(&mut self, answered: &Answered) {
        let fault = matches!(answered.answer.outcome, Outcome::Fault(_));
        let unread = matches!(answered.answer.outcome, Outcome::Unread(_));
        if fault {
            tell(&answered.text);
        }
        let line = match (fault, unread) {
            (true, _) => Err(Failure::Internal),
            (_, true) => Err(Failure::BadInput),
            _ => Ok(()),
        };
        self.end = worst(self.end, line);
        self.unread += usize::from(unread);
        for found in answered.answer.told.iter().take(MOST_OF_LINE) {
            if self.problems < MOST_TOLD {
                let at = Problem { line: answered.number as u32, ..found.clone() };
                tell(&problem::line(self.lang, "-", &at));
            }
            self.problems += 1;
        }
        if answered.ms > self.slowest.0 {
            self.slowest = (answered.ms, answered.number);
        }
    }

    fn sum(&self, count: usize, seconds: f64) {
        if self.problems > MOST_TOLD {
            let more = self.problems - MOST_TOLD;
            tell(&match self.lang {
                Lang::Zh => format!("没有列出的还有 {more} 处"),
                Lang::En => format!("{more} more are not listed"),
            });
        }
        let rate = count as f64 / seconds.max(0.001);
        let (unread, (ms, line)) = (self.unread, self.slowest);
        tell(&match self.lang {
            Lang::Zh => format!(
                "{count} 行，其中 {unread} 行读不了；用时 {seconds:.1} 秒，每秒 {rate:.0} 行；最慢的是第 {line} 行，{ms:.1} 毫秒"
            ),
            Lang::En => format!(
                "lines {count}, unreadable {unread}, {seconds:.1} s, {rate:.0} a second, slowest line {line} in {ms:.1} ms"
            ),
        });
    }
}

fn write(
    lang: Lang,
    answers: &Receiver<Answered>,
    tickets: &SyncSender<()>,
    mut rows: Option<Rows>,
) -> Result<(), Failure> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut early: BTreeMap<usize, Answered> = BTreeMap::new();
    let mut told = Told { lang, problems: 0, unread: 0, slowest: (0.0, 0), end: Ok(()) };
    let mut due = 1;
    let (mut bar, begun) = (Bar::new(), clock());
    while let Ok(answered) = answers.recv() {
        early.insert(answered.number, answered);
        let mut written = false;
        while let Some(answered) = early.remove(&due) {
            out::note(writeln!(out, "{}", answered.text));
            if let Some(rows) = &mut rows {
                rows.add(answered.number, &answered.answer);
            }
            told.add(&answered);
            due += 1;
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
            let rows = rows.map_or(Ok(()), Rows::end);
            std::process::exit(crate::code(worst(told.end, rows)).into());
        }
        bar.show(&format!("{}", due - 1));
    }
    bar.clear();
    told.sum(due - 1, begun.elapsed().as_secs_f64());
    worst(told.end, rows.map_or(Ok(()), Rows::end))
}
