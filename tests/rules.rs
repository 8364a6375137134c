//! Every rule of the verifier has one plan that breaks it and nothing else, and one that keeps it.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]
use qitu_engine::text;
use qitu_engine::verify::{Broken, Rule, Witness, verify};
use qitu_model::Lang;
use qitu_model::{Catalogue, Plan, Scenario, Value};
use serde_json::{Value as Json, json};

/// A small academy: a paid weekend class, a self-paced course, an exam that expires, a badge that
/// takes no time, two roles.
fn catalogue() -> Json {
    json!({
        "slots": [{"id": "evening"}, {"id": "rest_day"}],
        "courses": [
            {"id": "safety", "gives": {"skills": {"safety": 1}}, "offers": [
                {"id": "class", "weeks": 2, "load": [{"hours": 4, "fits": ["rest_day"]}], "fee": 500,
                 "subsidy": 200, "intakes": {"every_weeks": 2, "from": "2026-11-23"},
                 "sessions": ["sat 09:00-13:00"], "place": "in_person"},
                {"id": "online", "hours": 5, "pace": {"min": 1, "max": 3}, "fits": ["evening"]}]},
            {"id": "english", "offers": [
                {"id": "class", "weeks": 2, "load": [{"hours": 1, "fits": ["rest_day", "evening"]}],
                 "sessions": ["sat 12:00-13:00"]}]},
            {"id": "radio", "offers": [{"id": "class", "weeks": 1, "unknown": ["fee"]}]},
            {"id": "long", "offers": [{"id": "o", "weeks": 519}]},
            {"id": "egg", "needs": {"course": "hen"}},
            {"id": "hen", "needs": {"course": "egg"}}
        ],
        "certificates": [
            {"id": "health", "valid_months": 12, "offers": [{"id": "exam", "weeks": 1, "fee": 100}]}
        ],
        "roles": [
            {"id": "rider"},
            {"id": "leader", "needs": {"all": [{"skill": "safety"}, {"certificate": "health"}]}}
        ]
    })
}

fn scenario() -> Json {
    json!({
        "start": "2026-11-23",
        "rider": {"role": "rider"},
        "week": {"evening": 3, "rest_day": 4},
        "goal": {"role": "leader"}
    })
}

/// Two evenings' course beside the exam, then the role.
fn plan() -> Json {
    json!({
        "status": "feasible",
        "value": {"weeks": 2, "fee": 100, "hours": 6, "peak": 3},
        "steps": [
            {"activity": "safety", "offer": "online", "pace": 3, "start": 0, "end": 2},
            {"activity": "health", "offer": "exam", "start": 1, "end": 2},
            {"activity": "leader", "start": 2, "end": 2}
        ]
    })
}

/// Puts each value at its JSON pointer; the last part of a pointer may be new.
fn with(mut whole: Json, changes: &[(&str, Json)]) -> Json {
    for (pointer, value) in changes {
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        match whole.pointer_mut(parent).unwrap() {
            Json::Object(object) => _ = object.insert(last.to_owned(), value.clone()),
            Json::Array(array) if last == "-" => array.push(value.clone()),
            Json::Array(array) => array[last.parse::<usize>().unwrap()] = value.clone(),
            _ => panic!("{pointer} is a leaf"),
        }
    }
    whole
}

struct Broke {
    scenario: Json,
    plan: Json,
    witness: Witness,
}

