//! Owns the page's side of the conversation with the worker: what is asked next, what is stale,
//! stopping, starting again. Refuses planning and words.

use crate::app::platform::fetch::File;
use crate::app::platform::{clock, dom, worker::Thread};
use qitu_engine::protocol::{Answer, Ask, Line, Look, Reading, View, line};
use qitu_model::json;
use qitu_model::{Plan, Scenario, Step, Value};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// Nodes of the first, quick look, which answers a drag; of the second; and of the last.
const LOOKS: [u64; 3] = [2_000, 60_000, 2_000_000];
/// Nodes of each plan that is tried for a piece of advice.
const ADVICE: u64 = 5_000;
/// So long nothing may be asked before advice is.
const IDLE_MS: u32 = 600;
/// Who hears that there is no plan waits to hear why: so long, so that a drag is over.
const IDLE_WITHOUT_A_PLAN_MS: u32 = 50;
/// A search older than this is ended when something newer is asked.
const PATIENCE_MS: f64 = 300.0;
/// So many starts may fail before the page says so.
const MOST_FAILURES: u32 = 3;
/// The worker is checked once in so long, while something is expected of it.
const WATCHDOG_MS: u32 = 1000;
/// After so many checks without a word it counts as gone: a browser may end a worker without an event.
/// Until it is ready its pieces are on their way, over whatever line there is.
const QUIET_START: u32 = 60;
/// A search says ten times a second where it stands, between long steps on a slow phone less often.
const QUIET_PLAN: u32 = 30;
/// A catalogue of ten thousand courses takes a slow phone some seconds to read.
const QUIET_READ: u32 = 60;
/// Advice and looks try many plans, and say nothing before they are done.
const QUIET_LOOK: u32 = 120;

/// What a question is about. There is one open question a topic; a newer one replaces it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The plan on the screen.
    Plan,
    /// What would make the plan on the screen better: the same plan, with changes to offer.
    Advice,
    /// A plan to compare with: another scenario, another offer, another goal, by a name.
    Trial(String),
    /// One more thing to see of a plan.
    Look(View),
}

impl Topic {
    /// What is on the screen goes before what is folded, and that before what nobody waits for.
    fn rank(&self) -> u8 {
        match self {
            Self::Plan => 0,
            Self::Trial(_) | Self::Look(_) => 1,
            Self::Advice => 2,
        }
    }

    /// Is it about the plan on the screen, so that another plan makes it stale?
    fn is_about_the_plan(&self) -> bool {
        matches!(self, Self::Advice | Self::Look(_))
    }
}

/// What the engine tells the session.
#[derive(Clone, Debug)]
pub enum Told {
    /// A plan; `last` when no better answer is on its way.
    Plan {
        /// The plan.
        plan: Box<Plan>,
        /// The scenario it answers.
        scenario: Box<Scenario>,
        /// Is this the last word?
        last: bool,
    },
    /// What there is to see of a scenario's plan.
    Look {
        /// It.
        look: Look,
        /// The scenario.
        scenario: Box<Scenario>,
    },
    /// Where a long search stands.
    Progress {
        /// The best value so far.
        value: Option<Value>,
    },
    /// The worker does not start here.
    Failed,
    /// A catalogue was read.
    Read(Box<Reading>),
    /// The worker could not read this one.
    Unread(File),
}

struct Question {
    topic: Topic,
    scenario: Box<Scenario>,
    nodes: u64,
    /// The plan that advice or a look is asked of.
    about: Option<Box<Plan>>,
    /// The steps shown before: a plan keeps what it can of them.
    shown: Vec<Step>,
}

struct Running {
    id: u64,
    began: f64,
    question: Question,
}

struct Inner {
    me: Weak<RefCell<Inner>>,
    thread: Option<Thread>,
    ready: bool,
    catalogue: Option<String>,
    /// The catalogue that is being read, and the question's id once it is asked.
    reading: Option<(File, Option<u64>)>,
    next: u64,
    /// How many plans were asked for: advice on an older one is not wanted any more.
    turn: u64,
    running: Option<Running>,
    queue: Vec<Question>,
    failures: u32,
    /// How many checks ago the worker last said something. Checks and not milliseconds: while the
    /// device sleeps, page and worker both stand still.
    quiet: u32,
    /// Is the next check on its way?
    armed: bool,
    /// It was started again for being quiet, and has answered nothing since.
    was_quiet: bool,
    told: Rc<dyn Fn(Topic, Told)>,
}

/// The page's handle on the worker.
#[derive(Clone)]
pub struct Engine(Rc<RefCell<Inner>>);

