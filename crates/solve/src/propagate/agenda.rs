//! Owns which propagators wait to be run, and which bounds wake them.

use super::PropagatorId;

/// The number of priorities: of those that wait, the cheapest kind runs first.
const PRIORITIES: usize = 4;

impl PropagatorId {
    fn priority(self) -> usize {
        match self {
            Self::CostSum(_) | Self::EndSum(_) | Self::TailBound => 1,
            Self::Timetable(_) => 2,
            Self::Energetic(_) => 3,
            _ => 0,
        }
    }
}

/// All propagators by number, and those that wait.
pub(super) struct Agenda {
    propagators: Vec<PropagatorId>,
    /// By side: the propagators that its bound wakes.
    watchers: Vec<Vec<u32>>,
    /// By priority: the propagators that wait, the one to run next last.
    waiting: [Vec<u32>; PRIORITIES],
    /// By propagator: does it wait?
    is_waiting: Vec<bool>,
}

impl Agenda {
    /// An empty one over so many variables.
    pub(super) fn new(vars: usize) -> Self {
        Self {
            propagators: Vec::new(),
            watchers: vec![Vec::new(); 2 * vars],
            waiting: Default::default(),
            is_waiting: Vec::new(),
        }
    }

    /// Adds a propagator that these sides wake, schedules it, and returns its number.
    pub(super) fn subscribe(&mut self, id: PropagatorId, sides: &[usize]) -> u32 {
        let index = self.propagators.len() as u32;
        self.propagators.push(id);
        self.is_waiting.push(false);
        for &side in sides {
            self.watchers[side].push(index);
        }
        self.schedule(index);
        index
    }

    /// Lets a side wake a propagator too.
    pub(super) fn add_watcher(&mut self, side: usize, index: u32) {
        if !self.watchers[side].contains(&index) {
            self.watchers[side].push(index);
        }
    }

    /// The propagators that a side wakes.
    pub(super) fn watchers(&self, side: usize) -> &[u32] {
        &self.watchers[side]
    }

    /// The propagator of a number.
    pub(super) fn id(&self, index: u32) -> PropagatorId {
        self.propagators[index as usize]
    }

    /// Lets a propagator wait to be run, once.
    pub(super) fn schedule(&mut self, index: u32) {
        let at = index as usize;
        if !self.is_waiting[at] {
            self.is_waiting[at] = true;
            self.waiting[self.propagators[at].priority()].push(index);
        }
    }

    /// Takes the propagator that is to run next.
    pub(super) fn pop(&mut self) -> Option<PropagatorId> {
        let index = self.waiting.iter_mut().find_map(Vec::pop)?;
        self.is_waiting[index as usize] = false;
        Some(self.propagators[index as usize])
    }

    /// Lets nothing wait any more.
    pub(super) fn clear(&mut self) {
        for waiting in &mut self.waiting {
            for index in waiting.drain(..) {
                self.is_waiting[index as usize] = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_runs_first_and_each_waits_once() {
        let mut agenda = Agenda::new(2);
        let energetic = agenda.subscribe(PropagatorId::Energetic(0), &[0]);
        let sum = agenda.subscribe(PropagatorId::CostSum(1), &[0, 3]);
        agenda.subscribe(PropagatorId::Start(5), &[3]);
        agenda.schedule(energetic);
        let order: Vec<_> = std::iter::from_fn(|| agenda.pop()).collect();
        let cheapest_first =
            [PropagatorId::Start(5), PropagatorId::CostSum(1), PropagatorId::Energetic(0)];
        assert_eq!(order, cheapest_first);
        assert_eq!(agenda.watchers(3), [sum, 2]);
        agenda.schedule(sum);
        agenda.clear();
        assert_eq!(agenda.pop(), None);
        agenda.schedule(sum);
        assert_eq!(agenda.pop(), Some(PropagatorId::CostSum(1)));
    }
}
