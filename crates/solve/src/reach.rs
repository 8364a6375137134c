//! Owns what can be said of an instance before any search: the earliest week of every node, and
//! the weeks that must pass between the end of a choice and the goal.
//!
//! Earliest weeks are the least fixpoint of the AND/OR graph, found in order of time (Knuth's
//! generalization of Dijkstra's algorithm), so that a circle of needs supports nothing.

use super::instance::{Form, HORIZON, Instance, NEVER, Val};
use super::queue::Queue;
use qitu_model::order::{Listed, by_key, plain};

/// `users[n]` lists who has `n` among its parts: `(node, delay)`.
pub fn users(instance: &Instance) -> Vec<Vec<(usize, Val)>> {
    let mut users = vec![Vec::new(); instance.nodes.len()];
    for (at, node) in instance.nodes.iter().enumerate() {
        for &(part, delay) in &node.parts {
            users[part].push((at, delay));
        }
    }
    users
}

/// Earliest week of each node; `NEVER` for what cannot be reached.
pub fn earliest(instance: &Instance) -> Vec<Val> {
    sweep(instance, &users(instance), &|at, ready| match instance.nodes[at].form {
        Form::Start(choice) => instance.choices[choice].next_start(ready),
        _ => ready,
    })
    .0
}

/// The week of each node and its place in the order in which they came to hold, when `settle` says from what week a node holds, given the week its
/// parts do; `NEVER` for what is not taken or not supported.
#[cfg_attr(fast, optimize(speed))]
pub fn sweep(
    instance: &Instance,
    users: &[Vec<(usize, Val)>],
    settle: &dyn Fn(usize, Val) -> Val,
) -> (Vec<Val>, Vec<usize>) {
    let nodes = &instance.nodes;
    let mut week = vec![NEVER; nodes.len()];
    let mut place = vec![usize::MAX; nodes.len()];
    let mut count = 0;
    let mut met = vec![0usize; nodes.len()];
    let mut queue = Queue::default();
    for (at, node) in nodes.iter().enumerate() {
        match node.form {
            Form::Known(from) => queue.push(settle(at, from), at),
            Form::All | Form::Start(_) if node.parts.is_empty() => {
                queue.push(settle(at, 0), at);
            }
            _ => {}
        }
    }
    while let Some((now, at)) = queue.pop() {
        if now > HORIZON || week[at] < NEVER {
            continue;
        }
        week[at] = now;
        place[at] = count;
        count += 1;
        for &(user, delay) in &users[at] {
            met[user] += 1;
            let ready = met[user] >= nodes[user].wanted();
            if !ready || week[user] < NEVER {
                continue;
            }
            // Parts with a delay come in order of their own weeks, so take the part's due week.
            let due = match nodes[user].form {
                Form::Any => now + delay,
                _ => due(&nodes[user].parts, &week, nodes[user].form),
            };
            queue.push(settle(user, due), user);
        }
    }
    (week, place)
}

#[cfg_attr(fast, optimize(speed))]
fn due(parts: &[(usize, Val)], week: &[Val], form: Form) -> Val {
    let weeks = parts.iter().map(|&(p, d)| week[p].saturating_add(d));
    match form {
        Form::Nth(k) => {
            let mut weeks: Vec<Val> = weeks.listed();
            plain(&mut weeks);
            weeks.get(k - 1).copied().unwrap_or(NEVER)
        }
        _ => weeks.max().unwrap_or(0),
    }
}

/// The goal's week and each node's, when the choices start as given; `Err` lists the choices that
/// nothing supports. Support that has run out by the time it is used counts for nothing.
pub fn judge(
    instance: &Instance,
    users: &[Vec<(usize, Val)>],
    starts: &[Val],
) -> Result<(Vec<Val>, Vec<usize>), Vec<usize>> {
    let mut end = vec![NEVER; instance.nodes.len()];
    for (choice, &start) in instance.choices.iter().zip(starts) {
        if start < NEVER {
            end[instance.tasks[choice.task].node] = start + choice.weeks;
        }
    }
    let mut goal = 0;
    loop {
        let mut expired = vec![false; instance.nodes.len()];
        for expiry in &instance.expiries {
            let given = expiry.given.map_or_else(|week| week, |node| end[node]);
            let used = match instance.nodes[expiry.user].form {
                Form::Start(choice) => starts[choice],
                _ if expiry.user == instance.goal => goal,
                _ => NEVER,
            };
            expired[expiry.node] = given >= NEVER || used >= given + expiry.length;
        }
        let (week, place) = sweep(instance, users, &|at, ready| match instance.nodes[at].form {
            Form::Start(choice) if ready <= starts[choice] => starts[choice],
            Form::Start(_) => NEVER,
            _ if expired[at] => NEVER,
            _ => ready,
        });
        let lost = |&c: &usize| starts[c] < NEVER && week[instance.choices[c].node] >= NEVER;
        let lost: Vec<usize> = (0..starts.len()).filter(lost).listed();
        if !lost.is_empty() {
            return Err(lost);
        }
        // The later the goal is judged, the less of its support is left.
        if week[instance.goal] <= goal || week[instance.goal] >= NEVER {
            return Ok((week, place));
        }
        goal = week[instance.goal];
    }
}

/// Which choices the goal or a pin relies on, following the support of each need that came first,
/// so that nothing is taken to support itself. `week` and `place` are what [`judge`] says.
pub fn relied_on(instance: &Instance, week: &[Val], place: &[usize]) -> Vec<bool> {
    relied_on_by(instance, |part, delay| {
        let place = Val::try_from(place[part]).unwrap_or(Val::MAX);
        (week[part].saturating_add(delay), place)
    })
}