impl Engine {
    /// Starts the worker; `told` hears every answer that is still wanted.
    #[must_use]
    pub fn start(told: impl Fn(Topic, Told) + 'static) -> Self {
        let inner = Rc::new_cyclic(|me| {
            RefCell::new(Inner {
                me: me.clone(),
                thread: None,
                ready: false,
                catalogue: None,
                reading: None,
                next: 1,
                turn: 0,
                running: None,
                queue: Vec::new(),
                failures: 0,
                quiet: 0,
                armed: false,
                was_quiet: false,
                told: Rc::new(told),
            })
        });
        inner.borrow_mut().spawn();
        Self(inner)
    }

    /// Reads a catalogue that nobody has checked. A newer one takes its place.
    pub fn read(&self, file: File) {
        let mut inner = self.0.borrow_mut();
        inner.reading = Some((file, None));
        inner.make_way();
        inner.go_on();
    }

    /// Works with this catalogue from now on. What was asked of another is not answered.
    pub fn load(&self, text: String) {
        let mut inner = self.0.borrow_mut();
        if inner.catalogue.is_some() {
            inner.make_way();
            inner.queue.clear();
            inner.turn += 1;
        }
        if inner.ready {
            inner.send(Ask::Load { text: text.clone() });
        }
        inner.catalogue = Some(text);
        inner.go_on();
    }

    /// Asks for a plan that keeps what it can of the steps `shown` before; an older question of the
    /// same topic is dropped.
    pub fn plan(&self, topic: Topic, scenario: Scenario, shown: Vec<Step>) {
        let mut inner = self.0.borrow_mut();
        inner.forget(&topic);
        if topic == Topic::Plan {
            inner.turn += 1;
            inner.queue.retain(|question| !question.topic.is_about_the_plan());
        }
        let nodes = if topic == Topic::Plan { LOOKS[0] } else { LOOKS[1] };
        let scenario = Box::new(scenario);
        let question = Question { topic: topic.clone(), scenario, nodes, about: None, shown };
        // What is on the screen goes first.
        let at = if topic == Topic::Plan { 0 } else { inner.queue.len() };
        inner.queue.insert(at, question);
        inner.make_room(&topic);
        inner.go_on();
    }

    /// Asks for one more thing to see of a plan, after what is already asked.
    pub fn look(&self, view: View, scenario: Scenario, plan: Option<Plan>) {
        let mut inner = self.0.borrow_mut();
        let topic = Topic::Look(view);
        let is_asked = |q: &Question| q.topic == topic && *q.scenario == scenario;
        let running = inner.running.as_ref().map(|running| &running.question);
        if running.into_iter().chain(&inner.queue).any(is_asked) {
            return;
        }
        inner.forget(&topic);
        let (scenario, about) = (Box::new(scenario), plan.map(Box::new));
        let question =
            Question { topic: topic.clone(), scenario, nodes: ADVICE, about, shown: Vec::new() };
        inner.queue.push(question);
        inner.make_room(&topic);
        inner.go_on();
    }

    /// Stops the search of a topic; what it found so far stays on the screen.
    pub fn stop(&self, topic: &Topic) {
        let mut inner = self.0.borrow_mut();
        inner.forget(topic);
        if inner.running.as_ref().is_some_and(|r| r.question.topic == *topic) {
            inner.running = None;
            inner.spawn();
        }
    }

    /// Tries to start the worker again after it failed.
    pub fn retry(&self) {
        let mut inner = self.0.borrow_mut();
        inner.failures = 0;
        inner.was_quiet = false;
        inner.spawn();
    }
}

impl Inner {
    fn spawn(&mut self) {
        self.ready = false;
        self.thread = None;
        if let Some((_, asked)) = &mut self.reading {
            *asked = None;
        }
        let (hears, fails) = (self.me.clone(), self.me.clone());
        let hear = move |text: String| {
            if let Some(inner) = hears.upgrade() {
                hear(&inner, &text);
            }
        };
        let fail = move || {
            if let Some(inner) = fails.upgrade() {
                failed(&inner);
            }
        };
        self.thread = Thread::start(&dom::meta("qitu-worker").unwrap_or_default(), hear, fail);
        self.arm_watchdog();
        if self.thread.is_none() {
            let me = self.me.clone();
            clock::after(0, move || {
                if let Some(inner) = me.upgrade() {
                    inner.borrow_mut().failures = MOST_FAILURES;
                    failed(&inner);
                }
            });
        }
    }

    fn send(&mut self, ask: Ask) -> u64 {
        let id = self.next;
        self.next += 1;
        if let Some(thread) = &self.thread {
            thread.send(&line(id, ask));
        }
        id
    }

