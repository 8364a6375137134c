//! Owns the names of changes, their order, and which of them a replica has seen.

use std::collections::BTreeMap;

/// Most windows a context names; of all others it has seen what is older than the oldest of these.
const MOST_WINDOWS: usize = 24;

/// One change: the count that its window had reached (a Lamport clock), and the window.
/// Ordered by count, then by window, so that every replica agrees which of two is later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dot {
    /// Larger than that of every change its window had seen.
    pub count: u64,
    /// The window's id.
    pub window: String,
}

impl Dot {
    /// The change that wrote a whole text without dots, by the text's fingerprint.
    #[must_use]
    pub fn first(fingerprint: u64) -> Self {
        Self { count: 1, window: format!("h{fingerprint:x}") }
    }

    /// As text: `count window`.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{} {}", self.count, self.window)
    }

    /// Reads what [`Dot::write`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (count, window) = text.split_once(' ')?;
        Some(Self { count: count.parse().ok()?, window: window.to_owned() })
    }
}

/// Which changes were seen: a version vector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Every change up to this count.
    pub floor: u64,
    /// By window, its latest change.
    pub windows: BTreeMap<String, u64>,
}

impl Context {
    /// Was this change seen?
    #[must_use]
    pub fn covers(&self, dot: &Dot) -> bool {
        let latest = self.windows.get(&dot.window).copied().unwrap_or(0);
        dot.count <= self.floor.max(latest)
    }

    /// Was everything seen that the other has seen?
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        let latest = |window: &String| self.windows.get(window).copied().unwrap_or(0);
        // What both leave out of their lists counts as seen by both.
        other.windows.iter().all(|(window, count)| *count <= self.floor.max(latest(window)))
    }

    /// This change was seen, and all earlier ones of its window.
    pub fn add(&mut self, dot: &Dot) {
        let latest = self.windows.entry(dot.window.clone()).or_default();
        *latest = dot.count.max(*latest);
        while self.windows.len() > MOST_WINDOWS {
            let oldest = self.windows.iter().min_by_key(|(_, count)| **count);
            let Some((window, count)) = oldest.map(|(w, c)| (w.clone(), *c)) else { return };
            self.windows.remove(&window);
            self.floor = self.floor.max(count);
        }
    }

    /// Everything was seen that the other has seen.
    pub fn join(&mut self, other: &Self) {
        self.floor = self.floor.max(other.floor);
        for (window, count) in &other.windows {
            self.add(&Dot { count: *count, window: window.clone() });
        }
    }

    /// The next change of this window.
    #[must_use]
    pub fn next(&self, window: &str) -> Dot {
        let latest = self.windows.values().copied().max().unwrap_or(0);
        let count = latest.max(self.floor).saturating_add(1);
        Dot { count, window: window.to_owned() }
    }
}
