//! Owns the steps of many plans as rows in a file of their own, CSV or JSON lines. Refuses to lose a
//! row unnoticed.

use crate::Failure;
use crate::out::tell;
use qitu_batch::{Answer, Outcome, Step};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Error, Write};
use std::path::{Path, PathBuf};

const HEAD: [&str; 9] =
    ["key", "weight", "kind", "activity", "offer", "start", "end", "fee", "hours"];

enum Sheet {
    Csv(Box<csv::Writer<File>>),
    Lines(BufWriter<File>),
}

/// A file of rows. After a row that could not be written no more are.
pub struct Rows {
    path: PathBuf,
    sheet: Sheet,
    failed: Option<Error>,
}

impl Rows {
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let create = || -> Result<Sheet, Error> {
            let file = File::create(path)?;
            if path.extension().is_some_and(|end| end == "jsonl") {
                return Ok(Sheet::Lines(BufWriter::new(file)));
            }
            let mut table = csv::Writer::from_writer(file);
            table.write_record(HEAD)?;
            Ok(Sheet::Csv(Box::new(table)))
        };
        let path = path.to_owned();
        match create() {
            Ok(sheet) => Ok(Self { path, sheet, failed: None }),
            Err(error) => Err(unwritten(&path, &error)),
        }
    }

    /// Adds the steps of a line. Who has no key goes by the number of the line.
    pub fn add(&mut self, number: usize, answer: &Answer) {
        let Outcome::Planned(planned) = &answer.outcome else { return };
        let key = answer.key.clone().unwrap_or_else(|| number.into());
        for step in &planned.steps {
            if self.failed.is_none() {
                self.failed = self.sheet.add(&key, answer.weight, step).err();
            }
        }
    }

    pub fn end(mut self) -> Result<(), Failure> {
        let flushed = match &mut self.sheet {
            Sheet::Csv(table) => table.flush(),
            Sheet::Lines(lines) => lines.flush(),
        };
        match self.failed.or(flushed.err()) {
            Some(error) => Err(unwritten(&self.path, &error)),
            None => Ok(()),
        }
    }
}

impl Sheet {
    fn add(&mut self, key: &Value, weight: u32, step: &Step) -> Result<(), Error> {
        let (start, end) = (step.start.to_string(), step.end.to_string());
        match self {
            Self::Csv(table) => {
                let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
                let (weight, fee) = (weight.to_string(), step.fee.to_string());
                let hours = step.hours.to_string();
                let (activity, offer) = (&step.activity, &step.offer);
                let row = [&key, &weight, step.kind, activity, offer, &start, &end, &fee, &hours];
                table.write_record(row)?;
            }
            Self::Lines(lines) => {
                // In the order of the table, which a map of fields would not keep.
                let cells: [Value; 9] = [
                    key.clone(),
                    weight.into(),
                    step.kind.into(),
                    json!(step.activity),
                    json!(step.offer),
                    start.into(),
                    end.into(),
                    step.fee.into(),
                    step.hours.into(),
                ];
                let fields =
                    HEAD.iter().zip(cells).map(|(name, cell)| format!("\"{name}\":{cell}"));
                writeln!(lines, "{{{}}}", fields.collect::<Vec<_>>().join(","))?;
            }
        }
        Ok(())
    }
}

fn unwritten(path: &Path, error: &Error) -> Failure {
    tell(&format!("{}: {error}", path.display()));
    Failure::Unwritten
}
