//! Owns 备份: how long things are kept here, everything as one file and back, and erasing it all.
//! Refuses to put a file in place of anything before the rider has seen what is in it.

use crate::app::component::open_full::open_full;
use crate::app::platform::{carry, dom, storage};
use crate::app::session::course_search;
use crate::app::session::{Session, keep, session, sync};
use crate::app::state::backup_file::{LONGEST, Unread, both, read_file, write_file, written};
use crate::app::state::draft::Draft;
use crate::app::state::durability::Durability;
use crate::app::state::edit::Edit;
use crate::app::store::local;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Date;
use qitu_model::Lang;

/// A file that was opened and waits for the rider's choice.
#[derive(Clone, PartialEq)]
struct Found {
    draft: Draft,
    /// Plans in it that cannot be read.
    omitted: usize,
    written: Option<Date>,
}

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang) -> AnyView {
    let words = ui::backup::words(lang);
    let session = session();
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <p class="page-lead">{words.lead}</p>
        {move || state(session, lang)}
        {save(session, lang)}
        {restore(session, lang)}
        {move || unread(session, lang)}
        {erase(session, lang)}
    }
    .into_any()
}

/// How things are kept, and when the last copy was made.
fn state(session: Session, lang: Lang) -> AnyView {
    let words = ui::backup::words(lang);
    let kept = ui::keep::words(lang);
    let keeping = session.keeping.get();
    let backup = session.backup.get();
    let last = match backup.on {
        Some(day) => ui::fill(words.last, &[&format::day(lang, day)]),
        None => words.never.to_owned(),
    };
    let since = if backup.on.is_some() { words.since } else { words.so_far };
    let since = (backup.changes > 0).then(|| ui::fill(since, &[&backup.changes.to_string()]));
    let how = match keeping {
        Durability::Blocked => Some(kept.blocked_more),
        Durability::Full => Some(kept.full_more),
        Durability::Fleeting if carry::in_wechat() => Some(kept.fleeting_wechat),
        Durability::Fleeting => Some(kept.fleeting),
        Durability::Apart => Some(kept.apart),
        Durability::NoCopy => Some(kept.no_copy_more),
        Durability::Outdated => Some(kept.outdated_more),
        Durability::Kept | Durability::Cleared => None,
    };
    let promise = RwSignal::new(None::<bool>);
    if how.is_none() {
        leptos::task::spawn_local(async move {
            let answer = storage::persisted().await;
            let _ = promise.try_set(answer);
        });
    }
    let promised = move || promise.get().map(|yes| if yes { kept.lasts } else { kept.lasts_not });
    let full = carry::is_embedded().then(|| open_full(session, lang));
    view! {
        <section class="card backup-state">
            <p class="card-title">{last}</p>
            {since.map(|text| view! { <p>{text}</p> })}
            <p class="quiet">{how}{promised}</p>
            {full}
        </section>
    }
    .into_any()
}

fn save(session: Session, lang: Lang) -> AnyView {
    let words = ui::backup::words(lang);
    let shown = RwSignal::new(None::<String>);
    // In another page's frame a button may lie under something that is not ours.
    let asking = RwSignal::new(false);
    let save = move || {
        let text = session.history.with_untracked(|h| local::whole(&h.now));
        let text = write_file(&text, session.today());
        if carry::in_wechat() {
            shown.set(Some(text));
        } else {
            carry::save("qitu-backup.json", "application/json", &text);
            sync::backed_up(session);
            session.say(words.saved.to_owned(), false);
        }
    };
    let text = move || {
        let text = shown.get()?;
        let held = text.clone();
        let copy = move |_| {
            let text = held.clone();
            leptos::task::spawn_local(async move {
                let done = carry::copy(text).await;
                if done {
                    sync::backed_up(session);
                }
                session
                    .say((if done { words.copied } else { words.copy_failed }).to_owned(), false);
            });
        };
        Some(view! {
            <p class="notice">{words.in_wechat}</p>
            <textarea
                class="field-input share-words"
                readonly
                aria-label=words.save
                prop:value=text
            ></textarea>
            <button class="button" data-size="wide" on:click=copy>{words.copy}</button>
        })
    };
    let empty = Memo::new(move |_| session.history.with(|h| h.now.is_empty()));
    let tapped = move |_| if carry::is_embedded() { asking.set(true) } else { save() };
    let yes = move || {
        asking.set(false);
        save();
    };
    let asked = move || {
        asking.get().then(|| {
            ask(
                words.save_framed,
                (words.save_no, move || asking.set(false)),
                (words.save_yes, yes),
                false,
            )
        })
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.save_title}</h2>
            <p class="section-note">{words.save_note}</p>
            <div class="stack">
                <button class="button" data-kind="primary" data-size="wide" disabled=empty on:click=tapped>
                    {words.save}
                </button>
                {asked}
                {text}
            </div>
        </section>
    }
    .into_any()
}

