//! Owns offer → modes: its paces, the weeks it may start in, and which of them are worth keeping.

use super::Builder;
use super::resource::{capacity, inside, unions};
use crate::instance::{HORIZON, Hours, Mode, SlotLoad, TRUE, Week};
use qitu_model::{Offer, Pace};
use std::rc::Rc;

impl Builder<'_> {
    /// The modes an offer stands for, those that could ever run.
    pub(super) fn modes(&self, copy: usize, at: Option<usize>, offer: &Offer) -> Vec<Mode> {
        let scenario = self.scenario;
        if !offer.is_known() {
            return vec![];
        }
        if offer.place.is_some_and(|p| scenario.avoid.places.contains(&p)) {
            return vec![];
        }
        if let Some(free) = &scenario.free
            && !offer.sessions.iter().all(|s| s.lies_inside(free))
        {
            return vec![];
        }
        let make = |weeks: Week, load: Vec<SlotLoad>, pace: Option<u32>| Mode {
            start: 0,
            copy,
            offer: at,
            pace,
            weeks,
            fee: offer.net_fee().0,
            weekly_hours: load.iter().map(|l| l.hours).sum(),
            load,
            sessions: offer.sessions.clone(),
            next: None,
        };
        let mut modes = Vec::new();
        match offer.pace {
            Some(pace) => {
                let hours = offer.hours.unwrap_or_default().0;
                for rate in self.rates(hours, pace) {
                    let slots = self.slot_mask(&offer.fits);
                    let load = vec![SlotLoad { slots, hours: Hours::from(rate) }];
                    modes.push(make(Week::from(hours.div_ceil(rate)), load, Some(rate)));
                }
            }
            None => {
                let weeks = offer.weeks.map_or(0, |w| Week::from(w.0));
                modes.push(make(weeks, self.fixed_load(offer), None));
            }
        }
        modes.retain(|m| m.weeks <= HORIZON);
        for mode in &mut modes {
            mode.next = self.starts(offer, mode);
        }
        modes
    }

    fn slot_mask<'i>(&self, fits: impl IntoIterator<Item = &'i String>) -> u32 {
        fits.into_iter().fold(0, |m, id| m | self.slots.get(id.as_str()).copied().unwrap_or(0))
    }

    /// The paces that are worth trying, in hours a week: of those that take the same weeks the
    /// lowest is best in every respect, so one for each length will do, and those that a pin names.
    fn rates(&self, hours: u32, pace: Pace) -> Vec<u32> {
        let least = pace.min.0.max(1);
        let pinned = self.scenario.pins.iter().filter_map(|p| p.pace.map(|h| h.0));
        let mut rates: Vec<u32> =
            pinned.filter(|rate| (least..=pace.max.0).contains(rate)).collect();
        let mut most = pace.max.0;
        while most >= least && hours.div_ceil(most) <= HORIZON as u32 {
            let weeks = hours.div_ceil(most).max(1);
            let rate = hours.div_ceil(weeks).max(least);
            rates.push(rate);
            most = rate - 1;
        }
        rates.sort_unstable();
        rates.dedup();
        rates
    }

    /// The load of an offer with fixed hours, added up by set of slots.
    fn fixed_load(&self, offer: &Offer) -> Vec<SlotLoad> {
        let mut load: Vec<SlotLoad> = Vec::new();
        for part in offer.load.iter().filter(|p| p.hours.0 > 0) {
            let held = |id: &&String| self.scenario.holds(self.catalogue, part, id);
            let slots = self.slot_mask(part.fits.iter().filter(held));
            let hours = Hours::from(part.hours.0);
            match load.iter_mut().find(|l| l.slots == slots) {
                Some(same) => same.hours += hours,
                None => load.push(SlotLoad { slots, hours }),
            }
        }
        load
    }

    /// The starts that intakes and the calendar allow, as `Mode::next`; `None` when all are.
    fn starts(&self, offer: &Offer, mode: &Mode) -> Option<Rc<[u16]>> {
        let uses_hours = mode.weeks > 0 && mode.weekly_hours > 0;
        if offer.intakes.is_none() && !uses_hours {
            return None;
        }
        let mut open = self.intake_weeks(offer);
        if uses_hours {
            // Counting back: how many weeks from here on could carry the load alone?
            let carries = self.carrying_weeks(mode);
            if carries.contains(&false) {
                let mut run = 0;
                for week in (0..HORIZON as usize).rev() {
                    run = if carries[self.kind_of_week[week]] { run + 1 } else { 0 };
                    open[week] &= run >= mode.weeks;
                }
            } else if offer.intakes.is_none() {
                return None;
            }
        }
        let last = HORIZON - mode.weeks;
        let mut restricted = false;
        for (week, open) in open.iter_mut().enumerate() {
            *open &= week as Week <= last;
            restricted |= !*open && week as Week <= last;
        }
        restricted.then(|| next_open(&open))
    }

    /// By week: is there an intake? Without intakes every week has one.
    fn intake_weeks(&self, offer: &Offer) -> Vec<bool> {
        let mut open = vec![offer.intakes.is_none(); HORIZON as usize + 1];
        let mut mark = |week: Week| {
            if let Some(slot) = usize::try_from(week).ok().and_then(|w| open.get_mut(w)) {
                *slot = true;
            }
        };
        let end = self.week0.plus_weeks(HORIZON as u32 + 1);
        for day in offer.intakes.iter().flat_map(|intakes| intakes.days(self.week0, end)) {
            mark(Week::from(day.week_from(self.week0)));
        }
        open
    }

    /// By kind of week: could it carry a mode alone?
    fn carrying_weeks(&self, mode: &Mode) -> Vec<bool> {
        let sets = unions(&mut mode.load.iter().map(|l| l.slots));
        let carries = |hours: &Vec<Hours>| {
            sets.iter().all(|&set| inside(&mode.load, set) <= capacity(hours, set))
        };
        self.week_kinds.iter().map(carries).collect()
    }
}

