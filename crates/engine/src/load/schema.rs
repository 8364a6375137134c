//! Owns the JSON Schemas of the three formats, made from the types themselves.
//! Refuses to read files; other programs use these to check theirs.

use super::CATALOGUE_FORMAT;
use qitu_model::{Catalogue, PLAN_FORMAT, Plan, SCENARIO_FORMAT, Scenario};
use schemars::JsonSchema;

/// The schema of catalogues.
#[must_use]
pub fn catalogue() -> String {
    of::<Catalogue>(CATALOGUE_FORMAT)
}

/// The schema of scenarios.
#[must_use]
pub fn scenario() -> String {
    of::<Scenario>(SCENARIO_FORMAT)
}

/// The schema of plans.
#[must_use]
pub fn plan() -> String {
    of::<Plan>(PLAN_FORMAT)
}

fn of<T: JsonSchema>(format: &'static str) -> String {
    let mut schema = schemars::schema_for!(T);
    schema.insert("$id".into(), format!("urn:{}", format.replace(['.', '/'], ":")).into());
    if let Some(field) = schema.get_mut("properties").and_then(|p| p.get_mut("format"))
        && let Some(field) = field.as_object_mut()
    {
        field.insert("const".into(), format.into());
        // A file may leave its format out, but what it says must be true.
        field.remove("default");
    }
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
