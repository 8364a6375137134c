//! Owns the parts that screens are made of. Refuses to know any screen.

pub mod badge;
pub mod choice;
pub mod chunk;
pub mod curve;
pub mod empty;
pub mod evidence;
pub mod field;
pub mod file;
pub mod icon;
pub mod label;
pub mod needs;
pub mod offer;
pub mod open_full;
pub mod other_catalogue;
pub mod question;
pub mod rider_field;
pub mod search;
pub mod select;
pub mod sheet;
pub mod skeleton;
pub mod slider;
pub mod sources;
pub mod virtual_list;

pub use badge::Badge;
pub use choice::Segments;
pub use curve::{Dot, curve};
pub use empty::Empty;
pub use field::{DateField, NumberField};
pub use file::{Fetched, Lack, fetched, when_here};
pub use icon::{Icon, icon, icon_as};
pub use other_catalogue::other_catalogue;
pub use search::{rehearse, search, try_out};
pub use select::select;
pub use sheet::Sheet;
pub use slider::Slider;
pub use virtual_list::{List, Results, Row, Said};
