//! Owns the fewest classes that seat everybody, with a proof or a true bound. It knows only who can
//! come to which time. Refuses times and words.
//!
//! This is set covering with capacities. The number of classes is raised from a lower bound until a
//! depth-first search seats everybody. A node keeps a largest assignment of riders to classes
//! (augmenting paths). A rider without a seat needs one more class at one of the times that
//! alternating paths reach (Hall 1935): the search branches on these, and riders whose sets of such
//! times are disjoint need a class each, which bounds it.

/// Nodes of the search; each goes over the riders without a seat and their times.
const MOST_NODES: u32 = 20_000;

/// How many riders a class holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// With fewer a class is not held.
    pub least: usize,
    /// With more it is full.
    pub most: usize,
}

/// Classes that seat everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// Each class: its time, and its riders in order.
    pub classes: Vec<(usize, Vec<usize>)>,
    /// No fewer classes seat everybody.
    pub lower: usize,
}

/// Seats the riders in as few classes as the search finds. `times[t]` lists the riders who can come
/// at `t`, in order; every rider below `riders` can come at some time. A time may hold several
/// classes. `None` where nothing seats everybody in classes of this size, or nothing was found.
pub fn fewest(times: &[Vec<usize>], riders: usize, size: Size) -> Option<Cover> {
    let size = Size { least: size.least.max(1), most: size.most.clamp(1, riders.max(1)) };
    let mut search = Search::new(times, riders, size);
    let start = State::new(times.len(), riders);
    let first = search.more_needed(&start);
    let mut lower = first;
    let greedy = search.greedy(start.clone());
    let upper = greedy.as_ref().map_or(riders / size.least + 1, State::classes);
    let mut best = greedy;
    for classes in first..upper {
        let found = search.extend(classes, &start);
        if found.is_some() || search.nodes >= MOST_NODES {
            best = found.or(best);
            break;
        }
        lower = classes + 1;
    }
    best.map(|state| Cover { classes: search.classes(&state), lower })
}

/// Classes of this size for as many riders as are found, where not everybody can be seated: one after
/// another that seats most, as long as all can have their least number. Nothing is proven of it.
pub fn many(times: &[Vec<usize>], riders: usize, size: Size) -> Vec<(usize, Vec<usize>)> {
    let size = Size { least: size.least.max(1), most: size.most.clamp(1, riders.max(1)) };
    let search = Search::new(times, riders, size);
    let mut state = State::new(times.len(), riders);
    while let Some(time) = search.wanted_most(&state) {
        let next = search.open(&state, time);
        if search.can_be_held(&next) {
            state = next;
        } else {
            // A class more elsewhere would leave even fewer for it.
            state.closed[time] = true;
        }
    }
    search.classes(&state)
}

/// Classes opened and riders seated.
#[derive(Clone)]
struct State {
    /// Classes at each time.
    open: Vec<usize>,
    /// Times at which no further class may open.
    closed: Vec<bool>,
    /// The time of each rider's class.
    seat: Vec<Option<usize>>,
    /// Riders seated at each time.
    load: Vec<usize>,
}

impl State {
    fn new(times: usize, riders: usize) -> Self {
        Self {
            open: vec![0; times],
            closed: vec![false; times],
            seat: vec![None; riders],
            load: vec![0; times],
        }
    }

    fn classes(&self) -> usize {
        self.open.iter().sum()
    }

    fn unseated(&self) -> impl Iterator<Item = usize> {
        self.seat.iter().enumerate().filter(|(_, seat)| seat.is_none()).map(|(rider, _)| rider)
    }
}

struct Search {
    /// When each rider can come.
    choices: Vec<Vec<usize>>,
    size: Size,
    nodes: u32,
}

impl Search {
    fn new(times: &[Vec<usize>], riders: usize, size: Size) -> Self {
        let mut choices = vec![Vec::new(); riders];
        for time in useful(times) {
            for rider in &times[time] {
                choices[*rider].push(time);
            }
        }
        Self { choices, size, nodes: 0 }
    }

    /// Seats a rider where every class at a time holds `each`, moving others as needed.
    fn seat(&self, state: &mut State, rider: usize, each: usize) -> bool {
        let mut came: Vec<Option<usize>> = vec![None; state.open.len()];
        let mut queue: Vec<usize> = Vec::new();
        let visit = |queue: &mut Vec<usize>, came: &mut Vec<Option<usize>>, mover: usize| {
            for time in &self.choices[mover] {
                if state.open[*time] > 0 && came[*time].is_none() {
                    came[*time] = Some(mover);
                    queue.push(*time);
                }
            }
        };
        visit(&mut queue, &mut came, rider);
        let mut at = 0;
        let last = loop {
            let Some(time) = queue.get(at).copied() else { return false };
            at += 1;
            if state.load[time] < each * state.open[time] {
                break time;
            }
            for mover in seated_at(&state.seat, time) {
                visit(&mut queue, &mut came, mover);
            }
        };
        state.load[last] += 1;
        let mut time = last;
        while let Some(mover) = came[time] {
            match state.seat[mover].replace(time) {
                Some(left) => time = left,
                None => break,
            }
        }
        true
    }

