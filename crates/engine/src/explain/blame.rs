//! Owns who is to blame for what is out of reach: the deepest needs, offers and pins that leave no
//! way, the questions that would decide first known as such.
//! Refuses to find out what is in reach: that is [`Reach`]'s.

use super::eligibility::is_unanswered;
use super::reach::Reach;
use qitu_model::{Binding, Catalogue, Cause, Need, Scenario, Weeks};
use std::collections::BTreeSet;

/// Deeper culprits are not looked for: a chain this long is no longer an explanation, and the
/// stack of a browser is small.
const DEEPEST: usize = 120;

/// More reasons than this help nobody.
const MOST_CAUSES: usize = 8;

/// Looks for a culprit before the nearest dead end has to do; it is true all the same.
const LOOKS: u32 = 2000;

/// Why the goal, or a pinned step, cannot be reached whatever else is done; empty = each need
/// alone could be met. Needs without a way come first, questions that would decide after them.
#[must_use]
pub fn unreachable(catalogue: &Catalogue, scenario: &Scenario) -> Vec<Cause> {
    let reach = Reach::of(catalogue, scenario);
    let mut blame =
        Blame { reach: &reach, causes: Vec::new(), seen: BTreeSet::new(), looks: LOOKS };
    blame.need(&scenario.goal, None, 0);
    for pin in &scenario.pins {
        blame.pinned(&pin.activity);
    }
    let (mut open, closed): (Vec<_>, Vec<_>) =
        blame.causes.into_iter().partition(|cause| matches!(cause, Cause::Unanswered { .. }));
    let mut causes = closed;
    causes.append(&mut open);
    causes.truncate(MOST_CAUSES);
    if let Some((goal, deadline)) = reach.goal().zip(reach.deadline())
        && causes.is_empty()
        && goal > deadline
    {
        causes.push(Cause::Waits { week: weeks(goal), binding: Binding::Deadline });
    }
    causes
}

/// Is there a hope, as far as each step alone goes?
#[must_use]
pub fn may_be_possible(catalogue: &Catalogue, scenario: &Scenario) -> bool {
    unreachable(catalogue, scenario).is_empty()
}

fn weeks(week: i64) -> Weeks {
    Weeks(u32::try_from(week.max(0)).unwrap_or(u32::MAX))
}

/// The search for the deepest culprit of what is out of reach.
struct Blame<'r, 'a> {
    reach: &'r Reach<'a>,
    causes: Vec<Cause>,
    seen: BTreeSet<&'a str>,
    /// Looks left: where many ways cross, walking all of them would never end.
    looks: u32,
}

