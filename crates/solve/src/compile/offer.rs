//! Owns offer → choices: its paces, the weeks it may start in, and which of them are worth keeping.

use super::Builder;
use super::resource::{capacity, inside, unions};
use crate::instance::{Choice, HORIZON, TRUE, Val};
use qitu_model::order::{self, Listed};
use qitu_model::{Intakes, Offer};
use std::rc::Rc;

impl Builder<'_> {
    /// The modes an offer stands for, those that could ever run.
    pub(super) fn modes(&self, task: usize, at: Option<usize>, offer: &Offer) -> Vec<Choice> {
        let scenario = self.scenario;
        if offer.place.is_some_and(|p| scenario.avoid.places.contains(&p)) {
            return vec![];
        }
        if let Some(free) = &scenario.free
            && !offer.sessions.iter().all(|s| s.lies_inside(free))
        {
            return vec![];
        }
        let mask = |fits: &[String]| {
            fits.iter().fold(0u32, |m, id| m | self.slots.get(id.as_str()).copied().unwrap_or(0))
        };
        let make = |weeks: Val, load: Vec<(u32, Val)>, pace: Option<u32>| Choice {
            node: 0,
            task,
            offer: at,
            pace,
            weeks,
            fee: offer.net_fee().0,
            weekly: load.iter().map(|l| l.1).sum(),
            load,
            sessions: offer.sessions.clone(),
            next: None,
        };
        let mut modes = Vec::new();
        match offer.pace {
            Some(pace) => {
                let hours = offer.hours.unwrap_or_default();
                // Of the paces that take the same weeks the lowest is best in every respect, so
                // one for each length will do, and those that a pin names.
                let least = pace.min.0.max(1);
                let pinned = scenario.pins.iter().filter_map(|p| p.pace.map(|h| h.0));
                let mut rates = pinned.filter(|rate| (least..=pace.max.0).contains(rate)).listed();
                let mut most = pace.max.0;
                while most >= least && hours.0.div_ceil(most) <= HORIZON as u32 {
                    let weeks = hours.0.div_ceil(most).max(1);
                    let rate = hours.0.div_ceil(weeks).max(least);
                    rates.push(rate);
                    most = rate - 1;
                }
                order::plain(&mut rates);
                rates.dedup();
                for rate in rates {
                    let weeks = Val::from(hours.0.div_ceil(rate));
                    let load = vec![(mask(&offer.fits), Val::from(rate))];
                    modes.push(make(weeks, load, Some(rate)));
                }
            }
            None => {
                let mut load: Vec<(u32, Val)> = Vec::new();
                for part in offer.load.iter().filter(|p| p.hours.0 > 0) {
                    let fits = mask(&part.fits);
                    match load.iter_mut().find(|l| l.0 == fits) {
                        Some(same) => same.1 += Val::from(part.hours.0),
                        None => load.push((fits, Val::from(part.hours.0))),
                    }
                }
                let weeks = offer.weeks.map_or(0, |w| Val::from(w.0));
                modes.push(make(weeks, load, None));
            }
        }
        modes.retain(|m| m.weeks <= HORIZON);
        for mode in &mut modes {
            mode.next = self.starts(offer, mode);
        }
        modes
    }

    /// The starts that intakes and the calendar allow, when not all are.
    fn starts(&self, offer: &Offer, choice: &Choice) -> Option<Rc<[u16]>> {
        if offer.intakes.is_none() && (choice.weeks == 0 || choice.weekly == 0) {
            return None;
        }
        let last = HORIZON - choice.weeks;
        let mut open = vec![offer.intakes.is_none(); HORIZON as usize + 1];
        let mut mark = |week: Val| {
            if let Some(slot) = usize::try_from(week).ok().and_then(|w| open.get_mut(w)) {
                *slot = true;
            }
        };
        match &offer.intakes {
            None => {}
            Some(Intakes::Dates(dates)) => {
                for date in dates {
                    mark(Val::from(date.week_from(self.week0)));
                }
            }
            Some(Intakes::Every { every_weeks, from }) => {
                let step = Val::from((*every_weeks).max(1));
                let mut week = Val::from(from.week_from(self.week0));
                if week < 0 {
                    week += (-week).div_euclid(step) * step;
                }
                while week <= HORIZON {
                    mark(week);
                    week += step;
                }
            }
        }
        if choice.weeks > 0 && choice.weekly > 0 {
            // Counting back: how many weeks from here on could carry the load alone?
            let sets = unions(&mut choice.load.iter().map(|l| l.0));
            let carries = |hours: &Vec<Val>| {
                sets.iter().all(|&set| inside(&choice.load, set) <= capacity(hours, set))
            };
            let carries: Vec<bool> = self.kinds.iter().map(carries).listed();
            if carries.contains(&false) {
                let mut run = 0;
                for week in (0..HORIZON as usize).rev() {
                    run = if carries[self.kind_of[week]] { run + 1 } else { 0 };
                    open[week] &= run >= choice.weeks;
                }
            } else if offer.intakes.is_none() {
                return None;
            }
        }
        let mut restricted = false;
        for (week, open) in open.iter_mut().enumerate() {
            *open &= week as Val <= last;
            restricted |= !*open && week as Val <= last;
        }
        if !restricted {
            return None;
        }
        let mut next = vec![u16::MAX; HORIZON as usize + 1];
        let mut ahead = u16::MAX;
        for week in (0..=HORIZON as usize).rev() {
            if open[week] {
                ahead = week as u16;
            }
            next[week] = ahead;
        }
        Some(next.into())
    }
}

/// Drops each choice that another one of the same activity matches in every respect.
pub(super) fn undominated(choices: Vec<(Choice, usize)>) -> Vec<Choice> {
    let better = |(a, need_a): &(Choice, usize), (b, need_b): &(Choice, usize)| {
        let lighter = || {
            let sets = unions(&mut a.load.iter().chain(&b.load).map(|l| l.0));
            sets.iter().all(|&set| inside(&a.load, set) <= inside(&b.load, set))
        };
        a.weeks <= b.weeks
            && a.fee <= b.fee
            && a.hours() <= b.hours()
            && a.weekly <= b.weekly
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
    let mut drop = vec![false; choices.len()];
    for i in 0..choices.len() {
        for j in 0..choices.len() {
            if i != j && !drop[i] && !drop[j] && better(&choices[i], &choices[j]) {
                drop[j] = true;
            }
        }
    }
    let kept = choices.into_iter().zip(drop).filter(|(_, gone)| !gone);
    kept.map(|((choice, _), _)| choice).listed()
}
