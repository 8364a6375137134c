//! Owns a cohort: many riders of one academy at once, who wants which class in which month, and
//! where seats are short. Refuses names: a rider is a key, a group and a question.

mod picture;
mod plan;
mod read;
mod table;

use crate::Failure;
use crate::out::{say, tell};
use clap::Args;
use plan::Cores;
use qitu_cohort::{
    Forecast, Order, Population, Seating, Seats, Study, months, study, summary, table as counted,
};
use qitu_model::{Catalogue, Lang, Objective};
use qitu_solve::Limits;
use std::path::PathBuf;

/// What `qitu cohort` is asked.
#[derive(Args)]
pub struct Arguments {
    /// The catalogue (`qitu.catalogue/1`).
    #[arg(long, value_name = "FILE")]
    catalogue: PathBuf,
    /// The riders: one scenario a line, with "key", "weight" (how many riders, 1 if not said) and
    /// "group", each of which may be left out. Who stands first has asked first.
    #[arg(long, value_name = "FILE", required_unless_present = "situations")]
    population: Option<PathBuf>,
    /// Instead of riders: situations, a list of {id, scenario}.
    #[arg(long, value_name = "FILE", conflicts_with = "population", requires = "riders")]
    situations: Option<PathBuf>,
    /// How many riders are in the situations together.
    #[arg(long, value_name = "N", requires = "situations")]
    riders: Option<u32>,
    /// Their shares: a table of situation and share (default: all alike).
    #[arg(long, value_name = "FILE", requires = "situations")]
    shares: Option<PathBuf>,
    /// Seats instead of those in the catalogue: a table of activity, offer, day, seats; without a
    /// day, of each class of the offer.
    #[arg(long, value_name = "FILE")]
    seats: Option<PathBuf>,
    /// Give seats by lot, drawn from this number, and not to who asked first.
    #[arg(long, value_name = "SEED")]
    by_lot: Option<u64>,
    /// Say of so many classes, those that most riders missed, what one more of their size would
    /// change.
    #[arg(long, value_name = "N", default_value_t = 3)]
    one_more: usize,
    /// What is best, instead of what the scenarios say.
    #[arg(long, value_enum)]
    objective: Option<crate::Aim>,
    /// Write riders, steps, classes, months, groups and reasons as tables, and the months as a
    /// picture, into this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Plan on so many cores (default: all).
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Most work a search may do before it answers with what it has.
    #[arg(long, value_name = "N", default_value_t = Limits::default().nodes)]
    max_nodes: u64,
}

/// Everybody who asks, and by what the sender knows them.
#[derive(Default)]
pub struct Riders {
    population: Population,
    /// By asker.
    keys: Vec<String>,
    /// Lines that could not be read.
    unread: usize,
}

/// Plans for everybody, gives out the seats, and says what came of it.
pub fn run(lang: Lang, arguments: &Arguments) -> Result<(), Failure> {
    let catalogue = crate::file::catalogue(lang, &arguments.catalogue)?;
    let objective = arguments.objective.map(Objective::from);
    let mut riders = read::riders(lang, &catalogue, arguments)?;
    for asked in &mut riders.population.questions {
        asked.objective = objective.unwrap_or(asked.objective);
    }
    let mut seats = Seats::stated(&catalogue);
    if let Some(path) = &arguments.seats {
        read::seats(lang, &catalogue, path, &mut seats)?;
    }
    let cores = Cores::new(lang, arguments.threads, Limits::nodes(arguments.max_nodes));
    let order = arguments.by_lot.map_or(Order::FirstAsked, |seed| Order::ByLot { seed });

    let planner = |catalogue: &Catalogue, questions: &[qitu_cohort::Question<'_>]| {
        cores.plan(catalogue, questions)
    };
    let Study { seating, counts, more } =
        study(&catalogue, &riders.population, &seats, order, arguments.one_more, &planner);
    cores.end()?;

    let questions = riders.population.questions.len();
    for line in summary(lang, &catalogue, questions, riders.unread, &counts, &more) {
        say(&line);
    }
    if let Some(folder) = &arguments.out {
        write(lang, &catalogue, &riders, &seating, &counts, &cores, folder)?;
    }
    // Words of reasons may have failed since.
    cores.end()?;
    if riders.unread > 0 { Err(Failure::BadInput) } else { Ok(()) }
}

fn write(
    lang: Lang,
    catalogue: &Catalogue,
    riders: &Riders,
    seating: &Seating,
    counts: &Forecast,
    cores: &Cores,
    folder: &std::path::Path,
) -> Result<(), Failure> {
    let months = months(catalogue, &riders.population, seating);
    let files = [
        ("riders.csv", table::riders(riders, seating)),
        ("steps.csv", table::steps(catalogue, riders, seating)),
        ("classes.csv", counted::classes(counts)),
        ("months.csv", counted::months(&months)),
        ("groups.csv", counted::groups(counts)),
        ("reasons.csv", counted::reasons(cores.reasons(catalogue, &riders.population, seating))),
    ];
    let picture = picture::months(lang, &months);
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        for (name, table) in files {
            std::fs::write(folder.join(name), table?)?;
        }
        std::fs::write(folder.join("months.svg"), picture)
    });
    written.map_err(|error| {
        tell(&format!("{}: {error}", folder.display()));
        Failure::Unwritten
    })
}
