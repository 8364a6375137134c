//! Owns what can be wrong with a file, as data with a place.
//! Refuses wording: `text::problem` says it in each language.

use qitu_model::Lang;
use qitu_model::json::{FromJson, ToJson};
use qitu_model::{Date, Education, Id, Need, OfferField, Span};

/// How many problems, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notices.
    pub notices: usize,
}

impl Counts {
    /// How many of this severity.
    #[must_use]
    pub fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Notice => self.notices,
        }
    }

    /// So many more of this severity.
    pub fn add(&mut self, severity: Severity, more: usize) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Notice => &mut self.notices,
        } += more;
    }

    /// The worst severity that was counted.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Notice]
            .into_iter()
            .find(|severity| self.of(*severity) > 0)
    }
}

/// One thing wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The line it stands in, from 1; 0 when there is no file.
    pub line: u32,
    /// Where it stands, such as `courses[12].offers[0].fee`; empty for the file as a whole.
    pub path: String,
    /// The id of the entry it stands in; empty when it stands in none.
    pub entry: Id,
    /// What it is.
    pub kind: ProblemKind,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ToJson, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something was left out, or can never be planned.
    Error,
    /// Probably not what its author meant.
    Warning,
    /// Good to know.
    Notice,
}

/// A list that ids point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Kinds of free time.
    Slot,
    /// Sources.
    Source,
    /// Course modules.
    Module,
    /// Tiers.
    Tier,
    /// Tracks.
    Track,
    /// Skills.
    Skill,
    /// Courses.
    Course,
    /// Certificates.
    Certificate,
    /// Roles.
    Role,
    /// Courses, certificates and roles together.
    Activity,
}

