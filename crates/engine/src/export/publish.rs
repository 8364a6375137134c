//! Owns a catalogue as it is published: whole, as what a first plan is made from, in the page of a
//! planner that plans from it, and in a page of its own that brings a planner.
//! Refuses files and folders: texts come in and go out.

use crate::export::picture::escape;
use crate::load::{self, Problem, Severity};
use crate::text::ui;
use qitu_model::{Catalogue, Lang, Text, json, sum};

/// What stands in the page before the program is there, and how it is told to be short (`boot.css`).
const BOOT: &str = "<div id=\"boot\" class=\"boot\"";
const SILENT: &str = "data-known=\"\"";
const SUM: &str = "qitu-first-sum";

/// A catalogue to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// Its file, without the space that is for people alone.
    pub whole: String,
    /// What a first plan is made from, as a file beside it.
    pub first: String,
}

impl Edition {
    /// Reads a file to publish; none where it has errors or nothing that riders can use. The
    /// problems are those of the file, warnings and notices too.
    #[must_use]
    pub fn read(text: &str) -> (Option<Self>, Vec<Problem>) {
        let (catalogue, problems) = load::catalogue(text);
        let is_whole = problems.iter().all(|problem| problem.severity != Severity::Error);
        let is_sound = is_whole && load::may_be_planned(&catalogue);
        (is_sound.then(|| Self::of(text, &catalogue)), problems)
    }

    /// The files of a catalogue that was read from this text without an error.
    #[must_use]
    pub fn of(text: &str, catalogue: &Catalogue) -> Self {
        let first = catalogue.for_planning();
        // The page reads what it has no reason to doubt strictly: it must find there what was found here.
        let strict = json::read::<Catalogue>(text).ok().map(|read| read.for_planning());
        let whole =
            if strict.as_ref() == Some(&first) { compact(text) } else { json::write(catalogue) };
        Self {
            id: catalogue.id.clone(),
            version: catalogue.version.clone(),
            title: catalogue.title.clone(),
            whole,
            first: json::write(&first),
        }
    }
}

/// Without the space that is for people alone.
fn compact(text: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    text.chars()
        .filter(|&c| {
            let is_space = !quoted && matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{feff}');
            if c == '"' && !escaped {
                quoted = !quoted;
            }
            escaped = quoted && c == '\\' && !escaped;
            !is_space
        })
        .collect()
}

/// Where a catalogue goes in a planner's folder, and the name under which the page knows the sum of
/// what a first plan is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path of the whole catalogue.
    pub whole: String,
    /// The path of what a first plan is made from.
    pub first: String,
    sum: String,
}

/// The page of a built planner, and what its head says of the planner's own catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planner {
    text: String,
    own: Place,
}

impl Planner {
    /// Reads the `index.html` of a build; none where it is no such page.
    #[must_use]
    pub fn read(text: String) -> Option<Self> {
        let told = |name| value(&text, name).map(str::to_owned);
        let (whole, first) = (told("qitu-catalogue")?, told("qitu-first")?);
        told(SUM)?;
        // The page names files of its own folder.
        let inside = |path: &str| path.starts_with("catalogue/") && !path.contains("..");
        let own = Place { whole, first, sum: SUM.to_owned() };
        (inside(&own.whole) && inside(&own.first)).then_some(Self { text, own })
    }

    /// The same without what its head says of catalogues beside its own, whose files stay where they
    /// are when the planner is taken elsewhere.
    #[must_use]
    pub fn alone(mut self) -> Self {
        let beside = format!("<meta name=\"{SUM}-");
        while let Some((before, rest)) = self.text.split_once(&beside)
            && let Some((_, after)) = rest.split_once('>')
        {
            self.text = format!("{before}{}", after.strip_prefix('\n').unwrap_or(after));
        }
        self
    }

    /// The name of the build.
    #[must_use]
    pub fn build(&self) -> &str {
        value(&self.text, "qitu-build").unwrap_or_default()
    }

    /// The place of the planner's own catalogue, which it opens with.
    #[must_use]
    pub fn own(&self) -> Place {
        self.own.clone()
    }

    /// The place of one more, which the planner opens with where the address says `?book=` and its
    /// id; none where no address can name it. The planner's own has no second place.
    #[must_use]
    pub fn beside(&self, id: &str) -> Option<Place> {
        let whole = format!("catalogue/{id}.json");
        if whole == self.own.whole {
            return Some(self.own());
        }
        let first = format!("catalogue/{id}.first.json");
        is_name(id).then(|| Place { whole, first, sum: format!("{SUM}-{id}") })
    }

    /// The page as it is with this catalogue in that place.
    #[must_use]
    pub fn with(&self, place: &Place, edition: &Edition) -> String {
        let page = self.with_meta(&place.sum, &sum(&edition.first));
        if place.whole != self.own.whole {
            return page;
        }
        // What the document says before the program is there is about the academy of the build.
        let silent = format!("{BOOT} {SILENT}");
        let page = page.replacen(&silent, BOOT, 1);
        if value(&page, "qitu-built-book") == Some(&edition.id) {
            return page;
        }
        page.replacen(BOOT, &silent, 1)
    }

