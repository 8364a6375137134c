//! Owns literals: bounds of integer variables that may hold or not.

use crate::instance::Val;

/// An integer variable, by number.
pub type Var = usize;

/// An atomic constraint ⟦x ≥ k⟧ or ⟦x ≤ k⟧.
///
/// Each variable has two sides, and a literal says how far one of them is at least: side `2·x` at
/// least `k` means x ≥ k, side `2·x + 1` at least `k` means −x ≥ k, that is x ≤ −k. So one array of
/// bounds and one code path serve both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal {
    /// Which side of which variable.
    pub side: usize,
    /// The least value of that side.
    pub least: Val,
}

impl Literal {
    /// The variable that it bounds.
    pub fn var(self) -> Var {
        self.side / 2
    }
}

/// The side that the lower bound of a variable is kept on.
pub fn lower_side(x: Var) -> usize {
    2 * x
}

/// The side that the negated upper bound of a variable is kept on.
pub fn upper_side(x: Var) -> usize {
    2 * x + 1
}

/// ⟦x ≥ v⟧
pub fn ge(x: Var, v: Val) -> Literal {
    Literal { side: lower_side(x), least: v }
}

/// ⟦x ≤ v⟧
pub fn le(x: Var, v: Val) -> Literal {
    Literal { side: upper_side(x), least: -v }
}

impl std::ops::Not for Literal {
    type Output = Self;
    fn not(self) -> Self {
        Self { side: self.side ^ 1, least: 1 - self.least }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_and_its_negation_share_no_value() {
        assert_eq!(!ge(3, 5), le(3, 4));
        assert_eq!(!le(3, 4), ge(3, 5));
        assert_eq!(!!ge(0, -7), ge(0, -7));
        assert_eq!(le(3, 4).var(), 3);
    }
}
