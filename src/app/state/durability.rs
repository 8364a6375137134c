//! Owns how long what is entered here lasts, and when the rider is reminded of a backup.

use qitu_model::Date;
use qitu_model::json::{FromJson, ToJson};
use qitu_replica::Refused;

/// Changes after which a backup is worth a word, and the same where the browser clears by itself.
const MANY: u32 = 25;
const FEW: u32 = 8;

/// How long what is entered here lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// As long as the rider keeps it.
    Kept,
    /// This browser clears what was not visited for some days, or with its cache.
    Fleeting,
    /// Inside another page: apart from what the same browser keeps elsewhere.
    Apart,
    /// Somebody cleared the device's copy while this window was open.
    Cleared,
    /// The place is full: the newest changes are in this window alone.
    Full,
    /// Something is kept that cannot be read, and there is no room for a copy of it: the newest
    /// changes are in this window alone.
    NoCopy,
    /// A window of a later edition keeps the draft now: changes here lie beside it.
    Outdated,
    /// Not at all.
    Blocked,
}

impl From<Refused> for Durability {
    fn from(why: Refused) -> Self {
        match why {
            Refused::Blocked => Self::Blocked,
            Refused::Full => Self::Full,
        }
    }
}

/// When the last backup was made and how much changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, ToJson, FromJson)]
#[serde(default)]
pub struct BackupReminder {
    /// The day of the last one.
    pub on: Option<Date>,
    /// Changes since.
    pub changes: u32,
    /// Changes up to which the rider wants no reminder.
    pub later: u32,
    /// The rider knows how things are kept here.
    pub known: bool,
}

impl BackupReminder {
    /// Is it time for one?
    #[must_use]
    pub fn is_due(&self, keeping: Durability) -> bool {
        let many = if keeping == Durability::Kept { MANY } else { FEW };
        self.changes.saturating_sub(self.later) >= many
    }
}