    /// The page with this said in its head.
    fn with_meta(&self, name: &str, content: &str) -> String {
        let opening = opening(name);
        if let Some((before, rest)) = self.text.split_once(&opening)
            && let Some((_, after)) = rest.split_once('"')
        {
            return format!("{before}{opening}{content}\"{after}");
        }
        let next = self::opening(SUM);
        self.text.replacen(&next, &format!("{opening}{content}\">\n{next}"), 1)
    }
}

fn opening(name: &str) -> String {
    format!("<meta name=\"{name}\" content=\"")
}

fn value<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    Some(page.split_once(&opening(name))?.1.split_once('"')?.0)
}

/// May an address name it? The page holds the same (`public/boot.js`).
#[must_use]
pub fn is_name(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=64).contains(&id.len()) && id.chars().all(plain)
}

/// Lines that bring the planner of this folder (an address that ends in `/`) into a page, with the
/// catalogue in them.
#[must_use]
pub fn lines(lang: Lang, edition: &Edition, folder: &str) -> String {
    // In JSON this sign stands in texts alone, and no text may end the element that holds it.
    let catalogue = edition.whole.replace('<', "\\u003c");
    let folder = escape(folder);
    // Shown where the script does not run. The planner alone has another catalogue.
    let closed = escape(ui::publish::words(lang).closed);
    format!(
        "<script type=\"application/json\" id=\"qitu-catalogue\">{catalogue}</script>\n\
         <script type=\"module\" src=\"{folder}embed.js\"></script>\n\
         <qitu-planner catalogue=\"#qitu-catalogue\">{closed}</qitu-planner>\n"
    )
}

/// A line without a script that brings the planner of this folder into a page, with the catalogue that
/// lies there under its id.
#[must_use]
pub fn frame(lang: Lang, edition: &Edition, folder: &str) -> String {
    let (tag, title) =
        (if lang == Lang::Zh { "zh" } else { "en" }, escape(lang.pick(&edition.title)));
    let address = escape(&format!("{folder}?book={}&embed=full&lang={tag}", edition.id));
    format!(
        "<iframe title=\"{title}\" src=\"{address}\" width=\"100%\" height=\"640\" \
         style=\"border:0\" allow=\"clipboard-write; web-share\"></iframe>"
    )
}

/// A page of its own that holds those lines and nothing else.
#[must_use]
pub fn page(lang: Lang, edition: &Edition, folder: &str) -> String {
    let (tag, title) = (lang.tag(), escape(lang.pick(&edition.title)));
    let lines = lines(lang, edition, folder);
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>body {{ margin: 0 }}</style>\n</head>\n<body>\n{lines}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Edition, Planner, lines};
    use qitu_model::{Catalogue, Lang, json};

    const PAGE: &str = r#"<meta name="qitu-build" content="b"><meta name="qitu-catalogue" content="catalogue/own.json"><meta name="qitu-built-book" content="own">
<meta name="qitu-first" content="catalogue/own.first.json"><meta name="qitu-first-sum" content="2-0"><div id="boot" class="boot">"#;

    fn edition(id: &str, name: &str) -> Edition {
        let text = format!(
            r#"{{ "format": "qitu.catalogue/1", "id": "{id}", "version": "1", "courses": [{{ "id": "a", "name": {{ "zh": "{name}", "en": "{name}" }}, "offers": [{{ "id": "o", "weeks": 1, "fee": 0 }}] }}] }}"#
        );
        Edition::of(&text, &json::read::<Catalogue>(&text).unwrap_or_default())
    }

    #[test]
    fn no_text_of_a_catalogue_ends_the_element_that_holds_it() {
        let edition = edition("own", "</script><b>x<!--");
        let lines = lines(Lang::Zh, &edition, "https://planner.example/");
        let (_, rest) = lines.split_once('>').unwrap_or_default();
        let (held, _) = rest.split_once("</script>").unwrap_or_default();
        assert!(!held.contains('<'));
        assert_eq!(json::read::<Catalogue>(held), json::read::<Catalogue>(&edition.whole));
    }

    #[test]
    fn the_page_knows_a_catalogue_by_the_sum_of_its_half() {
        let planner = Planner::read(PAGE.to_owned());
        let Some(planner) = planner else { panic!("the page is not read") };
        let own = edition("own", "x");
        let sum = format!("qitu-first-sum\" content=\"{}\"", qitu_model::sum(&own.first));
        let page = planner.with(&planner.own(), &own);
        assert!(page.contains(&sum) && !page.contains("data-known"));
        let other = edition("other", "x");
        assert!(planner.with(&planner.own(), &other).contains("data-known=\"\""));
        let Some(place) = planner.beside("other") else { panic!("an address may name it") };
        let page = planner.with(&place, &other);
        assert!(page.contains("qitu-first-sum-other") && page.contains("content=\"2-0\""));
        assert_eq!(planner.beside("own"), Some(planner.own()));
        let Some(third) = planner.beside("third") else { panic!("an address may name it") };
        let both = Planner::read(page).map(|planner| planner.with(&third, &other));
        let alone = both.and_then(Planner::read).map(Planner::alone);
        assert_eq!(
            alone,
            Some(planner.clone()),
            "taken elsewhere it names no file that is not there"
        );
        assert_eq!(planner.beside("../own"), None);
    }
}
