//! Owns what is decided next: in a guided dive from the goal, or by what conflicts name most.

use super::Search;
use crate::instance::{Form, HORIZON, NEVER, Val};
use crate::state::{Bound, State, Var, ge, le};
use qitu_model::Objective;

impl Search<'_, '_> {
    /// What conflicts name most, set as in the best plan: whether an activity is taken, or when
    /// a choice of one starts.
    pub(super) fn driven(&mut self) -> Option<Bound> {
        let Self { rules, instance, best, selects, .. } = self;
        let taken = |state: &State, x: Var| rules.task_of[x].is_some() && state.hi(x) < NEVER;
        let Some(x) = rules.state.pick(taken) else { return self.goal_now() };
        let state = &rules.state;
        let starts = best.as_ref().map(|b| &b.starts);
        let wish = |choice: usize, new: Val| starts.map_or(new, |starts| starts[choice]);
        let Form::Start(choice) = instance.nodes[x].form else {
            let choices = rules.task_of[x].map_or(&[][..], |task| &instance.tasks[task].choices);
            let takes = choices.iter().any(|&c| wish(c, 0) < NEVER);
            return Some(if takes { le(x, HORIZON) } else { ge(x, NEVER) });
        };
        let (low, high) = (state.lo(x), state.hi(x));
        let wish = wish(choice, low);
        Some(if *selects && high >= NEVER && wish < NEVER {
            // What is taken is settled before when.
            le(x, HORIZON)
        } else if wish <= low {
            le(x, low)
        } else if wish >= high {
            ge(x, high)
        } else {
            le(x, wish)
        })
    }

    fn goal_now(&self) -> Option<Bound> {
        let goal = self.instance.goal;
        let low = self.rules.state.lo(goal);
        (low < self.rules.state.hi(goal)).then(|| le(goal, low))
    }

    /// Goal first: provide what is demanded, leave the rest, then start week by week what can be.
    pub(super) fn guided(&mut self, objective: Objective) -> Option<Bound> {
        let state = &self.rules.state;
        let nodes = &self.instance.nodes;
        // One dive in three leaves it open at which pace until something starts.
        let late = self.luby % 4 == 1;
        let mut open: Option<(usize, usize)> = None;
        for (at, node) in nodes.iter().enumerate() {
            let high = state.hi(at);
            let waits = late && self.rules.task_of[at].is_some();
            if high >= NEVER || waits || !matches!(node.form, Form::Any | Form::Nth(_)) {
                continue;
            }
            let wanted = node.wanted();
            let met = node.parts.iter().filter(|&&(p, d)| state.hi(p) + d <= high).count();
            if met >= wanted {
                continue;
            }
            let able = node.parts.iter().filter(|&&(p, d)| state.lo(p) + d <= high).count();
            if open.is_none_or(|(least, _)| able < least) {
                open = Some((able, at));
            }
        }
        if let Some((_, at)) = open {
            let high = state.hi(at);
            let parts = nodes[at].parts.iter();
            let able = parts.filter(|&&(p, d)| state.lo(p) + d <= high && state.hi(p) + d > high);
            let best = able.min_by_key(|&&(p, d)| self.liking(p, d, objective));
            return best.map(|&(p, d)| le(p, high - d));
        }
        let tasks = &self.instance.tasks;
        let mut ends = tasks.iter().map(|t| t.node);
        if let Some(idle) = ends.find(|&x| state.hi(x) >= NEVER && state.lo(x) < NEVER) {
            return Some(ge(idle, NEVER));
        }
        // Of what can start first the most urgent, at the quickest pace that there is room for.
        let mut first: Option<(Val, Val, Val, Var)> = None;
        for task in tasks {
            for &c in &task.choices {
                let choice = &self.instance.choices[c];
                let (low, high) = (state.lo(choice.node), state.hi(choice.node));
                let key = (low, state.hi(task.node), -choice.weekly, choice.node);
                if low < high && first.is_none_or(|best| key < best) {
                    first = Some(key);
                }
            }
        }
        match first {
            Some((low, _, _, x)) => Some(le(x, low)),
            None => self.goal_now(),
        }
    }

    /// How well a part would serve: smaller is better.
    fn liking(&self, part: usize, delay: Val, objective: Objective) -> (bool, Val, Val, usize) {
        let state = &self.rules.state;
        let new = state.hi(part) >= NEVER;
        let end = state.lo(part) + delay;
        let [fee, hours] = self.estimate[part];
        let (first, second) = match objective {
            Objective::Soonest => (end, fee.saturating_add(hours)),
            Objective::Cheapest => (fee, end),
            Objective::LeastStudy | Objective::Gentlest => (hours, end),
        };
        (new, first, second, part)
    }
}
