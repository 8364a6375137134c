//! Owns which formats of the kept draft are read, and the upgrade of old ones.
//! Refuses to guess: a later format, or something else, is left alone and said.

use qitu_model::json::{self, Value};
use std::collections::BTreeSet;

/// The format this version writes.
pub const DRAFT_FORMAT: &str = "qitu.draft/2";

/// Why a file or what is kept cannot be read. Nothing is changed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not JSON at all, or cut short.
    Broken,
    /// It is JSON and something else.
    Foreign,
    /// A later edition wrote it.
    Newer,
    /// It is too long.
    TooLong,
}

/// An old shape, and what turns it into the next.
type Step = (&'static str, fn(&mut Value<'_>));

/// Old shapes: what turns each into the next. The last leads to [`DRAFT_FORMAT`].
const STEPS: [Step; 1] = [("qitu.draft/1", from_draft_1)];

/// Draft 1 had no record: what its first scenario knew of the rider's learning begins it.
fn from_draft_1(draft: &mut Value<'_>) {
    let first = draft.get("cases").and_then(|cases| match cases {
        Value::List(cases) => cases.first(),
        _ => None,
    });
    let rider = first.and_then(|case| case.get("scenario")?.get("rider"));
    let known = ["skills", "certificates", "courses"]
        .into_iter()
        .filter_map(|key| Some((key.into(), rider?.get(key)?.clone())));
    let record = Value::Map(vec![("rider".into(), Value::Map(known.collect()))]);
    if draft.get("record").is_none()
        && let Some(slot) = draft.slot("record")
    {
        *slot = record;
    }
}

fn format<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.get("format")?.as_text()
}

/// Brings a draft of any edition to [`DRAFT_FORMAT`]: its format, its fields, and an id for each
/// plan.
///
/// # Errors
/// Where it is no draft, or one of a later edition.
pub fn upgrade(draft: &mut Value<'_>) -> Result<(), Unread> {
    for (at, (from, step)) in STEPS.iter().enumerate() {
        if format(draft) == Some(from) {
            step(draft);
            // The next shape's name: that of the following step, or today's.
            if let Some(slot) = draft.slot("format") {
                *slot = Value::text(STEPS.get(at + 1).map_or(DRAFT_FORMAT, |(name, _)| name));
            }
        }
    }
    match format(draft) {
        Some(DRAFT_FORMAT) => {}
        Some(other) if other.starts_with("qitu.draft/") => return Err(Unread::Newer),
        _ => return Err(Unread::Foreign),
    }
    if let Some(Value::List(cases)) = draft.slot("cases") {
        name_plans(cases);
    }
    Ok(())
}

/// Gives each plan without an id one that follows from what it holds, so that two windows that
/// read the same text agree. Of two plans with one id the second gets another.
fn name_plans(cases: &mut [Value<'_>]) {
    let mut known = BTreeSet::new();
    for case in cases {
        let own = case.get("id").and_then(Value::as_text).unwrap_or_default().to_owned();
        let mut id = own.clone();
        if id.is_empty() {
            id = format!("h{:x}", fingerprint(&json::write(case)));
        }
        let first = id.clone();
        let mut copy = 1_u32;
        while known.contains(&id) {
            copy += 1;
            id = format!("{first}-{copy}");
        }
        if id != own
            && let Some(slot) = case.slot("id")
        {
            *slot = Value::Text(id.clone().into());
        }
        known.insert(id);
    }
}

/// FNV-1a, 64 bits.
pub(super) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
