//! Owns what a catalogue must be beyond its shape: ids that exist, words in both languages,
//! numbers in range with a source, needs that can be met.
//! Refuses offers and reachability, which have files of their own.

use super::index::Index;
use super::problem::{List, Problem, ProblemKind, Severity};
use super::report::{Check, places};
use super::sound::{self, LEVELS, MOST_SLOTS, OLDEST, STRETCH, VALID_MONTHS, Verdict};
use super::{offer, reach, sense};
use qitu_model::{Activity, Catalogue, Contact, Date, Fact, Intakes, Kind, Need, Offer, Status};
use qitu_model::{Lang, Text, dial, is_link, is_secure};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

static CERTIFICATE_KINDS: &[&str] =
    &["skill_level", "special_ability", "licence", "permit", "diploma"];
/// Riders in one class; more is a slip of the pen.
const RIDERS: RangeInclusive<i64> = 1..=10_000;
static TONES: &[&str] = &["good", "mixed", "bad"];

/// Everything wrong with a catalogue, whoever made it; lines are 0, for there is no file.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<Problem> {
    judge(catalogue).0
}

/// Everything wrong with a catalogue, and what of each activity may be planned with.
pub(super) fn judge(catalogue: &Catalogue) -> (Vec<Problem>, Vec<Verdict>) {
    let index = Index::of(catalogue);
    let mut check = Check::new(&index, catalogue.checked);
    check.head(catalogue);
    check.lists(catalogue);
    let mut verdicts = Vec::new();
    for ((kind, place, activity), kept) in places(catalogue).zip(sound::kept(catalogue)) {
        check.report.begin(place, &activity.id);
        check.activity(kind, activity);
        let mut seen = BTreeSet::new();
        let mut offers = Vec::with_capacity(activity.offers.len());
        for (at, one) in activity.offers.iter().enumerate() {
            let possible = check.offer(at, one);
            offers.push(seen.insert(one.id.as_str()) && possible);
        }
        verdicts.push(Verdict { kept, offers });
    }
    check.questions();
    let mut problems = check.report.problems;
    problems.extend(reach::check(catalogue, &verdicts));
    let notices = sense::check(catalogue, &index, &verdicts, &problems);
    problems.extend(notices);
    (problems, verdicts)
}

