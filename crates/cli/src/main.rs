//! The command line: the browser's engine on files.
//! Owns arguments, files, exit codes and the clock; refuses to plan, check or word by itself.

mod answer;
mod cohort;
mod facts;
mod file;
mod gaps;
mod line;
mod many;
mod matrix;
mod merge;
mod more;
mod out;
mod pack;
mod place;
mod questions;
mod rows;
mod schema;
mod sheet;

use clap::{Parser, Subcommand, ValueEnum};
use qitu_engine::studio::merge::Side;
use qitu_model::Lang;
use qitu_model::{Date, Objective};
use qitu_solve::Limits;
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER: &str = "\
Exit codes:
  0  answered: a plan, a proof that there is none, a valid plan, files without errors
  1  bad input: a file that cannot be read, an invalid plan, files with errors
  2  wrong usage
  3  the answer or a file could not be written, for instance because the disk is full
  4  a fault of this program: a plan it made does not pass its own check, and is not printed

Of several the first in the order 4, 1, 3. A reader that goes away early, as head does, changes
nothing about the code.

A file called - is standard input. Answers go to standard output, messages to standard error.
A file of more than 64 MB is refused. With --jsonl each line of standard input is one scenario, with
\"key\" and \"weight\" where it has them, and yields one line: its plan, or {\"error\": …, \"line\": …},
with the \"key\" of the line. A line with a field that nobody reads (unless --lenient), or with a goal
that the catalogue lacks, is such an error; any makes the exit code 1, after all lines are answered.
What else a line is planned without is told on standard error with the number of the line.";