fn relied_on_by(instance: &Instance, rank: impl Fn(usize, Val) -> (Val, Val)) -> Vec<bool> {
    let mut seen = vec![false; instance.nodes.len()];
    let pinned = instance.tasks.iter().filter(|t| t.pinned).map(|t| t.node);
    let mut todo: Vec<usize> = pinned.chain([instance.goal]).listed();
    while let Some(at) = todo.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        let node = &instance.nodes[at];
        let first = |&(p, d): &(usize, Val)| (rank(p, d), p);
        match node.wanted() {
            1 => todo.extend(node.parts.iter().copied().min_by_key(first).map(|p| p.0)),
            wanted if wanted < node.parts.len() => {
                let mut parts = node.parts.clone();
                by_key(&mut parts, first);
                todo.extend(parts.iter().take(wanted).map(|p| p.0));
            }
            _ => todo.extend(node.parts.iter().map(|p| p.0)),
        }
    }
    instance.choices.iter().map(|c| seen[c.node]).collect()
}

/// Fills in how long before the goal each choice must end to have been of use.
///
/// A choice that serves nothing can be left out of any plan without making it worse, so a plan
/// may be assumed to hold none. A pinned task is of use in itself.
pub fn tails(instance: &mut Instance) {
    // A pinned task may end at any time, also after the goal.
    let pinned = instance.tasks.iter().filter(|t| t.pinned).map(|t| (-HORIZON, t.node));
    let from: Vec<(Val, usize)> = pinned.chain([(0, instance.goal)]).listed();
    let tail = after(instance, &from);
    // The walk passed through the start; what is left after the end is less by its weeks.
    let left = instance.choices.iter().map(|c| tail[c.node].saturating_sub(c.weeks));
    instance.tails = left.listed();
}

/// The nodes that can be reached, each after its earliest week, in order of time.
fn in_order(instance: &Instance) -> Vec<(Val, usize)> {
    let mut order: Vec<(Val, usize)> = Vec::new();
    for (at, &week) in instance.earliest.iter().enumerate() {
        if week < NEVER {
            order.push((week, at));
        }
    }
    plain(&mut order);
    order
}

/// The nodes that every plan for the goal passes through, with the least weeks from there to the
/// goal: landmarks of the AND/OR graph (Keyder, Richter and Helmert 2010).
#[cfg_attr(fast, optimize(speed))]
pub fn landmarks(instance: &Instance) -> Vec<(usize, Val)> {
    let count = instance.nodes.len();
    let words = count.div_ceil(64);
    let order = in_order(instance);
    // Everything at first; each round leaves what still holds, until nothing changes.
    let mut sets: Vec<Vec<u64>> = vec![vec![u64::MAX; words]; count];
    let mut changed = true;
    let mut set = vec![0; words];
    while changed {
        changed = false;
        for &(_, at) in &order {
            let node = &instance.nodes[at];
            let any = matches!(node.form, Form::Any | Form::Nth(_));
            set.fill(if any { u64::MAX } else { 0 });
            for part in node.parts.iter().filter(|p| instance.earliest[p.0] < NEVER) {
                for (word, other) in set.iter_mut().zip(&sets[part.0]) {
                    *word = if any { *word & other } else { *word | other };
                }
            }
            set[at / 64] |= 1 << (at % 64);
            if set != sets[at] {
                std::mem::swap(&mut set, &mut sets[at]);
                changed = true;
            }
        }
    }
    let tail = after(instance, &[(0, instance.goal)]);
    let goal = &sets[instance.goal];
    let passed = |&n: &usize| {
        goal[n / 64] >> (n % 64) & 1 == 1
            && instance.earliest[n] < NEVER
            && !matches!(instance.nodes[n].form, Form::Known(_))
    };
    (0..count).filter(passed).map(|n| (n, tail[n])).listed()
}

/// A guess of the fee and the hours each node takes, as if nothing were shared: `[fee, hours]`.
pub fn estimates(instance: &Instance) -> Vec<[Val; 2]> {
    let mut guess = vec![[0; 2]; instance.nodes.len()];
    let order = in_order(instance);
    // Two rounds in order of time settle all but circles, which no plan uses.
    for _ in 0..2 {
        for &(_, at) in &order {
            let node = &instance.nodes[at];
            let parts = node.parts.iter().filter(|p| instance.earliest[p.0] < NEVER);
            let each = parts.map(|p| guess[p.0]);
            guess[at] = match node.form {
                Form::Known(_) => [0; 2],
                Form::Any | Form::Nth(_) => each.min_by_key(|g| g[1]).unwrap_or([0; 2]),
                Form::All | Form::Start(_) => {
                    let mut sum: [Val; 2] = [0; 2];
                    for g in each {
                        sum = [g[0].max(sum[0]), g[1].saturating_add(sum[1])];
                    }
                    if let Form::Start(choice) = node.form
                        && let Some(choice) = instance.choices.get(choice)
                    {
                        sum[0] = choice.fee.saturating_add(sum[0]);
                        sum[1] = choice.hours().saturating_add(sum[1]);
                    }
                    sum
                }
            };
        }
    }
    guess
}

/// Least weeks from each node to those given with theirs; `NEVER` when there is no way.
fn after(instance: &Instance, from: &[(Val, usize)]) -> Vec<Val> {
    let mut tail = vec![NEVER; instance.nodes.len()];
    let mut queue = Queue::default();
    for &(after, node) in from {
        queue.push(after, node);
    }
    while let Some((after, at)) = queue.pop() {
        if tail[at] <= after {
            continue;
        }
        tail[at] = after;
        for &(part, delay) in &instance.nodes[at].parts {
            queue.push(after + delay, part);
        }
    }
    tail
}
