//! Owns the components of a plan's value, and the order in which an objective compares them.

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
    /// The end weeks of all roles, added up.
    Posts,
    /// The end weeks of all certificates, added up.
    Certificates,
}

/// Components in the order in which they are compared while the promised ones are proven.
pub type Order = [Component; 4];

impl Component {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Weeks, Self::Fee, Self::Hours, Self::Peak, Self::Posts, Self::Certificates];

    /// The objective that compares it first; the soonest for how early steps end.
    pub fn objective(self) -> Objective {
        match self {
            Self::Weeks | Self::Posts | Self::Certificates => Objective::Soonest,
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
    /// The end weeks of all roles, added up.
    pub posts: Week,
    /// The end weeks of all certificates, added up.
    pub certificates: Week,
}

impl ObjectiveVector {
    /// The components in an order.
    pub fn in_order(&self, order: Order) -> [Val; 4] {
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
            Component::Posts => &self.posts,
            Component::Certificates => &self.certificates,
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
            Component::Posts => &mut self.posts,
            Component::Certificates => &mut self.certificates,
        }
    }
}

/// The components that lead a search in the order of an objective. Those that it promises come
/// first; a peak after them, which it does not promise, leads to plans that are easy to change.
pub fn component_order(objective: Objective) -> Order {
    use Component::{Fee, Hours, Peak, Weeks};
    match objective {
        Objective::Soonest => [Weeks, Fee, Hours, Peak],
        Objective::Cheapest => [Fee, Weeks, Hours, Peak],
        Objective::LeastStudy => [Hours, Weeks, Fee, Peak],
        Objective::Gentlest => [Peak, Weeks, Fee, Hours],
    }
}

/// How many components of its order an objective proves; the others choose among equals.
pub fn promised(objective: Objective) -> usize {
    match objective {
        Objective::Gentlest => 4,
        _ => 3,
    }
}
