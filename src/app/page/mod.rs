//! Owns the screens, one file or folder each. None knows another.

pub mod backup;
pub mod check;
pub mod compare;
pub mod course;
pub mod courses;
pub mod cover;
pub mod evidence;
pub mod gallery;
pub mod goal;
pub mod hub;
pub mod map;
pub mod opened_link;
pub mod plan;
pub mod providers;
pub mod publish;
pub mod record;
pub mod schooling;
pub mod share;
pub mod start;
pub mod studio;
pub mod today;
pub mod week;