fn restore(session: Session, lang: Lang) -> AnyView {
    let words = ui::backup::words(lang);
    let found = RwSignal::new(None::<Result<Found, Unread>>);
    let read = move |text: String| {
        let read = read_file(&text);
        let read = read.map(|(draft, omitted)| Found { draft, omitted, written: written(&text) });
        let _ = found.try_set(Some(read));
    };
    let open = move |event| {
        let input = event_target::<dom::Input>(&event);
        leptos::task::spawn_local(async move {
            if let Some(bytes) = carry::chosen(input, 2 * LONGEST as u32).await {
                // What is no text is no backup either.
                let text = if bytes.len() > LONGEST {
                    Err(Unread::TooLong)
                } else {
                    let text = carry::is_text(&bytes).then(|| String::from_utf8(bytes));
                    text.and_then(Result::ok).ok_or(Unread::Foreign)
                };
                match text {
                    Ok(text) => read(text),
                    Err(why) => {
                        let _ = found.try_set(Some(Err(why)));
                    }
                }
            }
        });
    };
    let pasted = RwSignal::new(String::new());
    let nothing = move || pasted.with(|text| text.trim().is_empty());
    view! {
        <section class="section">
            <h2 class="section-title">{words.open_title}</h2>
            <p class="section-note">{words.open_note}</p>
            <div class="stack">
                <label class="button record-file" data-size="wide">
                    {words.open}
                    <input
                        class="hidden-words"
                        type="file"
                        accept=".json,.txt,application/json,text/plain"
                        on:change=open
                    />
                </label>
                <details class="more">
                    <summary class="more-title">{words.paste}</summary>
                    <div class="more-body stack">
                        <label class="hidden-words" for="backup-text">{words.paste}</label>
                        <textarea
                            class="field-input share-words"
                            id="backup-text"
                            spellcheck="false"
                            on:input=move |event| pasted.set(event_target_value(&event))
                        ></textarea>
                        <button
                            class="button"
                            data-size="wide"
                            disabled=nothing
                            on:click=move |_| read(pasted.get_untracked())
                        >
                            {words.paste_read}
                        </button>
                    </div>
                </details>
                <div aria-live="polite">
                    {move || found.get().map(|read| match read {
                        Ok(read) => choice(session, lang, read, found),
                        Err(why) => {
                            view! { <p class="notice" data-tone="bad" role="alert">{problem(lang, why)}</p> }.into_any()
                        }
                    })}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What a draft holds, in a few words.
fn sum(lang: Lang, draft: &Draft) -> String {
    let words = ui::backup::words(lang);
    let mut parts = vec![ui::fill(words.plans, &[&draft.cases.len().to_string()])];
    if !draft.record.is_empty() {
        parts.push(words.record.to_owned());
    }
    if !draft.done.is_empty() {
        parts.push(ui::fill(words.done, &[&draft.done.len().to_string()]));
    }
    parts.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// What is in the file, what is here, and what to do with both.
fn choice(
    session: Session,
    lang: Lang,
    read: Found,
    found: RwSignal<Option<Result<Found, Unread>>>,
) -> AnyView {
    let words = ui::backup::words(lang);
    let Found { draft: theirs, omitted, written } = read;
    let omitted = (omitted > 0).then(|| {
        let text = ui::fill(words.omitted, &[&omitted.to_string()]);
        view! { <p class="notice" data-tone="warn">{text}</p> }
    });
    let mine = session.history.with_untracked(|h| h.now.clone());
    let day = written.map(|day| ui::fill(words.written, &[&format::day(lang, day)]));
    let (in_file, here) = (sum(lang, &theirs), sum(lang, &mine));
    let take = move |draft: Draft| {
        session.change(Edit::Restore(draft), words.opened.to_owned());
        found.set(None);
    };
    let alone = mine.is_empty();
    // With what is here when it is tapped: another window may have added to it since.
    let file = theirs.clone();
    let joined = move || session.history.with_untracked(|h| both(&h.now, &file));
    let join = joined.clone();
    let keep_both = (!alone).then(|| {
        view! {
            <button class="button" data-kind="primary" data-size="wide" on:click=move |_| take(join())>
                {words.both}
            </button>
        }
    });
    let here = (!alone).then(|| view! { <dt>{words.here}</dt><dd>{here}</dd> });
    let replace = move |_| take(if alone { joined() } else { theirs.clone() });
    let kind = if alone { "primary" } else { "danger" };
    let label = if alone { words.take } else { words.replace };
    view! {
        <section class="card stack">
            <p class="card-title">{words.found}</p>
            <dl class="terms">
                <dt>{words.in_file}</dt>
                <dd>{in_file}{day.map(|day| view! { <span class="quiet">" "{day}</span> })}</dd>
                {here}
            </dl>
            {omitted}
            {keep_both}
            <div class="button-row">
                <button class="button" on:click=move |_| found.set(None)>{words.leave}</button>
                <button class="button" data-kind=kind on:click=replace>{label}</button>
            </div>
        </section>
    }
    .into_any()
}

fn unread(session: Session, lang: Lang) -> Option<AnyView> {
    let words = ui::backup::words(lang);
    // Looked at again after an erase and after a restore.
    session.history.track();
    session.unread.track();
    session.keeping.track();
    let text = local::unread()?;
    let save = move |_| carry::save("qitu-unread.txt", "text/plain;charset=utf-8", &text);
    let drop = move |_| {
        keep::forget_unread(session);
        session.unread.update(|unread| *unread = None);
        session.say(words.unread_dropped.to_owned(), false);
    };
    Some(
        view! {
            <section class="section">
                <h2 class="section-title">{words.unread}</h2>
                <p class="section-note">{words.unread_note}</p>
                <div class="button-row">
                    <button class="button" on:click=save>{words.unread_save}</button>
                    <button class="button" data-kind="quiet" on:click=drop>{words.unread_drop}</button>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn erase(session: Session, lang: Lang) -> AnyView {
    let words = ui::backup::words(lang);
    // How often the rider has said yes. In another page's frame one more time: two taps can be led.
    let said = RwSignal::new(0);
    let no = move || said.set(0);
    let gone = move || {
        session.erase();
        storage::keep_in_window(storage::DESK, "");
        course_search::forget();
        said.set(0);
        session.say(words.erased.to_owned(), false);
    };
    let erase = move || {
        match said.get() {
        0 => view! {
            <button class="button" data-kind="danger" data-size="wide" on:click=move |_| said.set(1)>
                {words.erase}
            </button>
        }
        .into_any(),
        1 if carry::is_embedded() => {
            ask(words.erase_sure, (words.erase_no, no), (words.erase_yes, move || said.set(2)), false)
        }
        // What is tapped twice at one place says no here.
        2 => ask(words.erase_framed, (words.erase_no, no), (words.erase_yes, gone), true),
        _ => ask(words.erase_sure, (words.erase_no, no), (words.erase_yes, gone), false),
    }
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.erase}</h2>
            <p class="section-note">{words.erase_note}</p>
            {erase}
        </section>
    }
    .into_any()
}

/// Asks once more; `yes_first` where the button before it stood where yes would stand.
fn ask(
    question: &'static str,
    (no, on_no): (&'static str, impl Fn() + 'static),
    (yes, on_yes): (&'static str, impl Fn() + 'static),
    yes_first: bool,
) -> AnyView {
    let no = view! { <button class="button" on:click=move |_| on_no()>{no}</button> }.into_any();
    let yes = view! {
        <button class="button" data-kind="danger" on:click=move |_| on_yes()>{yes}</button>
    }
    .into_any();
    let buttons = if yes_first { [yes, no] } else { [no, yes] };
    view! {
        <section class="notice" data-tone="bad" role="alert">
            <p class="notice-title">{question}</p>
            <div class="button-row">{buttons.into_iter().collect::<Vec<_>>()}</div>
        </section>
    }
    .into_any()
}

fn problem(lang: Lang, why: Unread) -> &'static str {
    let words = ui::backup::words(lang);
    match why {
        Unread::Broken => words.file_broken,
        Unread::Foreign => words.file_foreign,
        Unread::Newer => words.file_newer,
        Unread::TooLong => words.file_long,
    }
}
