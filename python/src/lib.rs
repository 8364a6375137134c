//! The planner for Python: a catalogue that pickles, and lines answered on threads.
//! Owns what crosses between Rust and Python; refuses tables, which `qitu/__init__.py` reads.

mod each;

use each::each;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyType};
use qitu_batch::{Answer, Batch, Kinds, Outcome, Terms, is_refused};
use qitu_engine::load::{self, Problem, Severity};
use qitu_engine::text::problem;
use qitu_model::{Catalogue, Date, Lang, Objective, PlanStatus};
use serde_json::Value;

/// Problems of a catalogue that are told.
const MOST_TOLD: usize = 20;

/// A catalogue that was read strictly, and the kinds of riders that were planned with it.
#[pyclass(name = "Catalogue", module = "qitu._native", frozen)]
struct Book {
    catalogue: Catalogue,
    kinds: Kinds,
    /// As it came, for other processes.
    bytes: Vec<u8>,
    name: String,
}

#[pymethods]
impl Book {
    /// Reads a catalogue; `name` goes into messages.
    #[new]
    #[pyo3(signature = (data, name = "catalogue"))]
    fn new(py: Python<'_>, data: &[u8], name: &str) -> PyResult<Self> {
        let catalogue = py.detach(|| strictly(data, name)).map_err(PyValueError::new_err)?;
        let (bytes, name) = (data.to_vec(), name.to_owned());
        Ok(Self { catalogue, kinds: Kinds::default(), bytes, name })
    }

    /// Its id.
    #[getter]
    fn id(&self) -> &str {
        &self.catalogue.id
    }

    /// Its edition.
    #[getter]
    fn version(&self) -> &str {
        &self.catalogue.version
    }

    /// How many kinds of riders were planned in this process.
    #[getter]
    fn kinds(&self) -> usize {
        self.kinds.len()
    }

    fn __repr__(&self) -> String {
        format!("Catalogue({:?}, version={:?})", self.catalogue.id, self.catalogue.version)
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyType>, (Bound<'py, PyBytes>, String)) {
        (py.get_type::<Self>(), (PyBytes::new(py, &self.bytes), self.name.clone()))
    }

    /// Answers lines; a dictionary of columns, with the steps as columns of their own where asked.
    #[pyo3(signature = (lines, *, objective = None, max_nodes = None, threads = None, lenient = false, steps = false))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords of one call")]
    fn answer<'py>(
        &self,
        py: Python<'py>,
        lines: Vec<String>,
        objective: Option<&str>,
        max_nodes: Option<u64>,
        threads: Option<usize>,
        lenient: bool,
        steps: bool,
    ) -> PyResult<Bound<'py, PyDict>> {
        let mut terms = Terms { lenient, ..Terms::new(Lang::En) };
        terms.objective = objective.map(aim).transpose()?;
        if let Some(nodes) = max_nodes {
            terms.limits.nodes = nodes;
        }
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = threads.unwrap_or_else(all);
        if threads == 0 {
            return Err(PyValueError::new_err("threads must be 1 or more"));
        }
        let batch = || Batch::new(&self.catalogue, &self.kinds, terms);
        let answer = |batch: &Batch<'_>, line: &String| batch.answer(line.as_bytes());
        let watch = || Python::attach(|py| py.check_signals());
        let answers = py.detach(|| each(&lines, threads, batch, answer, watch))?;
        if let Some((row, words)) = fault(&answers) {
            return Err(PyRuntimeError::new_err(format!("row {row}: {words}")));
        }
        if steps { step_columns(py, &answers) } else { plan_columns(py, &answers) }
    }
}

/// The catalogue, or everything wrong with it.
fn strictly(data: &[u8], name: &str) -> Result<Catalogue, String> {
    let say = |problems: &[&Problem]| {
        let lines = problems.iter().take(MOST_TOLD);
        let mut told: Vec<String> =
            lines.map(|found| problem::line(Lang::En, name, found)).collect();
        if problems.len() > MOST_TOLD {
            told.push(format!("{} more are not listed", problems.len() - MOST_TOLD));
        }
        told.join("\n")
    };
    let text = load::text(data).map_err(|found| say(&[&found]))?;
    let (catalogue, problems) = load::catalogue(&text);
    let (errors, odd): (Vec<&Problem>, Vec<&Problem>) = problems
        .iter()
        .filter(|found| is_refused(found, false))
        .partition(|found| found.severity == Severity::Error);
    let bad: Vec<&Problem> = errors.into_iter().chain(odd).collect();
    if !bad.is_empty() {
        return Err(say(&bad));
    }
    if !load::may_be_planned(&catalogue) {
        return Err(format!("{name}: no course, certificate or role was read."));
    }
    Ok(catalogue)
}

fn aim(word: &str) -> PyResult<Objective> {
    serde_json::from_value(Value::from(word)).map_err(|_| {
        let known = "soonest, cheapest, least_study, gentlest";
        PyValueError::new_err(format!("objective is {word:?}, and must be one of {known}"))
    })
}

