//! Owns the shapes of the data files beside the page that several screens read.

pub mod provider;
pub mod subsidy;

/// Where the second catalogue lies, to be looked at and not planned with.
pub const OTHER_CATALOGUE: &str = "catalogue/mingong.json";
