//! The planner on its tables: the built-in catalogue, published instances, generated academies.
//!
//! `cargo bench --bench bench [-- OPTIONS]`
//!
//!   --only NAME     families whose name contains it
//!   --nodes N       the work limit of one search, 20,000 where none is given
//!   --mib N         the memory of one search, 64 where none is given
//!   --few N         so many questions of riders with few hours, at random, in place of 200
//!   --seeds N       so many of each kind of choice, in place of 3
//!   --why           what stands in the way of what is impossible, too, and what would help: how
//!                   long until the first is told, and until all is
//!   --each          one line a case
//!   --digest        one line a case without times, to compare two builds with `diff`
//!   --catalogue DIR the built-in catalogue and its situations from another folder
//!   --write FOLDER  cases.jsonl and the generated files there, for peer/cp_sat.py

#![allow(clippy::unwrap_used, reason = "a benchmark may stop where it cannot go on")]
#![allow(clippy::disallowed_types, reason = "a benchmark looks at the clock")]

mod generate;
#[path = "../tests/random/mod.rs"]
mod random;

use generate::Shape;
use qitu_engine::explain;
use qitu_engine::protocol::{self, Answer};
use qitu_engine::verify::verify;
use qitu_model::json;
use qitu_model::*;
use qitu_solve::{self as solve, Limits};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

struct Case {
    family: String,
    name: String,
    catalogue: std::rc::Rc<Catalogue>,
    scenario: Scenario,
    objectives: Vec<Objective>,
    known: BTreeMap<String, i64>,
}

struct Row {
    objective: Objective,
    plan: Plan,
    /// The most memory that planning took, in MiB, where the system says so.
    memory: f64,
    ms: f64,
    /// From the question's text to the answer's, with the reasons: what a worker does.
    asked: f64,
    first: Option<f64>,
    /// The longest that planning took without a word.
    silent: f64,
    /// Of what is impossible: until it was told why, and until all that would help was.
    why: Option<[f64; 2]>,
}

struct Options {
    only: String,
    nodes: u64,
    mib: u64,
    few: u64,
    seeds: u64,
    why: bool,
    each: bool,
    digest: bool,
    catalogue: PathBuf,
    write: Option<PathBuf>,
}

fn main() {
    let options = options();
    let mut cases = Vec::new();
    let wanted = |name: &str| name.contains(&options.only);
    if wanted("built-in") {
        cases.extend(built_in(&options.catalogue));
    }
    if wanted("few-hours") {
        cases.extend(few_hours(&options.catalogue, options.few));
    }
    cases.extend(published().into_iter().filter(|case| wanted(&case.family)));
    let shape = |activities, domain, alternatives, wanted| Shape {
        activities,
        domain,
        alternatives,
        wanted,
    };
    for (family, shape, seeds, goals) in [
        ("generated-60", shape(60, 27, 3, 3), 1..5, 2),
        ("generated-654", shape(654, 60, 3, 5), 1..4, 4),
        ("generated-6000", shape(6000, 80, 3, 5), 1..2, 8),
        ("tangled-654", shape(654, 600, 5, 12), 1..4, 1),
    ] {
        if wanted(family) {
            cases.extend(seeds.flat_map(|seed| generated(family, seed, shape, goals)));
        }
    }
    for (wanted_of, offered) in [(6, 30), (10, 20), (8, 30), (10, 30), (200, 400), (500, 1000)] {
        let family = format!("electives-{wanted_of}-{offered}");
        if wanted(&family) {
            // The largest is there for its memory: one of them says what there is to say.
            let seeds = if offered < 1000 { options.seeds } else { 1 };
            let made = (1..=seeds).map(|seed| generate::electives(seed, wanted_of, offered));
            cases.extend(made.map(|made| choice(&family, made)));
        }
    }
    for courses in [8, 16, 18] {
        let family = format!("alike-{courses}");
        if wanted(&family) {
            let made = (1..=options.seeds).map(|seed| generate::alike(seed, courses));
            cases.extend(made.map(|made| choice(&family, made)));
        }
    }
    for courses in [2000, 5000, 10_000] {
        let family = format!("chain-{courses}");
        if wanted(&family) {
            cases.push(choice(&family, generate::chain(courses)));
        }
    }
    let mut families: Vec<(String, Vec<Row>)> = Vec::new();
    let mut differ = 0;
    let mut out = options.write.as_deref().map(Peer::new);
    for case in &cases {
        for mut row in run(case, Limits { nodes: options.nodes, bytes: options.mib << 20 }) {
            if options.why && row.plan.status == PlanStatus::Impossible {
                row.why = Some(why_not(case, &row));
            }
            differ += u32::from(!right(case, &row));
            if options.digest {
                print_digest(case, &row);
            } else if options.each {
                print_case(case, &row);
            }
            if let Some(out) = &mut out {
                out.write(case, &row);
            }
            match families.last_mut().filter(|(name, _)| *name == case.family) {
                Some((_, rows)) => rows.push(row),
                None => families.push((case.family.clone(), vec![row])),
            }
        }
    }
    if !options.digest {
        print_families(&families);
        if options.why {
            print_why(&families);
        }
    }
    println!("{differ} answers differ from what is known");
    std::process::exit(i32::from(differ > 0));
}