impl<'a> Blame<'_, 'a> {
    fn add(&mut self, cause: Cause) {
        if !self.causes.contains(&cause) {
            self.causes.push(cause);
        }
    }

    fn dead(&mut self, need: &Need, of: Option<&str>) {
        self.add(Cause::Unreachable { activity: of.map(str::to_owned), need: need.clone() });
    }

    fn need(&mut self, need: &'a Need, of: Option<&'a str>, depth: usize) {
        if self.reach.when(need, of, 0).is_some() {
            return;
        }
        self.looks = self.looks.saturating_sub(1);
        if depth >= DEEPEST || self.looks == 0 {
            return self.dead(need, of);
        }
        match need {
            Need::All { all } => {
                let before = self.causes.len();
                let mut failing = 0;
                for part in all.iter().filter(|part| self.reach.when(part, of, 0).is_none()) {
                    failing += 1;
                    self.need(part, of, depth + 1);
                }
                // Each part alone could hold, never all together; or all was said before.
                if failing == 0 && self.causes.len() == before {
                    self.dead(need, of);
                }
            }
            Need::Any { any } => self.either(need, any, of, depth),
            Need::AtLeast { of: parts, .. } => self.either(need, parts, of, depth),
            leaf => self.leaf(leaf, of, depth),
        }
    }

    /// None of several ways is open: the questions that would open one, else the nearest dead end.
    fn either(&mut self, need: &'a Need, parts: &'a [Need], of: Option<&'a str>, depth: usize) {
        let failing: Vec<&'a Need> =
            parts.iter().filter(|part| self.reach.when(part, of, 0).is_none()).collect();
        if let [only] = failing.as_slice()
            && parts.len() == 1
        {
            return self.need(only, of, depth + 1);
        }
        let mut ways: Vec<Vec<Cause>> = Vec::new();
        for part in failing.into_iter().take(16) {
            ways.push(self.apart(|blame| blame.need(part, of, depth + 1)));
        }
        let is_open = |way: &&Vec<Cause>| {
            !way.is_empty() && way.iter().all(|cause| matches!(cause, Cause::Unanswered { .. }))
        };
        let questions: Vec<Cause> = ways.iter().filter(is_open).flatten().cloned().collect();
        if questions.is_empty() {
            self.dead(need, of);
            let nearest = ways.into_iter().filter(|way| !way.is_empty()).min_by_key(Vec::len);
            nearest.into_iter().flatten().for_each(|cause| self.add(cause));
        } else {
            questions.into_iter().for_each(|cause| self.add(cause));
        }
    }

    /// The causes that a look would add, kept out of the list.
    fn apart(&mut self, look: impl FnOnce(&mut Self)) -> Vec<Cause> {
        let kept = std::mem::take(&mut self.causes);
        look(self);
        std::mem::replace(&mut self.causes, kept)
    }

    fn leaf(&mut self, need: &'a Need, of: Option<&'a str>, depth: usize) {
        let rider = &self.reach.ground.scenario.rider;
        if is_unanswered(rider, need) {
            let (activity, need) = (of.map(str::to_owned), need.clone());
            return self.add(Cause::Unanswered { activity, need });
        }
        let mut ways: Vec<Vec<Cause>> = Vec::new();
        for id in self.reach.givers(need).into_iter().take(16) {
            // A circle explains nothing: the need is then the end of the line.
            if self.seen.insert(id) {
                ways.push(self.apart(|blame| blame.activity(id, depth + 1)));
                self.seen.remove(id);
            }
        }
        let found: Vec<Vec<Cause>> = ways.into_iter().filter(|way| !way.is_empty()).collect();
        match found.into_iter().min_by_key(Vec::len) {
            Some(nearest) => nearest.into_iter().for_each(|cause| self.add(cause)),
            None => self.dead(need, of),
        }
    }

    /// A pinned step that can never be taken.
    fn pinned(&mut self, id: &'a str) {
        let now = self.reach.ground.now(id);
        if let Some((id, (kind, activity))) = self.reach.by_id.get_key_value(now)
            && !self.reach.ground.holdings.is_over(*kind, activity)
            && !self.reach.ends.contains_key(id)
        {
            let before = self.causes.len();
            self.activity(id, 0);
            if self.causes.len() == before {
                self.add(Cause::Conflict {
                    facts: vec![Binding::Pin { activity: (*id).to_owned() }],
                });
            }
        }
    }

    fn activity(&mut self, id: &'a str, depth: usize) {
        let reach = self.reach;
        let Some((kind, activity)) = reach.by_id.get(id).copied() else { return };
        if reach.ends.contains_key(id) || reach.ground.holdings.is_over(kind, activity) {
            return;
        }
        let no_offer = |bindings| Cause::NoOfferFits { activity: id.to_owned(), bindings };
        if reach.is_avoided(activity) {
            return self.add(no_offer(vec![Binding::Avoided { activity: id.to_owned() }]));
        }
        if reach.when(&activity.needs, Some(id), 0).is_none() {
            return self.need(&activity.needs, Some(id), depth);
        }
        let mut bindings: Vec<Binding> = Vec::new();
        let mut needs: Vec<&'a Need> = Vec::new();
        for offer in &activity.offers {
            match reach.offer_end(activity, offer) {
                Ok(_) => return,
                Err(Binding::Need { .. }) => needs.push(&offer.needs),
                Err(binding) if !bindings.contains(&binding) => bindings.push(binding),
                Err(_) => {}
            }
        }
        // One look into the offers' own needs says more than that they are not met.
        if let Some(need) = needs.first().filter(|_| bindings.is_empty()) {
            return self.need(need, Some(id), depth);
        }
        let need = |need: &&Need| Binding::Need { activity: None, need: (*need).clone() };
        bindings.extend(needs.iter().map(need).take(2));
        self.add(no_offer(bindings));
    }
}
