//! Owns who asks: the riders in the order in which they asked, and the distinct questions among
//! them, each of which is planned once.

use qitu_model::Scenario;
use std::collections::BTreeMap;

/// Riders who ask the same at the same place of the queue: one line of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The question, by its place in [`Population::questions`].
    pub question: usize,
    /// How many riders.
    pub riders: u32,
    /// The group they are counted with, by its place in [`Population::groups`].
    pub group: usize,
}

/// Everybody who asks.
#[derive(Clone, Debug, Default)]
pub struct Population {
    /// The distinct questions.
    pub questions: Vec<Scenario>,
    /// The names of the groups, in the order of their first rider; the nameless group is `""`.
    pub groups: Vec<String>,
    /// Who asks, first asked first.
    pub askers: Vec<Asker>,
    places: BTreeMap<String, usize>,
    group_places: BTreeMap<String, usize>,
}

impl Population {
    /// Adds riders at the end of the queue.
    ///
    /// `text` is the question as text; equal texts are one question. `scenario` is only called for
    /// a question that is new.
    ///
    /// # Errors
    /// Those of `scenario`; nobody is added then.
    pub fn add<E>(
        &mut self,
        text: &str,
        riders: u32,
        group: &str,
        scenario: impl FnOnce() -> Result<Scenario, E>,
    ) -> Result<(), E> {
        let question = match self.places.get(text) {
            Some(question) => *question,
            None => {
                self.questions.push(scenario()?);
                let question = self.questions.len() - 1;
                self.places.insert(text.to_owned(), question);
                question
            }
        };
        let group = match self.group_places.get(group) {
            Some(group) => *group,
            None => {
                self.groups.push(group.to_owned());
                self.group_places.insert(group.to_owned(), self.groups.len() - 1);
                self.groups.len() - 1
            }
        };
        self.askers.push(Asker { question, riders, group });
        Ok(())
    }

    /// All riders.
    #[must_use]
    pub fn riders(&self) -> u64 {
        self.askers.iter().map(|asker| u64::from(asker.riders)).sum()
    }
}

/// Who is asked first, where seats are short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Whoever asked first.
    FirstAsked,
    /// Everybody has the same chance; the same seed gives the same draw on every machine.
    ByLot {
        /// What the draw is made from.
        seed: u64,
    },
}

/// A part of the queue: so many riders of one asker, by its place.
pub(crate) type Turn = (usize, u32);

/// The riders in the order in which they choose.
pub(crate) fn turns(population: &Population, order: Order) -> Vec<Turn> {
    let all = population.askers.iter().enumerate();
    let Order::ByLot { seed } = order else {
        return all.map(|(at, asker)| (at, asker.riders)).collect();
    };
    let each = all.flat_map(|(at, asker)| std::iter::repeat_n(at, asker.riders as usize));
    let mut drawn: Vec<usize> = each.collect();
    let mut draw = SplitMix64(seed);
    // Fisher and Yates: each order is as likely as any other.
    for at in (1..drawn.len()).rev() {
        drawn.swap(at, draw.below(at as u64 + 1) as usize);
    }
    let mut turns: Vec<Turn> = Vec::new();
    for at in drawn {
        match turns.last_mut() {
            Some((last, riders)) if *last == at => *riders += 1,
            _ => turns.push((at, 1)),
        }
    }
    turns
}

/// Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014).
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, each as likely but for one part in 2⁶⁴ (Lemire 2019).
    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use qitu_model::{Date, Need, Rider};

    fn population(riders: &[u32]) -> Population {
        let mut population = Population::default();
        for (at, riders) in riders.iter().enumerate() {
            let scenario =
                || Ok::<_, ()>(Scenario::of(Date::default(), Rider::default(), Need::default()));
            population.add(&at.to_string(), *riders, "", scenario).unwrap();
        }
        population
    }

    #[test]
    fn equal_questions_are_one_and_their_riders_stay_in_the_queue() {
        let mut population = population(&[3, 2]);
        population.add("0", 4, "night", || Err::<Scenario, _>("read again")).unwrap();
        assert_eq!(population.questions.len(), 2);
        assert_eq!(population.riders(), 9);
        assert_eq!(turns(&population, Order::FirstAsked), [(0, 3), (1, 2), (2, 4)]);
        assert_eq!(population.groups, ["", "night"]);
    }

    #[test]
    fn a_lot_draws_everybody_once_and_the_same_way_each_time() {
        let population = population(&[500, 300, 200]);
        let drawn = turns(&population, Order::ByLot { seed: 7 });
        assert_eq!(drawn, turns(&population, Order::ByLot { seed: 7 }));
        assert_ne!(drawn, turns(&population, Order::ByLot { seed: 8 }));
        for (at, asker) in population.askers.iter().enumerate() {
            let riders: u32 = drawn.iter().filter(|turn| turn.0 == at).map(|turn| turn.1).sum();
            assert_eq!(riders, asker.riders);
        }
        // Of the first hundred about half are of the half.
        let mut left = 100;
        let mut halves = 0;
        for (at, riders) in drawn {
            let taken = riders.min(left);
            halves += if at == 0 { taken } else { 0 };
            left -= taken;
        }
        assert!((35..=65).contains(&halves), "{halves}");
    }
}