fn options() -> Options {
    let mut options = Options {
        only: String::new(),
        nodes: 20_000,
        mib: 64,
        few: 200,
        seeds: 3,
        why: false,
        each: false,
        digest: false,
        catalogue: root().join("public/catalogue"),
        write: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_default();
        match word.as_str() {
            "--only" => options.only = next(),
            "--nodes" => options.nodes = next().parse().unwrap(),
            "--mib" => options.mib = next().parse().unwrap(),
            "--few" => options.few = next().parse().unwrap(),
            "--seeds" => options.seeds = next().parse().unwrap(),
            "--why" => options.why = true,
            "--each" => options.each = true,
            "--digest" => options.digest = true,
            "--catalogue" => options.catalogue = next().into(),
            "--write" => options.write = Some(next().into()),
            // What cargo itself passes on.
            _ => {}
        }
    }
    options
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every role, for every sample situation.
fn built_in(folder: &Path) -> Vec<Case> {
    let catalogue: Catalogue = read(&folder.join("modern-rider-academy.json"));
    let situations: Vec<serde_json::Value> = read(&folder.join("situations.json"));
    let catalogue = std::rc::Rc::new(catalogue);
    let mut cases = Vec::new();
    for situation in &situations {
        let scenario: Scenario = serde_json::from_value(situation["scenario"].clone()).unwrap();
        for role in &catalogue.roles {
            let goal = Need::Role { role: role.id.clone() };
            cases.push(Case {
                family: "built-in".into(),
                name: format!("{}, {}", situation["id"].as_str().unwrap_or(""), role.id),
                catalogue: catalogue.clone(),
                scenario: Scenario { goal, ..scenario.clone() },
                objectives: Objective::ALL.to_vec(),
                known: BTreeMap::new(),
            });
        }
    }
    cases
}

/// A walk at random among roles, situations and objectives, with 0 to 4 hours a week of each kind
/// of time. The seed of a question is its number, so a longer walk begins with the shorter ones.
fn few_hours(folder: &Path, questions: u64) -> Vec<Case> {
    let catalogue: Catalogue = read(&folder.join("modern-rider-academy.json"));
    let situations: Vec<serde_json::Value> = read(&folder.join("situations.json"));
    let catalogue = std::rc::Rc::new(catalogue);
    let question = |seed: u64| {
        let dice = &mut random::Dice::new(seed);
        let situation = dice.pick(&situations);
        let mut scenario: Scenario = serde_json::from_value(situation["scenario"].clone()).unwrap();
        let role = &dice.pick(&catalogue.roles).id;
        scenario.goal = Need::Role { role: role.clone() };
        for slot in ["gap", "evening", "rest_day"] {
            scenario.week.insert(slot.into(), Hours(dice.between(0, 4)));
        }
        let objective = *dice.pick(&Objective::ALL);
        let hours = scenario.week.iter().map(|(slot, hours)| format!("{slot} {}", hours.0));
        let hours: Vec<String> = hours.collect();
        Case {
            family: "few-hours".into(),
            name: format!(
                "{seed}: {}, {role}, {}",
                situation["id"].as_str().unwrap_or(""),
                hours.join(" ")
            ),
            catalogue: catalogue.clone(),
            scenario,
            objectives: vec![objective],
            known: BTreeMap::new(),
        }
    };
    (1..=questions).map(question).collect()
}

/// The pairs in `instances/`, with what is known of them.
fn published() -> Vec<Case> {
    let folder = root().join("benches/instances");
    let known: BTreeMap<String, BTreeMap<String, i64>> = read(&folder.join("known.json"));
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".scenario.json").map(str::to_owned))
        .collect();
    names.sort();
    let case = |name: String| {
        let family = name.split(['-', '_']).next().unwrap_or_default().to_owned();
        let file = if family == "sketch" { &family } else { &name };
        let catalogue: Catalogue = read(&folder.join(format!("{file}.catalogue.json")));
        let scenario: Scenario = read(&folder.join(format!("{name}.scenario.json")));
        let objectives = vec![scenario.objective];
        let known = known.get(&name).cloned().unwrap_or_default();
        Case { family, catalogue: catalogue.into(), scenario, objectives, known, name }
    };
    names.into_iter().map(case).collect()
}

