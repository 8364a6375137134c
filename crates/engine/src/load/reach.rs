//! Owns the question whether anybody could ever get there.
//! Refuses weeks, hours and money: a rider here has all the time and all the answers.
//!
//! Needs and offers make an AND/OR graph without negation, so what can be reached is its least
//! fixpoint. Each node counts how many of its parts are still wanted and fires at zero; every
//! edge is walked once (Dowling and Gallier 1984).

use super::problem::{Problem, ProblemKind, Severity};
use super::report::places;
use super::sound::Verdict;
use qitu_model::{Activity, Catalogue, Education, Kind, Need};
use std::collections::BTreeMap;

/// Reports circles, what nobody can reach, and roles that schooling alone closes.
/// `verdicts` say of each activity what of it may be planned with.
pub(super) fn check(catalogue: &Catalogue, verdicts: &[Verdict]) -> Vec<Problem> {
    let graph = Graph::of(catalogue, verdicts);
    let fired = graph.run(Education::Bachelor);
    let mut problems = stuck(catalogue, &graph, &fired, verdicts);
    let by_schooling = Education::ALL.map(|education| graph.run(education));
    for (at, (kind, place, activity)) in places(catalogue).enumerate() {
        let opens = |run: &Vec<bool>| graph.reached(run, at);
        let least = Education::ALL.into_iter().zip(&by_schooling).find(|(_, run)| opens(run));
        if kind == Kind::Role
            && let Some((education, _)) = least
            && education != Education::None
        {
            let kind = ProblemKind::ClosedBelow { education };
            problems.push(problem(Severity::Notice, place, activity, kind));
        }
    }
    problems
}

fn problem(severity: Severity, place: String, activity: &Activity, kind: ProblemKind) -> Problem {
    let entry = super::sieve::shorten(&activity.id);
    Problem { entry, ..Problem::new(severity, format!("{place}.needs"), kind) }
}

fn stuck(
    catalogue: &Catalogue,
    graph: &Graph<'_>,
    fired: &[bool],
    verdicts: &[Verdict],
) -> Vec<Problem> {
    let all: Vec<_> = places(catalogue).collect();
    // What holds each activity back: one leaf, and who could meet it.
    let holds: Vec<Option<(Option<&Need>, Option<usize>)>> = (0..all.len())
        .map(|at| (!graph.reached(fired, at)).then(|| graph.blame(fired, at)))
        .collect();
    let next = |at: usize| holds.get(at).copied().flatten().and_then(|(_, next)| next);
    // Everybody held back points at one other at most: walk until a place seen before.
    let mut round = vec![0_usize; all.len()];
    let mut circles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut in_circle = vec![false; all.len()];
    for start in 0..all.len() {
        let (mut at, mut trail) = (start, Vec::new());
        let met = loop {
            match round.get_mut(at) {
                Some(seen) if *seen == 0 => *seen = start + 1,
                Some(seen) => break (*seen == start + 1).then_some(at),
                None => break None,
            }
            trail.push(at);
            match next(at) {
                Some(to) => at = to,
                None => break None,
            }
        };
        if let Some(met) = met {
            let circle: Vec<usize> = trail.into_iter().skip_while(|at| *at != met).collect();
            circle.iter().filter_map(|at| in_circle.get_mut(*at).map(|c| *c = true)).count();
            circles.insert(met, circle);
        }
    }
    let mut problems = Vec::new();
    for (at, (kind, place, activity)) in all.iter().enumerate() {
        let Some((need, _)) = holds.get(at).copied().flatten() else { continue };
        // What is left out is told already.
        if verdicts.get(at).is_none_or(|verdict| !verdict.kept) {
            continue;
        }
        if let Some(circle) = circles.get(&at) {
            let ids = circle.iter().filter_map(|at| all.get(*at)).map(|(_, _, a)| a.id.clone());
            let kind = ProblemKind::Circle { ids: ids.collect() };
            problems.push(problem(Severity::Error, place.clone(), activity, kind));
        } else if in_circle.get(at) != Some(&true) {
            // Without a leaf to blame it is the offers, or an empty choice, which is told already.
            if need.is_none() && activity.offers.is_empty() {
                continue;
            }
            let severity = if *kind == Kind::Role { Severity::Error } else { Severity::Warning };
            let need = need.cloned().unwrap_or_default();
            let kind = ProblemKind::Unreachable { need };
            problems.push(problem(severity, place.clone(), activity, kind));
        }
    }
    problems
}

