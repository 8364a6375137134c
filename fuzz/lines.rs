//! Owns what holds of a rider's line, whatever its bytes: no fault, one line of JSON with the sender's
//! key, the same answer each time, and who is refused nothing strictly is answered alike leniently.

use qitu_batch::{Batch, Kinds, Outcome, Terms};
use qitu_engine::load;
use qitu_model::{Catalogue, Lang};
use qitu_solve::Limits;
use serde_json::Value;
use std::sync::LazyLock;

/// A small sound catalogue.
static ACADEMY: LazyLock<Catalogue> =
    LazyLock::new(|| load::catalogue(include_str!("book.json")).0);

/// A line of a table of riders.
pub fn line(bytes: &[u8]) {
    let answered = |lenient: bool| {
        let kinds = Kinds::default();
        let terms = Terms { limits: Limits::nodes(20), lenient, ..Terms::new(Lang::Zh) };
        Batch::new(&ACADEMY, &kinds, terms).answer(bytes)
    };
    let (strict, lenient) = (answered(false), answered(true));
    for answer in [&strict, &lenient] {
        assert!(!matches!(answer.outcome, Outcome::Fault(_)), "{:?}", answer.outcome);
        let text = answer.json(1);
        assert!(!text.contains(['\n', '\r']), "one line: {text}");
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(value.get("key"), answer.key.as_ref(), "the sender's key");
    }
    assert_eq!(strict.json(1), answered(false).json(1), "the same answer each time");
    if matches!(strict.outcome, Outcome::Planned(_)) {
        assert_eq!(strict.json(1), lenient.json(1), "leniently alike");
    }
}
