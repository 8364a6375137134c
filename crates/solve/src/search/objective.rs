//! Owns the four components of a plan's value, and the order in which an objective compares them.

use crate::instance::{Hours, Val, Week, Yuan};
use qitu_model::Objective;
use std::ops::{Index, IndexMut};

/// A component of a plan's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// The week of the goal.
    Weeks,
    /// Net fees.
    Fee,
    /// Hours in all.
    Hours,
    /// The largest weekly total of hours.
    Peak,
}

impl Component {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Weeks, Self::Fee, Self::Hours, Self::Peak];

    /// The objective that compares it first.
    pub fn objective(self) -> Objective {
        match self {
            Self::Weeks => Objective::Soonest,
            Self::Fee => Objective::Cheapest,
            Self::Hours => Objective::LeastStudy,
            Self::Peak => Objective::Gentlest,
        }
    }
}

/// What a plan takes, or a bound of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectiveVector {
    /// The week of the goal.
    pub weeks: Week,
    /// Net fees.
    pub fee: Yuan,
    /// Hours in all.
    pub hours: Hours,
    /// The largest weekly total of hours.
    pub peak: Hours,
}

impl ObjectiveVector {
    /// The components in an order.
    pub fn in_order(&self, order: [Component; 4]) -> [Val; 4] {
        order.map(|component| self[component])
    }
}

impl Index<Component> for ObjectiveVector {
    type Output = Val;
    fn index(&self, component: Component) -> &Val {
        match component {
            Component::Weeks => &self.weeks,
            Component::Fee => &self.fee,
            Component::Hours => &self.hours,
            Component::Peak => &self.peak,
        }
    }
}

impl IndexMut<Component> for ObjectiveVector {
    fn index_mut(&mut self, component: Component) -> &mut Val {
        match component {
            Component::Weeks => &mut self.weeks,
            Component::Fee => &mut self.fee,
            Component::Hours => &mut self.hours,
            Component::Peak => &mut self.peak,
        }
    }
}

/// The components in the order in which an objective compares them.
pub fn component_order(objective: Objective) -> [Component; 4] {
    use Component::{Fee, Hours, Peak, Weeks};
    match objective {
        Objective::Soonest => [Weeks, Fee, Hours, Peak],
        Objective::Cheapest => [Fee, Weeks, Hours, Peak],
        Objective::LeastStudy => [Hours, Weeks, Fee, Peak],
        Objective::Gentlest => [Peak, Weeks, Fee, Hours],
    }
}
