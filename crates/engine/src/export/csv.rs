//! Owns the plan as a table (CSV, RFC 4180, with a byte-order mark so that spreadsheets read the
//! Chinese). Refuses formulas: a cell that a spreadsheet would run is written as text.

use crate::explain::itinerary;
use crate::text::{format, print};
use qitu_model::Lang;
use qitu_model::{Catalogue, Plan, Scenario};

/// The plan, one step a line.
#[must_use]
pub fn table(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> String {
    let mut text = String::from("\u{feff}");
    push(&mut text, print::columns(lang).iter().copied());
    for row in itinerary::rows(catalogue, scenario, plan) {
        let cells = [
            row.day().unwrap_or(row.from).to_string(),
            row.to.to_string(),
            print::kind(lang, row.kind).to_owned(),
            lang.pick(&row.activity.name).to_owned(),
            print::way(lang, &row),
            print::sessions(lang, row.sessions),
            row.weeks.to_string(),
            row.hours.0.to_string(),
            row.fee.0.to_string(),
            row.subsidy.0.to_string(),
            row.net.0.to_string(),
            row.fee_status.map_or("", |status| format::status(lang, status)).to_owned(),
            row.activity.issuer.as_ref().map_or("", |issuer| lang.pick(issuer)).to_owned(),
        ];
        push(&mut text, cells.iter().map(String::as_str));
    }
    text
}

fn push<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&guard(cell));
    }
    text.push_str("\r\n");
}

/// A cell, quoted where it must be; text that would be run as a formula gets an apostrophe.
#[must_use]
pub fn guard(cell: &str) -> String {
    let number = !cell.is_empty() && cell.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    let runs = cell
        .trim_start()
        .starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
        || cell.starts_with(['\t', '\r', '\n']);
    let safe = if runs && !(number && cell.starts_with('-') && cell.len() > 1) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if safe.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_written_as_text() {
        for cell in ["=1+1", "+1", "-cmd", "@SUM(A1)", " =1", "\t=1", "＝1", "-"] {
            let safe = guard(cell);
            assert!(safe.trim_start_matches('"').starts_with('\''), "{cell}: {safe}");
        }
        assert_eq!(guard("-12"), "-12", "a number stays a number");
        assert_eq!(guard("a,b \"c\""), "\"a,b \"\"c\"\"\"");
        assert_eq!(guard("plain 站点"), "plain 站点");
    }
}
