//! Owns the page's side of the conversation with the studio's worker, a program of its own that is
//! fetched when staff ask something: one question at a time, stopping, starting again.
//! Refuses words.

use crate::app::platform::{dom, worker::Thread};
use qitu_model::json;
use qitu_studio::{Answer, Ask, Line, line};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// What whoever asked is told.
#[derive(Clone, Debug)]
pub enum Told {
    /// A part of the answer, or all of it.
    Answer(Answer),
    /// The program did not come, or does not start here.
    Missing,
    /// It broke over the question. The next question starts it again.
    Broken,
}

struct Running {
    id: u64,
    ask: String,
    told: Rc<dyn Fn(Told)>,
}

#[derive(Default)]
struct Inner {
    thread: Option<Thread>,
    ready: bool,
    last: u64,
    running: Option<Running>,
}

/// The page's handle on the studio's worker. It starts with the first question, and ends with the
/// handle.
#[derive(Clone, Default)]
pub struct Studio(Rc<RefCell<Inner>>);

impl Studio {
    /// Asks. An open question is dropped, unanswered; `told` hears of this one until it is answered,
    /// broken or stopped.
    pub fn ask(&self, ask: Ask, told: impl Fn(Told) + 'static) {
        self.stop();
        let mut inner = self.0.borrow_mut();
        inner.last += 1;
        let id = inner.last;
        let running = Running { id, ask: line(id, ask), told: Rc::new(told) };
        if inner.ready
            && let Some(thread) = &inner.thread
        {
            thread.send(&running.ask);
        }
        inner.running = Some(running);
        if inner.thread.is_none() {
            // Named after the build, so that page and worker are of one edition.
            let build = dom::meta("qitu-build").unwrap_or_default();
            let path = format!("assets/studio.{build}.js");
            let (hears, fails) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
            inner.thread =
                Thread::start(&path, move |text| hear(&hears, &text), move || failed(&fails));
            if inner.thread.is_none() {
                drop(inner);
                failed(&Rc::downgrade(&self.0));
            }
        }
    }

    /// Ends what runs. A worker at work hears nothing, so it is ended with it.
    pub fn stop(&self) {
        let mut inner = self.0.borrow_mut();
        if inner.running.take().is_some() {
            inner.thread = None;
            inner.ready = false;
        }
    }
}

fn hear(inner: &Weak<RefCell<Inner>>, text: &str) {
    let Some(inner) = inner.upgrade() else { return };
    let Ok(Line { id, what }) = json::read::<Line<Answer>>(text) else { return };
    let told = {
        let mut inner = inner.borrow_mut();
        if what == Answer::Ready {
            inner.ready = true;
            if let (Some(thread), Some(running)) = (&inner.thread, &inner.running) {
                thread.send(&running.ask);
            }
            return;
        }
        // A line that was not understood is no question's, and so is an answer to another one.
        let is_meant = |running: &&Running| running.id == id || what == Answer::Unheard;
        let Some(told) = inner.running.as_ref().filter(is_meant).map(|r| r.told.clone()) else {
            return;
        };
        if !matches!(what, Answer::Progress { .. }) {
            inner.running = None;
        }
        told
    };
    told(Told::Answer(what));
}

fn failed(inner: &Weak<RefCell<Inner>>) {
    let Some(inner) = inner.upgrade() else { return };
    let (running, was_ready) = {
        let mut inner = inner.borrow_mut();
        inner.thread = None;
        (inner.running.take(), std::mem::take(&mut inner.ready))
    };
    if let Some(Running { told, .. }) = running {
        told(if was_ready { Told::Broken } else { Told::Missing });
    }
}
