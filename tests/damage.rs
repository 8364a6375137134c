//! The law of damage: no damage to a sound book makes any plan better.
//!
//! Damage, here, is any one of these, in any one place of the file (`harm/mod.rs` lists them):
//! - a value of another kind (a word for a number, a list for a word, …), and of its own kind one
//!   that nobody can mean: negative, a fraction, beyond all bounds, an id that stands nowhere;
//! - a key with a slip of the finger: a letter lost, doubled, swapped, or capital letters;
//! - a key once more behind the first, with a value that asks for less;
//! - an entry or an offer once more behind the first, asking for nothing;
//! - an entry gone, an offer gone beside others, a field gone that has no default;
//! - the file cut off.
//!
//! No damage is what makes another sound book: an optional field left out, `null` or empty, another
//! number within its range, an id that means something else which exists. Nothing can tell it from
//! what its author meant. A repeated entry stands behind the first, for the first counts. No
//! scenario avoids an activity by an id, which would not be avoided under another id; and none asks
//! for the gentlest plan without a deadline, which may take half as long again as the soonest one:
//! when that comes later, a gentler one has room.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harm;

use harm::{Damage, Node};
use qitu_engine::load::{self, Severity};
use qitu_engine::verify::verify;
use qitu_model::{Catalogue, Need, Objective, OfferField, Plan, PlanStatus, Scenario};
use qitu_solve::{self as solve, Limits};
use serde_json::{Value, json};

/// What a plan takes, in the order of its objective; there is nothing worse than no plan. What
/// comes fourth is not proven for every objective.
fn took(plan: &Plan, objective: Objective) -> [i64; 3] {
    assert!(matches!(plan.status, PlanStatus::Optimal | PlanStatus::Impossible), "{plan:?}");
    plan.value.map_or([i64::MAX; 3], |value| {
        let [first, second, third, _] = value.ordered(objective);
        [first, second, third]
    })
}

fn plan(catalogue: &Catalogue, scenario: &Scenario) -> Plan {
    let plan = solve::plan(catalogue, scenario, Limits::default(), &mut |_| true);
    if plan.value.is_some() {
        let verdict = verify(catalogue, scenario, &plan);
        assert!(verdict.is_ok(), "{verdict:?}: {plan:?}");
    }
    plan
}

/// A sound book, the scenarios put to it, and what each of them takes.
struct Sound {
    root: Node,
    text: String,
    cases: Vec<(Scenario, [i64; 3])>,
}

impl Sound {
    fn of(book: &Value, scenarios: Vec<Scenario>) -> Self {
        let root = Node::from(book);
        let text = root.text();
        let (catalogue, problems) = load::catalogue(&text);
        assert_ne!(load::worst(&problems), Some(Severity::Error), "{problems:?}");
        let cases = scenarios.into_iter().map(|scenario| {
            let took = took(&plan(&catalogue, &scenario), scenario.objective);
            (scenario, took)
        });
        Self { cases: cases.collect(), root, text }
    }

    /// Says what a damaged book makes better, if anything.
    fn better(&self, text: &str) -> Option<String> {
        let (catalogue, problems) = load::catalogue(text);
        self.cases.iter().find_map(|(scenario, before)| {
            let after = plan(&catalogue, scenario);
            let after = took(&after, scenario.objective);
            (after < *before).then(|| {
                let told = problems.iter().filter(|p| p.severity != Severity::Notice);
                let told: Vec<_> = told.map(|p| format!("{} {:?}", p.path, p.kind)).collect();
                let (goal, aim) = (&scenario.goal, scenario.objective);
                format!("{goal:?}, {aim:?}: {before:?} became {after:?}; told: {told:?}")
            })
        })
    }

