//! Owns who gets a seat. Riders choose one after the other (a serial dictatorship, Abdulkadiroğlu
//! and Sönmez 1998): each takes the seats of the best plan whose classes all have one left. When a
//! class is full, whoever still waits and planned it is planned again without it, and keeps of the
//! earlier plan what can stay.

use crate::class::{Class, Seats, classes, close};
use crate::population::{Order, Population, turns};
use qitu_model::{Catalogue, Date, Plan, Scenario, Step};
use std::collections::BTreeMap;

/// A question to the planner: the scenario, and the steps planned before a class was full.
pub struct Question<'a> {
    /// What the rider asks.
    pub scenario: &'a Scenario,
    /// What was planned before; empty the first time.
    pub shown: &'a [Step],
}

/// Answers questions on a catalogue, in their order.
pub type Planner<'p> = dyn Fn(&Catalogue, &[Question<'_>]) -> Vec<Plan> + 'p;

/// A plan for one question.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The question, by its place in the population.
    pub question: usize,
    /// The answer; without a value there is no way, or none was found within the work limit.
    pub plan: Plan,
    /// The classes that it takes a seat in.
    pub classes: Vec<Class>,
}

/// What came of some riders of one asker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The asker, by its place in the population.
    pub asker: usize,
    /// The choice, by its place in [`Seating::choices`]: the plan they follow, or the answer that
    /// there is no way for them.
    pub choice: usize,
    /// How many riders.
    pub riders: u32,
}

/// Who got which seat.
#[derive(Clone, Debug, Default)]
pub struct Seating {
    /// All plans made. The first ones are those that the questions have while no class is full,
    /// by the place of the question.
    pub choices: Vec<Choice>,
    /// What came of everybody, by asker and choice.
    pub outcomes: Vec<Outcome>,
}

impl Seating {
    /// The plan that riders have while no class is full, and the one that they follow.
    #[must_use]
    pub fn plans(&self, population: &Population, outcome: Outcome) -> Option<(&Plan, &Plan)> {
        let asker = population.askers.get(outcome.asker)?;
        let first = self.choices.get(asker.question)?;
        Some((&first.plan, &self.choices.get(outcome.choice)?.plan))
    }

    /// Riders by class.
    #[must_use]
    pub fn taken(&self) -> BTreeMap<&Class, u64> {
        let mut taken = BTreeMap::new();
        for outcome in &self.outcomes {
            for class in self.choices.get(outcome.choice).iter().flat_map(|c| &c.classes) {
                *taken.entry(class).or_default() += u64::from(outcome.riders);
            }
        }
        taken
    }
}

/// Plans every question once, while every class has seats.
#[must_use]
pub fn first_choices(
    catalogue: &Catalogue,
    population: &Population,
    planner: &Planner<'_>,
) -> Vec<Choice> {
    let ask = |scenario| Question { scenario, shown: &[] };
    let questions: Vec<Question<'_>> = population.questions.iter().map(ask).collect();
    let plans = planner(catalogue, &questions).into_iter().enumerate();
    let choice = |(question, plan): (usize, Plan)| {
        let asked = population.questions.get(question);
        let classes = asked.map_or_else(Vec::new, |asked| classes(catalogue, asked, &plan));
        Choice { question, plan, classes }
    };
    plans.map(choice).collect()
}

/// Gives the seats out, from the first choices on.
#[must_use]
pub fn seat(
    catalogue: &Catalogue,
    population: &Population,
    first: Vec<Choice>,
    seats: &Seats,
    order: Order,
    planner: &Planner<'_>,
) -> Seating {
    let mut allocation = Allocation {
        catalogue,
        population,
        seats,
        planner,
        last_start: population.questions.iter().map(|asked| asked.start).max().unwrap_or_default(),
        open: catalogue.clone(),
        left: BTreeMap::new(),
        current: (0..first.len()).collect(),
        choices: first,
        waiting: vec![0; population.questions.len()],
    };
    for asker in &population.askers {
        if let Some(waiting) = allocation.waiting.get_mut(asker.question) {
            *waiting += u64::from(asker.riders);
        }
    }
    let full = allocation.count_seats(0);
    allocation.close(full);
    let mut outcomes: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (at, mut riders) in turns(population, order) {
        let Some(asker) = population.askers.get(at) else { continue };
        while riders > 0 {
            let (choice, seated, full) = allocation.take(asker.question, riders);
            *outcomes.entry((at, choice)).or_default() += seated;
            riders -= seated;
            allocation.close(full);
        }
    }
    let outcome = |((asker, choice), riders)| Outcome { asker, choice, riders };
    Seating { choices: allocation.choices, outcomes: outcomes.into_iter().map(outcome).collect() }
}