/// For each rule the smallest change to the valid plan, or to the scenario, that breaks it.
fn breaking(rule: Rule) -> Broke {
    let in_plan = |changes: &[(&str, Json)], witness| Broke {
        scenario: scenario(),
        plan: with(plan(), changes),
        witness,
    };
    let in_scenario = |changes: &[(&str, Json)], witness| Broke {
        scenario: with(scenario(), changes),
        plan: plan(),
        witness,
    };
    let need = |need: Json| serde_json::from_value(need).unwrap();
    let weeks = qitu_model::Weeks;
    match rule {
        Rule::Known => in_plan(&[("/steps/0/pace", json!(4))], Witness::Step { step: 0 }),
        Rule::Length => {
            in_plan(&[("/steps/0/pace", json!(2))], Witness::Length { step: 0, end: weeks(3) })
        }
        Rule::Horizon => in_plan(
            &[("/steps/-", json!({"activity": "long", "offer": "o", "start": 2, "end": 521}))],
            Witness::Step { step: 3 },
        ),
        Rule::Held => {
            in_scenario(&[("/rider/courses", json!(["safety"]))], Witness::Step { step: 0 })
        }
        Rule::Once => in_plan(
            &[("/steps/-", json!({"activity": "leader", "start": 2, "end": 2}))],
            Witness::Steps { step: 2, other: 3 },
        ),
        Rule::AvoidActivity => {
            in_scenario(&[("/avoid", json!({"activities": ["health"]}))], Witness::Step { step: 1 })
        }
        Rule::AvoidPlace => Broke {
            scenario: with(scenario(), &[("/avoid", json!({"places": ["in_person"]}))]),
            plan: with(plan(), &[("/steps/0", class_at(0))]),
            witness: Witness::Step { step: 0 },
        },
        Rule::Need => in_plan(
            &[("/steps/1/start", json!(2)), ("/steps/1/end", json!(3))],
            Witness::Need { step: Some(2), need: need(json!({"certificate": "health"})) },
        ),
        Rule::Circle => in_plan(
            &[
                ("/steps/-", json!({"activity": "egg", "start": 0, "end": 0})),
                ("/steps/-", json!({"activity": "hen", "start": 0, "end": 0})),
            ],
            Witness::Circle { steps: vec![3, 4] },
        ),
        Rule::Unknown => in_plan(
            &[("/steps/-", json!({"activity": "radio", "offer": "class", "start": 0, "end": 1}))],
            Witness::Step { step: 3 },
        ),
        Rule::Intake => in_plan(
            &[("/steps/0", class_at(1)), ("/steps/2/start", json!(3)), ("/steps/2/end", json!(3))],
            Witness::Step { step: 0 },
        ),
        Rule::Hours => in_scenario(
            &[(
                "/calendar",
                json!([{"from": "2026-12-01", "to": "2026-12-01", "week": {"rest_day": 9}}]),
            )],
            Witness::Hours { week: weeks(1), slots: vec!["evening".into()], asked: 3, free: 0 },
        ),
        Rule::AtOnce => {
            in_scenario(&[("/at_once", json!(0))], Witness::AtOnce { week: weeks(0), running: 1 })
        }
        Rule::Session => in_plan(
            &[
                ("/steps/0", class_at(0)),
                (
                    "/steps/-",
                    json!({"activity": "english", "offer": "class", "start": 1, "end": 3}),
                ),
            ],
            Witness::Steps { step: 0, other: 3 },
        ),
        Rule::Free => Broke {
            scenario: with(scenario(), &[("/free", json!(["sat 10:00-18:00"]))]),
            plan: with(plan(), &[("/steps/0", class_at(0))]),
            witness: Witness::Step { step: 0 },
        },
        Rule::Budget => {
            in_scenario(&[("/budget", json!(99))], Witness::Above { found: 100, limit: 99 })
        }
        Rule::Pin => in_scenario(
            &[("/pins", json!([{"activity": "health"}, {"activity": "safety", "offer": "class"}]))],
            Witness::Pin { pin: 1 },
        ),
        Rule::Goal => in_scenario(
            &[("/goal", json!({"all": [{"role": "leader"}, {"course": "english"}]}))],
            Witness::Need { step: None, need: need(json!({"course": "english"})) },
        ),
        Rule::Deadline => in_scenario(
            &[("/deadline", json!("2026-12-06"))],
            Witness::Above { found: 2, limit: 1 },
        ),
        Rule::Value => {
            let stated = Value { hours: 5, ..value() };
            in_plan(
                &[("/value/hours", json!(5))],
                Witness::Value { stated: Some(stated), found: value() },
            )
        }
    }
}

fn class_at(week: u32) -> Json {
    json!({"activity": "safety", "offer": "class", "start": week, "end": week + 2})
}

fn value() -> Value {
    serde_json::from_value(plan()["value"].clone()).unwrap()
}