    /// Drops what is queued for a topic.
    fn forget(&mut self, topic: &Topic) {
        self.queue.retain(|q| q.topic != *topic);
    }

    /// Ends a search that is stale or in the way of what is on the screen, if it is not about to
    /// answer anyway.
    fn make_room(&mut self, topic: &Topic) {
        let Some(running) = &self.running else { return };
        let own = &running.question.topic;
        let outdated = *topic == Topic::Plan && own.is_about_the_plan();
        let stale = own == topic || outdated;
        let soon = !outdated && clock::now() - running.began < PATIENCE_MS;
        if !(stale || topic.rank() < own.rank()) || soon {
            return;
        }
        if let Some(running) = self.running.take()
            && !stale
        {
            self.queue.push(running.question);
        }
        self.spawn();
    }

    /// Ends whatever runs: it is about another catalogue, or has to wait for one.
    fn make_way(&mut self) {
        if let Some(running) = self.running.take() {
            self.queue.push(running.question);
            self.spawn();
        }
    }

    /// Asks for the catalogue to be read, if one waits and the worker is there.
    fn ask_to_read(&mut self) {
        let Some((file, None)) = &self.reading else { return };
        let (text, was_gb18030) = (file.text.clone(), file.was_gb18030);
        let id = self.send(Ask::Read { text, was_gb18030 });
        if let Some((_, asked)) = &mut self.reading {
            *asked = Some(id);
        }
        self.arm_watchdog();
    }

    /// Asks the next question when the worker is free.
    fn go_on(&mut self) {
        if self.ready {
            self.ask_to_read();
        }
        if !self.ready
            || self.reading.is_some()
            || self.running.is_some()
            || self.catalogue.is_none()
        {
            return;
        }
        if self.queue.is_empty() {
            return;
        }
        let most = self.queue.iter().map(|question| question.topic.rank()).min();
        let at = self.queue.iter().position(|question| Some(question.topic.rank()) == most);
        let question = self.queue.remove(at.unwrap_or(0));
        let (scenario, nodes) = (question.scenario.clone(), question.nodes);
        let ask = match (&question.topic, question.about.clone()) {
            (Topic::Look(view), plan) => Ask::Look { view: *view, scenario, plan, nodes },
            (_, Some(plan)) => Ask::Advise { scenario, plan, nodes },
            (_, None) => Ask::Plan { scenario, nodes, shown: question.shown.clone() },
        };
        let id = self.send(ask);
        self.running = Some(Running { id, began: clock::now(), question });
        self.arm_watchdog();
    }

    /// After how many checks the worker counts as gone; none where nothing is expected of it.
    fn patience(&self) -> Option<u32> {
        self.thread.as_ref()?;
        if !self.ready {
            return Some(QUIET_START);
        }
        if self.reading.is_some() {
            return Some(QUIET_READ);
        }
        self.running.as_ref().map(|running| match running.question.topic {
            Topic::Plan | Topic::Trial(_) => QUIET_PLAN,
            Topic::Advice | Topic::Look(_) => QUIET_LOOK,
        })
    }

    /// From now on something is expected of the worker.
    fn arm_watchdog(&mut self) {
        self.quiet = 0;
        if !self.armed {
            self.armed = true;
            self.schedule_check();
        }
    }

    fn schedule_check(&self) {
        let me = self.me.clone();
        clock::after(WATCHDOG_MS, move || {
            if let Some(inner) = me.upgrade() {
                check_worker(&inner);
            }
        });
    }
}

/// Is the worker still there? Once it is started again; if that one is quiet too, the rider is told.
fn check_worker(inner: &Rc<RefCell<Inner>>) {
    {
        let mut inner = inner.borrow_mut();
        let Some(patience) = inner.patience() else {
            inner.armed = false;
            return;
        };
        inner.quiet += 1;
        inner.schedule_check();
        if inner.quiet < patience {
            return;
        }
        if inner.was_quiet {
            inner.failures = MOST_FAILURES;
        }
        inner.was_quiet = true;
    }
    failed(inner);
}