/// 骑途 Qitu: plans a rider's way through courses, certificates and roles, and proves it.
#[derive(Parser)]
#[command(name = "qitu", version, after_help = AFTER)]
struct Arguments {
    /// The language of words (default: by the environment's LANG, otherwise English).
    #[arg(long, global = true, value_enum)]
    lang: Option<Tongue>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum Tongue {
    /// 简体中文
    Zh,
    /// English
    En,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Aim {
    /// Weeks, fee, hours; then early posts and certificates.
    Soonest,
    /// Fee, weeks, hours; then early posts and certificates.
    Cheapest,
    /// Hours, weeks, fee; then early posts and certificates.
    LeastStudy,
    /// Peak, weeks, fee, hours.
    Gentlest,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// `qitu.catalogue/1`
    Catalogue,
    /// `qitu.scenario/1`
    Scenario,
    /// `qitu.plan/1`
    Plan,
}

#[derive(Clone, Copy, ValueEnum)]
enum Prefer {
    /// The first edition's.
    Mine,
    /// The second edition's.
    Theirs,
}

#[derive(Subcommand)]
enum Command {
    /// Plan one scenario, or with --jsonl as many as come.
    Plan {
        /// The catalogue (`qitu.catalogue/1`).
        #[arg(long, value_name = "FILE")]
        catalogue: PathBuf,
        /// The scenario (`qitu.scenario/1`).
        #[arg(
            long,
            value_name = "FILE",
            required_unless_present = "jsonl",
            conflicts_with = "jsonl"
        )]
        scenario: Option<PathBuf>,
        /// What is best, instead of what the scenario says.
        #[arg(long, value_enum)]
        objective: Option<Aim>,
        /// Print the plan alone, as `qitu.plan/1`.
        #[arg(long)]
        json: bool,
        /// Print every trade-off of weeks against fee and against the fullest week as well.
        #[arg(long, conflicts_with_all = ["json", "jsonl"])]
        frontier: bool,
        /// Print when it may end, and the smallest changes that would make it sooner.
        #[arg(long, conflicts_with_all = ["json", "jsonl"])]
        advice: bool,
        /// Print what has changed since this plan of the same scenario.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "jsonl"])]
        since: Option<PathBuf>,
        /// Read scenarios from standard input, one a line; print plans in the same order.
        #[arg(long)]
        jsonl: bool,
        #[command(flatten)]
        stream: many::Arguments,
        /// Most work a search may do before it answers with what it has.
        #[arg(long, value_name = "N", default_value_t = Limits::default().nodes)]
        max_nodes: u64,
    },
    /// Check a plan rule by rule, with code that shares nothing with the search.
    Verify {
        /// The catalogue.
        #[arg(long, value_name = "FILE")]
        catalogue: PathBuf,
        /// The scenario the plan answers.
        #[arg(long, value_name = "FILE")]
        scenario: PathBuf,
        /// The plan (`qitu.plan/1`).
        #[arg(long, value_name = "FILE")]
        plan: PathBuf,
    },
    /// List everything wrong with catalogues, scenarios, plans and tables of courses.
    Check {
        /// The files; what each is, its format field says (`.csv`, `.tsv`, `.xlsx`, `.xls` and `.ods` are
        /// tables).
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Check scenarios against this catalogue too, and catalogues as a later edition of it.
        #[arg(long, value_name = "FILE")]
        catalogue: Option<PathBuf>,
        /// Tell how sure the numbers of data files are instead, and which are past their day.
        #[arg(long, conflicts_with = "catalogue")]
        facts: bool,
        /// As if it were this day (default: the clock's).
        #[arg(long, value_name = "DATE", requires = "facts", value_parser = day)]
        today: Option<Date>,
    },
    /// Put a table of courses into a catalogue, and print the catalogue.
    Import {
        /// The catalogue.
        #[arg(long, value_name = "FILE")]
        catalogue: PathBuf,
        /// The table: a spreadsheet (.xlsx, .xls, .ods), or comma-, semicolon- or tab-separated; one
        /// of the first rows has the headings.
        #[arg(value_name = "FILE")]
        table: PathBuf,
        /// The sheet of a spreadsheet (default: the one with most of the headings).
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        /// Print instead what is asked about the table: once for all cells alike, with how many there
        /// are and in which lines; and how its words for needs were understood.
        #[arg(long)]
        explain: bool,
    },
    /// Write a whole catalogue as a spreadsheet (.xlsx) that `import` reads back without a
    /// difference, with its problems as notes at their cells.
    Export {
        /// The catalogue.
        #[arg(long, value_name = "FILE")]
        catalogue: PathBuf,
        /// The spreadsheet to write.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write a spreadsheet (.xlsx) for courses to fill in, with explanations, an example and lists to
    /// choose from.
    Template {
        /// The catalogue whose modules and tiers may be chosen.
        #[arg(long, value_name = "FILE")]
        catalogue: Option<PathBuf>,
        /// The spreadsheet to write.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Put a catalogue into the folder of a built planner, whole and as what a first plan is made
    /// from, with their compressed copies; print the files that were written.
    Pack {
        /// The catalogue; it must be without errors.
        #[arg(long, value_name = "FILE")]
        catalogue: PathBuf,
        /// Beside the planner's own catalogue, for ?book=ID in the address, not in its place.
        #[arg(long)]
        book: bool,
        /// The folder, as the build wrote it.
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Plan for a whole cohort and give out seats: who wants which class in which month, where it is
    /// short, what one more class would change.
    Cohort(Box<cohort::Arguments>),
    /// Merge two editions of a catalogue that were both made from one, by entry and field.
    Merge {
        /// The catalogue that both were made from.
        #[arg(value_name = "BASE")]
        base: PathBuf,
        /// One edition.
        #[arg(value_name = "MINE")]
        mine: PathBuf,
        /// The other.
        #[arg(value_name = "THEIRS")]
        theirs: PathBuf,
        /// Whose is taken where both changed one thing differently.
        #[arg(long, value_enum)]
        prefer: Option<Prefer>,
    },
    /// Tell by planning which roles are out of reach and why, what each way hangs on, and what one
    /// more class or course would change.
    Gaps {
        /// The catalogue.
        #[arg(value_name = "FILE")]
        catalogue: PathBuf,
        /// Riders: a list of {id, scenario}; without it a beginner and a rider of three years.
        #[arg(long, value_name = "FILE")]
        situations: Option<PathBuf>,
        /// The day it is made for (default: today).
        #[arg(long, value_name = "DAY", value_parser = day)]
        today: Option<Date>,
    },
    /// Print the JSON Schema of a format.
    Schema {
        /// Which format.
        #[arg(value_enum, default_value = "catalogue")]
        kind: Kind,
    },
    /// Plan every role for every situation and objective, verify each plan, print the table.
    Table {
        /// The catalogue.
        #[arg(long, value_name = "FILE")]
        catalogue: PathBuf,
        /// The situations: a list of {id, scenario}.
        #[arg(long, value_name = "FILE")]
        situations: PathBuf,
        /// Most work a search may do before it answers with what it has.
        #[arg(long, value_name = "N", default_value_t = Limits::default().nodes)]
        max_nodes: u64,
    },
}

/// Why there is no answer; it has been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// The input was bad.
    BadInput,
    /// A file could not be written.
    Unwritten,
    /// The program was wrong.
    Internal,
}

const UNWRITTEN: u8 = 3;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => return ExitCode::from(say_usage(&usage)),
    };
    let lang = match arguments.lang {
        Some(Tongue::Zh) => Lang::Zh,
        Some(Tongue::En) => Lang::En,
        None => environment(),
    };
    // Nothing panics; that a broken promise has the code of one is made sure here.
    let answer = std::panic::catch_unwind(|| run(lang, arguments.command));
    ExitCode::from(code(answer.unwrap_or(Err(Failure::Internal))))
}

/// The exit code, once everything was written that could be.
fn code(answer: Result<(), Failure>) -> u8 {
    let written = out::end();
    match answer {
        Err(Failure::Internal) => 4,
        Err(Failure::BadInput) => 1,
        Err(Failure::Unwritten) => UNWRITTEN,
        Ok(()) if written => 0,
        Ok(()) => UNWRITTEN,
    }
}

