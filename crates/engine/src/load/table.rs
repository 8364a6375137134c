//! Owns tables of courses: rows of a spreadsheet → courses, with problems by row and column.
//! Refuses other encodings than `encoding` reads, and files of spreadsheet programs themselves.
//!
//! The first row names the columns, in Chinese or in English, in any order. Modules and skills
//! that the catalogue does not have yet are added, so that an academy can begin with its list
//! of courses and nothing else. What a row needs is never dropped: a prerequisite nobody knows
//! stays, and the check of the catalogue tells it.

mod answer;
mod cell;
mod column;
mod difference;
mod grammar;
mod head;
mod line;
mod need;
mod offer;
mod question;
mod row;
mod times;

use super::grid::{self, Grid, Row};
use super::near::Guesses;
use super::problem::{Counts, List, Problem, ProblemKind, Severity, Wanted};
use super::sieve::shorten;
pub use answer::{Answer, give};
use column::Column;
pub use column::headings;
pub use difference::Difference;
pub use grammar::Grammar;
pub use head::columns_known;
pub use line::{Line, lines_answered};
use qitu_model::{
    Activity, Catalogue, Fact, Format, Gives, Group, Id, Need, Offer, OfferField, Skill, Text,
};
pub use question::Question;
use std::collections::{BTreeMap, BTreeSet};

/// What a table holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Its courses.
    pub courses: Vec<Activity>,
    /// Modules that the catalogue does not have.
    pub modules: Vec<Group>,
    /// Skills that the catalogue does not have.
    pub skills: Vec<Skill>,
    /// What is wrong with it; the path names row and column: `[12].fee`.
    pub problems: Vec<Problem>,
    /// The same, once for all cells alike, with none left uncounted.
    pub questions: Vec<Question>,
    /// How its words for needs were understood, once for all cells alike.
    pub understood: Vec<Understood>,
}

/// How a cell of words was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The heading of its column.
    pub column: String,
    /// Its words; of remarks those that hold a need.
    pub cell: String,
    /// What they say.
    pub need: Need,
    /// Every line they stand in, from the top.
    pub lines: Vec<u32>,
}

impl Imported {
    /// Puts the courses into a catalogue; one with the same id is replaced.
    pub fn add_to(self, catalogue: &mut Catalogue) {
        let modules: BTreeSet<Id> = catalogue.modules.iter().map(|m| m.id.clone()).collect();
        let skills: BTreeSet<Id> = catalogue.skills.iter().map(|s| s.id.clone()).collect();
        catalogue.modules.extend(self.modules.into_iter().filter(|m| !modules.contains(&m.id)));
        catalogue.skills.extend(self.skills.into_iter().filter(|s| !skills.contains(&s.id)));
        let places: BTreeMap<Id, usize> =
            catalogue.courses.iter().enumerate().map(|(at, c)| (c.id.clone(), at)).collect();
        for course in self.courses {
            match places.get(&course.id).and_then(|at| catalogue.courses.get_mut(*at)) {
                Some(place) => *place = course,
                None => catalogue.courses.push(course),
            }
        }
    }
}

/// Reads a table of courses for a catalogue.
#[must_use]
pub fn courses(catalogue: &Catalogue, text: &str) -> Imported {
    courses_answered(catalogue, text, &[])
}

/// Reads a table of courses again, with answers to what was asked about it.
#[must_use]
pub fn courses_answered(catalogue: &Catalogue, text: &str, answers: &[Answer]) -> Imported {
    let mut reader = Reader::new(catalogue, answers);
    if let Some(problem) = super::too_large(text.len()) {
        reader.imported.problems.push(problem);
        return reader.imported;
    }
    let grid = grid::read(super::bare(text));
    reader.table(grid);
    reader.imported
}

