//! Owns how much later each step of a plan may start, proven step by step: the same steps, at the
//! same offers and paces, in other weeks, with the goal no later.

use crate::compile::compile;
use crate::instance::{Instance, Val};
use crate::search::{ObjectiveVector, Search};
use crate::{Limits, step_modes};
use qitu_model::{Catalogue, Objective, Plan, Scenario, Weeks};

/// Nodes for all steps of a plan.
const NODES: u64 = 4096;

/// Fills in the room of each step: the most weeks it may start later while the goal keeps its week
/// and the other steps move as they must. The gentlest plan keeps its peak too. Where the work ends
/// before the proof it is what was found: so much room there is for sure.
pub fn fill_in_rooms(catalogue: &Catalogue, scenario: &Scenario, plan: &mut Plan) {
    let Some(value) = plan.value else { return };
    let catalogue = &*scenario.ground(catalogue);
    let Limits { bytes, .. } = Limits::default();
    let Some(mut instance) = compile(catalogue, scenario, bytes / 4, &mut || true) else { return };
    instance.deadline = instance.deadline.min(Val::from(value.weeks.0));
    if scenario.objective == Objective::Gentlest {
        instance.peak = Val::try_from(value.peak).ok();
    }
    // The steps are to stay these, whatever else is like them.
    instance.alike.clear();
    let modes = step_modes(catalogue, &instance, &plan.steps);
    let starts = plan.steps.iter().map(|step| Val::from(step.start.0));
    let steps: Option<Vec<(usize, Val)>> =
        modes.into_iter().zip(starts).map(|(mode, start)| Some((mode?, start))).collect();
    let Some(rooms) = steps.and_then(|steps| rooms(&instance, &steps)) else { return };
    for (step, room) in plan.steps.iter_mut().zip(rooms) {
        step.room = u32::try_from(room).ok().map(Weeks);
    }
}

/// By step, a mode and its start: the weeks it may start later; `None` when the steps are no plan.
fn rooms(instance: &Instance, steps: &[(usize, Val)]) -> Option<Vec<Val>> {
    let mut quiet = |_: u64, _: Option<&ObjectiveVector>, _: &ObjectiveVector| true;
    let mut search = Search::new(instance, Limits::nodes(NODES), &mut quiet);
    if !search.hold_to_steps(steps) {
        return None;
    }
    // By mode: the latest start in any plan found.
    let mut latest = vec![0; instance.modes.len()];
    for &(mode, start) in steps {
        latest[mode] = start;
    }
    for &(mode, _) in steps {
        search.find_latest_start(mode, &mut latest);
    }
    Some(steps.iter().map(|&(mode, start)| latest[mode] - start).collect())
}
