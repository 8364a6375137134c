//! Owns disjunctive landmarks: sets of choices of which every plan for the goal takes at least
//! one, found so that together they cost much. Refuses to add them up: the rules do, with what
//! is decided so far.
//!
//! This is the LM-cut of Helmert and Domshlak (2009) on the AND/OR graph of needs: the dearest
//! way to the goal is followed back through the dearest part of each need to where it costs
//! something; the choices met there are a landmark, its cheapest choice is its worth, and every
//! choice in it becomes that much cheaper for the landmarks that follow.

use super::instance::{Form, Instance, Val};
use super::queue::{FAR, Queue};
use qitu_model::order::Listed;
use std::cmp::Reverse;

/// So many landmarks are looked for at most.
const MOST: usize = 200;

/// Who has what among its parts, as the cuts need it.
pub struct Cuts<'a> {
    instance: &'a Instance,
    users: &'a [Vec<(usize, Val)>],
    /// The dearest way to each node, by the cheapest choices.
    dear: Vec<Val>,
    inside: Vec<bool>,
    met: Vec<usize>,
}

impl<'a> Cuts<'a> {
    /// Prepares to cut the graph of an instance; `users` lists who has each node as a part.
    pub fn new(instance: &'a Instance, users: &'a [Vec<(usize, Val)>]) -> Self {
        let count = instance.nodes.len();
        Self {
            instance,
            users,
            dear: vec![FAR; count],
            inside: vec![false; count],
            met: vec![0; count],
        }
    }

    /// The landmarks for `goal` when each choice costs what `cost` says and those not `open` are
    /// out of the question. A landmark names them too, so that it holds whatever is decided.
    /// What they are worth is taken from `cost`.
    pub fn find(&mut self, goal: usize, cost: &mut [Val], open: &[bool]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        while found.len() < MOST {
            self.spread(cost, open);
            let dear = self.dear[goal];
            if dear <= 0 || dear >= FAR {
                break;
            }
            let cut = self.cut(goal, cost, open);
            let worth = cut.iter().filter(|&&c| open[c]).map(|&c| cost[c]).min().unwrap_or(0);
            if worth <= 0 {
                break;
            }
            for &c in &cut {
                cost[c] = (cost[c] - worth).max(0);
            }
            found.push(cut);
        }
        found
    }

    /// What each node costs by the dearest of the parts it needs (h-max: Bonet and Geffner 2001).
    fn spread(&mut self, cost: &[Val], open: &[bool]) {
        let instance = self.instance;
        self.dear.fill(FAR);
        self.met.fill(0);
        let mut queue = Queue::default();
        let own = |at: usize| match instance.nodes[at].form {
            Form::Start(choice) if !open[choice] => None,
            Form::Start(choice) => Some(cost[choice]),
            _ => Some(0),
        };
        for (at, node) in instance.nodes.iter().enumerate() {
            if node.waits_for_none()
                && let Some(own) = own(at)
            {
                queue.push(own, at);
            }
        }
        while let Some((dear, at)) = queue.pop() {
            if self.dear[at] < FAR {
                continue;
            }
            self.dear[at] = dear;
            for &(user, _) in &self.users[at] {
                self.met[user] += 1;
                // Parts come in order of what they cost, so the last one wanted is the dearest.
                if self.met[user] == instance.nodes[user].wanted()
                    && let Some(own) = own(user)
                {
                    queue.push(dear.saturating_add(own), user);
                }
            }
        }
    }

    /// The choices at which the dearest way to the goal last costs something.
    fn cut(&mut self, goal: usize, cost: &[Val], open: &[bool]) -> Vec<usize> {
        let instance = self.instance;
        self.inside.fill(false);
        let mut edge = Vec::new();
        let mut todo = vec![goal];
        while let Some(at) = todo.pop() {
            if std::mem::replace(&mut self.inside[at], true) {
                continue;
            }
            let node = &instance.nodes[at];
            if let Form::Start(choice) = node.form
                && (cost[choice] > 0 || !open[choice])
            {
                self.inside[at] = false;
                if !edge.contains(&choice) {
                    edge.push(choice);
                }
                continue;
            }
            self.ways(at, &mut todo);
        }
        // Who can only be started from inside is never the first to get there.
        self.outside(&mut edge);
        qitu_model::order::plain(&mut edge);
        edge
    }

    /// Adds the parts of a node of which at least one must hold before it does.
    fn ways(&self, at: usize, into: &mut Vec<usize>) {
        let node = &self.instance.nodes[at];
        let parts = node.parts.iter().map(|p| p.0);
        let dearest = |&p: &usize| (Reverse(self.dear[p]), p);
        match node.form {
            Form::Any => into.extend(parts),
            Form::Nth(k) => {
                let mut parts: Vec<usize> = parts.listed();
                qitu_model::order::by_key(&mut parts, dearest);
                let kept = (parts.len() + 1).saturating_sub(k);
                into.extend(parts.into_iter().take(kept));
            }
            Form::All | Form::Start(_) => into.extend(parts.min_by_key(dearest)),
            Form::Known(_) => {}
        }
    }

    /// Drops from the edge the choices that nothing outside reaches.
    fn outside(&self, edge: &mut Vec<usize>) {
        let instance = self.instance;
        let count = instance.nodes.len();
        let mut reached = vec![false; count];
        let mut met = vec![0usize; count];
        let mut todo: Vec<usize> =
            (0..count).filter(|&at| instance.nodes[at].waits_for_none()).listed();
        while let Some(at) = todo.pop() {
            if self.inside[at] || std::mem::replace(&mut reached[at], true) {
                continue;
            }
            for &(user, _) in &self.users[at] {
                met[user] += 1;
                if met[user] >= instance.nodes[user].wanted() && !reached[user] {
                    todo.push(user);
                }
            }
        }
        edge.retain(|&choice| reached[instance.choices[choice].node]);
    }
}