struct Reader<'c> {
    columns: BTreeMap<Column, (usize, String)>,
    /// Columns up to the last heading, and cells that the row of headings has.
    width: (usize, usize),
    separator: char,
    /// The cells are certain, as those of a spreadsheet are: none can have moved.
    is_sheet: bool,
    slots: BTreeMap<String, Id>,
    all_slots: Vec<Id>,
    modules: BTreeMap<String, Id>,
    tiers: BTreeMap<String, Id>,
    grammar: Grammar,
    /// Each id, and the last number that was put behind it.
    taken: BTreeMap<Id, u32>,
    known: &'c Catalogue,
    answers: &'c [Answer],
    understood: BTreeMap<(Column, String), (Need, Vec<u32>)>,
    /// Slips that are still looked for.
    guesses: Guesses,
    imported: Imported,
    row: usize,
    entry: Id,
}

/// Ids by id and by name, in either language.
fn by_name<'a>(entries: impl Iterator<Item = (&'a Id, &'a Text)>) -> BTreeMap<String, Id> {
    let mut names = BTreeMap::new();
    for (id, name) in entries {
        for word in [id, &name.zh, &name.en] {
            if !word.trim().is_empty() {
                names.entry(cell::folded(word)).or_insert_with(|| id.clone());
            }
        }
    }
    names
}

impl<'c> Reader<'c> {
    fn new(known: &'c Catalogue, answers: &'c [Answer]) -> Self {
        let mut slots = by_name(known.slots.iter().map(|s| (&s.id, &s.name)));
        for (id, name) in
            [("gap", "碎片时间"), ("evening", "晚间"), ("rest_day", "休息日"), ("released", "脱产")]
        {
            if known.slot_ids().contains(&id) {
                slots.entry(id.to_owned()).or_insert_with(|| id.to_owned());
                slots.entry(name.to_owned()).or_insert_with(|| id.to_owned());
            }
        }
        Self {
            columns: BTreeMap::new(),
            width: (0, 0),
            separator: ',',
            is_sheet: false,
            slots,
            all_slots: known.slot_ids().into_iter().map(Id::from).collect(),
            modules: by_name(known.modules.iter().map(|g| (&g.id, &g.name))),
            tiers: by_name(known.tiers.iter().map(|g| (&g.id, &g.name))),
            grammar: Grammar::of(known),
            taken: BTreeMap::new(),
            known,
            answers,
            understood: BTreeMap::new(),
            guesses: Guesses::new(),
            imported: Imported::default(),
            row: 1,
            entry: Id::new(),
        }
    }

    /// Reads the whole table.
    fn table(&mut self, grid: Grid) {
        let Grid { rows, is_open, separator } = grid;
        self.separator = separator;
        let mut rows = rows.into_iter();
        let (at, deep) = head::head_at(rows.as_slice());
        for (above, title) in rows.by_ref().take(at).enumerate() {
            self.no_course(above + 1, &title);
        }
        let Some(head) = head::joined(rows.by_ref().take(deep).collect()) else {
            self.tell(Severity::Error, 1, "", ProblemKind::EmptyTable);
            return;
        };
        let at = at + deep - 1;
        self.head(at + 1, &head);
        let mut rows: Vec<Row> = rows.collect();
        self.fill_down(at + 1, &head, &mut rows);
        self.without_errors(at + 1, &mut rows);
        self.without_heading(at + 1, &head, &rows);
        if rows.is_empty() {
            self.tell(Severity::Error, 1, "", ProblemKind::EmptyTable);
        }
        if is_open {
            let line = rows.last().map_or(1, |row| row.line);
            self.tell(Severity::Error, line, "", ProblemKind::OpenQuote);
        }
        // Names first: a row may need a course that stands further down.
        let named = rows.into_iter().enumerate().map(|(below, row)| (at + 2 + below, row));
        let named: Vec<_> = named.filter_map(|(at, row)| self.name(at, row)).collect();
        for (at, row, id) in &named {
            self.course(*at, row, id);
        }
        let problems = &self.imported.problems;
        let shape = |heading: &str, found: &str| self.shape(heading, found);
        self.imported.questions = question::questions(problems, &shape);
        self.tell_understood();
        super::finish(&mut self.imported.problems, Counts::default());
    }

