//! Owns a cohort: many riders of one academy at once, who wants which class in which month, and
//! where seats are short. Refuses names: a rider is a key, a group and a question.

mod picture;
mod plan;
mod read;
mod table;
mod words;

use crate::Failure;
use crate::out::{say, tell};
use clap::Args;
use plan::Cores;
use qitu_cohort::{
    ClassCount, Forecast, GroupCount, Order, Population, Seating, Seats, first_choices, forecast,
    seat,
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

/// What one more class of the same size on the same day would change.
struct OneMore {
    class: ClassCount,
    after: Total,
}

/// The groups added up.
#[derive(Clone, Copy, Default)]
struct Total {
    riders: u64,
    as_wanted: u64,
    moved: u64,
    lost: u64,
    impossible: u64,
    undecided: u64,
    weeks_lost: u64,
}

impl Total {
    fn of(groups: &[GroupCount]) -> Self {
        groups.iter().fold(Self::default(), |sum, group| Self {
            riders: sum.riders + group.riders,
            as_wanted: sum.as_wanted + group.as_wanted,
            moved: sum.moved + group.moved,
            lost: sum.lost + group.lost,
            impossible: sum.impossible + group.impossible,
            undecided: sum.undecided + group.undecided,
            weeks_lost: sum.weeks_lost + group.weeks_lost,
        })
    }
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
    let population = &riders.population;
    let first = first_choices(&catalogue, population, &planner);
    let seating = seat(&catalogue, population, first.clone(), &seats, order, &planner);
    let counts = forecast(population, &seats, &seating);
    let more: Vec<OneMore> = most_missed(&counts, arguments.one_more)
        .map(|class| {
            let mut seats = seats.clone();
            seats.set(class.class.clone(), class.seats.unwrap_or(0).saturating_mul(2));
            let again = seat(&catalogue, population, first.clone(), &seats, order, &planner);
            let after = Total::of(&forecast(population, &seats, &again).groups);
            OneMore { class: class.clone(), after }
        })
        .collect();
    cores.end()?;

    for line in words::summary(lang, &catalogue, &riders, &counts, &more) {
        say(&line);
    }
    if let Some(folder) = &arguments.out {
        write(lang, &catalogue, &riders, &seating, &counts, &cores, folder)?;
    }
    // Words of reasons may have failed since.
    cores.end()?;
    if riders.unread > 0 { Err(Failure::BadInput) } else { Ok(()) }
}

/// The classes that most riders missed, those first.
fn most_missed(counts: &Forecast, most: usize) -> impl Iterator<Item = &ClassCount> {
    let has_seats = |class: &&ClassCount| class.seats.is_some_and(|seats| seats > 0);
    let mut missed: Vec<&ClassCount> =
        counts.classes.iter().filter(|class| class.missed() > 0).filter(has_seats).collect();
    missed.sort_by_key(|class| std::cmp::Reverse(class.missed()));
    missed.into_iter().take(most)
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
    let months = table::months(catalogue, &riders.population, seating);
    let files = [
        ("riders.csv", table::riders(riders, seating)),
        ("steps.csv", table::steps(catalogue, riders, seating)),
        ("classes.csv", table::classes(counts)),
        ("months.csv", table::month_rows(&months)),
        ("groups.csv", table::groups(counts)),
        ("reasons.csv", table::reasons(cores.reasons(catalogue, &riders.population, seating))),
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
