//! Owns the planner of a cohort: many questions on all cores, each plan checked before it counts.

use crate::Failure;
use crate::answer::Bar;
use crate::out::tell;
use qitu_batch::checked;
use qitu_cohort::{Population, Question, Seating, reason, without_a_way};
use qitu_model::{Catalogue, Lang, Plan};
use qitu_solve::{Limits, plan_keeping};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The cores of this machine, and what they may spend on a question.
pub struct Cores {
    lang: Lang,
    threads: usize,
    limits: Limits,
    planned: AtomicUsize,
    faulty: AtomicBool,
    bar: Mutex<Bar>,
}

impl Cores {
    pub fn new(lang: Lang, threads: Option<usize>, limits: Limits) -> Self {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            lang,
            threads: threads.unwrap_or_else(all).max(1),
            limits,
            planned: AtomicUsize::new(0),
            faulty: AtomicBool::new(false),
            bar: Mutex::new(Bar::new()),
        }
    }

    /// Answers the questions in their order.
    pub fn plan(&self, catalogue: &Catalogue, questions: &[Question<'_>]) -> Vec<Plan> {
        self.each(questions, |asked| {
            let Question { scenario, shown } = *asked;
            let plan = plan_keeping(catalogue, scenario, self.limits, shown, &mut |_| true);
            match checked(self.lang, catalogue, scenario, &plan) {
                Ok(()) => plan,
                Err(words) => self.fault(&words),
            }
        })
    }

    /// Why there is no way, in words, and for how many riders.
    pub fn reasons(
        &self,
        catalogue: &Catalogue,
        population: &Population,
        seating: &Seating,
    ) -> BTreeMap<String, u64> {
        let asked = without_a_way(population, seating);
        let words = self.each(&asked, |(question, _)| {
            let scenario = population.questions.get(*question);
            let choice = seating.choices.get(*question);
            let said = scenario.zip(choice);
            said.map_or_else(String::new, |(scenario, choice)| {
                reason(self.lang, catalogue, scenario, &choice.plan)
            })
        });
        let mut counts = BTreeMap::new();
        for (words, (_, riders)) in words.into_iter().zip(asked) {
            *counts.entry(words).or_default() += riders;
        }
        counts
    }

    /// Is every plan one that passed its check?
    pub fn end(&self) -> Result<(), Failure> {
        if let Ok(bar) = self.bar.lock() {
            bar.clear();
        }
        if self.faulty.load(Ordering::Relaxed) { Err(Failure::Internal) } else { Ok(()) }
    }

    /// The answer to each, on all cores, in order. A panic costs one answer and ends the run.
    fn each<Q: Sync, A: Send + Default>(
        &self,
        asked: &[Q],
        answer: impl Fn(&Q) -> A + Sync,
    ) -> Vec<A> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut answers = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(question) = asked.get(at) else { break };
                let attempt = catch_unwind(AssertUnwindSafe(|| answer(question)));
                answers.push((at, attempt.unwrap_or_else(|_| self.fault("the planner failed"))));
                let planned = self.planned.fetch_add(1, Ordering::Relaxed) + 1;
                if let Ok(mut bar) = self.bar.try_lock() {
                    bar.show(&planned.to_string());
                }
            }
            answers
        };
        let mut all: Vec<(usize, A)> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..self.threads).map(|_| scope.spawn(work)).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).flatten().collect()
        });
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, answer)| answer).collect()
    }

    fn fault<A: Default>(&self, words: &str) -> A {
        tell(words);
        self.faulty.store(true, Ordering::Relaxed);
        A::default()
    }
}
