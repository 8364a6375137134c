//! Owns the planner's worker: the same program as the page, started by it in a thread of its own,
//! with two pieces that only the worker fetches: what plans, and what advises and says why there
//! is no plan.
//! Refuses everything else; there is no page in here.

// The seams are functions that cross from one program into another, which Rust cannot check.
#![allow(unsafe_code)]

use super::platform::seam::{at_once, seam};
use super::platform::thread::Inside;
use crate::json;
use crate::model::{Plan, PlanStatus, Scenario};
use crate::talk::{Answer, Ask, Desk, Line, line};
use std::cell::RefCell;
use std::rc::Rc;

seam! {
    engine, bring_engine;
    fn planned(
        desk: &Desk,
        scenario: &Scenario,
        nodes: u64,
        watch: &mut dyn FnMut(Answer),
        clock: &dyn Fn() -> f64,
    ) -> Answer {
        desk.plan(scenario, nodes, watch, clock)
    }
}
seam! {
    advice, bring_advice;
    fn advised(desk: &Desk, what: Ask) -> Answer {
        desk.advise(what)
    }
}
seam! {
    advice, bring_reasoned;
    fn reasoned(desk: &Desk, scenario: &Scenario, plan: &mut Plan) -> () {
        desk.impossible(scenario, plan);
    }
}

/// Serves the page that started this worker.
pub fn serve(inside: Inside) {
    let desk = Rc::new(RefCell::new(Desk::default()));
    let thread = inside.clone();
    inside.hear(move |message| hear(&thread, &desk, &message));
    wasm_bindgen_futures::spawn_local(async move {
        let ready = bring_engine().await.is_ok();
        inside.tell(&line(0, if ready { Answer::Ready } else { Answer::Failed }));
    });
}

fn hear(inside: &Inside, desk: &Rc<RefCell<Desk>>, message: &str) {
    let Ok(Line { id, what }) = json::read::<Line<Ask>>(message) else {
        inside.tell(&line(0, Answer::Unheard));
        return;
    };
    let tell = |answer| inside.tell(&line(id, answer));
    match what {
        Ask::Load { text } => {
            desk.borrow_mut().load(&text);
            tell(Answer::Loaded);
        }
        Ask::Plan { scenario, nodes } => {
            let mut watch = |at| tell(at);
            let clock = || inside.now();
            let planned = at_once(planned(&desk.borrow(), &scenario, nodes, &mut watch, &clock));
            match planned.unwrap_or(Answer::Unheard) {
                Answer::Plan { mut plan } if plan.status == PlanStatus::Impossible => {
                    let (inside, desk) = (inside.clone(), desk.clone());
                    wasm_bindgen_futures::spawn_local(async move {
                        // Without the piece the answer stands, and says less.
                        let _ = bring_reasoned().await;
                        let _ = at_once(reasoned(&desk.borrow(), &scenario, &mut plan));
                        inside.tell(&line(id, Answer::Plan { plan }));
                    });
                }
                answer => tell(answer),
            }
        }
        what => {
            let (inside, desk) = (inside.clone(), desk.clone());
            wasm_bindgen_futures::spawn_local(async move {
                // Without the piece there is no advice this time; the plan stands.
                let _ = bring_advice().await;
                let advice = at_once(advised(&desk.borrow(), what));
                inside.tell(&line(id, advice.unwrap_or(Answer::Unheard)));
            });
        }
    }
}
