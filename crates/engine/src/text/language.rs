//! Owns the list of sentence patterns that a language must have: one method a pattern.
//! Refuses to look anything up: names, dates and numbers come in ready.
//!
//! No method has a body here, so a language that lacks a sentence does not compile.

use qitu_model::{Date, Education, Place, PlanStatus};

/// What a headline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim<'a> {
    /// Being in a role.
    Role(&'a str),
    /// Having done a course.
    Course(&'a str),
    /// Holding a certificate.
    Certificate(&'a str),
    /// Anything else, as a phrase.
    Other(&'a str),
}

/// A side on which one plan differs from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The finish, in weeks.
    Weeks,
    /// The fee, in yuan.
    Fee,
    /// Hours of study in all.
    Hours,
    /// Hours in the busiest week.
    Peak,
}

/// One language: words for dates and numbers, and a sentence for every pattern.
pub trait Language {
    // Numbers and dates.
    /// A day.
    fn day(&self, date: Date) -> String;
    /// The month of a day.
    fn month(&self, date: Date) -> String;
    /// Money in whole yuan.
    fn money(&self, yuan: i64) -> String;
    /// So many weeks.
    fn weeks(&self, count: u64) -> String;
    /// So many hours.
    fn hours(&self, count: u64) -> String;
    /// So many months.
    fn months(&self, count: u64) -> String;
    /// All of these.
    fn and(&self, list: &[String]) -> String;
    /// One of these.
    fn or(&self, list: &[String]) -> String;
    /// Facts or sentences parts in a row.
    fn row(&self, list: &[String]) -> String;
    /// So many more, at the end of a list that was cut.
    fn others(&self, count: usize) -> String;

    // Needs, as phrases.
    /// Nothing is needed.
    fn nothing(&self) -> String;
    /// One of no parts: never.
    fn never(&self) -> String;
    /// So many of the parts.
    fn at_least(&self, count: u32, list: &[String]) -> String;
    /// A skill at a level.
    fn skill(&self, name: &str, level: u32) -> String;
    /// A course done.
    fn course(&self, name: &str) -> String;
    /// A certificate, held so many months.
    fn certificate(&self, name: &str, held_months: u32) -> String;
    /// A role held.
    fn role(&self, name: &str) -> String;
    /// Time served.
    fn tenure(&self, name: &str, months: u32) -> String;
    /// An age range.
    fn age(&self, min: Option<u32>, max: Option<u32>) -> String;
    /// Schooling completed.
    fn education(&self, step: Education) -> String;
    /// A question answered so that its fact holds; `answer` is "yes" where it is nothing else.
    fn fact(&self, ask: &str, answer: Option<&str>) -> String;

    // Causes.
    /// It is the goal, or part of it.
    fn is_goal(&self, need: &str) -> String;
    /// Another step needs it.
    fn is_for(&self, other: &str, need: &str) -> String;
    /// The rider pinned it.
    fn is_pinned(&self) -> String;
    /// It could not start before a day.
    fn waits(&self, from: Date, binding: &str) -> String;
    /// The plan cannot end before a day.
    fn ends_no_sooner(&self, from: Date, binding: &str) -> String;
    /// A link of the chain that sets the date.
    fn link(&self, step: &str, from: Date, to: Option<Date>) -> String;
    /// A need that cannot be met; `of` is the activity that has it, none = the goal.
    fn unreachable(&self, of: Option<&str>, need: &str) -> String;
    /// A question that decides; `of` as above.
    fn unanswered(&self, of: Option<&str>, need: &str) -> String;
    /// No offer of an activity fits.
    fn no_offer_fits(&self, activity: &str, bindings: &[String]) -> String;
    /// These facts together leave no plan.
    fn conflict(&self, facts: &[String]) -> String;

    // Bindings, as phrases.
    /// Another step meets the need at its end.
    fn after_step(&self, step: &str, need: &str) -> String;
    /// Time meets the need.
    fn after_time(&self, need: &str) -> String;
    /// The next intake.
    fn next_intake(&self, date: Date) -> String;
    /// Behind what is said of intakes: one lies before the plan's first Monday.
    fn too_early(&self, day: Date) -> String;
    /// No room in a week.
    fn full_week(&self, week: Date, slots: &str) -> String;
    /// Enough steps at once in a week.
    fn enough_at_once(&self, week: Date, at_once: u32) -> String;
    /// The limit of steps at once, as a fact.
    fn limit_at_once(&self, at_once: u32) -> String;
    /// Class times clash.
    fn clash(&self, other: &str) -> String;
    /// Nothing forces it.
    fn by_choice(&self) -> String;
    /// A pinned date.
    fn pin(&self, activity: &str) -> String;
    /// The rider's hours of a slot; none where the slot is not in the week.
    fn hours_of(&self, slots: &str, hours: u64) -> String;
    /// The budget.
    fn budget(&self, yuan: Option<i64>) -> String;
    /// The deadline.
    fn deadline(&self, date: Option<Date>) -> String;
    /// The horizon.
    fn horizon(&self) -> String;
    /// A place avoided.
    fn avoids_place(&self, place: Place) -> String;
    /// An activity avoided.
    fn avoids(&self, activity: &str) -> String;
    /// Class times outside the free times; none = any class.
    fn outside_free(&self, activity: Option<&str>) -> String;
    /// A need of an activity; none = the goal's.
    fn needs(&self, activity: Option<&str>, need: &str) -> String;
    /// A need that the rider has not said they meet.
    fn not_said(&self, need: &str) -> String;
    /// No week has any hours for study.
    fn no_hours(&self) -> String;
    /// No intake left.
    fn no_intake(&self, activity: &str) -> String;
    /// What nobody has said of an activity.
    fn not_told(&self, activity: &str, fields: &[&str]) -> String;

    // Reliefs, as labels of buttons.
    /// More hours in a slot.
    fn more_hours(&self, slot: &str, hours: u64) -> String;
    /// More money.
    fn more_budget(&self, yuan: i64) -> String;
    /// A later deadline.
    fn later_deadline(&self, date: Date) -> String;
    /// More steps at once.
    fn more_at_once(&self, at_once: u32) -> String;
    /// A place accepted.
    fn accept_place(&self, place: Place) -> String;
    /// An activity accepted.
    fn accept(&self, activity: &str) -> String;
    /// A question answered so that its fact holds, as a condition.
    fn answer_yes(&self, ask: &str, answer: Option<&str>) -> String;
    /// An age said.
    fn say_age(&self, age: u32) -> String;
    /// Schooling held.
    fn have_education(&self, step: Education) -> String;
    /// A certificate held.
    fn have_certificate(&self, name: &str) -> String;
    /// A skill held.
    fn have_skill(&self, name: &str, level: u32) -> String;
    /// A pin dropped.
    fn drop_pin(&self, activity: &str) -> String;
    /// Free times dropped.
    fn free_times(&self) -> String;
    /// A change and what it leads to.
    fn leads_to(&self, change: &str, effect: &str) -> String;

    // The answer.
    /// The aim is met already.
    fn already(&self, aim: Aim<'_>) -> String;
    /// The aim can be met in a month, at this cost.
    fn answer(&self, aim: Aim<'_>, at: Date, weeks: u64, peak: u64, fee: i64) -> String;
    /// At most so many weeks, yuan, hours away from the best.
    fn gap(&self, side: Side, most: u64) -> String;
    /// Not proven, yet its first number is as good as can be.
    fn no_gap(&self) -> String;
    /// There is no way.
    fn impossible(&self, aim: Aim<'_>) -> String;
    /// The search stopped before it knew.
    fn unknown(&self, aim: Aim<'_>) -> String;
    /// What is known of a plan, in a word or two.
    fn plan_status(&self, status: PlanStatus) -> &'static str;

    // Differences.
    /// A change of one side; positive is more or later.
    fn change(&self, side: Side, by: i64) -> String;
    /// Nothing changed.
    fn no_change(&self) -> String;
    /// There is a plan where there was none.
    fn now_possible(&self) -> String;
    /// A step that came.
    fn came(&self, activity: &str) -> String;
    /// A step that went.
    fn went(&self, activity: &str) -> String;
    /// A step that starts so many weeks later (earlier when negative).
    fn moved(&self, activity: &str, by: i64) -> String;
}
