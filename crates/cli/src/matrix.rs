//! Owns the table of every role × situation × objective, each plan verified.

use crate::Failure;
use crate::answer::{Bar, timed};
use crate::file::Situation;
use crate::out::{self, say, tell};
use qitu_engine::text;
use qitu_engine::verify::verify;
use qitu_model::Lang;
use qitu_model::{Catalogue, Id, Need, Objective, Plan, PlanStatus};
use qitu_solve::Limits;

/// Plans, verifies and prints; a plan that does not verify is a fault of ours, and makes the exit
/// code say so.
pub fn print(
    lang: Lang,
    catalogue: &Catalogue,
    situations: &[Situation],
    limits: Limits,
) -> Result<(), Failure> {
    let mut bar = Bar::new();
    let mut sum = Sum::default();
    say("role\tsituation\tobjective\tstatus\tweeks\tfee\thours\tpeak\tgap\tnodes\tms");
    for role in &catalogue.roles {
        for situation in situations {
            // Nobody waits for the rest of a table whose reader has gone.
            if !out::is_open() {
                break;
            }
            for objective in Objective::ALL {
                let mut scenario = situation.scenario.clone();
                scenario.goal = Need::Role { role: role.id.clone() };
                scenario.objective = objective;
                let plan = timed(catalogue, &scenario, limits, &mut |_| true);
                bar.clear();
                say(&row(&role.id, &situation.id, objective, &plan));
                if plan.value.is_some()
                    && let Err(broken) = verify(catalogue, &scenario, &plan)
                {
                    let words = text::rule::broken(lang, catalogue, &plan, &broken);
                    tell(&format!("{} {} {}: {words}", role.id, situation.id, objective.word()));
                    sum.broken += 1;
                }
                sum.add(&plan, &[&role.id, &situation.id, objective.word()]);
                bar.show(&format!("{} {}", role.id, situation.id));
            }
        }
    }
    bar.clear();
    sum.tell();
    if sum.broken == 0 { Ok(()) } else { Err(Failure::Internal) }
}

fn row(role: &Id, situation: &Id, objective: Objective, plan: &Plan) -> String {
    let status = status(plan.status);
    let value = plan.value.map_or("-\t-\t-\t-".to_owned(), |value| {
        format!("{}\t{}\t{}\t{}", value.weeks.0, value.fee.0, value.hours, value.peak)
    });
    let gap = match (plan.value, plan.bound) {
        (Some(value), Some(bound)) => {
            let differ = value.ordered(objective).into_iter().zip(bound.ordered(objective));
            let first = differ.map(|(has, least)| has - least).find(|gap| *gap != 0);
            first.unwrap_or(0).to_string()
        }
        _ => "-".to_owned(),
    };
    let work = plan.work;
    format!(
        "{role}\t{situation}\t{}\t{status}\t{value}\t{gap}\t{}\t{:.2}",
        objective.word(),
        work.nodes,
        work.ms
    )
}

fn status(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Optimal => "optimal",
        PlanStatus::Feasible => "feasible",
        PlanStatus::Impossible => "impossible",
        PlanStatus::Unknown => "unknown",
    }
}

#[derive(Default)]
struct Sum {
    counts: [usize; 4],
    broken: usize,
    times: Vec<f64>,
    worst: Option<(f64, String)>,
    most: Option<(u64, String)>,
}

impl Sum {
    fn add(&mut self, plan: &Plan, case: &[&str]) {
        if let Some(count) = self.counts.get_mut(plan.status as usize) {
            *count += 1;
        }
        let work = plan.work;
        self.times.push(work.ms);
        if self.worst.as_ref().is_none_or(|(ms, _)| work.ms > *ms) {
            self.worst = Some((work.ms, case.join(" ")));
        }
        if self.most.as_ref().is_none_or(|(nodes, _)| work.nodes > *nodes) {
            self.most = Some((work.nodes, case.join(" ")));
        }
    }

    fn tell(&mut self) {
        let [optimal, feasible, impossible, unknown] = self.counts;
        self.times.sort_by(f64::total_cmp);
        let all = self.times.len();
        let at = |share: usize| self.times.get(all * share / 100).copied().unwrap_or(0.0);
        tell(&format!(
            "cases {all}: optimal {optimal}, impossible {impossible}, feasible {feasible}, unknown {unknown}"
        ));
        tell(&format!("plans that do not verify: {}", self.broken));
        tell(&format!("ms: median {:.2}, 99th percentile {:.2}", at(50), at(99)));
        if let Some((ms, case)) = &self.worst {
            tell(&format!("slowest: {ms:.2} ms, {case}"));
        }
        if let Some((nodes, case)) = &self.most {
            tell(&format!("most nodes: {nodes}, {case}"));
        }
    }
}