    fn tell(&mut self, severity: Severity, line: u32, path: &str, kind: ProblemKind) {
        let entry = self.entry.clone();
        let problem = Problem::new(severity, path, kind);
        self.imported.problems.push(Problem { line, entry, ..problem });
    }

    fn head(&mut self, at_row: usize, head: &Row) {
        let last = head.cells.iter().rposition(|heading| !heading.trim().is_empty());
        self.width = (last.map_or(0, |last| last + 1), head.cells.len());
        for (at, heading) in head.cells.iter().enumerate() {
            let heading = heading.trim();
            let short = shorten(heading);
            let answer = self.answers.iter().find(|a| a.column == short && a.found == short);
            let column = match answer {
                Some(Answer { means: None, .. }) => continue,
                Some(Answer { means: Some(words), .. }) => Column::of(words),
                None => Column::of(heading),
            };
            match column {
                Some(column) if !self.columns.contains_key(&column) => {
                    self.columns.insert(column, (at, shorten(heading)));
                }
                _ if heading.is_empty() => {}
                _ => {
                    let heading = shorten(heading);
                    let path = format!("[{at_row}].{heading}");
                    let kind = ProblemKind::UnknownColumn { heading };
                    self.tell(Severity::Notice, head.line, &path, kind);
                }
            }
        }
        if !self.columns.contains_key(&Column::Name) && !self.columns.contains_key(&Column::English)
        {
            let kind = ProblemKind::NoColumn { column: "name" };
            self.tell(Severity::Error, head.line, &format!("[{at_row}]"), kind);
        }
    }