/// By week: the first open week from there on, `u16::MAX` for none.
fn next_open(open: &[bool]) -> Rc<[u16]> {
    let mut next = vec![u16::MAX; open.len()];
    let mut ahead = u16::MAX;
    for week in (0..open.len()).rev() {
        if open[week] {
            ahead = week as u16;
        }
        next[week] = ahead;
    }
    next.into()
}

/// Drops each mode that another one of the same activity matches in every respect. Each comes with
/// the node of its needs.
pub(super) fn undominated(modes: Vec<(Mode, usize)>) -> Vec<Mode> {
    let better = |(a, need_a): &(Mode, usize), (b, need_b): &(Mode, usize)| {
        let lighter = || {
            let sets = unions(&mut a.load.iter().chain(&b.load).map(|l| l.slots));
            sets.iter().all(|&set| inside(&a.load, set) <= inside(&b.load, set))
        };
        a.weeks <= b.weeks
            && a.fee <= b.fee
            && a.total_hours() <= b.total_hours()
            && a.weekly_hours <= b.weekly_hours
            && (*need_a == TRUE || need_a == need_b)
            && a.sessions.iter().all(|s| b.sessions.contains(s))
            && lighter()
            && match (&a.next, &b.next) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(x), Some(y)) => {
                    (0..x.len()).all(|w| y[w] as usize != w || x[w] as usize == w)
                }
            }
    };
    let mut drop = vec![false; modes.len()];
    for i in 0..modes.len() {
        for j in 0..modes.len() {
            if i != j && !drop[i] && !drop[j] && better(&modes[i], &modes[j]) {
                drop[j] = true;
            }
        }
    }
    let kept = modes.into_iter().zip(drop).filter(|(_, gone)| !gone);
    kept.map(|((mode, _), _)| mode).collect()
}
