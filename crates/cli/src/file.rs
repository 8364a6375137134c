//! Owns reading files and telling their problems on standard error.

use crate::Failure;
use crate::{out, sheet};
use qitu_engine::export::publish::Edition;
use qitu_engine::load::{self, Counts, Problem, ProblemKind, Severity};
use qitu_engine::text::problem;
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Id, Plan, Scenario};
use std::io::Read;
use std::path::Path;

/// A situation of the table: its name and what it asks.
pub struct Situation {
    /// Its id.
    pub id: Id,
    /// The rider, their week and their wishes; each role takes the goal's place.
    pub scenario: Scenario,
}

/// Reads a catalogue. Entries with errors are left out and told; a file without any entry is
/// bad input.
pub fn catalogue(lang: Lang, path: &Path) -> Result<Catalogue, Failure> {
    told(lang, path, load::catalogue)
}

fn told(
    lang: Lang,
    path: &Path,
    read: fn(&str) -> (Catalogue, Vec<Problem>),
) -> Result<Catalogue, Failure> {
    let (catalogue, problems) = read(&text(lang, path)?);
    tell(lang, path, &problems, Severity::Error);
    if catalogue.activities().next().is_none() {
        let words = match lang {
            Lang::Zh => "没有读到课程、证书或岗位。",
            Lang::En => "no course, certificate or role was read.",
        };
        out::tell(&format!("{}: {words}", path.display()));
        return Err(Failure::BadInput);
    }
    Ok(catalogue)
}

/// Reads a scenario for a catalogue. One that was read in part only, or whose goal names what the
/// catalogue lacks, would be another question.
pub fn scenario(lang: Lang, catalogue: &Catalogue, path: &Path) -> Result<Scenario, Failure> {
    let (scenario, problems) = load::scenario_for(catalogue, &text(lang, path)?);
    tell(lang, path, &problems, Severity::Notice);
    match scenario {
        Some(scenario) if is_whole(&problems) => Ok(scenario),
        _ => Err(Failure::BadInput),
    }
}

/// Was everything understood?
pub fn is_whole(problems: &[Problem]) -> bool {
    problems.iter().all(|problem| problem.severity != Severity::Error)
}

/// Reads a plan for a catalogue.
pub fn plan(lang: Lang, catalogue: &Catalogue, path: &Path) -> Result<Plan, Failure> {
    let (plan, problems) = load::plan(&text(lang, path)?);
    tell(lang, path, &problems, Severity::Notice);
    let mut plan = plan.ok_or(Failure::BadInput)?;
    load::upgrade_plan(catalogue, &mut plan);
    Ok(plan)
}

/// Reads the situations of the table.
pub fn situations(
    lang: Lang,
    catalogue: &Catalogue,
    path: &Path,
) -> Result<Vec<Situation>, Failure> {
    #[derive(serde::Deserialize)]
    struct Entry {
        id: Id,
        scenario: serde_json::Value,
    }
    let entries: Vec<Entry> = serde_json::from_str(&text(lang, path)?).map_err(|error| {
        out::tell(&format!("{}: {error}", path.display()));
        Failure::BadInput
    })?;
    let read = |entry: Entry| {
        let (scenario, problems) = load::scenario_for(catalogue, &entry.scenario.to_string());
        tell(lang, &path.join(&entry.id), &problems, Severity::Warning);
        // Each role takes the goal's place, so the goal may be one of another catalogue.
        let unknown = |p: &Problem| matches!(p.kind, ProblemKind::UnknownId { .. });
        let whole = problems.iter().all(|p| p.severity != Severity::Error || unknown(p));
        let scenario = scenario.filter(|_| whole).ok_or(Failure::BadInput)?;
        Ok(Situation { id: entry.id, scenario })
    };
    entries.into_iter().map(read).collect()
}