fn generated(family: &str, seed: u64, shape: Shape, goals: usize) -> Vec<Case> {
    let (catalogue, needs) = generate::catalogue(seed, shape);
    let catalogue = std::rc::Rc::new(catalogue);
    let case = |goal: &Need| Case {
        family: family.into(),
        name: format!("{}, {}", catalogue.id, serde_json::to_string(goal).unwrap()),
        catalogue: catalogue.clone(),
        scenario: generate::scenario(&catalogue, goal),
        objectives: Objective::ALL.to_vec(),
        known: BTreeMap::new(),
    };
    needs.iter().take(goals).map(case).collect()
}

/// One goal of a generated catalogue, for every objective.
fn choice(family: &str, (catalogue, goal): (Catalogue, Need)) -> Case {
    Case {
        family: family.into(),
        name: format!("{} {}", catalogue.id, catalogue.version),
        scenario: generate::scenario(&catalogue, &goal),
        catalogue: catalogue.into(),
        objectives: Objective::ALL.to_vec(),
        known: BTreeMap::new(),
    }
}

fn run(case: &Case, limits: Limits) -> Vec<Row> {
    let one = |&objective: &Objective| {
        let text = json::write(&Scenario { objective, ..case.scenario.clone() });
        let came = Instant::now();
        let scenario: Scenario = json::read(&text).unwrap();
        let before = memory(true);
        let began = Instant::now();
        let (mut first, mut said, mut silent) = (None, 0.0, 0.0_f64);
        let mut plan = solve::plan(&case.catalogue, &scenario, limits, &mut |now| {
            let ms = began.elapsed().as_secs_f64() * 1e3;
            if now.value.is_some() && first.is_none() {
                first = Some(ms);
            }
            silent = silent.max(ms - said);
            said = ms;
            true
        });
        let ms = began.elapsed().as_secs_f64() * 1e3;
        let silent = silent.max(ms - said);
        let memory = memory(false) - before;
        if plan.status != PlanStatus::Impossible {
            explain::why_so(&case.catalogue, &scenario, &mut plan);
        }
        let answer = Answer::Plan { plan: Box::new(plan.clone()) };
        std::hint::black_box(protocol::line(1, answer));
        let asked = came.elapsed().as_secs_f64() * 1e3;
        Row { objective, plan, memory, ms, asked, first, silent, why: None }
    };
    case.objectives.iter().map(one).collect()
}

/// Nodes of each plan that is tried for advice, as the page asks for it.
const ADVICE: u64 = 5_000;

/// How long it takes to tell why there is no plan, and all that would help.
fn why_not(case: &Case, row: &Row) -> [f64; 2] {
    let scenario = Scenario { objective: row.objective, ..case.scenario.clone() };
    let began = Instant::now();
    let ms = || began.elapsed().as_secs_f64() * 1e3;
    let mut first = None;
    let mut told = |_: &[Cause], _: &[Relaxation]| {
        first.get_or_insert_with(ms);
        true
    };
    let limits = Limits::nodes(ADVICE);
    let found = explain::why_not_as_found(&case.catalogue, &scenario, &row.plan, limits, &mut told);
    std::hint::black_box(found);
    [first.unwrap_or_else(ms), ms()]
}

