//! The engine answers the same in wasm as on the host, to the byte.
//!
//! Run twice by `tools/wasm-test.sh`: on the host it writes its answers to the file named by
//! `QITU_SAME`, in the browser it compares its own with them.

use qitu_model::{Catalogue, Objective, Plan, Scenario};
use qitu_solve::{self as solve, Limits};
use serde::Deserialize;
use std::fmt::Write;

const CATALOGUE: &str = include_str!("../public/catalogue/modern-rider-academy.json");
const SITUATIONS: &str = include_str!("../public/catalogue/situations.json");

/// Enough to answer, few enough for debug wasm.
const LIMITS: Limits = Limits::nodes(300);

#[derive(Deserialize)]
struct Situation {
    id: String,
    scenario: Scenario,
}

/// One line for each sample situation and objective: what was found, and a fingerprint of it all.
fn answers() -> String {
    let catalogue: Catalogue = serde_json::from_str(CATALOGUE).expect("the catalogue reads");
    let situations: Vec<Situation> = serde_json::from_str(SITUATIONS).expect("the samples read");
    assert!(situations.len() >= 5, "the page offers at least five samples");
    let mut lines = String::new();
    for Situation { id, scenario } in situations {
        for objective in Objective::ALL {
            let scenario = Scenario { objective, ..scenario.clone() };
            let plan = solve::plan(&catalogue, &scenario, LIMITS, &mut |_| true);
            writeln!(lines, "{id} {} {}", objective.word(), line(&plan)).expect("it is a string");
        }
    }
    lines
}

fn line(plan: &Plan) -> String {
    let whole = serde_json::to_string(plan).expect("a plan writes");
    format!("{:?} {:?} {} steps {:016x}", plan.status, plan.value, plan.steps.len(), hash(&whole))
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_same_question_has_the_same_answer() {
    let first = answers();
    assert_eq!(first, answers());
    if let Ok(place) = std::env::var("QITU_SAME") {
        std::fs::write(place, first).expect("QITU_SAME can be written");
    }
}

#[cfg(target_arch = "wasm32")]
mod in_the_browser {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn answers_are_those_of_the_host() {
        assert_eq!(super::answers(), include_str!(env!("QITU_SAME")));
    }
}
