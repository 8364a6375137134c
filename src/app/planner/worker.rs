//! Owns the planner's worker: the same program as the page, started by it in a thread of its own,
//! with pieces of its own: what plans, what advises and says why there is no plan, and what reads a
//! catalogue that the build has not checked.
//! Refuses everything else; there is no page in here.

// The seams are functions that cross from one program into another, which Rust cannot check.
#![allow(unsafe_code)]

use crate::app::platform::seam::{Missing, seam};
use crate::app::platform::worker::Inside;
use qitu_engine::protocol::{Answer, Ask, Desk, Line, Reading, line};
use qitu_model::json;
use qitu_model::{Plan, PlanStatus, Scenario, Step};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A question, and the steps that were shown before.
type Question<'a> = (&'a Scenario, &'a [Step]);

type Planning = fn(&Desk, Question<'_>, u64, &mut dyn FnMut(Answer), &dyn Fn() -> f64) -> Answer;

/// What the piece with advice can do.
struct Advice {
    /// Answers what is asked of a plan, in parts as they are found.
    advise: fn(&Desk, Ask, &mut dyn FnMut(Answer)) -> Answer,
    /// Says why there is no plan.
    reason: fn(&Desk, &Scenario, &mut Plan),
}

seam! {
    engine;
    fn engine() -> Planning {
        |desk, question, nodes, watch, clock| desk.plan(question, nodes, watch, clock)
    }
}
seam! {
    advice;
    fn advice() -> Advice {
        Advice {
            advise: |desk, what, watch| desk.advise(what, watch),
            reason: |desk, scenario, plan| desk.impossible(scenario, plan),
        }
    }
}

seam! {
    reader;
    fn reader() -> fn(&str, bool) -> Reading {
        Reading::of
    }
}

/// Reads a catalogue in the page's own thread, where there is no worker.
///
/// # Errors
///
/// When the piece that reads does not come.
pub async fn read_here(text: &str, was_gb18030: bool) -> Result<Reading, Missing> {
    let read = reader().await.map_err(|_| Missing)?;
    Ok(read(text, was_gb18030))
}

/// Brings the piece that reads catalogues, so that one replaced on the host can be read later
/// without the network. A piece that does not come is asked for again when it is needed.
pub async fn bring_reader() {
    let _ = reader().await;
}

/// Serves the page that started this worker.
pub fn serve(inside: Inside) {
    let desk = Rc::new(RefCell::new(Desk::default()));
    let plan = Rc::new(Cell::new(None));
    let (thread, planning) = (inside.clone(), plan.clone());
    inside.hear(move |message| hear(&thread, &desk, planning.get(), &message));
    wasm_bindgen_futures::spawn_local(async move {
        plan.set(engine().await.ok());
        inside.tell(&line(0, if plan.get().is_some() { Answer::Ready } else { Answer::Failed }));
    });
}

fn hear(inside: &Inside, desk: &Rc<RefCell<Desk>>, plan: Option<Planning>, message: &str) {
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
        Ask::Read { text, was_gb18030 } => {
            let inside = inside.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let reading = read_here(&text, was_gb18030).await;
                let answer = reading.map(|reading| Answer::Read { reading: Box::new(reading) });
                inside.tell(&line(id, answer.unwrap_or(Answer::Unheard)));
            });
        }
        Ask::Plan { scenario, nodes, shown } => {
            let mut watch = |at| tell(at);
            let clock = || inside.now();
            let question = (&*scenario, &*shown);
            let planned =
                plan.map(|plan| plan(&desk.borrow(), question, nodes, &mut watch, &clock));
            match planned.unwrap_or(Answer::Unheard) {
                Answer::Plan { mut plan } if plan.status == PlanStatus::Impossible => {
                    let (inside, desk) = (inside.clone(), desk.clone());
                    wasm_bindgen_futures::spawn_local(async move {
                        // Without the piece the answer stands, and says less.
                        if let Ok(advice) = advice().await {
                            (advice.reason)(&desk.borrow(), &scenario, &mut plan);
                        }
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
                let mut watch = |part| inside.tell(&line(id, part));
                let advice = advice().await;
                let answer = advice.map(|advice| (advice.advise)(&desk.borrow(), what, &mut watch));
                inside.tell(&line(id, answer.unwrap_or(Answer::Unheard)));
            });
        }
    }
}
