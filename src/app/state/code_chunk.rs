//! Owns the names of the chunks of code that come after the first screen, and which screen is in
//! which. Refuses to fetch them.

use super::route::Route;

/// A part of the code that is fetched when it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeChunk {
    /// The plan's screen: it comes while the first questions are answered.
    Plan,
    /// What moves a plan, what else is said of it, and its steps in full.
    Adjust,
    /// The line map and the roles.
    Map,
    /// What a rider does with a plan.
    Rider,
    /// What staff, reviewers and the curious read.
    Academy,
}

/// How far a chunk has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadState {
    /// Nobody asked for it.
    NotAsked,
    /// It is on its way.
    Loading,
    /// It is here.
    Loaded,
    /// It did not come.
    Failed,
}

impl CodeChunk {
    /// Each of them, in the order in which they come by themselves.
    pub const ALL: [Self; 5] = [Self::Plan, Self::Adjust, Self::Map, Self::Rider, Self::Academy];

    /// The chunk that a route's screen is in; none if it is in the first program.
    #[must_use]
    pub fn of(route: &Route) -> Option<Self> {
        match route {
            Route::Start => None,
            Route::Plan(_) => Some(Self::Plan),
            Route::Map(_) | Route::Goals | Route::Goal(_) => Some(Self::Map),
            Route::Today
            | Route::Week
            | Route::Compare
            | Route::Check
            | Route::Record
            | Route::Backup
            | Route::Share
            | Route::Guest(_)
            | Route::Courses
            | Route::Course(_)
            | Route::Me => Some(Self::Rider),
            Route::Cover(_)
            | Route::Matter
            | Route::Evidence
            | Route::Schooling
            | Route::Who(_)
            | Route::Studio
            | Route::Publish
            | Route::Parts => Some(Self::Academy),
        }
    }
}