    fn seat_all(&self, state: &mut State, each: usize) {
        for rider in state.unseated().collect::<Vec<_>>() {
            self.seat(state, rider, each);
        }
    }

    /// Whether the classes opened can all have their least number at once.
    fn can_be_held(&self, state: &State) -> bool {
        self.size.least <= 1 || self.held(state).is_some()
    }

    /// An assignment in which each class has its least number and nobody else is seated.
    fn held(&self, state: &State) -> Option<State> {
        let mut held = State::new(state.open.len(), state.seat.len());
        held.open.clone_from(&state.open);
        self.seat_all(&mut held, self.size.least);
        let wanted = self.size.least * state.classes();
        (held.load.iter().sum::<usize>() == wanted).then_some(held)
    }

    /// The times of which one must get a further class before this rider has a seat.
    fn reach(&self, state: &State, rider: usize) -> Vec<usize> {
        let mut seen = vec![false; state.open.len()];
        let mut movers = vec![rider];
        let mut reached = Vec::new();
        while let Some(mover) = movers.pop() {
            for time in &self.choices[mover] {
                if !seen[*time] {
                    seen[*time] = true;
                    reached.push(*time);
                    if state.open[*time] > 0 {
                        movers.extend(seated_at(&state.seat, *time));
                    }
                }
            }
        }
        reached.retain(|time| !state.closed[*time]);
        reached
    }

    /// The reach of each rider without a seat, the smallest first.
    fn reaches(&self, state: &State) -> Vec<Vec<usize>> {
        let mut reaches: Vec<_> = state.unseated().map(|rider| self.reach(state, rider)).collect();
        reaches.sort_by_key(Vec::len);
        reaches
    }

    /// Classes that are needed beside those opened: by seats, and by riders who share no time.
    fn more_needed(&self, state: &State) -> usize {
        needed(&self.reaches(state), self.size.most, state.open.len())
    }

    fn open(&self, state: &State, time: usize) -> State {
        let mut next = state.clone();
        next.open[time] += 1;
        self.seat_all(&mut next, self.size.most);
        next
    }

    /// How many riders without a seat can come, by time.
    fn unseated_by_time(&self, state: &State) -> Vec<usize> {
        let mut come = vec![0; state.open.len()];
        for time in state.unseated().flat_map(|rider| &self.choices[rider]) {
            come[*time] += 1;
        }
        come
    }

    /// The time that most riders without a seat can come to, where one more class may open.
    fn wanted_most(&self, state: &State) -> Option<usize> {
        let come = self.unseated_by_time(state);
        let may_open = |time: &usize| come[*time] > 0 && !state.closed[*time];
        (0..come.len()).rev().filter(may_open).max_by_key(|time| come[*time])
    }

    /// Opens the class that seats most, again and again (Chvátal 1979).
    fn greedy(&self, mut state: State) -> Option<State> {
        while let Some(time) = self.wanted_most(&state) {
            state = self.open(&state, time);
        }
        self.can_be_held(&state).then_some(state)
    }

    /// A state in which everybody has a seat, with at most `more` further classes.
    fn extend(&mut self, more: usize, state: &State) -> Option<State> {
        self.nodes += 1;
        let reaches = self.reaches(state);
        let is_lost = needed(&reaches, self.size.most, state.open.len()) > more;
        if self.nodes >= MOST_NODES || is_lost || !self.can_be_held(state) {
            return None;
        }
        let Some(reach) = reaches.into_iter().next() else { return Some(state.clone()) };
        let come = self.unseated_by_time(state);
        let mut branches = reach;
        branches.sort_by_key(|time| (std::cmp::Reverse(come[*time]), *time));
        // What follows the first branch opens no further class where that one did.
        let mut rest = state.clone();
        for time in branches {
            let next = self.open(&rest, time);
            if let Some(found) = self.extend(more - 1, &next) {
                return Some(found);
            }
            rest.closed[time] = true;
        }
        None
    }

    /// The classes with their riders: each its least number, the rest spread evenly.
    fn classes(&self, state: &State) -> Vec<(usize, Vec<usize>)> {
        let mut seated = self.held(state).unwrap_or_else(|| State {
            open: state.open.clone(),
            ..State::new(state.open.len(), state.seat.len())
        });
        // The seats are filled row by row, so that no class stands full beside an empty one.
        for each in self.size.least..=self.size.most {
            self.seat_all(&mut seated, each);
        }
        let mut classes = Vec::new();
        for (time, open) in state.open.iter().enumerate() {
            let riders: Vec<usize> = seated_at(&seated.seat, time).collect();
            for at in 0..*open {
                let own = riders.iter().copied().skip(at).step_by(*open);
                classes.push((time, own.collect()));
            }
        }
        classes
    }
}

/// Riders who have a class at this time.
fn seated_at(seat: &[Option<usize>], time: usize) -> impl Iterator<Item = usize> {
    seat.iter().enumerate().filter(move |(_, own)| **own == Some(time)).map(|(rider, _)| rider)
}

