//! Owns the shapes of the three files as tables: which fields there are, what belongs in each,
//! and what is lost when one cannot be read.
//! Refuses to read; `sieve` walks these tables. A test compares them with the types' schema.

/// What belongs in a place.
pub(super) enum Shape {
    /// Words in quotes.
    Str,
    /// A whole number up to 2³² − 1.
    Number,
    /// A whole number up to 2⁶⁴ − 1.
    Long,
    /// A whole number of yuan, which may be negative.
    Yuan,
    /// `true` or `false`.
    YesNo,
    /// A day.
    Date,
    /// A class time.
    Time,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A need.
    Need,
    /// Dates, every so many weeks, or a rule of months.
    Intakes,
    /// Whatever the type itself can read.
    Any,
    /// A list that goes on without its unreadable items.
    List(&'static Shape),
    /// A list that is worth nothing without one of its items.
    Whole(&'static Shape),
    /// Names to values, which goes on without its unreadable values.
    Map(&'static Shape),
    /// Named fields.
    Object(&'static [Field]),
}

/// A field of an object.
pub(super) struct Field {
    /// Its name.
    pub name: &'static str,
    /// What belongs in it.
    pub shape: &'static Shape,
    /// What is lost without it.
    pub weight: Weight,
}

/// What is lost when a field cannot be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Itself only.
    Loose,
    /// The object: half of it would plan wrongly.
    Vital,
    /// The object, and also when the field is not there at all.
    Required,
}

const fn loose(name: &'static str, shape: &'static Shape) -> Field {
    Field { name, shape, weight: Weight::Loose }
}

const fn vital(name: &'static str, shape: &'static Shape) -> Field {
    Field { name, shape, weight: Weight::Vital }
}

const fn required(name: &'static str, shape: &'static Shape) -> Field {
    Field { name, shape, weight: Weight::Required }
}

use Shape::{
    Any, Date, Intakes, List, Long, Map, Need, Number, Object, Str, Time, Whole, Word, YesNo, Yuan,
};

/// The steps of schooling.
pub(super) static EDUCATION: &[&str] = &["none", "junior", "senior", "college", "bachelor"];
/// What an offer may leave open.
static UNKNOWN: &[&str] = &["fee", "hours", "intakes", "sessions", "place"];
static PLACES: &[&str] = &["online", "in_person", "blended"];

static TEXT: Shape = Object(&[loose("zh", &Str), loose("en", &Str)]);

static SLOT: &[Field] = &[vital("id", &Str), loose("name", &TEXT), vital("stretch", &Number)];
static GROUP: &[Field] = &[vital("id", &Str), loose("name", &TEXT), loose("about", &TEXT)];
static SOURCE: &[Field] = &[
    vital("id", &Str),
    loose("title", &TEXT),
    loose("publisher", &TEXT),
    loose("date", &Date),
    loose("by", &Date),
    loose("url", &Str),
];
static SKILL: &[Field] = &[
    vital("id", &Str),
    loose("name", &TEXT),
    loose("module", &Str),
    loose("group", &TEXT),
    loose("levels", &Map(&TEXT)),
];
static FACT: Shape = Object(&[
    loose("status", &Word(&["stated", "in_force", "expected", "estimate"])),
    loose("source", &Str),
    loose("date", &Date),
    loose("by", &Date),
    loose("until", &Date),
    loose("checked", &Date),
    loose("low", &Number),
    loose("high", &Number),
    loose("note", &TEXT),
]);
static PART: Shape = Object(&[
    required("hours", &Number),
    required("fits", &Whole(&Str)),
    vital("session", &Number),
]);
static CONTACT: Shape = Object(&[
    loose("phone", &Str),
    loose("enrol", &Str),
    loose("url", &Str),
    loose("wechat", &Str),
    loose("note", &TEXT),
]);
static OFFER: Shape = Object(&[
    vital("id", &Str),
    loose("name", &TEXT),
    vital("weeks", &Number),
    vital("load", &Whole(&PART)),
    vital("hours", &Number),
    vital("pace", &Object(&[required("min", &Number), required("max", &Number)])),
    vital("fits", &Whole(&Str)),
    vital("fee", &Yuan),
    vital("subsidy", &Yuan),
    vital("intakes", &Intakes),
    vital("sessions", &Whole(&Time)),
    vital("place", &Word(PLACES)),
    vital("needs", &Need),
    loose("hands_on", &Number),
    loose("teacher", &TEXT),
    loose("seats", &Number),
    loose("least", &Number),
    loose("code", &Str),
    loose("last_day", &Date),
    loose("contact", &CONTACT),
    vital("unknown", &Whole(&Word(UNKNOWN))),
    loose("facts", &Map(&FACT)),
]);
/// The words of a weekday of a month.
static NTH: &[&str] = &["first", "second", "third", "fourth", "last"];
static WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// A rule of months.
pub(super) static YEARLY: &[Field] = &[
    required("months", &Whole(&Number)),
    vital("day", &Number),
    vital("nth", &Word(NTH)),
    vital("weekday", &Word(WEEKDAYS)),
];
/// Every so many weeks.
pub(super) static EVERY: &[Field] = &[required("every_weeks", &Number), required("from", &Date)];
static GIVES: Shape = Object(&[
    loose("skills", &Map(&Number)),
    loose("certificates", &List(&Str)),
    loose("education", &Word(EDUCATION)),
]);
static ACTIVITY: &[Field] = &[
    vital("id", &Str),
    loose("name", &TEXT),
    loose("about", &TEXT),
    vital("needs", &Need),
    loose("gives", &GIVES),
    vital("offers", &List(&OFFER)),
    loose("contact", &CONTACT),
    loose("was", &List(&Str)),
    loose("facts", &Map(&FACT)),
    loose("module", &Str),
    loose("tier", &Str),
    loose("format", &Word(&["short", "long", "enterprise"])),
    loose("tasks", &List(&Object(&[loose("title", &TEXT), loose("steps", &List(&TEXT))]))),
    loose("kind", &Str),
    loose("rank", &Number),
    loose("issuer", &TEXT),
    vital("valid_months", &Number),
    loose("scope", &Word(&["nationwide", "province", "employer"])),
    loose("track", &Str),
    loose("day", &TEXT),
    loose("pay", &Object(&[required("low", &Yuan), required("high", &Yuan), loose("fact", &FACT)])),
    loose(
        "cover",
        &List(&Object(&[
            loose("employment", &Str),
            loose("what", &TEXT),
            vital("state", &Word(&["announced", "in_force", "undefined"])),
            loose("fact", &FACT),
        ])),
    ),
    loose(
        "outlook",
        &List(&Object(&[loose("tone", &Str), loose("text", &TEXT), loose("fact", &FACT)])),
    ),
    loose("prefers", &List(&Need)),
    loose("counts_as", &List(&Str)),
    loose("interests", &Map(&Number)),
    loose("importance", &Map(&Number)),
];

/// `qitu.catalogue/1`
pub(super) static CATALOGUE: &[Field] = &[
    loose("format", &Str),
    loose("id", &Str),
    loose("version", &Str),
    loose("home", &Str),
    loose("title", &TEXT),
    loose("checked", &Date),
    vital("slots", &List(&Object(SLOT))),
    loose("answer_yes", &Map(&TEXT)),
    loose("answer_no", &Map(&TEXT)),
    loose("sources", &List(&Object(SOURCE))),
    loose("modules", &List(&Object(GROUP))),
    loose("tiers", &List(&Object(GROUP))),
    loose("tracks", &List(&Object(GROUP))),
    loose("skills", &List(&Object(SKILL))),
    loose("courses", &List(&Object(ACTIVITY))),
    loose("certificates", &List(&Object(ACTIVITY))),
    loose("roles", &List(&Object(ACTIVITY))),
];

static RIDER: Shape = Object(&[
    loose("role", &Str),
    loose("roles", &List(&Str)),
    loose("tenure", &Map(&Number)),
    loose("age", &Number),
    loose("education", &Word(EDUCATION)),
    loose("skills", &Map(&Number)),
    loose("certificates", &List(&Object(&[required("id", &Str), vital("on", &Date)]))),
    loose("courses", &List(&Str)),
    loose("facts", &Map(&YesNo)),
]);

/// `qitu.scenario/1`
pub(super) static SCENARIO: &[Field] = &[
    loose("format", &Str),
    loose("catalogue", &Str),
    required("start", &Date),
    loose("rider", &RIDER),
    loose("week", &Map(&Number)),
    loose("stretch", &Map(&Number)),
    loose("free", &List(&Time)),
    loose(
        "calendar",
        &List(&Object(&[
            required("from", &Date),
            required("to", &Date),
            vital("week", &Map(&Number)),
            loose("name", &Str),
        ])),
    ),
    loose("at_once", &Number),
    loose("budget", &Yuan),
    loose("deadline", &Date),
    loose("hourly_take", &Yuan),
    vital("goal", &Need),
    loose("objective", &Word(&["soonest", "cheapest", "least_study", "gentlest"])),
    loose(
        "avoid",
        &Object(&[loose("places", &List(&Word(PLACES))), loose("activities", &List(&Str))]),
    ),
    loose(
        "pins",
        &List(&Object(&[
            required("activity", &Str),
            vital("offer", &Str),
            vital("pace", &Number),
            vital("start", &Date),
        ])),
    ),
    loose(
        "waive",
        &List(&Object(&[
            required("activity", &Str),
            required("need", &Need),
            loose("reason", &Str),
        ])),
    ),
    loose(
        "begun",
        &List(&Object(&[
            required("activity", &Str),
            vital("offer", &Str),
            vital("pace", &Number),
            required("weeks", &Number),
        ])),
    ),
];

static VALUE: Shape = Object(&[
    required("weeks", &Number),
    required("fee", &Yuan),
    required("hours", &Long),
    required("peak", &Long),
]);
static STEP: Shape = Object(&[
    required("activity", &Str),
    vital("offer", &Str),
    vital("pace", &Number),
    required("start", &Number),
    required("end", &Number),
    loose("room", &Number),
    loose("because", &Any),
]);

/// `qitu.plan/1`
pub(super) static PLAN: &[Field] = &[
    loose("format", &Str),
    required("status", &Word(&["optimal", "feasible", "impossible", "unknown"])),
    vital("value", &VALUE),
    loose("bound", &VALUE),
    loose("early", &Any),
    vital("steps", &Whole(&STEP)),
    loose("reasons", &Any),
    loose("relaxations", &Any),
    loose("work", &Any),
];

/// The forms of a need, by the field that tells them apart.
pub(super) static NEEDS: &[(&str, &[Field])] = &[
    ("all", &[required("all", &Whole(&Need))]),
    ("any", &[required("any", &Whole(&Need))]),
    ("at_least", &[required("at_least", &Number), required("of", &Whole(&Need))]),
    ("skill", &[required("skill", &Str), vital("level", &Number)]),
    ("course", &[required("course", &Str)]),
    ("certificate", &[required("certificate", &Str), vital("held_months", &Number)]),
    ("role", &[required("role", &Str)]),
    ("tenure", &[required("tenure", &Str), required("months", &Number)]),
    ("age", &[required("age", &Object(&[vital("min", &Number), vital("max", &Number)]))]),
    ("education", &[required("education", &Word(EDUCATION))]),
    ("fact", &[required("fact", &Str), loose("ask", &TEXT)]),
];

#[cfg(all(test, feature = "schema"))]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(fields: &[Field]) -> BTreeSet<String> {
        fields.iter().map(|f| f.name.to_owned()).collect()
    }

    fn properties<T: schemars::JsonSchema>() -> BTreeSet<String> {
        let schema = schemars::schema_for!(T);
        let properties = schema.get("properties").and_then(|p| p.as_object()).unwrap();
        properties.keys().cloned().collect()
    }

    fn fields(shape: &Shape) -> &[Field] {
        match shape {
            Object(fields) => fields,
            List(inner) | Whole(inner) | Map(inner) => fields(inner),
            _ => &[],
        }
    }

    fn field<'a>(all: &'a [Field], name: &str) -> &'a Shape {
        all.iter().find(|f| f.name == name).unwrap().shape
    }

    fn slips(word: &str) -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        let with = |change: &dyn Fn(&mut Vec<char>)| {
            let mut own = letters.clone();
            change(&mut own);
            own.into_iter().collect()
        };
        let each = 0..letters.len();
        let lost = each.clone().map(|at| {
            with(&|own| {
                own.remove(at);
            })
        });
        let doubled = each.clone().map(|at| with(&|own| own.insert(at, letters[at])));
        let swapped = each.skip(1).map(|at| with(&|own| own.swap(at - 1, at)));
        lost.chain(doubled).chain(swapped).chain([word.to_uppercase()]).collect()
    }

    /// Else a slip of the one would look like the other, and what it asks for would be dropped.
    #[test]
    fn no_slip_of_a_field_that_plans_need_looks_like_one_that_they_do_not() {
        for table in [fields(&OFFER), ACTIVITY, SLOT, fields(&PART), EVERY, YEARLY] {
            for field in table.iter().filter(|field| field.weight != Weight::Loose) {
                for slip in slips(field.name) {
                    let near = super::super::near_field(&slip, table.iter().map(|f| f.name));
                    let loose =
                        table.iter().find(|f| Some(f.name) == near && f.weight == Weight::Loose);
                    assert!(loose.is_none(), "{slip} of {} looks like {near:?}", field.name);
                }
            }
        }
    }

    #[test]
    fn every_table_has_the_fields_of_its_type() {
        use qitu_model as m;
        macro_rules! agree {
            ($($type:ty => $fields:expr),+ $(,)?) => {
                $(assert_eq!(names($fields), properties::<$type>(), stringify!($type));)+
            };
        }
        agree! {
            m::Yearly => YEARLY, m::Catalogue => CATALOGUE, m::Activity => ACTIVITY, m::Offer => fields(&OFFER),
            m::Skill => SKILL, m::Group => GROUP, m::Source => SOURCE, m::Slot => SLOT,
            m::Fact => fields(&FACT), m::Gives => fields(&GIVES), m::Part => fields(&PART),
            m::Text => fields(&TEXT), m::Task => fields(field(ACTIVITY, "tasks")),
            m::Pay => fields(field(ACTIVITY, "pay")), m::Cover => fields(field(ACTIVITY, "cover")),
            m::Outlook => fields(field(ACTIVITY, "outlook")),
            m::Pace => fields(field(fields(&OFFER), "pace")),
            m::Scenario => SCENARIO, m::Rider => fields(&RIDER),
            m::Certified => fields(field(fields(&RIDER), "certificates")),
            m::CalendarEntry => fields(field(SCENARIO, "calendar")),
            m::Avoid => fields(field(SCENARIO, "avoid")), m::Pin => fields(field(SCENARIO, "pins")),
            m::Waiver => fields(field(SCENARIO, "waive")),
            m::Begun => fields(field(SCENARIO, "begun")),
            m::Plan => PLAN, m::Value => fields(&VALUE), m::Step => fields(&STEP),
        }
    }

    #[test]
    fn every_form_of_need_has_a_table() {
        let schema = schemars::schema_for!(qitu_model::Need);
        let forms = schema.get("anyOf").and_then(|f| f.as_array()).unwrap();
        let typed: BTreeSet<BTreeSet<String>> = forms
            .iter()
            .map(|form| form["properties"].as_object().unwrap().keys().cloned().collect())
            .collect();
        assert_eq!(typed, NEEDS.iter().map(|(_, fields)| names(fields)).collect());
    }
}
