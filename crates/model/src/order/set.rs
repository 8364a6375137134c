//! Owns a set that is kept as a list in order: a [`Map`] without values.
//! Refuses to be a tree, for the same bytes.

use super::map::{Iter, Map};
use std::borrow::Borrow;
use std::{fmt, vec};

/// Each of its members once, smallest first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set<T> {
    members: Map<T, ()>,
}

impl<T> Set<T> {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self { members: Map::new() }
    }

    /// Has it no members?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// The members, smallest first.
    #[must_use]
    pub fn iter(&self) -> Members<'_, T> {
        Members(self.members.iter())
    }
}

impl<T: Ord> Set<T> {
    /// Keeps the members that pass.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.members.retain(|one, ()| keep(one));
    }

    /// Is it a member?
    #[must_use]
    pub fn contains<Q: Ord + ?Sized>(&self, one: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.members.contains_key(one)
    }

    /// Adds a member; `false` where it was one already.
    pub fn insert(&mut self, one: T) -> bool {
        self.members.insert(one, ()).is_none()
    }

    /// Takes a member out; `false` where it was none.
    pub fn remove<Q: Ord + ?Sized>(&mut self, one: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.members.remove(one).is_some()
    }
}

/// The members of a [`Set`].
pub struct Members<'a, T>(Iter<'a, T, ()>);

impl<T> Clone for Members<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, T> Iterator for Members<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.0.next().map(|(one, ())| one)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> DoubleEndedIterator for Members<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(one, ())| one)
    }
}

impl<T> ExactSizeIterator for Members<'_, T> {}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = Members<'a, T>;

    fn into_iter(self) -> Members<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::iter::Map<vec::IntoIter<(T, ())>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter().map(|(one, ())| one)
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Self {
        Self { members: members.into_iter().map(|one| (one, ())).collect() }
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, members: I) {
        for one in members {
            self.insert(one);
        }
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(members: [T; N]) -> Self {
        members.into_iter().collect()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_set_holds_each_member_once_and_in_order() {
        let mut own: Set<&str> = ["b", "a", "b", "c"].into();
        assert!(own.iter().eq(&BTreeSet::from(["a", "b", "c"])));
        assert!(!own.insert("a") && own.insert("d") && own.remove("c") && !own.remove("c"));
        assert_eq!(own.into_iter().collect::<Vec<_>>(), ["a", "b", "d"]);
    }
}