/// Prints the help that was asked for, or what is wrong with the arguments.
fn say_usage(usage: &clap::Error) -> u8 {
    out::note(usage.print());
    let written = out::end();
    match u8::try_from(usage.exit_code()) {
        Ok(0) if written => 0,
        Ok(0) => UNWRITTEN,
        _ => 2,
    }
}

fn run(lang: Lang, command: Command) -> Result<(), Failure> {
    match command {
        Command::Plan {
            catalogue,
            scenario,
            objective,
            json,
            frontier,
            advice,
            since,
            jsonl: _,
            stream,
            max_nodes,
        } => {
            let catalogue = file::catalogue(lang, &catalogue)?;
            let limits = Limits::nodes(max_nodes);
            let objective = objective.map(Objective::from);
            match scenario {
                Some(scenario) => {
                    let mut scenario = file::scenario(lang, &catalogue, &scenario)?;
                    scenario.objective = objective.unwrap_or(scenario.objective);
                    let since =
                        since.map(|path| file::plan(lang, &catalogue, &path)).transpose()?;
                    let plan = answer::plan(lang, &catalogue, &scenario, limits, json)?;
                    if let Some(since) = since {
                        more::since(lang, &catalogue, &since, &plan);
                    }
                    if advice {
                        more::advice(lang, &catalogue, &scenario, &plan, limits);
                    }
                    if frontier {
                        more::frontier(lang, &catalogue, &scenario, limits);
                    }
                    Ok(())
                }
                None => {
                    let lenient = stream.is_lenient();
                    let terms = qitu_batch::Terms { lang, objective, limits, lenient };
                    many::plan(&catalogue, terms, &stream)
                }
            }
        }
        Command::Verify { catalogue, scenario, plan } => {
            let catalogue = file::catalogue(lang, &catalogue)?;
            let scenario = file::scenario(lang, &catalogue, &scenario)?;
            let plan = file::plan(lang, &catalogue, &plan)?;
            answer::verify(lang, &catalogue, &scenario, &plan)
        }
        Command::Check { files, facts: true, today, .. } => {
            file::facts(lang, &files, today.unwrap_or_else(clock))
        }
        Command::Check { files, catalogue, .. } => file::check(lang, &files, catalogue.as_deref()),
        Command::Import { catalogue, table, sheet, explain: true } => {
            questions::explain(lang, &catalogue, &table, sheet.as_deref())
        }
        Command::Import { catalogue, table, sheet, .. } => {
            sheet::import(lang, &catalogue, &table, sheet.as_deref())
        }
        Command::Export { catalogue, file } => sheet::export(lang, &catalogue, &file),
        Command::Template { catalogue, file } => sheet::template(lang, catalogue.as_deref(), &file),
        Command::Pack { catalogue, book, folder } => {
            let place = if book { pack::Place::Beside } else { pack::Place::Own };
            pack::pack(lang, &catalogue, &folder, place)
        }
        Command::Cohort(arguments) => cohort::run(lang, &arguments),
        Command::Merge { base, mine, theirs, prefer } => {
            let prefer = prefer.map(|side| match side {
                Prefer::Mine => Side::Mine,
                Prefer::Theirs => Side::Theirs,
            });
            merge::merge(lang, [&base, &mine, &theirs], prefer)
        }
        Command::Gaps { catalogue, situations, today } => {
            let catalogue = file::catalogue(lang, &catalogue)?;
            let situations = situations.map(|path| file::situations(lang, &catalogue, &path));
            let situations = situations.transpose()?.unwrap_or_default();
            gaps::print(lang, &catalogue, situations, today.unwrap_or_else(clock));
            Ok(())
        }
        Command::Schema { kind } => {
            schema::print(kind);
            Ok(())
        }
        Command::Table { catalogue, situations, max_nodes } => {
            let catalogue = file::catalogue(lang, &catalogue)?;
            let situations = file::situations(lang, &catalogue, &situations)?;
            matrix::print(lang, &catalogue, &situations, Limits::nodes(max_nodes))
        }
    }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a day is written 2026-11-29".to_owned())
}

/// Today, in UTC.
#[expect(clippy::disallowed_types, reason = "the engine has no clock; whoever calls it may")]
fn clock() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since.map_or(0, |time| time.as_secs() / 86_400);
    Date::new(1970, 1, 1).unwrap_or_default().plus_days(i32::try_from(days).unwrap_or(0))
}

/// The language of the environment.
fn environment() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    if set.is_some_and(|value| value.starts_with("zh")) { Lang::Zh } else { Lang::En }
}

impl From<Aim> for Objective {
    fn from(aim: Aim) -> Self {
        match aim {
            Aim::Soonest => Self::Soonest,
            Aim::Cheapest => Self::Cheapest,
            Aim::LeastStudy => Self::LeastStudy,
            Aim::Gentlest => Self::Gentlest,
        }
    }
}