    fn cell<'r>(&self, row: &'r Row, column: Column) -> &'r str
    where
        'c: 'r,
    {
        let at = self.columns.get(&column).map(|(at, _)| *at);
        let cell = at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim());
        let answer = if column.is_one_value() { self.answer(column, cell) } else { None };
        match answer.and_then(|answer| answer.means.as_deref()) {
            Some(means) => means.trim(),
            None if cell::says_nothing(cell) => "",
            None => cell,
        }
    }

    /// What was answered about the cells of a column that say this.
    fn answer(&self, column: Column, found: &str) -> Option<&'c Answer> {
        if self.answers.is_empty() {
            return None;
        }
        let (_, heading) = self.columns.get(&column)?;
        let found = shorten(found);
        self.answers.iter().find(|answer| answer.column == *heading && answer.found == found)
    }

    /// The shape of a number whose meaning one answer makes sure, in the column of this heading.
    fn shape(&self, heading: &str, found: &str) -> Option<String> {
        let column = self.columns.iter().find(|(_, (_, own))| own == heading)?.0;
        let shape = match column {
            Column::Hours => cell::days(found),
            Column::Fee => cell::own_share(found),
            _ => None,
        };
        shape.map(|shape| shape.words)
    }

    /// A problem in a cell.
    fn wrong(&mut self, row: &Row, column: Column, severity: Severity, kind: ProblemKind) {
        let heading = self.columns.get(&column).map_or("", |(_, heading)| heading.as_str());
        let path = format!("[{}].{heading}", self.row);
        self.tell(severity, row.line, &path, kind);
    }

    fn not(&mut self, row: &Row, column: Column, wanted: Wanted) {
        let found = self.cell(row, column);
        // What stays unknown by an answer is not asked about again.
        if self.answer(column, found).is_some_and(|answer| answer.means.is_none()) {
            return;
        }
        let kind = ProblemKind::WrongCell { wanted, found: shorten(found) };
        self.wrong(row, column, Severity::Error, kind);
    }

    /// Gives a row its id; a row without a name is left out.
    fn name(&mut self, at: usize, row: Row) -> Option<(usize, Row, Id)> {
        self.row = at;
        let (zh, en) = (self.cell(&row, Column::Name), self.cell(&row, Column::English));
        let mut words = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let is_head = Column::of(zh) == Some(Column::Name) && Column::of(en) != Some(Column::Name);
        // The headings may stand again at the top of each page.
        let is_head =
            is_head && words.clone().filter(|word| Column::of(word).is_some()).count() > 1;
        if is_head || cell::is_no_course(zh) || words.next().is_some_and(cell::is_no_course) {
            self.no_course(at, &row);
            return None;
        }
        if self.has_moved(at, &row) {
            return None;
        }
        if zh.is_empty() && en.is_empty() {
            let column = if self.columns.contains_key(&Column::Name) {
                Column::Name
            } else {
                Column::English
            };
            let kind = ProblemKind::MissingField { field: "name" };
            self.wrong(&row, column, Severity::Error, kind);
            return None;
        }
        let mut said = self.cell(&row, Column::Id);
        if cell::is_shortened(said) {
            let kind = ProblemKind::Shortened { found: shorten(said) };
            self.wrong(&row, Column::Id, Severity::Error, kind);
            said = "";
        }
        let wanted = if said.is_empty() { self.id_by_name(zh, en) } else { said.to_owned() };
        let mut id = wanted.clone();
        while self.taken.contains_key(&id) {
            let again = self.taken.entry(wanted.clone()).or_insert(1);
            *again += 1;
            id = format!("{wanted}-{again}");
        }
        if id != wanted && !said.is_empty() {
            let kind = ProblemKind::DuplicateId { id: shorten(&wanted) };
            self.wrong(&row, Column::Id, Severity::Error, kind);
        }
        let before = self.known.courses.iter().find(|course| course.id == id);
        let renamed = before
            .filter(|course| !zh.is_empty() && cell::folded(&course.name.zh) != cell::folded(zh));
        if let Some(course) = renamed {
            let kind = ProblemKind::OtherName { id: shorten(&id), name: shorten(&course.name.zh) };
            self.wrong(&row, Column::Name, Severity::Warning, kind);
        }
        self.taken.insert(id.clone(), 1);
        let name = Text { zh: zh.to_owned(), en: en.to_owned() };
        self.grammar.name_course(&id, name);
        Some((at, row, id))
    }

    /// The id of a course of that name in the catalogue, or else one made of the name.
    fn id_by_name(&self, zh: &str, en: &str) -> Id {
        let own = |course: &&Activity| {
            let same =
                |own: &str, said: &str| !said.is_empty() && cell::folded(own) == cell::folded(said);
            same(&course.name.zh, zh) || zh.is_empty() && same(&course.name.en, en)
        };
        match self.known.courses.iter().find(own) {
            Some(course) => course.id.clone(),
            None => cell::id(if en.is_empty() { zh } else { en }),
        }
    }

    fn course(&mut self, at: usize, row: &Row, id: &Id) {
        (self.row, self.entry) = (at, id.clone());
        let text = |zh: &str, en: &str| Text { zh: zh.to_owned(), en: en.to_owned() };
        let about = self.cell(row, Column::About);
        let mut course = Activity {
            id: id.clone(),
            name: text(self.cell(row, Column::Name), self.cell(row, Column::English)),
            about: (!about.is_empty()).then(|| text(about, "")),
            module: self.module(row),
            tier: self.tier(row),
            format: self.format(row),
            needs: self.needs(row),
            gives: self.gives(row),
            ..Activity::default()
        };
        let offer = self.offer(row);
        if !offer.is_known() {
            let kind = ProblemKind::Unknown { fields: offer.unknown.clone() };
            self.tell(Severity::Notice, row.line, &format!("[{at}]"), kind);
        }
        let said = [
            ("fee", offer.fee.0 > 0),
            ("hours", offer.knows(OfferField::Hours)),
            ("intakes", offer.intakes.is_some()),
        ];
        let said = said.into_iter().filter(|(_, said)| *said);
        course.facts = said.map(|(field, _)| (field.to_owned(), Fact::default())).collect();
        let id = if offer.hours.is_some() { "self-paced" } else { "class" }.to_owned();
        course.offers.push(Offer { id, ..offer });
        self.imported.courses.push(course);
        self.entry.clear();
    }

    fn module(&mut self, row: &Row) -> Option<Id> {
        let word = self.cell(row, Column::Module);
        if word.is_empty() {
            return None;
        }
        if let Some(id) = self.modules.get(&cell::folded(word)) {
            return Some(id.clone());
        }
        let id = cell::id(word);
        let name = Text { zh: word.to_owned(), en: word.to_owned() };
        self.imported.modules.push(Group { id: id.clone(), name, about: None });
        self.modules.insert(cell::folded(word), id.clone());
        let kind = ProblemKind::Added { list: List::Module, id: id.clone() };
        self.wrong(row, Column::Module, Severity::Notice, kind);
        Some(id)
    }

    fn tier(&mut self, row: &Row) -> Option<Id> {
        let word = self.cell(row, Column::Tier);
        if word.is_empty() {
            return None;
        }
        let (word, is_ignored) = match self.answer(Column::Tier, word) {
            Some(answer) => (answer.means.as_deref().unwrap_or(word), answer.means.is_none()),
            None => (word, false),
        };
        let found = self.tiers.get(&cell::folded(word)).cloned();
        if found.is_none() && !is_ignored {
            let tiers = self.known.tiers.iter().map(|t| t.id.as_str());
            let near = self.guesses.near(word, tiers).map(Id::from);
            let id = shorten(word);
            let kind = ProblemKind::UnknownId { list: List::Tier, id, near, elsewhere: None };
            self.wrong(row, Column::Tier, Severity::Warning, kind);
        }
        found
    }

    fn format(&mut self, row: &Row) -> Option<Format> {
        match cell::folded(self.cell(row, Column::Format)).as_str() {
            "" => None,
            "short" | "短期" | "短训" => Some(Format::Short),
            "long" | "长期" | "长训" => Some(Format::Long),
            "enterprise" | "企业定向" | "企业" | "定向" => Some(Format::Enterprise),
            _ => {
                self.not(row, Column::Format, Wanted::Word(&["short", "long", "enterprise"]));
                None
            }
        }
    }

    fn skill(&mut self, row: &Row, column: Column, word: &str) -> Id {
        let answer = self.answer(column, word);
        let word = answer.and_then(|answer| answer.means.as_deref()).unwrap_or(word);
        if let Some(id) = self.grammar.skill(word) {
            return id.clone();
        }
        let id = cell::id(word);
        let skills = self.known.skills.iter().map(|s| s.id.as_str());
        // It is no slip where its owner has been asked.
        let near = if answer.is_some() { None } else { self.guesses.near(word, skills) };
        if let Some(near) = near.map(Id::from) {
            let (id, near) = (shorten(word), Some(near));
            let kind = ProblemKind::UnknownId { list: List::Skill, id, near, elsewhere: None };
            self.wrong(row, column, Severity::Warning, kind);
        } else {
            let kind = ProblemKind::Added { list: List::Skill, id: id.clone() };
            self.wrong(row, column, Severity::Notice, kind);
        }
        let name = Text { zh: word.to_owned(), en: word.to_owned() };
        self.imported.skills.push(Skill { id: id.clone(), name, ..Skill::default() });
        self.grammar.name_skill(&id, word);
        id
    }

    fn tell_understood(&mut self) {
        let understood = std::mem::take(&mut self.understood);
        let all = understood.into_iter().map(|((column, cell), (need, lines))| {
            let column = self.columns.get(&column).map_or("", |(_, heading)| heading.as_str());
            Understood { column: column.to_owned(), cell, need, lines }
        });
        self.imported.understood = all.collect();
    }

    fn gives(&mut self, row: &Row) -> Gives {
        let mut gives = Gives::default();
        for word in cell::list(self.cell(row, Column::Teaches)) {
            let (name, level) = cell::leveled(&word);
            let skill = self.skill(row, Column::Teaches, name);
            gives.skills.insert(skill, level.unwrap_or(1));
        }
        gives
    }
}
