//! Owns the lines that put the planner into a page, and how it looks there.
//! Refuses to send anything anywhere: the preview is the planner itself beside the lines.

use super::part::folder;
use crate::app::component::{Icon, icon};
use crate::app::platform::{address, carry, dom};
use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::export::picture::escape;
use qitu_engine::text::ui;
use qitu_model::Catalogue;
use qitu_model::Lang;

/// Most messages listed.
const MOST_SAID: usize = 6;
/// The longest part of a message shown.
const MOST_LETTERS: usize = 160;

/// What was chosen.
#[derive(Clone, PartialEq)]
struct Kit {
    mode: &'static str,
    goal: String,
    lang: &'static str,
    theme: &'static str,
    fit: &'static str,
    colours: bool,
    accent: String,
    paper: String,
    enrol: String,
    catalogue: String,
    frame: bool,
}

impl Kit {
    fn takes_enrolments(&self) -> bool {
        let clean = !self.enrol.contains(|c: char| c.is_whitespace() || "\"'<>".contains(c));
        self.enrol.len() > 8 && self.enrol.starts_with("https://") && clean
    }

    /// The attributes of the element, those that say something.
    fn attributes(&self) -> Vec<(&'static str, String)> {
        let mode = if self.mode == "full" { "" } else { self.mode };
        let fit = if self.fit == "screen" { "" } else { self.fit };
        let enrol = if self.takes_enrolments() { self.enrol.as_str() } else { "" };
        let book = address::book().unwrap_or_default();
        let list = [
            ("mode", mode),
            ("goal", &self.goal),
            ("lang", self.lang),
            ("theme", self.theme),
            ("fit", fit),
            ("enrol", enrol),
            ("catalogue", self.catalogue.trim()),
            ("book", book.as_str()),
        ];
        let said = list.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name, value.to_owned())).collect()
    }

    fn tokens(&self) -> Vec<(&'static str, String)> {
        if !self.colours {
            return Vec::new();
        }
        let (accent, paper) = (&self.accent, &self.paper);
        let list =
            [("--qitu-accent", accent), ("--qitu-accent-ink", accent), ("--qitu-paper", paper)];
        list.map(|(name, value)| (name, value.clone())).to_vec()
    }

    /// The address of an iframe alone.
    fn address(&self) -> String {
        let mut address = format!("{}?embed={}", folder(), self.mode);
        let known = ["goal", "lang", "theme", "enrol", "book"];
        for (name, value) in self.attributes().iter().filter(|(name, _)| known.contains(name)) {
            address += &format!("&{name}={}", address::encode(value));
        }
        address
    }

    /// The address of the planner without the page around it.
    fn link(&self) -> String {
        if self.goal.is_empty() && self.lang.is_empty() {
            return folder() + &address::base()[address::folder().len()..];
        }
        Self { mode: "full", ..self.clone() }.address()
    }

    /// The lines to paste.
    fn lines(&self, title: &str) -> String {
        if self.frame {
            let address = escape(&self.address());
            return format!(
                "<iframe title=\"{title}\" src=\"{address}\" width=\"100%\" height=\"640\" style=\"border:0\" allow=\"clipboard-write; web-share\"></iframe>"
            );
        }
        let folder = folder();
        let mut element = String::from("<qitu-planner");
        for (name, value) in self.attributes() {
            element += &format!(" {name}=\"{}\"", escape(&value));
        }
        let tokens = self.tokens();
        if !tokens.is_empty() {
            let list: Vec<String> =
                tokens.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            element += &format!(" style=\"{}\"", list.join("; "));
        }
        // Whoever blocks the script still finds the planner, with the same goal in the same language.
        let link = format!("<a href=\"{}\">{title}</a>", escape(&self.link()));
        format!(
            "<script type=\"module\" src=\"{folder}embed.js\"></script>\n{element}>{link}</qitu-planner>"
        )
    }
}

/// The contrast of two colours `#rrggbb`, in tenths (WCAG 2, relative luminance).
fn contrast(one: &str, other: &str) -> u32 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
            let value = f64::from(value.unwrap_or(0)) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
    };
    let (one, other) = (light(one), light(other));
    let ratio = one.max(other) / one.min(other);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 10 and 210"
    )]
    let tenths = (ratio * 10.0) as u32;
    tenths
}

/// The choices, the lines and the preview.
pub(super) fn draw(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::kit::words(lang);
    let kit = RwSignal::new(Kit {
        mode: "full",
        goal: String::new(),
        lang: "",
        theme: "",
        fit: "screen",
        colours: false,
        accent: "#14508a".into(),
        paper: "#f4f7fb".into(),
        enrol: String::new(),
        catalogue: String::new(),
        frame: false,
    });
    view! {
        <p class="section-note">{words.lead}</p>
        <div class="kit">
            <div class="kit-choices stack">{choices(lang, catalogue, kit)}</div>
            <div class="kit-result stack">{lines(lang, kit)} {preview(lang, kit)}</div>
        </div>
    }
    .into_any()
}

type Choice = (&'static str, &'static str);