/// The most memory of this process so far, in MiB; `anew` counts from now on. 0 where the system
/// does not tell (`/proc` of Linux does).
fn memory(anew: bool) -> f64 {
    if anew {
        let _ = std::fs::write("/proc/self/clear_refs", "5");
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = most.and_then(|most| most.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// Is the plan valid, and its value the known one where it is proven?
fn right(case: &Case, row: &Row) -> bool {
    let valid = row.plan.value.is_none()
        || verify(&case.catalogue, &case.scenario, &row.plan)
            .is_ok_and(|v| Some(v) == row.plan.value);
    // The first component of the order is bounded whatever the status; the rest only if proven.
    let proven = row.plan.status == PlanStatus::Optimal;
    let part =
        |value: Option<Value>, name: &str| serde_json::to_value(value).unwrap()[name].as_i64();
    let same = |(name, &known): (&String, &i64)| {
        let (value, bound) = (part(row.plan.value, name), part(row.plan.bound, name));
        if proven { value == Some(known) } else { bound.is_none_or(|b| b <= known) }
    };
    let first = ["weeks", "fee", "hours", "peak"][match row.objective {
        Objective::Soonest => 0,
        Objective::Cheapest => 1,
        Objective::LeastStudy => 2,
        Objective::Gentlest => 3,
    }];
    let right = valid && case.known.iter().filter(|k| proven || k.0 == first).all(same);
    if !right {
        println!("WRONG {}: {:?}", case.name, row.plan.value);
        println!("{:?}", verify(&case.catalogue, &case.scenario, &row.plan));
    }
    right
}

fn is_proven(row: &Row) -> bool {
    matches!(row.plan.status, PlanStatus::Optimal | PlanStatus::Impossible)
}

/// How far the first component that is not proven is from its bound, in per cent of its value.
fn gap(row: &Row) -> f64 {
    let (Some(value), Some(bound)) = (row.plan.value, row.plan.bound) else { return 100.0 };
    let pairs = value.ordered(row.objective).into_iter().zip(bound.ordered(row.objective));
    let mut open = pairs.filter(|(value, bound)| value != bound);
    open.next().map_or(0.0, |(value, bound)| 100.0 * (value - bound) as f64 / value as f64)
}

fn print_case(case: &Case, row: &Row) {
    let status = serde_json::to_value(row.plan.status).unwrap();
    let (word, status) = (row.objective.word(), status.as_str().unwrap_or("").to_owned());
    let value = row.plan.value.map(|v| format!("{:?}", v.ordered(row.objective)));
    let why = row.why.map(|[why, all]| format!("  why {why:.2} ms, changes {all:.2} ms"));
    println!(
        "{:<60} {word:<12} {status:<10} {:>8} nodes {:>9.2} ms  {}  gap {:.1} %  {:.0} MiB{}",
        case.name,
        row.plan.work.nodes,
        row.ms,
        value.unwrap_or_default(),
        gap(row),
        row.memory,
        why.unwrap_or_default(),
    );
}

/// Everything the search decided, without times: two builds that print the same lines plan alike.
fn print_digest(case: &Case, row: &Row) {
    let Plan { status, value, bound, early, steps, work, .. } = &row.plan;
    let text = |value: Option<Value>| {
        value.map_or("-".to_owned(), |v| {
            v.ordered(row.objective).map(|part| part.to_string()).join(",")
        })
    };
    println!(
        "{} | {} | {} | {} nodes | {} | {} | {} | {} steps {:016x}",
        case.family,
        case.name,
        row.objective.word(),
        work.nodes,
        serde_json::to_value(status).unwrap().as_str().unwrap_or(""),
        format_args!("{} of {}", text(*value), text(*bound)),
        early.map_or("-".to_owned(), |early| {
            let Early { posts, certificates, proven } = early;
            format!("{posts},{certificates}{}", if proven { "" } else { " or earlier" })
        }),
        steps.len(),
        fnv(serde_json::to_string(steps).unwrap().as_bytes()),
    );
}

/// The 64-bit FNV-1a hash of a text.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The number below which so many per cent of the sorted list lie.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted
        .get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0.0)
}

fn print_families(families: &[(String, Vec<Row>)]) {
    println!(
        "{:<16} {:<12} {:>6} {:>7} {:>10} {:>9} {:>10} {:>9} {:>9} {:>9} {:>8} {:>7}",
        "family",
        "objective",
        "cases",
        "proven",
        "median ms",
        "99 % ms",
        "worst ms",
        "first ms",
        "silent ms",
        "nodes",
        "gap %",
        "MiB"
    );
    for (family, rows) in families {
        for objective in Objective::ALL.into_iter().map(Some).chain([None]) {
            let of = |row: &&Row| objective.is_none_or(|o| row.objective == o);
            let rows: Vec<&Row> = rows.iter().filter(of).collect();
            if rows.is_empty() {
                continue;
            }
            let sorted = |mut numbers: Vec<f64>| {
                numbers.sort_by(f64::total_cmp);
                numbers
            };
            let ms = sorted(rows.iter().map(|row| row.ms).collect());
            let first = sorted(rows.iter().filter_map(|row| row.first).collect());
            let nodes = sorted(rows.iter().map(|row| row.plan.work.nodes as f64).collect());
            let worst_gap =
                rows.iter().filter(|r| !is_proven(r)).map(|r| gap(r)).fold(0.0, f64::max);
            println!(
                "{family:<16} {:<12} {:>6} {:>7} {:>10.2} {:>9.2} {:>10.2} {:>9.2} {:>9.2} {:>9} {:>8.1} {:>7.0}",
                objective.map_or("all", Objective::word),
                rows.len(),
                rows.iter().filter(|row| is_proven(row)).count(),
                percentile(&ms, 50),
                percentile(&ms, 99),
                ms.last().copied().unwrap_or(0.0),
                percentile(&first, 50),
                rows.iter().map(|row| row.silent).fold(0.0, f64::max),
                percentile(&nodes, 50),
                worst_gap,
                rows.iter().map(|row| row.memory).fold(0.0, f64::max),
            );
        }
    }
}

/// How long it took to say why there is no plan, and what would help.
fn print_why(families: &[(String, Vec<Row>)]) {
    println!(
        "{:<16} {:>10} {:>12} {:>9} {:>9} {:>12} {:>9} {:>9}",
        "family", "impossible", "why ms", "99 %", "worst", "changes ms", "99 %", "worst"
    );
    for (family, rows) in families {
        let [why, changes] = [0, 1].map(|at| {
            let mut ms: Vec<f64> = rows.iter().filter_map(|row| Some(row.why?[at])).collect();
            ms.sort_by(f64::total_cmp);
            ms
        });
        let count = why.len();
        let [why, changes] = [why, changes].map(|ms| {
            [percentile(&ms, 50), percentile(&ms, 99), ms.last().copied().unwrap_or(0.0)]
        });
        println!(
            "{family:<16} {count:>10} {:>12.2} {:>9.2} {:>9.2} {:>12.2} {:>9.2} {:>9.2}",
            why[0], why[1], why[2], changes[0], changes[1], changes[2]
        );
    }
}

/// The files that the peer reads.
struct Peer {
    folder: PathBuf,
    cases: std::fs::File,
    count: usize,
    /// The catalogues written in this run: two families may have some of the same name, and seeds
    /// tell apart only the versions of a choice.
    written: BTreeSet<String>,
}

impl Peer {
    fn new(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let folder = folder.canonicalize().unwrap();
        let cases = std::fs::File::create(folder.join("cases.jsonl")).unwrap();
        Self { folder, cases, count: 0, written: BTreeSet::new() }
    }

    fn write(&mut self, case: &Case, row: &Row) {
        self.count += 1;
        let Catalogue { id, version, .. } = &*case.catalogue;
        let name = format!("{}.{id}.{version}.catalogue.json", case.family);
        let catalogue = self.folder.join(&name);
        if self.written.insert(name) {
            std::fs::write(&catalogue, serde_json::to_string(&*case.catalogue).unwrap()).unwrap();
        }
        let scenario = self.folder.join(format!("{}.scenario.json", self.count));
        std::fs::write(&scenario, serde_json::to_string(&case.scenario).unwrap()).unwrap();
        let line = serde_json::json!({
            "family": case.family, "instance": case.name, "objective": row.objective.word(),
            "catalogue": catalogue, "scenario": scenario, "status": row.plan.status,
            "value": row.plan.value, "bound": row.plan.bound, "ms": row.ms, "asked": row.asked,
        });
        writeln!(self.cases, "{line}").unwrap();
    }
}