struct Node<'c> {
    parent: Option<usize>,
    /// How many parts must fire before this does.
    wanted: usize,
    parts: Vec<usize>,
    /// The leaf it stands for.
    leaf: Option<&'c Need>,
}

/// What makes leaves true.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Atom<'c> {
    Skill(&'c str, u32),
    Course(&'c str),
    Certificate(&'c str),
    Role(&'c str),
    Education(Education),
}

struct Graph<'c> {
    nodes: Vec<Node<'c>>,
    /// The node of each activity, in order.
    roots: Vec<usize>,
    /// The leaves that each atom makes true.
    leaves: BTreeMap<Atom<'c>, Vec<usize>>,
    /// The leaves that are true for an ideal rider from the start.
    free: Vec<usize>,
    /// What each activity makes true.
    gives: Vec<Vec<Atom<'c>>>,
    /// The first activity that makes an atom true.
    givers: BTreeMap<Atom<'c>, usize>,
}

impl<'c> Graph<'c> {
    fn of(catalogue: &'c Catalogue, verdicts: &[Verdict]) -> Self {
        let mut graph = Self {
            nodes: Vec::new(),
            roots: Vec::new(),
            leaves: BTreeMap::new(),
            free: Vec::new(),
            gives: Vec::new(),
            givers: BTreeMap::new(),
        };
        for (at, ((kind, activity), verdict)) in catalogue.activities().zip(verdicts).enumerate() {
            let root = graph.node(None, None);
            if !verdict.kept {
                // Nothing opens it, and it opens nothing.
                graph.roots.push(root);
                graph.gives.push(Vec::new());
                continue;
            }
            let needs = graph.need(root, &activity.needs);
            let mut parts = vec![needs];
            if !activity.offers.is_empty() {
                let choice = graph.node(Some(root), None);
                let open = &verdict.offers;
                let offers = activity.offers.iter().zip(open).filter(|(_, open)| **open);
                let offers = offers.map(|(offer, _)| graph.need(choice, &offer.needs)).collect();
                graph.want(choice, 1, offers);
                parts.push(choice);
            }
            graph.want(root, parts.len(), parts);
            graph.roots.push(root);
            let gives = given(kind, activity);
            for atom in &gives {
                graph.givers.entry(*atom).or_insert(at);
            }
            graph.gives.push(gives);
        }
        graph
    }

    fn node(&mut self, parent: Option<usize>, leaf: Option<&'c Need>) -> usize {
        self.nodes.push(Node { parent, wanted: 1, parts: Vec::new(), leaf });
        self.nodes.len() - 1
    }

    fn want(&mut self, node: usize, wanted: usize, parts: Vec<usize>) {
        if let Some(node) = self.nodes.get_mut(node) {
            (node.wanted, node.parts) = (wanted, parts);
        }
    }

    fn need(&mut self, parent: usize, need: &'c Need) -> usize {
        let wanted = match need {
            Need::All { all } => all.len(),
            Need::Any { .. } => 1,
            Need::AtLeast { at_least, .. } => *at_least as usize,
            leaf => return self.leaf(parent, leaf),
        };
        let node = self.node(Some(parent), None);
        let parts = need.parts().iter().map(|part| self.need(node, part)).collect();
        self.want(node, wanted, parts);
        node
    }

    fn leaf(&mut self, parent: usize, need: &'c Need) -> usize {
        let node = self.node(Some(parent), Some(need));
        match atom(need) {
            Some(atom) => self.leaves.entry(atom).or_default().push(node),
            None => {
                let possible = match need {
                    Need::Age { age } => age.min.unwrap_or(0) <= age.max.unwrap_or(u32::MAX),
                    _ => true,
                };
                if possible {
                    self.free.push(node);
                }
            }
        }
        node
    }

    /// Which nodes fire for a rider of this schooling who otherwise has every chance.
    fn run(&self, schooling: Education) -> Vec<bool> {
        let mut left: Vec<usize> = self.nodes.iter().map(|node| node.wanted).collect();
        let mut fired = vec![false; self.nodes.len()];
        let mut open = self.leaves.clone();
        let root_of: BTreeMap<usize, usize> =
            self.roots.iter().enumerate().map(|(at, root)| (*root, at)).collect();
        let mut ready: Vec<usize> = self.free.clone();
        ready.extend((0..left.len()).filter(|at| left.get(*at) == Some(&0)));
        release(&mut open, Atom::Education(schooling), &mut ready);
        while let Some(at) = ready.pop() {
            match fired.get_mut(at) {
                Some(done) if !*done => *done = true,
                _ => continue,
            }
            if let Some(activity) = root_of.get(&at) {
                for atom in self.gives.get(*activity).into_iter().flatten() {
                    release(&mut open, *atom, &mut ready);
                }
            }
            let parent = self.nodes.get(at).and_then(|node| node.parent);
            if let Some((parent, left)) = parent.and_then(|p| Some((p, left.get_mut(p)?)))
                && *left > 0
            {
                *left -= 1;
                if *left == 0 {
                    ready.push(parent);
                }
            }
        }
        fired
    }

    fn reached(&self, fired: &[bool], activity: usize) -> bool {
        self.roots.get(activity).and_then(|root| fired.get(*root)).copied().unwrap_or(false)
    }

    /// One leaf that keeps an activity from being reached, and an activity that would meet it.
    /// A leaf that nothing meets comes first: it is the root of the matter.
    fn blame(&self, fired: &[bool], activity: usize) -> (Option<&'c Need>, Option<usize>) {
        let mut stack: Vec<usize> = self.roots.get(activity).copied().into_iter().collect();
        let mut waits = None;
        while let Some(at) = stack.pop() {
            let Some(node) = self.nodes.get(at) else { continue };
            if fired.get(at) == Some(&true) {
                continue;
            }
            match node.leaf {
                Some(need) => match self.giver(need) {
                    None => return (Some(need), None),
                    giver => waits = Some((Some(need), giver)),
                },
                None => stack.extend(&node.parts),
            }
        }
        waits.unwrap_or((None, None))
    }

    /// An activity that would make the leaf true.
    fn giver(&self, need: &'c Need) -> Option<usize> {
        let wanted = atom(need)?;
        let most = match wanted {
            Atom::Skill(skill, _) => Atom::Skill(skill, u32::MAX),
            Atom::Education(_) => Atom::Education(Education::Bachelor),
            exact => exact,
        };
        self.givers.range(wanted..=most).next().map(|(_, giver)| *giver)
    }
}

fn atom(need: &Need) -> Option<Atom<'_>> {
    Some(match need {
        Need::Skill { skill, level } => Atom::Skill(skill, *level),
        Need::Course { course } => Atom::Course(course),
        Need::Certificate { certificate, .. } => Atom::Certificate(certificate),
        Need::Role { role } => Atom::Role(role),
        // Time in a role begins with the role, or with one that counts as it.
        Need::Tenure { tenure, .. } => Atom::Role(tenure),
        Need::Education { education } => Atom::Education(*education),
        _ => return None,
    })
}

fn given(kind: Kind, activity: &Activity) -> Vec<Atom<'_>> {
    let mut atoms: Vec<Atom<'_>> =
        activity.gives.skills.iter().map(|(skill, level)| Atom::Skill(skill, *level)).collect();
    atoms.extend(activity.gives.certificates.iter().map(|id| Atom::Certificate(id)));
    atoms.extend(activity.gives.education.map(Atom::Education));
    match kind {
        Kind::Course => atoms.push(Atom::Course(&activity.id)),
        Kind::Certificate => atoms.push(Atom::Certificate(&activity.id)),
        Kind::Role => {
            atoms.push(Atom::Role(&activity.id));
            atoms.extend(activity.counts_as.iter().map(|id| Atom::Role(id)));
        }
    }
    atoms
}

/// Moves the leaves that the atom makes true from `open` to `ready`.
fn release<'c>(open: &mut BTreeMap<Atom<'c>, Vec<usize>>, given: Atom<'c>, ready: &mut Vec<usize>) {
    let met: Vec<Atom<'c>> = match given {
        Atom::Skill(skill, level) => {
            open.range(Atom::Skill(skill, 0)..=Atom::Skill(skill, level)).map(|(a, _)| *a).collect()
        }
        Atom::Education(level) => open
            .range(Atom::Education(Education::None)..=Atom::Education(level))
            .map(|(a, _)| *a)
            .collect(),
        exact => vec![exact],
    };
    for atom in met {
        ready.extend(open.remove(&atom).into_iter().flatten());
    }
}