fn judge(scenario: Json, plan: Json) -> Result<Value, Broken> {
    let catalogue: Catalogue = serde_json::from_value(catalogue()).unwrap();
    let scenario: Scenario = serde_json::from_value(scenario).unwrap();
    let plan: Plan = serde_json::from_value(plan).unwrap();
    let verdict = verify(&catalogue, &scenario, &plan);
    if let Err(broken) = &verdict {
        for lang in Lang::ALL {
            let sentence = text::rule::broken(lang, &catalogue, &plan, broken);
            assert!(sentence.starts_with(text::rule::rule(lang, broken.rule)), "{sentence}");
        }
    }
    verdict
}

#[test]
fn a_valid_plan_is_accepted_with_its_value() {
    assert_eq!(judge(scenario(), plan()), Ok(value()));
}

#[test]
fn every_rule_is_named_when_it_is_broken_with_what_shows_it() {
    for rule in Rule::ALL {
        let Broke { scenario, plan, witness } = breaking(rule);
        assert_eq!(judge(scenario, plan), Err(Broken { rule, witness }), "{}", rule.id());
    }
}

#[test]
fn rules_have_ids_of_their_own_and_sentences_in_both_languages() {
    for (at, rule) in Rule::ALL.into_iter().enumerate() {
        assert!(Rule::ALL.into_iter().take(at).all(|earlier| earlier.id() != rule.id()));
        for lang in Lang::ALL {
            assert!(!text::rule::rule(lang, rule).is_empty());
        }
    }
}

#[test]
fn a_certificate_that_expires_may_be_renewed() {
    let again = json!({"activity": "health", "offer": "exam", "start": 0, "end": 1});
    let dearer = json!({"weeks": 2, "fee": 200, "hours": 6, "peak": 3});
    let plan = with(plan(), &[("/steps/-", again), ("/value", dearer)]);
    assert!(judge(scenario(), plan).is_ok());
}

#[test]
fn a_renewal_in_the_week_of_another_renews_nothing() {
    let again = json!({"activity": "health", "offer": "exam", "start": 1, "end": 2});
    let dearer = json!({"weeks": 2, "fee": 200, "hours": 6, "peak": 3});
    let plan = with(plan(), &[("/steps/-", again), ("/value", dearer)]);
    let witness = Witness::Steps { step: 1, other: 3 };
    assert_eq!(judge(scenario(), plan), Err(Broken { rule: Rule::Once, witness }));
}

#[test]
fn pins_on_two_renewals_are_planned_in_two_weeks() {
    let other = json!({"id": "clinic", "weeks": 1, "fee": 200});
    let book = with(catalogue(), &[("/certificates/0/offers/-", other)]);
    let catalogue: Catalogue = serde_json::from_value(book).unwrap();
    let pin = |offer: &str, day: Option<&str>| json!({"activity": "health", "offer": offer, "start": day});
    let planned = |pins: Json| {
        let scenario =
            with(scenario(), &[("/pins", pins), ("/goal", json!({"certificate": "health"}))]);
        let scenario: Scenario = serde_json::from_value(scenario).unwrap();
        let plan = qitu_solve::plan(&catalogue, &scenario, Default::default(), &mut |_| true);
        let verdict = verify(&catalogue, &scenario, &plan);
        assert!(plan.value.is_none() || verdict.is_ok(), "{verdict:?} {:?}", plan.steps);
        let mut starts: Vec<u32> = plan.steps.iter().map(|step| step.start.0).collect();
        starts.sort_unstable();
        starts
    };
    let (first, second) = ("2026-11-23", "2026-11-30");
    assert_eq!(planned(json!([pin("exam", None), pin("clinic", None)])), [0, 1]);
    assert_eq!(planned(json!([pin("exam", None), pin("clinic", Some(first))])), [0, 1]);
    assert_eq!(planned(json!([pin("exam", Some(first)), pin("clinic", Some(second))])), [0, 1]);
    assert_eq!(planned(json!([pin("exam", Some(first)), pin("clinic", Some(first))])), [0; 0]);
}