/// What a value should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A whole number from 0.
    Number,
    /// A whole number of yuan.
    Yuan,
    /// `true` or `false`.
    YesNo,
    /// A day like `2026-11-23`.
    Date,
    /// A class time like `sat 09:00-13:00`.
    Time,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Words in quotes.
    String,
    /// `{"zh": "…", "en": "…"}`
    TwoLanguages,
    /// A need.
    Need,
    /// Something in `{…}`.
    Object,
    /// Something in `[…]`.
    List,
    /// A list of dates, `{"every_weeks": …, "from": …}` or `{"months": …, "nth": …, "weekday": …}`.
    Intakes,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not JSON at this place.
    Broken,
    /// The file ends in the middle.
    CutOff,
    /// A web page, as a host sends it in place of a file that it does not have.
    WebPage,
    /// No JSON from the first letter on: a table, a letter, a program.
    NoJson,
    /// The file does not say its format; it is read as this one.
    FormatMissing {
        /// The format it is read as.
        wanted: &'static str,
    },
    /// The file is of a newer format than this program knows.
    FormatNewer {
        /// What it says.
        found: String,
        /// What this program reads.
        wanted: &'static str,
    },
    /// The file is something else.
    FormatForeign {
        /// What it says.
        found: String,
        /// What this program reads here.
        wanted: &'static str,
    },
    /// A value of the wrong kind.
    WrongType {
        /// What belongs there.
        wanted: Wanted,
        /// What stands there, shortened.
        found: String,
    },
    /// A field nobody reads.
    UnknownField {
        /// Its name.
        field: String,
        /// A known one that looks like it.
        near: Option<&'static str>,
    },
    /// The same field twice; the first counts.
    DuplicateField {
        /// Its name.
        field: String,
    },
    /// A field that must be there is not.
    MissingField {
        /// Its name.
        field: &'static str,
    },
    /// A need that says nothing known, or two things at once.
    NeedUnclear,
    /// A part that stands there twice, where each counts.
    RepeatedPart,
    /// A choice that asks for none of its parts.
    AsksForNone,
    /// An address that no link leads to: not `https`, `http` or `tel`.
    NoLink {
        /// It, shortened.
        url: String,
    },
    /// A telephone number that cannot be dialled, or a page that is not `https`.
    NoContact {
        /// It, shortened.
        said: String,
    },
    /// An earlier edition has this id, and this one neither has it nor names it in `was`.
    Gone {
        /// The list.
        list: List,
        /// The id.
        id: Id,
        /// One in the list that looks like it.
        near: Option<Id>,
    },
    /// A range of ages without an end.
    AgeOpen,
    /// A number of zero where none makes no sense: it takes no hours, no months.
    Zero,
    /// Needs inside needs inside needs, beyond what anybody can follow.
    TooDeep,
    /// This entry was left out because of the errors in it.
    LeftOut,
    /// The file could not be read, for a reason only the reader knows.
    Unreadable {
        /// The reader's words.
        detail: String,
    },
    /// More problems than are listed.
    More {
        /// How many more, by severity.
        counts: Counts,
    },
    /// More bytes than this program reads.
    TooLarge {
        /// The most it reads.
        most: usize,
    },

    /// An entry without an id.
    MissingId,
    /// Two entries of the same id; the first counts.
    DuplicateId {
        /// The id.
        id: Id,
    },
    /// An id that the list does not have.
    UnknownId {
        /// The list.
        list: List,
        /// The id.
        id: Id,
        /// One in the list that looks like it.
        near: Option<Id>,
        /// Another list that has it.
        elsewhere: Option<List>,
    },
    /// More kinds of free time than the planner can hold.
    TooManySlots {
        /// How many.
        count: usize,
    },
    /// A text that one of the languages lacks.
    MissingWords {
        /// The language.
        lang: Lang,
    },
    /// A fact that claims to be more than an estimate and names no source.
    MissingSource,
    /// Hours, fees or pay that no fact stands behind.
    MissingFact,
    /// The catalogue does not say when it was last checked.
    MissingChecked,
    /// A date after the day the catalogue was checked.
    DateAfter {
        /// The date.
        date: Date,
        /// The day of the check.
        checked: Date,
    },
    /// A number outside its range.
    OutOfRange {
        /// The number.
        value: i64,
        /// The least it may be.
        low: i64,
        /// The most it may be.
        high: i64,
    },
    /// A word outside its list.
    WrongWord {
        /// The word.
        word: String,
        /// The list.
        words: &'static [&'static str],
    },

    /// The least pace is above the most.
    PaceUpsideDown {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// A pace of zero hours a week never ends.
    ZeroPace,
    /// Self-paced hours that fit no slot.
    HoursWithoutFits,
    /// Self-paced hours without a pace.
    HoursWithoutPace,
    /// A pace without hours.
    PaceWithoutHours,
    /// Both weeks with a load and hours with a pace.
    BothForms,
    /// A load that fits no slot.
    LoadWithoutSlots,
    /// A load in an offer of zero weeks.
    LoadWithoutWeeks,
    /// Longer than the horizon of 520 weeks.
    TooLong {
        /// How long.
        weeks: u32,
    },
    /// An offer of which something is unknown: it is shown, and no plan takes it.
    Unknown {
        /// What is not known.
        fields: Vec<OfferField>,
    },
    /// A list of intakes without any.
    NoIntake,
    /// Every intake lies before the day of the check.
    IntakesPast {
        /// The last one.
        last: Date,
        /// The day of the check.
        checked: Date,
    },
    /// Intakes every zero weeks.
    EveryZeroWeeks,
    /// A rule of months that comes to no day, or names it twice.
    NoYearlyDay,
    /// More hours of class a week than the load says.
    SessionsOverLoad {
        /// Minutes of class a week.
        class: u32,
        /// Hours a week that the load says.
        load: u32,
    },
    /// A class time of the week in which it opens lies before the day on which it opens.
    SessionBeforeIntake {
        /// The class time.
        session: Span,
        /// The day it opens.
        opens: Date,
    },
    /// More hours at a stretch than most riders have in the kinds of time that the part fits.
    SessionTooLong {
        /// Hours at a stretch.
        session: u32,
        /// The longest stretch among the kinds.
        longest: u32,
    },
    /// Two class times of one offer overlap.
    SessionsOverlap {
        /// One.
        one: Span,
        /// The other.
        other: Span,
    },

    /// A choice with fewer parts than it asks for.
    NeverMet,
    /// The least age is above the most.
    AgeUpsideDown,
    /// Nothing teaches the skill that far.
    LevelNeverTaught {
        /// The skill.
        skill: Id,
        /// The level needed.
        level: u32,
        /// The highest level anything teaches.
        highest: u32,
    },
    /// Nobody can ever start it.
    Unreachable {
        /// The part of its needs that cannot be met.
        need: Need,
    },
    /// Each needs the next, and the last needs the first.
    Circle {
        /// The activities in order.
        ids: Vec<Id>,
    },
    /// Nobody with less schooling can ever start it.
    ClosedBelow {
        /// The least schooling that opens it.
        education: Education,
    },
    /// A role that asks nobody how old they are.
    NoLeastAge,
    /// A class that costs money, is taken for a role, and leads to no certificate.
    ClassWithoutExam {
        /// The role.
        role: Id,
    },
    /// A credit for time served that leaves a shorter one for the same thing to be taken as well.
    CreditedTwice {
        /// The shorter one.
        other: Id,
    },
    /// A course for what comes after a role gives what the role asks for, without any time in it.
    StandsForPractice {
        /// The role.
        role: Id,
        /// The skill.
        skill: Id,
    },

    /// The scenario was written for another catalogue.
    OtherCatalogue {
        /// The one it names.
        theirs: String,
        /// This one.
        ours: String,
    },
    /// The scenario was written for another edition of the catalogue.
    OtherVersion {
        /// The one it names.
        theirs: String,
        /// This one.
        ours: String,
    },
    /// An id that has a new name.
    Renamed {
        /// The old one.
        from: Id,
        /// The new one.
        to: Id,
    },
    /// A stretch of days that ends before it begins.
    DatesUpsideDown {
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// The deadline lies before the start.
    DeadlinePast,
    /// No goal: there is nothing to plan.
    NoGoal,
    /// An answer to a question that nothing asks.
    UnknownQuestion {
        /// The question's id.
        fact: Id,
    },
    /// A pin on an offer that the activity does not have.
    UnknownOffer {
        /// The activity.
        activity: Id,
        /// The offer.
        offer: Id,
    },
    /// A pin at a pace that the offer does not allow.
    PinPace,
    /// A pin on a day that is no intake.
    PinDate {
        /// The day.
        date: Date,
    },
    /// A waiver of a need that the activity does not have.
    WaiverIdle,
    /// A course done gives skills that the rider's own list lacks.
    SkillsNotListed {
        /// The course.
        activity: Id,
        /// The skills with their levels.
        skills: Vec<(Id, u32)>,
    },
    /// A certificate obtained after the start.
    HeldFromFuture {
        /// The day it was obtained.
        on: Date,
    },

    /// The table lacks a column.
    NoColumn {
        /// The column.
        column: &'static str,
    },
    /// A column nobody reads.
    UnknownColumn {
        /// Its heading.
        heading: String,
    },
    /// A cell with something else than belongs there.
    WrongCell {
        /// What belongs there.
        wanted: Wanted,
        /// What stands there, shortened.
        found: String,
    },
    /// Something the catalogue did not have was added to it.
    Added {
        /// The list.
        list: List,
        /// Its id.
        id: Id,
    },
    /// A row of a table that is no course: sums, a note, a title.
    NoCourse {
        /// Its first words.
        found: String,
    },
    /// A long number that a spreadsheet program has shortened; its digits are lost.
    Shortened {
        /// What stands there.
        found: String,
    },
    /// An id that stood for something else.
    OtherName {
        /// The id.
        id: Id,
        /// What it stood for.
        name: String,
    },
    /// A remark that may hold a need and is not understood.
    RemarkUnread {
        /// What stands there.
        found: String,
    },
    /// A column whose empty cells were read as the one above: merged cells.
    FilledDown {
        /// Its heading.
        heading: String,
    },
    /// A row with another number of cells than there are columns: they may have moved sideways.
    Ragged {
        /// How many cells it has.
        cells: usize,
        /// How many columns have a heading.
        columns: usize,
    },
    /// A column with cells and no heading; nobody reads it.
    NoHeading {
        /// Its place, from 1.
        column: usize,
    },
    /// Something behind a closing quotation mark: rows may have been taken for one cell.
    StrayQuote,
    /// A quotation mark that is never closed.
    OpenQuote,
    /// The bytes are not UTF-8.
    WrongEncoding {
        /// They look like GB18030, as Chinese spreadsheet programs write it.
        gb18030: bool,
    },
    /// The table has no rows.
    EmptyTable,
}

impl Problem {
    /// A problem without a line yet.
    #[must_use]
    pub fn new(severity: Severity, path: impl Into<String>, kind: ProblemKind) -> Self {
        Self { severity, line: 0, path: path.into(), entry: Id::new(), kind }
    }
}