/// Tells everything wrong with the files; errors make it bad input.
pub fn check(
    lang: Lang,
    files: &[impl AsRef<Path>],
    catalogue: Option<&Path>,
) -> Result<(), Failure> {
    let catalogue = catalogue.map(|path| self::catalogue(lang, path)).transpose()?;
    let mut answer = Ok(());
    for path in files.iter().map(AsRef::as_ref) {
        let Ok(problems) = check_one(lang, path, catalogue.as_ref()) else {
            answer = Err(Failure::BadInput);
            continue;
        };
        for found in &problems {
            out::say(&problem::line(lang, &path.display().to_string(), found));
        }
        let Counts { errors, warnings, notices } = load::count(&problems);
        let path = path.display();
        out::tell(&match lang {
            Lang::Zh => format!("{path}：{errors} 个错误，{warnings} 个警告，{notices} 个提示"),
            Lang::En => format!("{path}: errors {errors}, warnings {warnings}, notices {notices}"),
        });
        if errors > 0 {
            answer = Err(Failure::BadInput);
        }
    }
    answer
}

/// Tells how sure the numbers of the files are on a day.
pub fn facts(lang: Lang, files: &[impl AsRef<Path>], today: Date) -> Result<(), Failure> {
    let mut answer = Ok(());
    for path in files.iter().map(AsRef::as_ref) {
        let told = text(lang, path).and_then(|text| crate::facts::check(lang, path, &text, today));
        answer = answer.and(told);
    }
    answer
}

/// Reads a catalogue that is grown. What is wrong in it stays in it: its owner mends it, not we.
pub fn catalogue_to_edit(lang: Lang, path: &Path) -> Result<Catalogue, Failure> {
    told(lang, path, load::catalogue_to_edit)
}

fn check_one(
    lang: Lang,
    path: &Path,
    catalogue: Option<&Catalogue>,
) -> Result<Vec<Problem>, Failure> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Head {
        format: String,
    }
    if path.extension().is_some_and(sheet::is_table) {
        let empty = Catalogue::default();
        let catalogue = catalogue.unwrap_or(&empty);
        return Ok(sheet::table(lang, catalogue, path, &bytes(path)?, None)?.problems);
    }
    let text = text(lang, path)?;
    let format = serde_json::from_str::<Head>(&text).unwrap_or_default().format;
    Ok(if format.starts_with("qitu.scenario") {
        match catalogue {
            Some(catalogue) => load::scenario_for(catalogue, &text).1,
            None => load::scenario(&text).1,
        }
    } else if format.starts_with("qitu.plan") {
        load::plan(&text).1
    } else {
        let (read, mut problems) = load::catalogue(&text);
        problems.extend(catalogue.iter().flat_map(|earlier| load::gone_since(&read, earlier)));
        problems
    })
}

/// Reads a catalogue to publish it. Everything wrong with it is told; one with errors is not
/// published.
pub fn edition(lang: Lang, path: &Path) -> Result<Edition, Failure> {
    let (edition, problems) = Edition::read(&text(lang, path)?);
    tell(lang, path, &problems, Severity::Notice);
    edition.ok_or_else(|| {
        let words = match lang {
            Lang::Zh => "没有放进去：先改好上面的错误。什么都没有动。",
            Lang::En => "not published: mend the errors above first. Nothing was changed.",
        };
        out::tell(&format!("{}: {words}", path.display()));
        Failure::BadInput
    })
}

pub fn tell(lang: Lang, path: &Path, problems: &[Problem], least: Severity) {
    let name = path.display().to_string();
    for found in problems.iter().filter(|p| p.severity <= least) {
        out::tell(&problem::line(lang, &name, found));
    }
}

/// Reads a file, or standard input for `-`, as UTF-8.
pub fn text(lang: Lang, path: &Path) -> Result<String, Failure> {
    load::text(&bytes(path)?).map_err(|problem| {
        tell(lang, path, &[problem], Severity::Error);
        Failure::BadInput
    })
}

/// The bytes of a file, or of standard input for `-`: one more than are read where there are more.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = load::MOST_BYTES as u64 + 1;
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map(|_| bytes).map_err(|error| {
        out::tell(&format!("{}: {error}", path.display()));
        Failure::BadInput
    })
}
