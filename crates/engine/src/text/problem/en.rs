//! Owns the English words for problems in files.

use super::levels;
use crate::load::{List, ProblemKind, Wanted};
use crate::text::names::offer_field;
use qitu_model::Lang;
use qitu_model::{Education, Need};

/// What is wrong, and how to mend it.
pub(super) fn problem(kind: &ProblemKind) -> (String, String) {
    use ProblemKind as P;
    let (what, mend) = match kind {
        P::Broken => ("This is not JSON.".into(), "Look here for a missing comma, quote or bracket.".into()),
        P::WebPage => (
            "This is a web page and not the file: the site may not have the file, or may ask to sign in first.".into(),
            "Look at the address; opened, it should show text that begins with {.".into(),
        ),
        P::NoJson => (
            "This is not JSON, from its first letter on.".into(),
            "Open a table on the Studio screen first, and save it as a catalogue.".into(),
        ),
        P::CutOff => (
            "The file ends in the middle.".into(),
            "Copy it again; what was whole has been read.".into(),
        ),
        P::FormatMissing { wanted } => (
            "The file does not say its format.".into(),
            format!("Add \"format\": \"{wanted}\"."),
        ),
        P::FormatNewer { found, wanted } => (
            format!("The file is of a newer format, {found}; this program knows {wanted}."),
            "Use a newer program; what is understood has been read.".into(),
        ),
        P::FormatForeign { found, wanted } => (
            format!("The file says it is {found}, not {wanted}."),
            "Open the right file, or correct its format.".into(),
        ),
        P::WrongType { wanted, found } | P::WrongCell { wanted, found } => {
            (format!("\"{}\" stands here.", found.trim_matches('"')), format!("Write {}.", self::wanted(*wanted)))
        }
        P::UnknownField { field, near: Some(near) } => {
            (format!("Nobody reads a field \"{field}\"."), format!("Did you mean \"{near}\"?"))
        }
        P::UnknownField { field, near: None } => {
            (format!("Nobody reads a field \"{field}\"."), "Remove it.".into())
        }
        P::DuplicateField { field } => {
            (format!("\"{field}\" stands here twice; the first counts."), "Remove one.".into())
        }
        P::MissingField { field } => {
            (format!("\"{field}\" is missing."), "Add it.".into())
        }
        P::NeedUnclear => (
            "This need cannot be understood.".into(),
            "Each {…} says exactly one thing: all, any, at_least with of, skill, course, certificate, role, tenure with months, age, education or fact.".into(),
        ),
        P::TooDeep => (
            "Needs are nested more than 40 deep.".into(),
            "Say it more simply.".into(),
        ),
        P::LeftOut => (
            "This entry was left out because of its errors.".into(),
            "Mend them and it will be read.".into(),
        ),
        P::Unreadable { detail } => (format!("The file cannot be read: {detail}."), "Mend this place.".into()),
        P::More { counts } => (
            format!(
                "More than are listed here: errors {}, warnings {}, notices {}.",
                counts.errors, counts.warnings, counts.notices
            ),
            "Mend these first.".into(),
        ),
        P::TooLarge { most } => (
            format!("This is more than {} MB; it was not read.", most / 1_000_000),
            "Leave out what does not belong, or make several files of it.".into(),
        ),
        P::RepeatedPart => (
            "This part stands here twice; in a choice of several it counts twice.".into(),
            "Remove one, or correct the id.".into(),
        ),
        P::AsksForNone => (
            "This asks for none of its parts, so it always holds.".into(),
            "Write how many must hold, or remove it.".into(),
        ),
        P::AgeOpen => (
            "This range of ages has no end.".into(),
            "Add \"min\", \"max\" or both.".into(),
        ),
        P::Zero => (
            "Zero stands here, so it takes no time at all.".into(),
            "Write how much it takes, or remove it.".into(),
        ),
        P::MissingId => ("The id is missing.".into(), "Give it a short word of its own.".into()),
        P::DuplicateId { id } => (
            format!("The id \"{id}\" is taken; the first entry counts."),
            "Give one of them another id.".into(),
        ),
        P::UnknownId { list, id, near, elsewhere } => (
            format!("There is no {} \"{id}\".", self::list(*list)),
            match (near, elsewhere) {
                (Some(near), _) => format!("Did you mean \"{near}\"?"),
                (None, Some(other)) => format!("There is a {} of this id: name it as one.", self::list(*other)),
                (None, None) => "Add it, or correct the id.".into(),
            },
        ),
        P::TooManySlots { count } => {
            (format!("There are {count} kinds of free time."), "Keep at most six.".into())
        }
        P::MissingWords { lang } => (
            format!("The {} words are missing.", match lang { Lang::Zh => "Chinese", Lang::En => "English" }),
            "Add them.".into(),
        ),
        P::MissingSource => (
            "This claims to be more than an estimate, but names no source.".into(),
            "Name the source, or call it an estimate.".into(),
        ),
        P::MissingFact => (
            "Nobody says where these numbers come from.".into(),
            "Add a fact with status, source and date.".into(),
        ),
        P::MissingChecked => (
            "The catalogue does not say when it was last checked.".into(),
            "Add \"checked\" with the day.".into(),
        ),
        P::DateAfter { date, checked } => (
            format!("{date} is after {checked}, the day the catalogue was checked."),
            "Correct the date, or call it expected.".into(),
        ),
        P::OutOfRange { value, low, high } => {
            (format!("{value} is out of range."), format!("It may be {low} to {high}."))
        }
        P::WrongWord { word, words } => {
            (format!("\"{word}\" is not known here."), format!("Use one of: {}.", words.join(", ")))
        }
        P::PaceUpsideDown { min, max } => (
            format!("The least pace, {min}, is above the most, {max}."),
            "Swap them.".into(),
        ),
        P::ZeroPace => (
            "At zero hours a week it would never end.".into(),
            "Set the least pace to 1 or more.".into(),
        ),
        P::HoursWithoutFits => (
            "It takes hours but says no free time they fit.".into(),
            "Add \"fits\" with kinds of free time.".into(),
        ),
        P::HoursWithoutPace => (
            "It takes hours but says no pace.".into(),
            "Add \"pace\" with the least and most hours a week.".into(),
        ),
        P::PaceWithoutHours => (
            "It says a pace but not how many hours it takes.".into(),
            "Add \"hours\".".into(),
        ),
        P::BothForms => (
            "It is both a class of fixed weeks and self-paced.".into(),
            "Keep weeks and load, or hours, pace and fits; or make two offers of it.".into(),
        ),
        P::LoadWithoutSlots => (
            "It takes hours every week but says no free time they fit.".into(),
            "Add \"fits\" with kinds of free time.".into(),
        ),
        P::LoadWithoutWeeks => (
            "It takes hours every week, but no weeks, so nobody can take it.".into(),
            "Add \"weeks\", or remove the load.".into(),
        ),
        P::TooLong { weeks } => (
            format!("It takes {weeks} weeks; plans end after 520."),
            "Make it shorter.".into(),
        ),
        P::Unknown { fields } => {
            let said: Vec<&str> = fields.iter().map(|f| offer_field(Lang::En, *f)).collect();
            (
                format!("Not known: {}. Riders see it, and no plan takes it.", said.join(", ")),
                "Once it is known, write it and take it out of \"unknown\".".into(),
            )
        }
        P::NoIntake => (
            "Its list of intakes is empty, so it never starts.".into(),
            "Add dates, or remove the list if it may start in any week.".into(),
        ),
        P::IntakesPast { last, checked } => (
            format!("Its last intake, {last}, was over on {checked}."),
            "Add the next intakes.".into(),
        ),
        P::NoYearlyDay => (
            "It says in which months of every year it starts, but that comes to no day.".into(),
            "Give either \"day\" (one that the month has), or \"nth\" and \"weekday\" (such as first, mon).".into(),
        ),
        P::EveryZeroWeeks => (
            "It starts every zero weeks.".into(),
            "Set \"every_weeks\" to 1 or more.".into(),
        ),
        P::SessionsOverLoad { class, load } => (
            format!("It has {} of class a week, and \"load\" says {load} h.", clock(*class)),
            "Correct the class times, or let \"load\" say all of them; else plans take the time as free.".into(),
        ),
        P::SessionTooLong { session, longest } => (
            format!("It takes {session} h at a stretch, and the longest stretch in its kinds of time is {longest} h."),
            "Name a kind of time that is long enough in \"fits\", or shorten \"session\"; else most riders cannot fit it in.".into(),
        ),
        P::NoLink { url } => (
            format!("\"{url}\" is no address that can be opened; the page shows its title alone."),
            "Begin with https:// or http://, or with tel: for a telephone.".into(),
        ),
        P::NoContact { said } => (
            format!("\"{said}\" can be neither dialled nor opened; riders see it as words."),
            "Write a telephone number in digits, or an address that begins with https://.".into(),
        ),
        P::Gone { list, id, near } => (
            format!("The earlier edition has the {} \"{id}\", and this one does not.", self::list(*list)),
            match near {
                Some(near) => format!(
                    "Is it \"{near}\" now? Then write \"was\": [\"{id}\"] there, so that kept plans find it."
                ),
                None => "If it was renamed, write \"was\" in the new entry; if it was dropped, plans that name it will say so.".into(),
            },
        ),
        P::SessionBeforeIntake { session, opens } => (
            format!("It opens on {opens}, and its class {session} of that week is before."),
            "Let the intake be the day of the first class, or correct the class times.".into(),
        ),
        P::SessionsOverlap { one, other } => (
            format!("Its class times {one} and {other} overlap."),
            "Correct one of them.".into(),
        ),
        P::NeverMet => (
            "This asks for more parts than it lists, so nobody can meet it.".into(),
            "Add parts, or ask for fewer.".into(),
        ),
        P::AgeUpsideDown => (
            "The least age is above the most.".into(),
            "Swap them.".into(),
        ),
        P::LevelNeverTaught { skill, level, highest: 0 } => (
            format!("Nothing teaches \"{skill}\" (needed at level {level})."),
            "Let a course give it.".into(),
        ),
        P::LevelNeverTaught { skill, level, highest } => (
            format!("\"{skill}\" is needed at level {level}, but taught to level {highest} only."),
            "Let a course give the level, or ask for less.".into(),
        ),
        P::Unreachable { need } if *need == Need::default() => (
            "Nobody can ever start it: none of its offers can be taken.".into(),
            "Mend one of its offers.".into(),
        ),
        P::Unreachable { need } => (
            format!("Nobody can ever start it: {} cannot be met.", self::need(need)),
            "Let something give it, or drop the need.".into(),
        ),
        P::Circle { ids } => (
            format!("These need each other in a circle: {}.", around(ids)),
            "Drop one of the needs, or offer another way.".into(),
        ),
        P::ClosedBelow { education } => (
            format!("Nobody below {} can get there.", self::education(*education)),
            "Fine if it is meant; otherwise offer a way without it.".into(),
        ),
        P::NoLeastAge => (
            "This role names no least age, so that a child of 12 is planned into it.".into(),
            "Add an \"age\" to its needs; the law asks for 16 at least.".into(),
        ),
        P::ClassWithoutExam { role } => (
            format!("This class is paid for on the way to \"{role}\" and leads to no certificate."),
            "Add the certificate if there is an exam; otherwise leave it as it is.".into(),
        ),
        P::CreditedTwice { other } => (
            format!("It credits the same as \"{other}\", and who has served longer takes both."),
            format!("Let it give all that \"{other}\" gives, so that one is enough."),
        ),
        P::StandsForPractice { role, skill } => (
            format!("Who has never been \"{role}\" may take this course, and has the \"{skill}\" that the role asks for: a fee stands for practice."),
            format!("Ask for time as \"{role}\" first, or do not give \"{skill}\"."),
        ),
        P::OtherCatalogue { theirs, ours } => (
            format!("This was written for the catalogue \"{theirs}\"; this one is \"{ours}\"."),
            "Look at the plan with care.".into(),
        ),
        P::OtherVersion { theirs, ours } => (
            format!("This was written for edition {theirs}; this is {ours}."),
            "Plan again.".into(),
        ),
        P::Renamed { from, to } => (format!("\"{from}\" is called \"{to}\" now."), "Use the new id.".into()),
        P::DatesUpsideDown { from, to } => {
            (format!("It ends on {to}, before it begins on {from}."), "Swap the days.".into())
        }
        P::DeadlinePast => (
            "The deadline is before the start.".into(),
            "Choose a later one, or none.".into(),
        ),
        P::NoGoal => ("There is no goal.".into(), "Add \"goal\": {\"role\": \"…\"}.".into()),
        P::UnknownQuestion { fact } => {
            (format!("Nothing asks the question \"{fact}\"."), "Remove the answer.".into())
        }
        P::UnknownOffer { activity, offer } => {
            (format!("\"{activity}\" has no offer \"{offer}\"."), "Correct it or remove it.".into())
        }
        P::PinPace => (
            "The offer does not allow this pace.".into(),
            "Choose a pace within its range.".into(),
        ),
        P::PinDate { date } => (
            format!("It does not start in the week of {date}."),
            "Choose a week in which it starts, from the start of the plan on.".into(),
        ),
        P::WaiverIdle => (
            "The activity has no such need, so nothing is waived.".into(),
            "Write the need as it stands in the catalogue, or remove the waiver.".into(),
        ),
        P::SkillsNotListed { activity, skills } => (
            format!("\"{activity}\" gives what skills does not list: {}. It counts.", levels(skills, ", ")),
            "Nothing has to change; add them to skills if you like.".into(),
        ),
        P::HeldFromFuture { on } => {
            (format!("{on} is after the start."), "Correct the day it was obtained.".into())
        }
        P::NoColumn { column } => (
            format!("There is no column for the {column}."),
            format!("Add a column headed \"{column}\"."),
        ),
        P::UnknownColumn { heading } => {
            (format!("Nobody reads the column \"{heading}\"."), "Rename it, or leave it.".into())
        }
        P::RemarkUnread { found } => (
            format!("The remark \"{found}\" was not read."),
            "If it is a need, write it into the column of needs; otherwise leave it.".into(),
        ),
        P::FilledDown { heading } => (
            format!(
                "Empty cells of \"{heading}\" were read as the one above: it looks like merged cells."
            ),
            "If not so, fill each cell.".into(),
        ),
        P::Added { list, id } => (
            format!("The {} \"{id}\" is new and was added.", self::list(*list)),
            "Correct the word if it is meant to be one you have.".into(),
        ),
        P::NoCourse { found } => (
            format!("The row that begins \"{found}\" is no course and was left out."),
            "Sums, notes and titles are not read; if it is a course, change its name.".into(),
        ),
        P::Shortened { found } => (
            format!("\"{found}\" is a long number that a spreadsheet program has shortened; its digits are lost."),
            "Make the column text and write the number again; until then the course is known by its name.".into(),
        ),
        P::OtherName { id, name } => (
            format!("The id \"{id}\" was \"{name}\", and has another name here."),
            "Leave it if the course was renamed; if it is another course, give it an id of its own.".into(),
        ),
        P::Ragged { cells, columns } => (
            format!(
                "This row has {cells} cells and the table {columns} columns: they may have moved, and the row was left out."
            ),
            "Look for a comma without quotation marks in a name or a fee, or a full-width comma between cells.".into(),
        ),
        P::NoHeading { column } => (
            format!("Column {column} has cells and no heading; it was not read."),
            "Give it a heading, or leave it as it is if it is not needed.".into(),
        ),
        P::StrayQuote => (
            "Something stands behind a closing quotation mark: cells or rows may have been taken for one cell.".into(),
            "Look at the quotation marks of this cell: inside a cell each is written twice.".into(),
        ),
        P::OpenQuote => (
            "A quotation mark is never closed.".into(),
            "Close it; the rest of the table was taken for one cell.".into(),
        ),
        P::WrongEncoding { gb18030: true } => (
            "The file is not UTF-8; it looks like GB18030 (GBK), as Chinese spreadsheet programs write CSV.".into(),
            "Save it again as \"CSV UTF-8\".".into(),
        ),
        P::WrongEncoding { gb18030: false } => {
            ("This is no text, or it is not UTF-8.".into(), "If it is a spreadsheet, save it as \"CSV UTF-8\" and open that, or copy its cells.".into())
        }
        P::EmptyTable => ("The table has no rows.".into(), "Put headings in the first row and one course in each row below.".into()),
    };
    (what, mend)
}