fn fault(answers: &[Answer]) -> Option<(usize, &str)> {
    answers.iter().enumerate().find_map(|(row, answer)| match &answer.outcome {
        Outcome::Fault(words) => Some((row, words.as_str())),
        _ => None,
    })
}

fn status(answer: &Answer) -> &'static str {
    let Outcome::Planned(planned) = &answer.outcome else { return "unread" };
    match planned.status {
        PlanStatus::Optimal => "optimal",
        PlanStatus::Feasible => "feasible",
        PlanStatus::Impossible => "impossible",
        PlanStatus::Unknown => "unknown",
    }
}

/// A word or a number of a line, as text.
fn key(answer: &Answer) -> Option<String> {
    let text = |key: &Value| key.as_str().map_or_else(|| key.to_string(), str::to_owned);
    answer.key.as_ref().map(text)
}

/// As Arrow counts days.
fn days(date: Date) -> i32 {
    date.days_since(Date::new(1970, 1, 1).unwrap_or_default())
}

fn plan_columns<'py>(py: Python<'py>, answers: &[Answer]) -> PyResult<Bound<'py, PyDict>> {
    fn column<T>(answers: &[Answer], cell: impl Fn(&Answer) -> T) -> Vec<T> {
        answers.iter().map(cell).collect()
    }
    let planned = |answer: &Answer| match &answer.outcome {
        Outcome::Planned(planned) => Some(planned.clone()),
        _ => None,
    };
    let value = |answer: &Answer| planned(answer).and_then(|planned| planned.value);
    let error = |answer: &Answer| match &answer.outcome {
        Outcome::Unread(why) => Some(why.clone()),
        _ => None,
    };
    let note = |answer: &Answer| {
        let bare = |found: &Problem| Problem { path: String::new(), line: 0, ..found.clone() };
        let said = |found: &Problem| problem::line(Lang::En, &found.path, &bare(found));
        (!answer.told.is_empty())
            .then(|| answer.told.iter().map(said).collect::<Vec<_>>().join(" "))
    };
    // Of a line that is read the number says nothing, and of others the error is a column.
    let json = |answer: &Answer| planned(answer).map(|_| answer.json(0));
    let columns = PyDict::new(py);
    columns.set_item("key", column(answers, key))?;
    columns.set_item("weight", column(answers, |answer| answer.weight))?;
    columns.set_item("status", column(answers, status))?;
    columns.set_item("weeks", column(answers, |a| value(a).map(|value| value.weeks.0)))?;
    columns.set_item("day", column(answers, |a| planned(a).and_then(|p| p.reached).map(days)))?;
    columns.set_item("fee", column(answers, |a| value(a).map(|value| value.fee.0)))?;
    columns.set_item("hours", column(answers, |a| value(a).map(|value| value.hours)))?;
    columns.set_item("peak", column(answers, |a| value(a).map(|value| value.peak)))?;
    columns.set_item("plan", column(answers, json))?;
    columns.set_item("error", column(answers, error))?;
    columns.set_item("note", column(answers, note))?;
    Ok(columns)
}

fn step_columns<'py>(py: Python<'py>, answers: &[Answer]) -> PyResult<Bound<'py, PyDict>> {
    let steps: Vec<_> = answers
        .iter()
        .enumerate()
        .flat_map(|(row, answer)| {
            let planned = match &answer.outcome {
                Outcome::Planned(planned) => planned.steps.as_slice(),
                _ => &[],
            };
            planned.iter().map(move |step| (row, step))
        })
        .collect();
    let errors: Vec<Option<&str>> = answers
        .iter()
        .map(|answer| match &answer.outcome {
            Outcome::Unread(why) => Some(why.as_str()),
            _ => None,
        })
        .collect();
    let columns = PyDict::new(py);
    // By line: who it is and what is wrong with it.
    columns.set_item("keys", answers.iter().map(key).collect::<Vec<_>>())?;
    columns.set_item("weights", answers.iter().map(|a| a.weight).collect::<Vec<_>>())?;
    columns.set_item("errors", errors)?;
    // By step.
    columns.set_item("row", steps.iter().map(|(row, _)| *row).collect::<Vec<_>>())?;
    columns.set_item("kind", steps.iter().map(|(_, step)| step.kind).collect::<Vec<_>>())?;
    columns
        .set_item("activity", steps.iter().map(|(_, s)| s.activity.as_str()).collect::<Vec<_>>())?;
    columns.set_item("offer", steps.iter().map(|(_, s)| s.offer.as_str()).collect::<Vec<_>>())?;
    columns.set_item("start", steps.iter().map(|(_, s)| days(s.start)).collect::<Vec<_>>())?;
    columns.set_item("end", steps.iter().map(|(_, s)| days(s.end)).collect::<Vec<_>>())?;
    columns.set_item("fee", steps.iter().map(|(_, s)| s.fee).collect::<Vec<_>>())?;
    columns.set_item("hours", steps.iter().map(|(_, s)| s.hours).collect::<Vec<_>>())?;
    Ok(columns)
}

/// What is compiled of the package `qitu`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Book>()?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
