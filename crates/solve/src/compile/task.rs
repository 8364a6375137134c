//! Owns activity → tasks: as many takings as renewals and pins call for, each with its choices.

use super::offer::undominated;
use super::{Builder, Giver};
use crate::instance::{Choice, FALSE, Form, HORIZON, Instance, NEVER, TRUE, Task, Val};
use qitu_model::order::Listed;
use qitu_model::{Kind, Need, Offer, Pin, months_to_weeks};

/// Who may be renewed itself is foreseen to call for so many renewals of something else.
const FORESEEN: usize = 24;

impl<'a> Builder<'a> {
    /// Makes the tasks that the plan must contain.
    pub(super) fn pins(&mut self) {
        let mut pins: Vec<(Kind, usize)> = Vec::new();
        for pin in &self.scenario.pins {
            let source = self.find(&pin.activity);
            match source {
                Some(source) if self.takes(source) => {
                    if !pins.contains(&source) {
                        pins.push(source);
                    }
                }
                Some(source) if self.is_over(source) => {}
                _ => self.broken_pin = true,
            }
        }
        for source in pins {
            self.tasks(source);
        }
    }

    /// The pins of an activity, less those that another one of them implies.
    fn pins_of(&self, source: (Kind, usize)) -> Vec<&'a Pin> {
        let pins = self.scenario.pins.iter();
        let pins: Vec<&Pin> = pins.filter(|p| self.find(&p.activity) == Some(source)).listed();
        let week = |pin: &Pin| pin.start.map(|date| date.week_from(self.week0));
        let implied = |weak: &Pin, strong: &Pin| {
            (weak.offer.is_none() || weak.offer == strong.offer)
                && (weak.pace.is_none() || weak.pace == strong.pace)
                && (weak.start.is_none() || week(weak) == week(strong))
        };
        let spare = |i: usize| {
            (0..pins.len()).any(|j| {
                j != i && implied(pins[i], pins[j]) && (j < i || !implied(pins[j], pins[i]))
            })
        };
        (0..pins.len()).filter(|&i| !spare(i)).map(|i| pins[i]).listed()
    }

    /// Weeks a certificate is valid; `None` when it does not run out.
    pub(super) fn valid_weeks(&self, certificate: &str) -> Option<Val> {
        let at = *self.certificates.get(certificate)?;
        self.catalogue.certificates[at].valid_months.map(|m| Val::from(months_to_weeks(m)))
    }

    /// May it be taken again, because what it gives runs out?
    pub(super) fn renewable(&self, (kind, at): (Kind, usize)) -> Option<Val> {
        let activity = self.activity((kind, at));
        let own = (kind == Kind::Certificate).then_some(&activity.id);
        own.into_iter()
            .chain(&activity.gives.certificates)
            .filter_map(|id| self.valid_weeks(id))
            .min()
    }

    /// How often each activity that gives what runs out could be of use: whoever relies on that may
    /// call for a taking of its own, and what lasts is given by the first.
    pub(super) fn uses(&self, first: &Instance) -> Vec<(Giver, usize)> {
        let renewed = |task: usize| self.renewable(first.tasks[task].source).is_some();
        let mut lasts = vec![true; first.nodes.len()];
        // By node: how often what it gives is relied on, and by whom last.
        let mut times = vec![0; first.nodes.len()];
        let mut last = vec![None; first.nodes.len()];
        for expiry in &first.expiries {
            lasts[expiry.node] = false;
            let Ok(given) = expiry.given else { continue };
            // Of an activity's choices one is taken, so they are one user.
            let user = match first.nodes[expiry.user].form {
                Form::Start(choice) => Some(first.choices[choice].task),
                _ => None,
            };
            let use_ = Some((user, expiry.length, first.nodes[expiry.node].parts[0].1));
            if last[given] != use_ {
                last[given] = use_;
                times[given] += if user.is_some_and(renewed) { FORESEEN } else { 1 };
            }
        }
        let mut more = vec![0; first.nodes.len()];
        for (at, node) in first.nodes.iter().enumerate() {
            for &(part, _) in &node.parts {
                more[part] |= usize::from(lasts[at]);
            }
        }
        let mut uses = Vec::new();
        for (at, task) in first.tasks.iter().enumerate() {
            if task.copy == 0 && renewed(at) {
                uses.push((task.source, times[task.node] + more[task.node]));
            }
        }
        uses
    }

    /// The tasks of an activity: one, or as many as renewals could ever be of use.
    fn tasks(&mut self, source: (Kind, usize)) -> Vec<usize> {
        let (kind, at) = source;
        let known = &self.tasks_of[kind as usize][at];
        if !known.is_empty() {
            return known.clone();
        }
        let pins = self.pins_of(source);
        let copies = match (self.renewable(source), &self.uses) {
            (None, _) => 1,
            (Some(_), None) => pins.len().max(1),
            (Some(length), Some(uses)) => {
                // Of equal intervals that cover points without one to spare, at most two share a
                // point.
                let spans = (HORIZON + length).div_euclid(length.max(1));
                let uses = uses.iter().find(|uses| uses.0 == source).map_or(0, |uses| uses.1);
                uses.min(2 * spans as usize).max(1) + pins.len()
            }
        };
        let mut tasks = Vec::new();
        for copy in 0..copies {
            let node = self.node(Form::Any, vec![]);
            let pinned = if copies == 1 { !pins.is_empty() } else { copy < pins.len() };
            self.out.tasks.push(Task { source, copy, node, choices: vec![], pinned });
            tasks.push(self.out.tasks.len() - 1);
        }
        self.todo.extend(&tasks);
        self.tasks_of[kind as usize][at].clone_from(&tasks);
        tasks
    }

    /// The ends of every taking of an activity, each with the weeks that must pass after it.
    pub(super) fn ends(&mut self, source: (Kind, usize), delay: Val) -> Vec<(usize, Val)> {
        let tasks = self.tasks(source);
        tasks.iter().map(|&t| (self.out.tasks[t].node, delay)).listed()
    }

    /// Compiles the needs and choices of a task.
    pub(super) fn fill(&mut self, task: usize) {
        let Task { source, copy, node, pinned, .. } = self.out.tasks[task].clone();
        let activity = self.activity(source);
        let waivers: Vec<&Need> = self
            .scenario
            .waive
            .iter()
            .filter(|w| self.find(&w.activity) == Some(source))
            .map(|w| &w.need)
            .listed();
        let mut pins = self.pins_of(source);
        if self.renewable(source).is_some() {
            pins = pins.get(copy).copied().into_iter().listed();
        }
        let own = self.renews(&activity.needs);
        let shared = if own { None } else { Some(self.need(&activity.needs, &waivers, FALSE)) };
        let implicit = [Offer::default()];
        let offers: &[Offer] =
            if activity.offers.is_empty() { &implicit } else { &activity.offers };
        let mut choices: Vec<(Choice, usize)> = Vec::new();
        for (at, offer) in offers.iter().enumerate() {
            let at = (!activity.offers.is_empty()).then_some(at);
            for mut choice in self.modes(task, at, offer) {
                if !pins.iter().all(|pin| self.pin_allows(pin, offer, &mut choice)) {
                    continue;
                }
                // Until it is kept, nothing ever starts it.
                let start = self.node(Form::Any, vec![]);
                choice.node = start;
                let need = match shared {
                    Some(node) => node,
                    None => self.need(&activity.needs, &waivers, start),
                };
                let extra = self.need(&offer.needs, &waivers, start);
                let both = self.all(vec![(need, 0), (extra, 0)]);
                if both == FALSE || choice.next_start(0) >= NEVER {
                    continue;
                }
                if both != TRUE {
                    self.out.nodes[start].parts.push((both, 0));
                }
                choices.push((choice, both));
            }
        }
        let kept = undominated(choices);
        for choice in kept {
            let at = self.out.choices.len();
            self.out.nodes[choice.node].form = Form::Start(at);
            self.out.nodes[node].parts.push((choice.node, choice.weeks));
            self.out.tasks[task].choices.push(at);
            self.out.choices.push(choice);
        }
        if pinned && self.out.tasks[task].choices.is_empty() {
            self.broken_pin = true;
        }
    }

    /// May the pin's step be this choice? Binds the choice to the pinned week.
    fn pin_allows(&self, pin: &Pin, offer: &Offer, choice: &mut Choice) -> bool {
        if pin.offer.as_ref().is_some_and(|id| *id != offer.id) {
            return false;
        }
        if pin.pace.is_some_and(|pace| choice.pace != Some(pace.0)) {
            return false;
        }
        if let Some(date) = pin.start {
            let week = Val::from(date.week_from(self.week0));
            if week < 0 || choice.next_start(week) != week {
                return false;
            }
            let mut next = vec![u16::MAX; HORIZON as usize + 1];
            for slot in next.iter_mut().take(week as usize + 1) {
                *slot = week as u16;
            }
            choice.next = Some(next.into());
        }
        true
    }
}
