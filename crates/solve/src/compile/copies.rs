//! Owns activity → activity copies: as many as renewals and pins call for, each with its modes.

use super::offer::undominated;
use super::{Builder, Provider};
use crate::instance::{
    ActivityCopy, Edge, FALSE, GivenAt, HORIZON, Instance, Mode, NEVER, NodeKind, TRUE, Week,
};
use qitu_model::{Kind, Need, Offer, Pin, months_to_weeks};

/// The renewals of something else that are foreseen for what may be renewed itself.
const FORESEEN_RENEWALS: usize = 24;

impl<'a> Builder<'a> {
    /// Makes the activity copies that the plan must contain.
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
            self.copies(source);
        }
    }

    /// The pins of an activity, less those that another one of them implies.
    fn pins_of(&self, source: (Kind, usize)) -> Vec<&'a Pin> {
        let pins = self.scenario.pins.iter();
        let pins: Vec<&Pin> = pins.filter(|p| self.find(&p.activity) == Some(source)).collect();
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
        (0..pins.len()).filter(|&i| !spare(i)).map(|i| pins[i]).collect()
    }

    /// Weeks a certificate is valid; `None` when it does not run out.
    pub(super) fn valid_weeks(&self, certificate: &str) -> Option<Week> {
        let at = *self.certificates.get(certificate)?;
        self.catalogue.certificates[at].valid_months.map(|m| Week::from(months_to_weeks(m)))
    }

    /// May it be taken again, because what it gives runs out?
    pub(super) fn renewable(&self, (kind, at): (Kind, usize)) -> Option<Week> {
        let activity = self.activity((kind, at));
        let own = (kind == Kind::Certificate).then_some(&activity.id);
        own.into_iter()
            .chain(&activity.gives.certificates)
            .filter_map(|id| self.valid_weeks(id))
            .min()
    }

    /// How often each activity that gives what runs out could be of use: whoever relies on that may
    /// call for a taking of its own, and what lasts is given by the first.
    pub(super) fn uses(&self, first: &Instance) -> Vec<(Provider, usize)> {
        let renewed = |copy: usize| self.renewable(first.copies[copy].source).is_some();
        let mut lasts = vec![true; first.nodes.len()];
        // By node: how often what it gives is relied on, and by whom last.
        let mut times = vec![0; first.nodes.len()];
        let mut last = vec![None; first.nodes.len()];
        for expiry in &first.expiries {
            lasts[expiry.node] = false;
            let GivenAt::Node(given) = expiry.given else { continue };
            // Of an activity copy's modes one is taken, so they are one user.
            let user = match first.nodes[expiry.user].kind {
                NodeKind::Start(mode) => Some(first.modes[mode].copy),
                _ => None,
            };
            let use_ = Some((user, expiry.length, first.nodes[expiry.node].parts[0].delay));
            if last[given] != use_ {
                last[given] = use_;
                times[given] += if user.is_some_and(renewed) { FORESEEN_RENEWALS } else { 1 };
            }
        }
        let mut more = vec![0; first.nodes.len()];
        for (at, node) in first.nodes.iter().enumerate() {
            for part in &node.parts {
                more[part.node] |= usize::from(lasts[at]);
            }
        }
        let mut uses = Vec::new();
        for (at, copy) in first.copies.iter().enumerate() {
            if copy.number == 0 && renewed(at) {
                uses.push((copy.source, times[copy.end] + more[copy.end]));
            }
        }
        uses.sort_unstable();
        uses
    }

    /// The copies of an activity: one, or as many as renewals could ever be of use.
    fn copies(&mut self, source: (Kind, usize)) -> Vec<usize> {
        let (kind, at) = source;
        let known = &self.copies_of[kind as usize][at];
        if !known.is_empty() {
            return known.clone();
        }
        let pins = self.pins_of(source);
        let count = match (self.renewable(source), &self.uses) {
            (None, _) => 1,
            (Some(_), None) => pins.len().max(1),
            (Some(length), Some(uses)) => {
                // Of equal intervals that cover points without one to spare, at most two share a
                // point.
                let spans = (HORIZON + length).div_euclid(length.max(1));
                let found = uses.binary_search_by_key(&source, |uses| uses.0);
                let uses = found.map_or(0, |at| uses[at].1);
                uses.min(2 * spans as usize).max(1) + pins.len()
            }
        };
        let mut copies = Vec::new();
        for number in 0..count {
            self.count(64);
            let end = self.node(NodeKind::Any, vec![]);
            let pinned = if count == 1 { !pins.is_empty() } else { number < pins.len() };
            self.out.copies.push(ActivityCopy { source, number, end, modes: vec![], pinned });
            copies.push(self.out.copies.len() - 1);
        }
        self.unfilled.extend(&copies);
        self.copies_of[kind as usize][at].clone_from(&copies);
        copies
    }

    /// The ends of every taking of an activity, each with the weeks that must pass after it.
    pub(super) fn ends(&mut self, source: (Kind, usize), delay: Week) -> Vec<Edge> {
        let copies = self.copies(source);
        copies.iter().map(|&copy| Edge::after(self.out.copies[copy].end, delay)).collect()
    }

    /// Compiles the needs and modes of an activity copy.
    pub(super) fn fill(&mut self, copy: usize) {
        let ActivityCopy { source, number, end, pinned, .. } = self.out.copies[copy].clone();
        let activity = self.activity(source);
        let waivers: Vec<&Need> = self
            .scenario
            .waive
            .iter()
            .filter(|w| self.find(&w.activity) == Some(source))
            .map(|w| &w.need)
            .collect();
        let mut pins = self.pins_of(source);
        if self.renewable(source).is_some() {
            pins = pins.get(number).copied().into_iter().collect();
        }
        let own = self.renews(&activity.needs);
        let shared = if own { None } else { Some(self.need(&activity.needs, &waivers, FALSE)) };
        let implicit = [Offer::default()];
        let offers: &[Offer] =
            if activity.offers.is_empty() { &implicit } else { &activity.offers };
        let mut modes: Vec<(Mode, usize)> = Vec::new();
        for (at, offer) in offers.iter().enumerate() {
            let at = (!activity.offers.is_empty()).then_some(at);
            for mut mode in self.modes(copy, at, offer) {
                if !pins.iter().all(|pin| self.pin_allows(pin, offer, &mut mode)) {
                    continue;
                }
                // Until the mode is kept, nothing ever starts it.
                mode.start = self.node(NodeKind::Any, vec![]);
                let need = match shared {
                    Some(node) => node,
                    None => self.need(&activity.needs, &waivers, mode.start),
                };
                let extra = self.need(&offer.needs, &waivers, mode.start);
                let both = self.all(vec![Edge::to(need), Edge::to(extra)]);
                if both == FALSE || mode.next_start(0) >= NEVER {
                    continue;
                }
                if both != TRUE {
                    self.out.nodes[mode.start].parts.push(Edge::to(both));
                }
                self.count(256 + mode.next.as_ref().map_or(0, |next| 2 * next.len()));
                modes.push((mode, both));
                if self.is_full() {
                    return;
                }
            }
        }
        for mode in undominated(modes) {
            let at = self.out.modes.len();
            self.out.nodes[mode.start].kind = NodeKind::Start(at);
            self.out.nodes[end].parts.push(Edge::after(mode.start, mode.weeks));
            self.out.copies[copy].modes.push(at);
            self.out.modes.push(mode);
        }
        if pinned && self.out.copies[copy].modes.is_empty() {
            self.broken_pin = true;
        }
    }

    /// May the pin's step be of this mode? Binds the mode to the pinned week.
    fn pin_allows(&self, pin: &Pin, offer: &Offer, mode: &mut Mode) -> bool {
        if pin.offer.as_ref().is_some_and(|id| *id != offer.id) {
            return false;
        }
        if pin.pace.is_some_and(|pace| mode.pace != Some(pace.0)) {
            return false;
        }
        if let Some(date) = pin.start {
            let week = Week::from(date.week_from(self.week0));
            if week < 0 || mode.next_start(week) != week {
                return false;
            }
            let mut next = vec![u16::MAX; HORIZON as usize + 1];
            for slot in next.iter_mut().take(week as usize + 1) {
                *slot = week as u16;
            }
            mode.next = Some(next.into());
        }
        true
    }
}