/// One line from the worker.
fn hear(inner: &Rc<RefCell<Inner>>, text: &str) {
    let Ok(Line { id, what }) = json::read::<Line<Answer>>(text) else { return };
    if what == Answer::Failed {
        return failed(inner);
    }
    let mut told = None;
    {
        let mut inner = inner.borrow_mut();
        inner.quiet = 0;
        let current = inner.running.as_ref().filter(|r| r.id == id);
        let current = current.map(|r| r.question.topic.clone());
        match (what, current) {
            (Answer::Ready, _) => {
                inner.ready = true;
                if let Some(text) = inner.catalogue.clone() {
                    inner.send(Ask::Load { text });
                }
            }
            (Answer::Progress { value }, Some(topic)) => {
                told = Some((topic, Told::Progress { value }));
            }
            (Answer::Part { plan }, Some(topic)) => {
                if let Some(running) = &inner.running {
                    let scenario = running.question.scenario.clone();
                    told = Some((topic, Told::Plan { plan, scenario, last: false }));
                }
            }
            (Answer::Plan { plan }, Some(topic)) => {
                inner.answered();
                if let Some(running) = inner.running.take() {
                    told = Some((topic, inner.weigh(plan, running.question)));
                }
            }
            (Answer::Look { look }, Some(topic)) => {
                inner.answered();
                if let Some(running) = inner.running.take() {
                    let scenario = running.question.scenario;
                    told = Some((topic, Told::Look { look: *look, scenario }));
                }
            }
            (Answer::Read { reading }, _) if inner.is_reading(id) => {
                inner.answered();
                inner.reading = None;
                told = Some((Topic::Plan, Told::Read(reading)));
            }
            (Answer::Unheard, _) if inner.is_reading(id) => {
                let unread = inner.reading.take();
                told = unread.map(|(file, _)| (Topic::Plan, Told::Unread(file)));
            }
            (Answer::Unheard, _) => inner.running = None,
            _ => {}
        }
        inner.go_on();
    }
    let tell = inner.borrow().told.clone();
    if let Some((topic, told)) = told {
        tell(topic, told);
    }
}

impl Inner {
    /// Is this the question about the catalogue that is being read?
    fn is_reading(&self, id: u64) -> bool {
        self.reading.as_ref().is_some_and(|(_, asked)| *asked == Some(id))
    }

    /// The worker works.
    fn answered(&mut self) {
        self.failures = 0;
        self.was_quiet = false;
    }

    /// A plan that is not settled by the quick look is searched for longer, unless something
    /// newer is asked.
    fn weigh(&mut self, plan: Box<Plan>, question: Question) -> Told {
        use qitu_model::PlanStatus::{Feasible, Unknown};
        let Question { topic, scenario, nodes, about: _, shown } = question;
        let open = matches!(plan.status, Feasible | Unknown);
        let newer = self.queue.iter().any(|q| q.topic == topic);
        // A plan to compare with need not be proven to the end.
        let more = LOOKS.into_iter().find(|look| *look > nodes);
        let more = more.filter(|_| open && !newer && topic == Topic::Plan);
        // An answer to what was asked before is shown while something moves, and not the last word.
        let last = more.is_none() && !newer;
        if let Some(nodes) = more {
            let scenario = scenario.clone();
            self.queue.push(Question { topic, scenario, nodes, about: None, shown });
        } else if topic == Topic::Plan && !newer {
            self.advise_later(scenario.clone(), plan.clone());
        }
        Told::Plan { plan, scenario, last }
    }
}

impl Inner {
    /// Asks for advice once nothing else has been asked for a while: it costs many plans.
    fn advise_later(&self, scenario: Box<Scenario>, plan: Box<Plan>) {
        let (me, turn) = (self.me.clone(), self.turn);
        let idle = if plan.value.is_some() { IDLE_MS } else { IDLE_WITHOUT_A_PLAN_MS };
        clock::after(idle, move || {
            let Some(inner) = me.upgrade() else { return };
            let mut inner = inner.borrow_mut();
            if inner.turn == turn {
                inner.forget(&Topic::Advice);
                let (topic, about) = (Topic::Advice, Some(plan));
                let shown = Vec::new();
                inner.queue.push(Question { topic, scenario, nodes: ADVICE, about, shown });
                inner.go_on();
            }
        });
    }
}

/// The worker did not start, or broke: try again a few times, then say so.
fn failed(inner: &Rc<RefCell<Inner>>) {
    let tell = inner.borrow().told.clone();
    let unread;
    {
        let mut inner = inner.borrow_mut();
        inner.failures += 1;
        inner.ready = false;
        // What broke the worker may do it again: only the plan itself is worth another try.
        if let Some(Running { question, .. }) = inner.running.take()
            && question.topic == Topic::Plan
        {
            inner.queue.insert(0, question);
        }
        if inner.failures < MOST_FAILURES {
            inner.spawn();
            return;
        }
        inner.thread = None;
        unread = inner.reading.take();
    }
    if let Some((file, _)) = unread {
        tell(Topic::Plan, Told::Unread(file));
    }
    tell(Topic::Plan, Told::Failed);
}