    fn hold(&self, damages: &[&Damage]) {
        let wrong: Vec<String> = damages
            .iter()
            .filter_map(|damage| {
                let better = self.better(&damage.done(&self.root).text())?;
                Some(format!("{damage:?}\n  {better}"))
            })
            .collect();
        let total = damages.len();
        assert!(wrong.is_empty(), "{} of {total}:\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// A book in which every field that asks for something asks for something that matters.
fn small() -> Value {
    let name = |en: &str| json!({"zh": "名", "en": en});
    let entry = |id: &str, rest: Value| {
        let mut entry = json!({"id": id, "name": name(id)});
        entry.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        entry
    };
    json!({
        "format": "qitu.catalogue/1", "id": "small", "version": "1", "title": name("Small"), "checked": "2026-11-22",
        "slots": [entry("gap", json!({"stretch": 1})), entry("day", json!({}))],
        "skills": [entry("routes", json!({})), entry("lead", json!({}))],
        "courses": [
            entry("routes-1", json!({
                "gives": {"skills": {"routes": 1}}, "was": ["old-routes"],
                "offers": [
                    {"id": "self-paced", "hours": 16, "pace": {"min": 1, "max": 4}, "fits": ["gap"], "fee": 40},
                    {"id": "class", "weeks": 3, "load": [{"hours": 4, "fits": ["day"]}, {"hours": 1, "fits": ["gap"]}],
                     "fee": 300, "subsidy": 100, "intakes": ["2026-12-07", "2027-01-04"], "sessions": ["sat 09:00-13:00"], "place": "in_person"},
                    {"id": "hall", "weeks": 1, "unknown": ["fee", "hours"],
                     "facts": {"fee": {"note": {"zh": "面议", "en": "by agreement"}}}},
                ],
            })),
            entry("routes-2", json!({
                "needs": {"all": [{"skill": "routes", "level": 1}, {"age": {"min": 41, "max": 60}}]},
                "gives": {"skills": {"routes": 2, "lead": 1}},
                "offers": [{"id": "evening", "weeks": 4, "load": [{"hours": 3, "fits": ["gap", "day"], "session": 2}], "fee": 90,
                            "intakes": {"every_weeks": 6, "from": "2026-12-14"}, "needs": {"certificate": "health"}}],
            })),
            entry("school", json!({
                "gives": {"education": "college"},
                "offers": [{"id": "nights", "weeks": 9, "load": [{"hours": 2, "fits": ["gap"]}], "fee": 700,
                            "intakes": {"months": [1, 5], "day": 20}}],
            })),
        ],
        "certificates": [
            entry("health", json!({"kind": "permit", "valid_months": 12, "offers": [{"id": "exam", "weeks": 1, "fee": 100}]})),
            entry("safety", json!({
                "kind": "permit", "needs": {"skill": "routes", "level": 2}, "gives": {"certificates": ["first-aid"]},
                "offers": [{"id": "exam", "weeks": 2, "fee": 80, "intakes": {"every_weeks": 8, "from": "2027-01-04"}}],
            })),
            entry("first-aid", json!({"kind": "permit", "valid_months": 24, "offers": [{"id": "exam", "weeks": 5, "fee": 900}]})),
        ],
        "roles": [
            entry("rider", json!({})),
            entry("captain", json!({"counts_as": ["rider"], "needs": {"tenure": "rider", "months": 8},
                                    "offers": [{"id": "vote", "weeks": 2, "intakes": {"months": [3, 8], "nth": "second", "weekday": "tue"}}]})),
            entry("leader", json!({
                "needs": {"all": [
                    {"tenure": "rider", "months": 6}, {"certificate": "safety", "held_months": 2}, {"role": "captain"},
                    {"at_least": 2, "of": [{"certificate": "first-aid"}, {"education": "college"}, {"fact": "waived", "ask": name("Waived?")}]},
                ]},
                "offers": [{"id": "appointment", "weeks": 1}],
            })),
            entry("teacher", json!({"needs": {"any": [
                {"all": [{"course": "routes-2"}, {"education": "college"}]}, {"skill": "lead", "level": 1},
            ]}})),
        ],
    })
}

/// Riders who hold something that has run out, who are in the middle of a class, who know nothing.
fn riders() -> Vec<Value> {
    let week = json!({"gap": 4, "day": 5});
    vec![
        json!({"start": "2026-11-23", "week": week, "rider": {"role": "rider", "tenure": {"rider": 3}, "age": 40,
               "education": "senior", "certificates": [{"id": "health", "on": "2025-06-01"}], "facts": {"waived": true}}}),
        json!({"start": "2026-11-23", "week": week, "free": ["sat 08:00-14:00"], "budget": 2500, "rider": {"role": "rider", "age": 45},
               "begun": [{"activity": "routes-1", "offer": "class", "weeks": 2}]}),
        json!({"start": "2026-11-23", "week": week, "rider": {"role": "rider", "tenure": {"rider": 9}, "age": 61,
               "skills": {"routes": 1}, "courses": ["routes-1"]}, "avoid": {"places": ["in_person"]}}),
    ]
}

fn small_cases() -> Vec<Scenario> {
    let mut cases = Vec::new();
    for rider in riders() {
        for (role, objective) in [
            ("leader", Objective::Soonest),
            ("leader", Objective::LeastStudy),
            ("teacher", Objective::Cheapest),
        ] {
            let mut scenario: Scenario = serde_json::from_value(rider.clone()).unwrap();
            scenario.goal = Need::Role { role: role.into() };
            scenario.objective = objective;
            cases.push(scenario);
        }
    }
    cases
}

#[test]
fn no_damage_to_a_small_book_makes_any_plan_better() {
    let sound = Sound::of(&small(), small_cases());
    let reached = sound.cases.iter().filter(|(_, took)| took[0] < i64::MAX).count();
    assert!(reached >= 5 && reached < sound.cases.len(), "{reached} of {}", sound.cases.len());
    let damages = harm::all(&sound.root);
    println!("{} damages, {} plans each", damages.len(), sound.cases.len());
    assert!(damages.len() > 3_000);
    sound.hold(&damages.iter().collect::<Vec<_>>());
}

/// Without a kind of time that can be read the usual ones are taken, which hold any stretch.
#[test]
fn no_damage_to_the_only_kind_of_time_makes_any_plan_better() {
    let mut book = small();
    book["slots"].as_array_mut().unwrap().truncate(1);
    for course in book["courses"].as_array_mut().unwrap() {
        for offer in course["offers"].as_array_mut().unwrap() {
            offer["load"]
                .as_array_mut()
                .into_iter()
                .flatten()
                .for_each(|part| part["fits"] = json!(["gap"]));
        }
    }
    // The kinds of time stand last, so that a file cut off lacks them alone.
    let slots = book.as_object_mut().unwrap().remove("slots").unwrap();
    let text = book.to_string();
    let last = |slots: &str| format!(r#"{},"slots":{slots}}}"#, &text[..text.len() - 1]);
    let whole = last(&slots.to_string());
    let sound = Sound::of(&serde_json::from_str(&whole).unwrap(), small_cases());
    // Without its only entry the list is empty, which is another sound book.
    let is_harm = |damage: &Damage| {
        let is_empty = damage.done(&sound.root).text().contains(r#""slots":[]"#);
        damage.place.starts_with(".slots") && !is_empty
    };
    let of_slots = harm::all(&sound.root).into_iter().filter(is_harm);
    sound.hold(&of_slots.collect::<Vec<_>>().iter().collect::<Vec<_>>());
    let cut = (text.len()..whole.len()).filter_map(|end| whole.get(..end)).map(str::to_owned);
    let other = [
        last(r#"{"gap": 1}"#),
        last(r#"[{"id": "gap", "stretch": "an hour"}]"#),
        last(r#"[{"id": "gap", "strech": 1}]"#),
        last(r#"[{"id": "gap", "stretch": 1.5}]"#),
        last(r#"[{"id": "gap", "stretch": 99}]"#),
        last(r#"[{"id": 7}]"#),
        whole.replace("slots", "slot"),
        whole.replace("slots", "Slots"),
    ];
    for text in cut.chain(other) {
        assert_eq!(sound.better(&text), None, "{}", &text[text.len().min(4000)..]);
    }
    let mut free = serde_json::from_str::<Value>(&whole).unwrap();
    free.as_object_mut().unwrap().remove("slots");
    assert!(sound.better(&free.to_string()).is_some(), "the usual kinds would hold it");
}

#[test]
fn nothing_unknown_of_an_offer_makes_any_plan_better() {
    let sound = Sound::of(&small(), small_cases());
    let (mut changed, mut worse) = (0, 0);
    for list in ["courses", "certificates", "roles"] {
        for (at, entry) in small()[list].as_array().unwrap().iter().enumerate() {
            for offer in 0..entry["offers"].as_array().map_or(0, Vec::len) {
                for field in OfferField::ALL {
                    let mut book = small();
                    let open = &mut book[list][at]["offers"][offer];
                    open["unknown"] = json!([field.word()]);
                    // Whoever does not know the fee writes none.
                    for own in [field.word(), if field == OfferField::Hours { "load" } else { "" }]
                    {
                        open.as_object_mut().unwrap().remove(own);
                    }
                    if field == OfferField::Hours {
                        open.as_object_mut().unwrap().remove("pace");
                        open.as_object_mut().unwrap().remove("fits");
                    }
                    let text = book.to_string();
                    assert_eq!(
                        sound.better(&text),
                        None,
                        "{list}[{at}].offers[{offer}]: {field:?}"
                    );
                    changed += 1;
                    let (catalogue, problems) = load::catalogue(&text);
                    assert_ne!(load::worst(&problems), Some(Severity::Error), "{problems:?}");
                    worse += usize::from(sound.cases.iter().any(|(scenario, before)| {
                        took(&plan(&catalogue, scenario), scenario.objective) > *before
                    }));
                }
            }
        }
    }
    println!("{changed} offers with something unknown, {worse} of them missed by a plan");
    assert!(changed >= 50 && worse >= 20);
}

#[test]
fn no_file_cut_off_makes_any_plan_better() {
    let sound = Sound::of(&small(), small_cases());
    let ends: Vec<usize> =
        (0..sound.text.len()).filter(|end| sound.text.is_char_boundary(*end)).step_by(3).collect();
    println!("{} cuts, {} plans each", ends.len(), sound.cases.len());
    for end in ends {
        let better = sound.better(&sound.text[..end]);
        assert_eq!(better, None, "cut at {end}");
    }
}

#[test]
fn what_is_no_damage_may_make_a_plan_better() {
    let sound = Sound::of(&small(), small_cases());
    let mut cheaper = small();
    cheaper["courses"][1]["offers"][0].as_object_mut().unwrap().remove("fee");
    assert!(sound.better(&cheaper.to_string()).is_some(), "the law can tell better from worse");
}

/// The book that comes with the program, and every fourth of its situations.
fn academy() -> Sound {
    let book: Value =
        serde_json::from_str(include_str!("../public/catalogue/modern-rider-academy.json"))
            .unwrap();
    let situations: Vec<Value> =
        serde_json::from_str(include_str!("../public/catalogue/situations.json")).unwrap();
    let roles = ["station-manager", "drone-pilot", "instructor"];
    let mut cases = Vec::new();
    for situation in situations.iter().step_by(4) {
        for role in roles {
            let mut scenario: Scenario =
                serde_json::from_value(situation["scenario"].clone()).unwrap();
            scenario.goal = Need::Role { role: role.into() };
            scenario.avoid.activities.clear();
            if scenario.objective == Objective::Gentlest && scenario.deadline.is_none() {
                scenario.objective = Objective::Soonest;
            }
            cases.push(scenario);
        }
    }
    Sound::of(&book, cases)
}

fn sampled(times: usize) {
    let sound = academy();
    let known = sound.cases.iter().filter(|(_, took)| took[0] < i64::MAX).count();
    let all = harm::all(&sound.root);
    // Words and sources cannot be planned with: most damage goes where it might help.
    let matters = |damage: &&Damage| {
        let place = &damage.place;
        let words = [
            ".name",
            ".about",
            ".facts",
            ".title",
            ".tasks",
            ".outlook",
            ".cover",
            ".day",
            ".pay",
            ".levels",
            ".sources",
            ".issuer",
            ".ask",
            ".note",
            ".interests",
            ".importance",
        ];
        !words.iter().any(|word| place.contains(word))
    };
    let all: Vec<&Damage> = all.iter().filter(matters).collect();
    let step = (all.len() / times).max(1);
    // A stride without a common divisor with the kinds of damage meets each of them.
    let some: Vec<&Damage> =
        (0..times).map(|at| all[(at * (step | 1) * 7 + at) % all.len()]).collect();
    println!(
        "{} of {} damages, {} plans each, {known} of them reached",
        some.len(),
        all.len(),
        sound.cases.len()
    );
    sound.hold(&some);
}

#[test]
fn no_damage_to_the_built_in_book_makes_any_plan_better() {
    sampled(120);
}

#[test]
#[ignore = "takes minutes; run with --release"]
fn no_damage_to_the_built_in_book_makes_any_plan_better_thousands_of_times() {
    sampled(6_000);
}
