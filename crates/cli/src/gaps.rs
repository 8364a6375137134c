//! Owns `gaps`: which roles of a catalogue which riders reach, what that hangs on, and what one more
//! class or course would change.

use crate::answer::Bar;
use crate::file::Situation;
use crate::out::{self, say};
use qitu_engine::studio::report::{self, Cell, Help};
use qitu_engine::text::{self, report as words};
use qitu_model::{Catalogue, Date, Lang, Scenario};

/// Things more that are printed, the most helpful first.
const MOST_HELPS: usize = 10;
/// Of each so many changes.
const MOST_CHANGES: usize = 8;

/// Prints the report for these situations, or where there are none for a beginner and a rider of
/// three years.
pub fn print(lang: Lang, catalogue: &Catalogue, situations: Vec<Situation>, today: Date) {
    let (names, riders): (Vec<String>, Vec<Scenario>) = if situations.is_empty() {
        out::tell(words::about_riders(lang));
        let riders = report::riders(catalogue, today);
        words::riders(lang).into_iter().zip(riders).unzip()
    } else {
        situations.into_iter().map(|one| (one.id, one.scenario)).unzip()
    };
    let mut bar = Bar::new();
    let mut cells: Vec<Cell> = Vec::new();
    for role in &catalogue.roles {
        for (at, rider) in riders.iter().enumerate() {
            if !out::is_open() {
                return;
            }
            let called = text::name(lang, catalogue, &role.id);
            bar.show(called);
            let reach = report::reach(catalogue, rider, &role.id);
            let scenario = report::question(rider, &role.id);
            let said = words::reach(lang, catalogue, &scenario, &reach).join(" · ");
            bar.clear();
            say(&format!("{called}\t{}\t{said}", names[at]));
            cells.push((role.id.clone(), at, reach));
        }
    }
    let mut helps: Vec<Help> = Vec::new();
    for extra in report::extras(catalogue, &riders, &cells) {
        bar.show(&words::extra(lang, catalogue, &extra));
        helps.push(report::help(catalogue, &riders, &cells, &extra, today));
    }
    bar.clear();
    helps.retain(|help| help.worth() > (0, 0));
    helps.sort_by_key(|help| std::cmp::Reverse(help.worth()));
    for help in helps.iter().take(MOST_HELPS) {
        say(&format!("+ {}", words::extra(lang, catalogue, &help.extra)));
        let changes = words::help(lang, catalogue, &names, help);
        changes.iter().take(MOST_CHANGES).for_each(|change| say(&format!("\t{change}")));
        if changes.len() > MOST_CHANGES {
            say(&format!("\t… {}", changes.len() - MOST_CHANGES));
        }
    }
}