/// Times that no other time stands for: those to which somebody can come who cannot come to the other.
fn useful(times: &[Vec<usize>]) -> Vec<usize> {
    let is_within = |a: &[usize], b: &[usize]| a.iter().all(|rider| b.binary_search(rider).is_ok());
    let stands_for = |other: usize, time: usize| {
        let (a, b) = (&times[time], &times[other]);
        other != time && is_within(a, b) && (a.len() < b.len() || other < time)
    };
    (0..times.len()).filter(|t| !(0..times.len()).any(|other| stands_for(other, *t))).collect()
}

/// Classes that riders without a seat need at least; `reaches` begins with the smallest.
fn needed(reaches: &[Vec<usize>], seats: usize, times: usize) -> usize {
    let mut taken = vec![false; times];
    let mut apart = 0;
    for reach in reaches {
        if reach.is_empty() {
            return usize::MAX;
        }
        if !reach.iter().any(|time| taken[*time]) {
            apart += 1;
            reach.iter().for_each(|time| taken[*time] = true);
        }
    }
    apart.max(reaches.len().div_ceil(seats))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;

    const ANY: Size = Size { least: 1, most: usize::MAX };

    /// Numbers below `n`, always the same ones.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, n: u64) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from((self.0 >> 33) % n).unwrap()
        }
    }

    /// Whether these classes seat everybody: every way is tried.
    fn seats(times: &[Vec<usize>], classes: &[usize], riders: usize, size: Size) -> bool {
        fn all(
            times: &[Vec<usize>],
            classes: &[usize],
            of: (usize, usize),
            size: Size,
            load: &mut [usize],
        ) -> bool {
            let (rider, riders) = of;
            if rider == riders {
                return load.iter().all(|load| *load >= size.least);
            }
            (0..classes.len()).any(|at| {
                if load[at] >= size.most || !times[classes[at]].contains(&rider) {
                    return false;
                }
                load[at] += 1;
                let fits = all(times, classes, (rider + 1, riders), size, load);
                load[at] -= 1;
                fits
            })
        }
        all(times, classes, (0, riders), size, &mut vec![0; classes.len()])
    }

    /// The fewest classes, by trying every set of times from the smallest on.
    fn by_trying(times: &[Vec<usize>], riders: usize, size: Size) -> Option<usize> {
        fn sets(
            times: usize,
            from: usize,
            n: usize,
            chosen: &mut Vec<usize>,
            fits: &dyn Fn(&[usize]) -> bool,
        ) -> bool {
            if n == 0 {
                return fits(chosen);
            }
            (from..times).any(|time| {
                chosen.push(time);
                let found = sets(times, time, n - 1, chosen, fits);
                chosen.pop();
                found
            })
        }
        (0..=riders / size.least).find(|n| {
            sets(times.len(), 0, *n, &mut Vec::new(), &|chosen| seats(times, chosen, riders, size))
        })
    }

    #[test]
    fn the_fewest_classes_are_those_found_by_trying_all() {
        let mut numbers = Numbers(7);
        let mut none = 0;
        for case in 0..400 {
            let (riders, slots) = (2 + numbers.below(5), 1 + numbers.below(5));
            let mut times = vec![Vec::new(); slots];
            for rider in 0..riders {
                let sure = numbers.below(slots as u64);
                for (time, list) in times.iter_mut().enumerate() {
                    if time == sure || numbers.below(3) == 0 {
                        list.push(rider);
                    }
                }
            }
            let least = 1 + numbers.below(2);
            let size = Size { least, most: least + numbers.below(3) };
            let right = by_trying(&times, riders, size);
            let found = fewest(&times, riders, size);
            assert_eq!(
                found.as_ref().map(|f| f.classes.len()),
                right,
                "{case}: {times:?} {size:?}"
            );
            none += usize::from(right.is_none());
            let Some(found) = found else { continue };
            assert_eq!(found.lower, found.classes.len(), "proven");
            let mut seated: Vec<usize> = Vec::new();
            for (time, own) in &found.classes {
                assert!((size.least..=size.most).contains(&own.len()), "{case}: {own:?} {size:?}");
                assert!(own.iter().all(|rider| times[*time].contains(rider)));
                seated.extend(own);
            }
            seated.sort_unstable();
            assert_eq!(seated, (0..riders).collect::<Vec<_>>(), "each once");
        }
        assert!((20..200).contains(&none), "{none} cases without a way");
    }

    #[test]
    fn a_time_that_suits_all_holds_as_many_classes_as_are_needed() {
        let found = fewest(&[(0..45).collect()], 45, Size { least: 8, most: 20 }).unwrap();
        let sizes: Vec<usize> = found.classes.iter().map(|(_, riders)| riders.len()).collect();
        assert_eq!((sizes, found.lower), (vec![15, 15, 15], 3));
    }

    #[test]
    fn nobody_needs_no_class() {
        assert_eq!(fewest(&[], 0, ANY), Some(Cover::default()));
    }
}
