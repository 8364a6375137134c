//! Owns the filters of 课程: under which choices an entry is filed, and what fits those chosen.

use crate::app::component::offer::{hours, place};
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Format, Group, Kind, OfferField, Place};

/// What an entry is filed under.
#[derive(Clone, Copy, PartialEq)]
enum Tag<'a> {
    Kind(Kind),
    Module(&'a str),
    Tier(&'a str),
    Format(Format),
    Place(Place),
    /// 0 short, 1 middle, 2 long.
    Length(u8),
    /// What one pays oneself: 0 nothing, 1 little, 2 more, 3 much.
    Cost(u8),
    New,
}

/// A heading, and each choice under it by its number.
pub type Choices = (String, Vec<(usize, String)>);

/// The choices, and for each entry a row of bits: the choices it is filed under.
pub struct Filters {
    /// The choices that fit any entry.
    pub groups: Vec<Choices>,
    rows: Vec<u64>,
    width: usize,
}

fn tags(kind: Kind, activity: &Activity) -> Vec<Tag<'_>> {
    let mut tags = vec![Tag::Kind(kind)];
    tags.extend(activity.module.as_deref().map(Tag::Module));
    tags.extend(activity.tier.as_deref().map(Tag::Tier));
    tags.extend(activity.format.map(Tag::Format));
    if activity.facts.contains_key("new") {
        tags.push(Tag::New);
    }
    for offer in &activity.offers {
        tags.extend(offer.place.map(Tag::Place));
        let length = match hours(offer) {
            0..=10 => 0,
            11..=40 => 1,
            _ => 2,
        };
        let cost = match offer.net_fee().0 {
            ..=0 => 0,
            1..=1000 => 1,
            1001..=5000 => 2,
            _ => 3,
        };
        tags.extend(offer.knows(OfferField::Hours).then_some(Tag::Length(length)));
        tags.extend(offer.knows(OfferField::Fee).then_some(Tag::Cost(cost)));
    }
    tags
}

/// Every choice: the number of its group, its tag and its label; and the headings of the groups.
fn choices(lang: Lang, catalogue: &Catalogue) -> (Vec<(usize, Tag<'_>, String)>, [String; 8]) {
    let words = ui::course::words(lang);
    let name = |group: &Group| lang.pick(&group.name).to_owned();
    let mut choices = vec![
        (0, Tag::Kind(Kind::Course), words.kind_course.to_owned()),
        (0, Tag::Kind(Kind::Certificate), words.kind_certificate.to_owned()),
    ];
    choices.extend(catalogue.modules.iter().map(|g| (1, Tag::Module(&g.id), name(g))));
    choices.extend(catalogue.tiers.iter().map(|g| (2, Tag::Tier(&g.id), name(g))));
    for (group, tag, label) in [
        (3, Tag::Format(Format::Short), words.format_short),
        (3, Tag::Format(Format::Long), words.format_long),
        (3, Tag::Format(Format::Enterprise), words.format_enterprise),
        (4, Tag::Place(Place::Online), place(lang, Place::Online)),
        (4, Tag::Place(Place::InPerson), place(lang, Place::InPerson)),
        (4, Tag::Place(Place::Blended), place(lang, Place::Blended)),
        (5, Tag::Length(0), words.hours_short),
        (5, Tag::Length(1), words.hours_middle),
        (5, Tag::Length(2), words.hours_long),
        (6, Tag::Cost(0), words.cost_free),
        (6, Tag::Cost(1), words.cost_low),
        (6, Tag::Cost(2), words.cost_middle),
        (6, Tag::Cost(3), words.cost_high),
        (7, Tag::New, words.is_new),
    ] {
        choices.push((group, tag, label.to_owned()));
    }
    // What reports have named is dated by the report, not by the day somebody looked.
    let named = catalogue.courses.iter().filter_map(|course| course.facts.get("new")?.date);
    let news = named.max().map(|day| ui::fill(words.news, &[&format::month(lang, day)]));
    let names =
        [words.kind, words.module, words.tier, words.format, words.place, words.length, words.cost];
    let [kind, module, tier, format, place, length, cost] = names.map(str::to_owned);
    let news = news.unwrap_or_else(|| words.news_undated.to_owned());
    (choices, [kind, module, tier, format, place, length, cost, news])
}

impl Filters {
    /// Files every entry.
    pub fn new(lang: Lang, catalogue: &Catalogue, entries: &[(Kind, &Activity)]) -> Self {
        let (choices, names) = choices(lang, catalogue);
        let width = choices.len().div_ceil(64);
        let mut rows = vec![0; width * entries.len()];
        let mut used = vec![0; width];
        for (row, (kind, activity)) in rows.chunks_exact_mut(width).zip(entries) {
            for tag in tags(*kind, activity) {
                if let Some(choice) = choices.iter().position(|(_, own, _)| *own == tag) {
                    row[choice / 64] |= 1 << (choice % 64);
                    used[choice / 64] |= 1 << (choice % 64);
                }
            }
        }
        let mut groups: Vec<Choices> = names.map(|name| (name, Vec::new())).into();
        for (at, (group, _, label)) in choices.into_iter().enumerate() {
            // A choice that fits nothing here is no choice.
            if holds(&used, at) {
                groups[group].1.push((at, label));
            }
        }
        groups.retain(|(_, choices)| !choices.is_empty());
        Self { groups, rows, width }
    }

    /// For each group that is asked for anything, the row of what is asked.
    fn asked(&self, chosen: &[usize]) -> Vec<Vec<u64>> {
        let mut all = Vec::new();
        for (_, choices) in &self.groups {
            let mut row = vec![0; self.width];
            for (choice, _) in choices.iter().filter(|(choice, _)| chosen.contains(choice)) {
                row[choice / 64] |= 1 << (choice % 64);
            }
            if row.iter().any(|bits| *bits != 0) {
                all.push(row);
            }
        }
        all
    }

    /// Which entries fit: one choice at least of every group that has any. None are named where all
    /// fit because nothing is chosen.
    pub fn kept(&self, chosen: &[usize]) -> Vec<bool> {
        let asked = self.asked(chosen);
        if asked.is_empty() {
            return Vec::new();
        }
        let fits = |own: &[u64], asked: &[u64]| asked.iter().zip(own).any(|(a, b)| a & b != 0);
        let rows = self.rows.chunks_exact(self.width);
        rows.map(|own| asked.iter().all(|asked| fits(own, asked))).collect()
    }
}

fn holds(row: &[u64], choice: usize) -> bool {
    row.get(choice / 64).is_some_and(|bits| bits >> (choice % 64) & 1 == 1)
}