/// Where the giving out of seats stands. Whoever waits has chosen classes that all have seats left.
struct Allocation<'a> {
    catalogue: &'a Catalogue,
    population: &'a Population,
    seats: &'a Seats,
    planner: &'a Planner<'a>,
    last_start: Date,
    /// The catalogue without the classes that are full.
    open: Catalogue,
    /// The seats left of each class with a limit that is in a choice.
    left: BTreeMap<Class, u32>,
    choices: Vec<Choice>,
    /// By question: the choice of whoever comes next.
    current: Vec<usize>,
    /// By question: the riders who have not had their turn.
    waiting: Vec<u64>,
}

impl Allocation<'_> {
    /// Counts the seats of the classes in the choices from one place on. Gives those without any.
    fn count_seats(&mut self, from: usize) -> Vec<Class> {
        let mut full = Vec::new();
        for class in self.choices.iter().skip(from).flat_map(|choice| &choice.classes) {
            if let (Some(seats), false) = (self.seats.of(class), self.left.contains_key(class)) {
                self.left.insert(class.clone(), seats);
                full.extend((seats == 0).then(|| class.clone()));
            }
        }
        full
    }

    /// Seats as many of some riders as their plan has seats for. Gives their choice, how many they
    /// are, and the classes that are full now.
    fn take(&mut self, question: usize, riders: u32) -> (usize, u32, Vec<Class>) {
        let choice = self.current.get(question).copied().unwrap_or_default();
        let classes = self.choices.get(choice).map_or(&[][..], |choice| &choice.classes);
        let left = classes.iter().filter_map(|class| self.left.get(class)).min();
        let seated = left.map_or(riders, |left| riders.min(*left)).max(1);
        let mut full = Vec::new();
        for class in classes {
            if let Some(left) = self.left.get_mut(class) {
                *left = left.saturating_sub(seated);
                full.extend((*left == 0).then(|| class.clone()));
            }
        }
        if let Some(waiting) = self.waiting.get_mut(question) {
            *waiting = waiting.saturating_sub(u64::from(seated));
        }
        (choice, seated, full)
    }

    /// Closes classes that are full and plans again for whoever waits for one of them.
    fn close(&mut self, mut full: Vec<Class>) {
        while !full.is_empty() {
            for class in &full {
                close(&mut self.open, class, self.last_start);
            }
            let missed = self.missed(&full);
            let from = self.choices.len();
            self.plan_again(&missed);
            full = self.count_seats(from);
        }
    }

    /// The questions of riders who wait for a class that is full.
    fn missed(&self, full: &[Class]) -> Vec<usize> {
        let misses = |question: &usize| {
            let choice = self.current.get(*question).and_then(|at| self.choices.get(*at));
            choice.is_some_and(|choice| choice.classes.iter().any(|class| full.contains(class)))
        };
        let waits = self.waiting.iter().enumerate().filter(|(_, waiting)| **waiting > 0);
        waits.map(|(question, _)| question).filter(misses).collect()
    }

    fn plan_again(&mut self, missed: &[usize]) {
        let ask = |question: &usize| {
            let shown = self.current.get(*question).and_then(|at| self.choices.get(*at));
            Some(Question {
                scenario: self.population.questions.get(*question)?,
                shown: shown.map_or(&[], |choice| &choice.plan.steps),
            })
        };
        let questions: Vec<Question<'_>> = missed.iter().filter_map(ask).collect();
        let plans = (self.planner)(&self.open, &questions);
        let choice = |((question, asked), plan): ((&usize, &Question<'_>), Plan)| {
            // The days are those of the catalogue as it was: a closed class is none of them.
            let classes = classes(self.catalogue, asked.scenario, &plan);
            Choice { question: *question, plan, classes }
        };
        let made: Vec<Choice> = missed.iter().zip(&questions).zip(plans).map(choice).collect();
        for choice in made {
            if let Some(current) = self.current.get_mut(choice.question) {
                *current = self.choices.len();
            }
            self.choices.push(choice);
        }
    }
}