impl<'c> Check<'_, 'c> {
    fn head(&mut self, catalogue: &Catalogue) {
        if catalogue.id.is_empty() {
            self.report.warning("id", ProblemKind::MissingId);
        }
        if catalogue.checked.is_none() {
            self.report.notice("checked", ProblemKind::MissingChecked);
        }
        self.words("title", &catalogue.title);
        self.link("home", catalogue.home.as_ref());
        for (field, answers) in
            [("answer_yes", &catalogue.answer_yes), ("answer_no", &catalogue.answer_no)]
        {
            for (fact, words) in answers {
                self.words(&format!("{field}.{fact}"), words);
            }
        }
        let count = catalogue.slots.len();
        if count > MOST_SLOTS {
            self.report.error("slots", ProblemKind::TooManySlots { count });
        }
    }

    fn link(&mut self, below: &str, url: Option<&String>) {
        if let Some(url) = url.filter(|url| !is_link(url)) {
            let url = super::sieve::shorten(url);
            self.report.warning(below, ProblemKind::NoLink { url });
        }
    }

    fn lists(&mut self, catalogue: &Catalogue) {
        let groups = [
            ("modules", &catalogue.modules),
            ("tiers", &catalogue.tiers),
            ("tracks", &catalogue.tracks),
        ];
        for (list, groups) in groups {
            let mut seen = BTreeSet::new();
            for (at, group) in groups.iter().enumerate() {
                self.begin(format!("{list}[{at}]"), &group.id, &mut seen);
                self.words(".name", &group.name);
            }
        }
        let mut seen = BTreeSet::new();
        for (at, slot) in catalogue.slots.iter().enumerate() {
            self.begin(format!("slots[{at}]"), &slot.id, &mut seen);
            self.words(".name", &slot.name);
            let stretch = slot.stretch.map_or(0, |hours| i64::from(hours.0));
            self.report.range(".stretch", stretch, *STRETCH.start(), *STRETCH.end());
        }
        let mut seen = BTreeSet::new();
        for (at, source) in catalogue.sources.iter().enumerate() {
            self.begin(format!("sources[{at}]"), &source.id, &mut seen);
            self.words(".title", &source.title);
            self.not_after_check(".date", source.date);
            self.in_order(".by", source.date, source.by);
            self.link(".url", source.url.as_ref());
        }
        let mut seen = BTreeSet::new();
        for (at, skill) in catalogue.skills.iter().enumerate() {
            self.begin(format!("skills[{at}]"), &skill.id, &mut seen);
            self.words(".name", &skill.name);
            self.known(".module", List::Module, skill.module.as_deref());
            for (level, words) in &skill.levels {
                self.words(&format!(".levels.{level}"), words);
            }
        }
        let mut seen = BTreeSet::new();
        for (_, place, activity) in places(catalogue) {
            self.begin(place, &activity.id, &mut seen);
            let mut offers = BTreeSet::new();
            for (at, one) in activity.offers.iter().enumerate() {
                let below = format!(".offers[{at}].id");
                if !offers.insert(one.id.as_str()) {
                    self.report.error(&below, ProblemKind::DuplicateId { id: one.id.clone() });
                } else if one.id.is_empty() && !says_nothing(one) {
                    self.report.warning(&below, ProblemKind::MissingId);
                }
            }
        }
        for (_, place, activity) in places(catalogue) {
            self.report.begin(place, &activity.id);
            for (at, was) in activity.was.iter().enumerate() {
                if !seen.insert(was) {
                    let kind = ProblemKind::DuplicateId { id: was.clone() };
                    self.report.error(&format!(".was[{at}]"), kind);
                }
            }
        }
    }

    fn begin<'s>(&mut self, place: String, id: &'s str, seen: &mut BTreeSet<&'s str>) {
        self.report.begin(place, id);
        if id.is_empty() {
            self.report.error(".id", ProblemKind::MissingId);
        } else if !seen.insert(id) {
            self.report.error(".id", ProblemKind::DuplicateId { id: id.to_owned() });
        }
    }

    fn activity(&mut self, kind: Kind, activity: &Activity) {
        self.words(".name", &activity.name);
        for (field, words) in
            [("about", &activity.about), ("issuer", &activity.issuer), ("day", &activity.day)]
        {
            if let Some(words) = words {
                self.words(&format!(".{field}"), words);
            }
        }
        self.known(".module", List::Module, activity.module.as_deref());
        self.known(".tier", List::Tier, activity.tier.as_deref());
        self.known(".track", List::Track, activity.track.as_deref());
        self.need(".needs", &activity.needs);
        for (skill, level) in &activity.gives.skills {
            let below = format!(".gives.skills.{skill}");
            self.known(&below, List::Skill, Some(skill));
            self.report.range(&below, i64::from(*level), *LEVELS.start(), *LEVELS.end());
        }
        for (at, id) in activity.gives.certificates.iter().enumerate() {
            self.known(&format!(".gives.certificates[{at}]"), List::Certificate, Some(id));
        }
        self.facts(".facts", &activity.facts);
        self.contact(".contact", activity.contact.as_deref());
        self.vouched(activity);
        self.priced(activity);
        match kind {
            Kind::Course => {}
            Kind::Certificate => self.certificate(activity),
            Kind::Role => self.role(activity),
        }
    }

    fn certificate(&mut self, activity: &Activity) {
        if let Some(kind) = &activity.kind {
            self.word(".kind", kind, CERTIFICATE_KINDS);
        }
        if let Some(rank) = activity.rank {
            self.report.range(".rank", i64::from(rank), 1, 8);
        }
        if let Some(months) = activity.valid_months {
            let (low, high) = (*VALID_MONTHS.start(), *VALID_MONTHS.end());
            self.report.range(".valid_months", i64::from(months), low, high);
            if !VALID_MONTHS.contains(&i64::from(months)) {
                self.report.error("", ProblemKind::LeftOut);
            }
        }
    }

    fn role(&mut self, role: &Activity) {
        if let Some(pay) = &role.pay {
            self.report.range(".pay.low", pay.low.0, 0, pay.high.0);
            self.fact(".pay.fact", &pay.fact);
            if pay.fact.source.is_none() && pay.fact.status == Status::Estimate {
                self.report.notice(".pay", ProblemKind::MissingFact);
            }
        }
        for (at, cover) in role.cover.iter().enumerate() {
            self.words(&format!(".cover[{at}].what"), &cover.what);
            self.fact(&format!(".cover[{at}].fact"), &cover.fact);
        }
        for (at, outlook) in role.outlook.iter().enumerate() {
            self.word(&format!(".outlook[{at}].tone"), &outlook.tone, TONES);
            self.words(&format!(".outlook[{at}].text"), &outlook.text);
            self.fact(&format!(".outlook[{at}].fact"), &outlook.fact);
        }
        for (at, need) in role.prefers.iter().enumerate() {
            self.need(&format!(".prefers[{at}]"), need);
        }
        for (at, id) in role.counts_as.iter().enumerate() {
            self.known(&format!(".counts_as[{at}]"), List::Role, Some(id));
        }
        for (letter, tenths) in &role.interests {
            let below = format!(".interests.{letter}");
            self.word(&below, letter, &["R", "I", "A", "S", "E", "C"]);
            self.report.range(&below, i64::from(*tenths), 10, 70);
        }
        for (skill, weight) in &role.importance {
            let below = format!(".importance.{skill}");
            self.known(&below, List::Skill, Some(skill));
            self.report.range(&below, i64::from(*weight), 1, 5);
        }
    }

    /// Checks an offer; says whether anybody could ever take it.
    fn offer(&mut self, at: usize, one: &Offer) -> bool {
        let below = format!(".offers[{at}]");
        let before = self.report.problems.len();
        if says_nothing(one) {
            self.report.error(&format!("{below}.id"), ProblemKind::MissingId);
        }
        offer::check(self, &below, one);
        let found = self.report.problems.get(before..).unwrap_or(&[]);
        let possible = found.iter().all(|p| p.severity != Severity::Error);
        self.need(&format!("{below}.needs"), &one.needs);
        self.facts(&format!("{below}.facts"), &one.facts);
        if let Some(name) = &one.name {
            self.words(&format!("{below}.name"), name);
        }
        self.class(&below, one);
        possible
    }

    /// What riders read of a class and no plan is made with.
    fn class(&mut self, below: &str, one: &Offer) {
        if let Some(teacher) = &one.teacher {
            self.words(&format!("{below}.teacher"), teacher);
        }
        let (low, high) = (*RIDERS.start(), *RIDERS.end());
        // Nobody can begin a class that asks for more riders than find a place in it.
        let most = one.seats.map(i64::from).filter(|seats| RIDERS.contains(seats)).unwrap_or(high);
        for (field, riders, high) in [("seats", one.seats, high), ("least", one.least, most)] {
            let wrong = riders.map(i64::from).filter(|riders| !(low..=high).contains(riders));
            if let Some(value) = wrong {
                let kind = ProblemKind::OutOfRange { value, low, high };
                self.report.warning(&format!("{below}.{field}"), kind);
            }
        }
        let last = match &one.intakes {
            Some(Intakes::Dates(dates)) => dates.iter().max().copied(),
            Some(Intakes::Every { from, .. }) => Some(*from),
            Some(Intakes::Yearly(_)) | None => None,
        };
        self.in_order(&format!("{below}.last_day"), last, one.last_day);
        self.contact(&format!("{below}.contact"), one.contact.as_deref());
    }

    fn contact(&mut self, below: &str, contact: Option<&Contact>) {
        let Some(contact) = contact else { return };
        let phone = contact.phone.as_ref().filter(|phone| dial(phone).is_none());
        let [enrol, url] = [&contact.enrol, &contact.url]
            .map(|address| address.as_ref().filter(|address| !is_secure(address)));
        for (field, said) in [("phone", phone), ("enrol", enrol), ("url", url)] {
            if let Some(said) = said {
                let said = super::sieve::shorten(said);
                self.report.warning(&format!("{below}.{field}"), ProblemKind::NoContact { said });
            }
        }
        if let Some(note) = &contact.note {
            self.words(&format!("{below}.note"), note);
        }
    }

    /// Numbers to act on want a fact behind them.
    fn vouched(&mut self, activity: &Activity) {
        let said = |o: &Offer| {
            o.fee.0 != 0 || o.hours.is_some() || !o.load.is_empty() || o.intakes.is_some()
        };
        let bare = activity.facts.is_empty()
            && activity.offers.iter().any(|o| said(o) && o.facts.is_empty());
        if bare {
            self.report.notice(".facts", ProblemKind::MissingFact);
        }
    }

    /// A price lies in the range that its fact gives.
    fn priced(&mut self, activity: &Activity) {
        for (at, one) in activity.offers.iter().enumerate().filter(|(_, one)| one.fee.0 != 0) {
            let fact = one.facts.get("fee").or(activity.facts.get("fee"));
            if let Some((low, high)) = fact.and_then(Fact::range) {
                let below = format!(".offers[{at}].fee");
                self.report.range(&below, one.fee.0, low.into(), high.into());
            }
        }
    }

    fn word(&mut self, below: &str, word: &str, words: &'static [&'static str]) {
        if !words.contains(&word) {
            let word = super::sieve::shorten(word);
            self.report.warning(below, ProblemKind::WrongWord { word, words });
        }
    }

    fn words(&mut self, below: &str, words: &Text) {
        for (lang, words) in [(Lang::Zh, &words.zh), (Lang::En, &words.en)] {
            if words.trim().is_empty() {
                self.report.warning(below, ProblemKind::MissingWords { lang });
            }
        }
    }

    fn facts(&mut self, below: &str, facts: &BTreeMap<String, Fact>) {
        for (field, fact) in facts {
            self.fact(&format!("{below}.{field}"), fact);
        }
    }

    fn fact(&mut self, below: &str, fact: &Fact) {
        self.known(&format!("{below}.source"), List::Source, fact.source.as_deref());
        if fact.source.is_none() && fact.status != Status::Estimate {
            self.report.warning(below, ProblemKind::MissingSource);
        }
        if fact.status != Status::Expected {
            self.not_after_check(&format!("{below}.date"), fact.date);
        }
        self.in_order(&format!("{below}.by"), fact.date, fact.by);
        self.in_order(&format!("{below}.until"), fact.date, fact.until);
        if let Some((low, high)) = fact.range() {
            self.report.range(&format!("{below}.low"), low.into(), 0, high.into());
        }
        if let Some(note) = &fact.note {
            self.words(&format!("{below}.note"), note);
        }
    }

    fn in_order(&mut self, below: &str, from: Option<Date>, to: Option<Date>) {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.report.warning(below, ProblemKind::DatesUpsideDown { from, to });
        }
    }

    fn not_after_check(&mut self, below: &str, date: Option<Date>) {
        if let (Some(date), Some(checked)) = (date, self.checked)
            && date > checked
        {
            self.report.warning(below, ProblemKind::DateAfter { date, checked });
        }
    }

    fn need(&mut self, below: &str, need: &Need) {
        let (mut path, part) = (below.to_owned(), |name: &str, at: usize| format!(".{name}[{at}]"));
        let branch = match need {
            Need::All { all } => Some(("all", all, 0)),
            Need::Any { any } => Some(("any", any, 1)),
            Need::AtLeast { at_least, of } => Some(("of", of, *at_least as usize)),
            _ => None,
        };
        if let Some((name, parts, least)) = branch {
            if parts.len() < least {
                self.report.error(below, ProblemKind::NeverMet);
            }
            self.parts(below, need, parts);
            for (at, inner) in parts.iter().enumerate() {
                path.push_str(&part(name, at));
                self.need(&path, inner);
                path.truncate(below.len());
            }
            return;
        }
        if let Some((field, list, id)) = names(need) {
            self.known(&format!("{below}.{field}"), list, Some(id));
        }
        match need {
            Need::Skill { skill, level } => self.level(below, skill, *level),
            Need::Age { age } => {
                for end in age.min.into_iter().chain(age.max) {
                    self.report.range(below, i64::from(end), 0, i64::from(OLDEST));
                }
                if sound::is_open(*age) {
                    self.report.error(below, ProblemKind::AgeOpen);
                }
                if let (Some(min), Some(max)) = (age.min, age.max)
                    && min > max
                {
                    self.report.error(below, ProblemKind::AgeUpsideDown);
                }
            }
            Need::Tenure { months: 0, .. } => {
                self.report.warning(&format!("{below}.months"), ProblemKind::Zero);
            }
            Need::Fact { fact, ask } => {
                let worded = ask.as_ref().is_some_and(|a| !a.zh.is_empty() && !a.en.is_empty());
                let (place, entry) =
                    (format!("{}{below}", self.report.place), self.report.entry.clone());
                let asked = self.asked.entry(fact.clone()).or_insert((false, place, entry));
                asked.0 |= worded;
            }
            _ => {}
        }
    }

    /// Choices that mean less than they seem to.
    fn parts(&mut self, below: &str, need: &Need, parts: &[Need]) {
        if matches!(need, Need::AtLeast { at_least: 0, .. }) {
            self.report.warning(below, ProblemKind::AsksForNone);
        }
        let mut sorted: Vec<(&Need, usize)> = parts.iter().zip(0..).collect();
        sorted.sort_unstable();
        for pair in sorted.windows(2) {
            if let [(one, _), (other, at)] = *pair
                && one == other
            {
                let name = match need {
                    Need::All { .. } => "all",
                    Need::Any { .. } => "any",
                    _ => "of",
                };
                self.report.warning(&format!("{below}.{name}[{at}]"), ProblemKind::RepeatedPart);
            }
        }
    }

    fn level(&mut self, below: &str, skill: &str, level: u32) {
        let highest = self.index.taught.get(skill).copied().unwrap_or(0);
        if level == 0 {
            self.report.range(below, 0, *LEVELS.start(), *LEVELS.end());
        } else if level > highest
            && self.index.has(List::Skill, skill)
            && self.untaught.insert((skill.to_owned(), level))
        {
            let skill = skill.to_owned();
            self.report.error(below, ProblemKind::LevelNeverTaught { skill, level, highest });
        }
    }

    /// A question must be put in words somewhere.
    fn questions(&mut self) {
        for (worded, path, entry) in std::mem::take(&mut self.asked).into_values() {
            if !worded {
                let kind = ProblemKind::MissingField { field: "ask" };
                let problem = Problem::new(Severity::Warning, path, kind);
                self.report.problems.push(Problem { entry, ..problem });
            }
        }
    }
}

/// An offer of which nothing was read: it would take no time and no money.
fn says_nothing(offer: &Offer) -> bool {
    *offer == Offer::default()
}

/// The ids a leaf names: field, list, id.
pub(super) fn names(need: &Need) -> Option<(&'static str, List, &str)> {
    match need {
        Need::Skill { skill, .. } => Some(("skill", List::Skill, skill)),
        Need::Course { course } => Some(("course", List::Course, course)),
        Need::Certificate { certificate, .. } => {
            Some(("certificate", List::Certificate, certificate))
        }
        Need::Role { role } => Some(("role", List::Role, role)),
        Need::Tenure { tenure, .. } => Some(("tenure", List::Role, tenure)),
        _ => None,
    }
}