/// 90 minutes are 1 h 30 min.
fn clock(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

fn list(list: List) -> &'static str {
    match list {
        List::Slot => "kind of free time",
        List::Source => "source",
        List::Module => "module",
        List::Tier => "tier",
        List::Track => "track",
        List::Skill => "skill",
        List::Course => "course",
        List::Certificate => "certificate",
        List::Role => "role",
        List::Activity => "course, certificate or role",
    }
}

fn wanted(wanted: Wanted) -> String {
    match wanted {
        Wanted::Number => "a whole number, such as 12".into(),
        Wanted::Yuan => "whole yuan, such as 300".into(),
        Wanted::YesNo => "true or false".into(),
        Wanted::Date => "a day that exists, such as 2026-11-23".into(),
        Wanted::Time => "a class time, such as sat 09:00-13:00".into(),
        Wanted::Word(words) => format!("one of: {}", words.join(", ")),
        Wanted::String => "words in quotes".into(),
        Wanted::TwoLanguages => "{\"zh\": \"…\", \"en\": \"…\"}".into(),
        Wanted::Need => "a need, such as {\"course\": \"c01\"}".into(),
        Wanted::Object => "something in {…}".into(),
        Wanted::List => "a list in […]".into(),
        Wanted::Intakes => {
            "a list of days, {\"every_weeks\": 4, \"from\": \"2026-12-07\"} or {\"months\": [3, 9], \"nth\": \"first\", \"weekday\": \"mon\"}".into()
        }
    }
}

fn need(need: &Need) -> String {
    match need {
        Need::Skill { skill, level } => format!("skill \"{skill}\" at level {level}"),
        Need::Course { course } => format!("course \"{course}\""),
        Need::Certificate { certificate, .. } => format!("certificate \"{certificate}\""),
        Need::Role { role } => format!("role \"{role}\""),
        Need::Tenure { tenure, months } => format!("{months} months as \"{tenure}\""),
        Need::Education { education } => self::education(*education).into(),
        Need::Age { .. } => "an age range without ages".into(),
        Need::Fact { fact, .. } => format!("the answer \"{fact}\""),
        Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } => "a part of its needs".into(),
    }
}

fn education(education: Education) -> &'static str {
    match education {
        Education::None => "any schooling",
        Education::Junior => "junior secondary school",
        Education::Senior => "senior secondary school",
        Education::College => "college (大专)",
        Education::Bachelor => "a bachelor's degree",
    }
}

fn around(ids: &[String]) -> String {
    let again = ids.first().into_iter();
    ids.iter().chain(again).map(String::as_str).collect::<Vec<_>>().join(" → ")
}