/// A row of chips of which one holds.
fn chips(
    label: &'static str,
    options: &[Choice],
    now: impl Fn() -> &'static str + Copy + Send + 'static,
    choose: impl Fn(&'static str) + Copy + 'static,
) -> AnyView {
    let chips = options.iter().map(|&(value, name)| {
        view! {
            <button
                class="chip"
                aria-pressed=move || (now() == value).to_string()
                on:click=move |_| choose(value)
            >
                {name}
            </button>
        }
    });
    let chips = chips.collect::<Vec<_>>();
    view! {
        <div>
            <p class="field-label">{label}</p>
            <div class="chips" role="group" aria-label=label>{chips}</div>
        </div>
    }
    .into_any()
}

fn choices(lang: Lang, catalogue: &Catalogue, kit: RwSignal<Kit>) -> AnyView {
    let words = ui::kit::words(lang);
    let roles = catalogue.roles.iter().map(|role| {
        view! { <option value=role.id.clone()>{lang.pick(&role.name).to_owned()}</option> }
    });
    let roles = roles.collect::<Vec<_>>();
    let modes = [
        ("full", words.mode_full),
        ("map", words.mode_map),
        ("goal", words.mode_goal),
        ("answer", words.mode_answer),
    ];
    let note = move || match kit.with(|k| k.mode) {
        "map" => words.mode_map_more,
        "goal" => words.mode_goal_more,
        "answer" => words.mode_answer_more,
        _ => words.mode_full_more,
    };
    let languages = [("", words.auto), ("zh", "中文"), ("en", "English")];
    let themes = [("", words.auto), ("light", words.light), ("dark", words.dark)];
    let fits = [("screen", words.fit_screen), ("content", words.fit_content)];
    view! {
        {chips(words.mode, &modes, move || kit.with(|k| k.mode), move |v| kit.update(|k| k.mode = v))}
        <p class="quiet small">{note}</p>
        <div class="field">
            <label class="field-label" for="kit-goal">{words.goal}</label>
            <select
                class="field-input"
                id="kit-goal"
                on:change=move |event| kit.update(|k| k.goal = event_target_value(&event))
            >
                <option value="">{words.goal_none}</option>
                {roles}
            </select>
        </div>
        {chips(words.lang, &languages, move || kit.with(|k| k.lang), move |v| kit.update(|k| k.lang = v))}
        {chips(words.theme, &themes, move || kit.with(|k| k.theme), move |v| kit.update(|k| k.theme = v))}
        {chips(words.fit, &fits, move || kit.with(|k| k.fit), move |v| kit.update(|k| k.fit = v))}
        {colours(lang, kit)}
        {more(lang, kit)}
    }
    .into_any()
}

fn colours(lang: Lang, kit: RwSignal<Kit>) -> AnyView {
    let words = ui::kit::words(lang);
    let toggle = move |event| {
        let on = event_target_checked(&event);
        kit.update(|k| {
            k.colours = on;
            // One ground cannot serve a light and a dark page.
            if on && k.theme.is_empty() {
                k.theme = "light";
            }
        });
    };
    let on = Memo::new(move |_| kit.with(|k| k.colours));
    let pick = move || {
        on.get().then(|| {
            let faint = move || {
                let ratio = kit.with(|k| contrast(&k.accent, &k.paper));
                let told = format!("{}.{}", ratio / 10, ratio % 10);
                let text = ui::fill(words.faint, &[&told]);
                (ratio < 70).then(|| view! { <p class="notice" data-tone="warn" role="status">{text}</p> })
            };
            view! {
                <div class="kit-colours">
                    <label class="kit-colour">
                        <input
                            type="color"
                            prop:value=kit.with_untracked(|k| k.accent.clone())
                            on:input=move |event| kit.update(|k| k.accent = event_target_value(&event))
                        />
                        {words.accent}
                    </label>
                    <label class="kit-colour">
                        <input
                            type="color"
                            prop:value=kit.with_untracked(|k| k.paper.clone())
                            on:input=move |event| kit.update(|k| k.paper = event_target_value(&event))
                        />
                        {words.paper}
                    </label>
                </div>
                {faint}
            }
        })
    };
    view! {
        <div class="stack">
            <label class="check">
                <input class="check-input" type="checkbox" on:change=toggle />
                <span class="check-text">{words.colours}</span>
            </label>
            {pick}
        </div>
    }
    .into_any()
}

fn more(lang: Lang, kit: RwSignal<Kit>) -> AnyView {
    let words = ui::kit::words(lang);
    let bad = Memo::new(move |_| kit.with(|k| !k.enrol.is_empty() && !k.takes_enrolments()));
    let problem =
        move || bad.get().then(|| view! { <span class="field-problem">{words.enrol_bad}</span> });
    view! {
        <details class="more">
            <summary class="more-title">{words.more}</summary>
            <div class="more-body stack">
                <div class="field">
                    <label class="field-label" for="kit-enrol">{words.enrol}</label>
                    <input
                        class="field-input"
                        id="kit-enrol"
                        type="url"
                        placeholder="https://academy.example/enrol?course={course}"
                        aria-invalid=move || bad.get().to_string()
                        on:change=move |event| kit.update(|k| k.enrol = event_target_value(&event))
                    />
                    {problem}
                </div>
                <div class="field">
                    <label class="field-label" for="kit-catalogue">{words.catalogue}</label>
                    <input
                        class="field-input"
                        id="kit-catalogue"
                        type="url"
                        placeholder="https://academy.example/catalogue.json"
                        on:change=move |event| kit.update(|k| k.catalogue = event_target_value(&event))
                    />
                    <span class="field-hint">{words.catalogue_hint}</span>
                </div>
            </div>
        </details>
    }
    .into_any()
}

fn lines(lang: Lang, kit: RwSignal<Kit>) -> AnyView {
    let words = ui::kit::words(lang);
    let session = session();
    let title = ui::shell::words(lang).name;
    let lines = Memo::new(move |_| kit.with(|k| k.lines(title)));
    let copy = move |_| {
        let text = lines.get_untracked();
        leptos::task::spawn_local(async move {
            let done = carry::copy(text).await;
            let said = if done { words.copied } else { words.not_copied };
            session.say(said.to_owned(), false);
        });
    };
    let ways = [("script", words.way_script), ("frame", words.way_frame)];
    let way = move || if kit.with(|k| k.frame) { "frame" } else { "script" };
    let note = move || {
        kit.with(|k| k.frame).then(|| view! { <p class="quiet small">{words.way_frame_more}</p> })
    };
    let policy = move || {
        let origin = address::origin();
        if kit.with(|k| k.frame) {
            format!("frame-src {origin}")
        } else {
            let connect = kit.with(|k| fetched_from(k.catalogue.trim()));
            let connect = connect.map(|from| format!("; connect-src {from}")).unwrap_or_default();
            format!("script-src {origin}; frame-src {origin}{connect}")
        }
    };
    view! {
        {chips(words.way, &ways, way, move |v| kit.update(|k| k.frame = v == "frame"))}
        {note}
        <div>
            <p class="field-label">{words.code}</p>
            <pre class="kit-code" tabindex="0"><code id="kit-lines">{lines}</code></pre>
        </div>
        <button class="button" data-kind="primary" data-size="wide" on:click=copy>
            {icon(Icon::Copy)}
            {words.copy}
        </button>
        <div>
            <p class="quiet small">{words.policy}</p>
            <pre class="kit-code" tabindex="0"><code>{policy}</code></pre>
        </div>
    }
    .into_any()
}

fn preview(lang: Lang, kit: RwSignal<Kit>) -> AnyView {
    let words = ui::kit::words(lang);
    let said = RwSignal::new(Vec::<String>::new());
    let heard = move |what: &'static str, detail: String| {
        let detail: String = detail.chars().take(MOST_LETTERS).collect();
        let _ = said.try_update(|said| {
            // Heights come by the dozen: the newest stands for them all.
            said.retain(|line| what != "height" || !line.starts_with("height"));
            said.push(format!("{what} {detail}"));
            let over = said.len().saturating_sub(MOST_SAID);
            said.drain(..over);
        });
    };
    let drawn = Memo::new(move |_| kit.with(|k| (k.attributes(), k.tokens(), k.frame)));
    // The element is none of the page's own, and a change must rebuild it: placed by hand.
    Effect::new(move |_| {
        let (attributes, tokens, frame) = drawn.get();
        if frame {
            let source =
                [("src", kit.with_untracked(Kit::address)), ("title", words.preview.into())];
            let _ = dom::place("#kit-preview", "iframe", &source, &[]);
            return;
        }
        dom::bring_script("embed.js");
        let Some(element) = dom::place("#kit-preview", "qitu-planner", &attributes, &tokens) else {
            return;
        };
        for what in ["ready", "height", "plan", "share", "enrol", "error"] {
            dom::hear(&element, what, heard);
        }
    });
    let messages = move || {
        let list = said.get();
        if list.is_empty() {
            return view! { <p class="quiet small">{words.messages_none}</p> }.into_any();
        }
        let rows = list.into_iter().map(|line| view! { <li class="kit-said">{line}</li> });
        view! { <ol class="kit-list">{rows.collect::<Vec<_>>()}</ol> }.into_any()
    };
    view! {
        <div>
            <h2 class="section-title">{words.preview}</h2>
            <p class="quiet small">{words.preview_note}</p>
        </div>
        <div id="kit-preview" class="kit-preview"></div>
        <details class="more">
            <summary class="more-title">{words.messages}</summary>
            <div class="more-body stack">
                <p class="quiet small">{words.messages_note}</p>
                {messages}
            </div>
        </details>
        <a class="button" data-kind="quiet" href="embed-example.html" target="_blank" rel="noopener">
            {words.example}
        </a>
    }
    .into_any()
}

/// Where the host's page fetches its catalogue, as a policy names it.
fn fetched_from(catalogue: &str) -> Option<String> {
    let (scheme, rest) = match catalogue.split_once("://") {
        _ if catalogue.is_empty() => return None,
        None => return Some("'self'".to_owned()),
        Some(parts) => parts,
    };
    Some(format!("{scheme}://{}", rest.split('/').next().unwrap_or_default()))
}