#[test]
fn hours_at_a_stretch_lie_in_time_that_holds_them() {
    let course = |session: Option<u32>| {
        let mut part = json!({"hours": 3, "fits": ["gap", "evening", "rest_day"]});
        if let Some(session) = session {
            part["session"] = json!(session);
        }
        json!({"courses": [{"id": "camp", "offers": [{"id": "site", "weeks": 20, "load": [part]}]}],
               "slots": [{"id": "gap", "stretch": 1}, {"id": "evening"}, {"id": "rest_day"}]})
    };
    let asked = |session: Option<u32>, rider: Json| {
        let mut scenario = json!({"start": "2026-11-23", "goal": {"course": "camp"}});
        scenario.as_object_mut().unwrap().extend(rider.as_object().unwrap().clone());
        let catalogue: Catalogue = serde_json::from_value(course(session)).unwrap();
        let scenario: Scenario = serde_json::from_value(scenario).unwrap();
        let plan: Plan = serde_json::from_value(json!({
            "status": "feasible",
            "value": {"weeks": 20, "fee": 0, "hours": 60, "peak": 3},
            "steps": [{"activity": "camp", "offer": "site", "start": 0, "end": 20}]
        }))
        .unwrap();
        let verdict = verify(&catalogue, &scenario, &plan).map_err(|broken| broken.rule);
        let limits = qitu_solve::Limits::default();
        let planned = qitu_solve::plan(&catalogue, &scenario, limits, &mut |_| true);
        assert_eq!(planned.value.is_some(), verdict.is_ok(), "the planner and the judge agree");
        verdict.map(|_| ())
    };
    let gaps = json!({"week": {"gap": 3}});
    assert_eq!(asked(None, gaps.clone()), Ok(()), "in pieces");
    assert_eq!(asked(Some(3), gaps.clone()), Err(Rule::Hours), "gaps hold one hour");
    assert_eq!(asked(Some(1), gaps), Ok(()));
    let long = json!({"week": {"gap": 3}, "stretch": {"gap": 3}});
    assert_eq!(asked(Some(3), long), Ok(()), "this rider's gaps are long");
    let short = json!({"week": {"rest_day": 9}, "stretch": {"rest_day": 2}});
    assert_eq!(asked(Some(3), short), Err(Rule::Hours));
    // Two hours here and one there are no three hours at a stretch.
    let apart = json!({"week": {"evening": 2, "rest_day": 1}});
    assert_eq!(asked(None, apart.clone()), Ok(()));
    assert_eq!(asked(Some(3), apart), Err(Rule::Hours));
    assert_eq!(asked(Some(3), json!({"week": {"evening": 3, "gap": 5}})), Ok(()));
}

#[test]
fn a_waived_need_counts_as_met() {
    let leader_at_once = json!({
        "status": "feasible",
        "value": {"weeks": 1, "fee": 100, "hours": 0, "peak": 0},
        "steps": [{"activity": "health", "offer": "exam", "start": 0, "end": 1},
                  {"activity": "leader", "start": 1, "end": 1}]
    });
    assert_eq!(judge(scenario(), leader_at_once.clone()).unwrap_err().rule, Rule::Need);
    let waive = json!([{"activity": "leader", "need": {"skill": "safety"}}]);
    assert!(judge(with(scenario(), &[("/waive", waive)]), leader_at_once).is_ok());
}

#[test]
fn the_value_names_the_first_week_in_which_the_goal_holds() {
    let late = with(plan(), &[("/value/weeks", json!(3))]);
    assert_eq!(judge(scenario(), late).unwrap_err().rule, Rule::Value);
}

#[test]
fn hostile_plans_are_answered_not_followed() {
    let huge = u32::MAX;
    for step in [
        json!({"activity": "", "start": huge, "end": 0}),
        json!({"activity": "safety", "offer": "online", "pace": 0, "start": huge, "end": huge}),
        json!({"activity": "safety", "offer": "class", "start": huge, "end": huge}),
        json!({"activity": "leader", "pace": huge, "start": 0, "end": 0}),
        json!({"activity": "leader", "start": huge, "end": huge}),
        json!({"activity": "long", "offer": "o", "start": 9, "end": 2}),
    ] {
        assert!(judge(scenario(), with(plan(), &[("/steps/-", step)])).is_err());
    }
    let mut none = plan();
    none.as_object_mut().unwrap().remove("value");
    assert_eq!(judge(scenario(), none).unwrap_err().rule, Rule::Value);
}
