//! Owns what stands above every screen: no catalogue, nothing kept, time for a backup.
//! Refuses to stand in the way: each is a few words and a way out, one at a time.

use crate::app::component::open_full::open_full;
use crate::app::platform::{address, carry};
use crate::app::session::{Session, sync};
use crate::app::state::backup_file::Unread;
use crate::app::state::durability::Durability;
use crate::app::state::page::CatalogueState;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// The most important of them; nothing where all is well.
#[must_use]
pub fn draw(session: Session, lang: Lang) -> AnyView {
    let words = ui::keep::words(lang);
    let failed = session.book.with(|book| match book {
        CatalogueState::Failed => Some(ui::shell::words(lang).load_failed),
        CatalogueState::Unusable => Some(ui::shell::words(lang).load_unusable),
        CatalogueState::Waiting | CatalogueState::Ready(_) => None,
    });
    if let Some(text) = failed {
        let again = tap(ui::shell::words(lang).again, "", move || session.fetch_catalogue());
        let Some(book) = address::book() else { return notice("bad", "", text, vec![again]) };
        let title = ui::fill(ui::shell::words(lang).load_book, &[&book]);
        let is_gone = session.book.with(|book| matches!(book, CatalogueState::Failed));
        let text = if is_gone { ui::shell::words(lang).load_no_book } else { text };
        let own = link(ui::shell::words(lang).to_own_book, address::without_book());
        return notice("bad", &title, text, vec![again, own]);
    }
    // With nothing entered there is nothing to lose.
    let empty = Memo::new(move |_| session.history.with(|h| h.now.is_empty()));
    let is_unsafe = Memo::new(move |_| {
        let keeping = session.keeping.get();
        matches!(keeping, Durability::Blocked | Durability::Full | Durability::NoCopy)
    });
    // What is about to be lost comes before what is safe.
    if is_unsafe.get() && !empty.get() {
        return kept(session, lang);
    }
    let seen = move || session.unread.set(None);
    match session.unread.get() {
        Some(Unread::Newer) => {
            return notice(
                "warn",
                words.unread,
                words.unread_newer,
                vec![tap(words.known, "quiet", seen)],
            );
        }
        Some(_) => {
            let more = vec![to_backup(words.to_unread), tap(words.known, "quiet", seen)];
            return notice("warn", words.unread, words.unread_more, more);
        }
        None => {}
    }
    let omitted = session.omitted.get();
    if omitted > 0 {
        let title = ui::fill(words.omitted, &[&omitted.to_string()]);
        let seen = tap(words.known, "quiet", move || session.omitted.set(0));
        let more = vec![to_backup(words.to_backup), seen];
        return notice("warn", &title, words.omitted_more, more);
    }
    if empty.get() {
        return ().into_any();
    }
    kept(session, lang)
}

fn kept(session: Session, lang: Lang) -> AnyView {
    let words = ui::keep::words(lang);
    let known = move || sync::note(session, |backup| backup.known = true);
    let told = Memo::new(move |_| session.backup.with(|b| b.known));
    let share = || link(words.to_share, Route::Share.hash());
    let out =
        || if carry::is_embedded() { open_full(session, lang) } else { to_backup(words.to_backup) };
    let here = Memo::new(move |_| {
        session.route.with(|route| matches!(route, Route::Backup | Route::Guest(_)))
    });
    let keeping = session.keeping.get();
    match keeping {
        Durability::Blocked => {
            return notice("bad", words.blocked, words.blocked_more, vec![out(), share()]);
        }
        Durability::Full => {
            return notice(
                "bad",
                words.full,
                words.full_more,
                vec![to_backup(words.to_backup), share()],
            );
        }
        Durability::NoCopy => {
            let again = tap(words.save_again, "", move || {
                if sync::save(session) {
                    session.say(words.saved_again.to_owned(), false);
                }
            });
            let more = vec![to_backup(words.to_backup), again];
            return notice("bad", words.no_copy, words.no_copy_more, more);
        }
        Durability::Outdated => {
            let again = tap(words.reload, "", address::reload);
            return notice("warn", words.outdated, words.outdated_more, vec![again]);
        }
        Durability::Cleared => {
            let again = tap(words.save_again, "", move || {
                if sync::save(session) {
                    session.say(words.saved_again.to_owned(), false);
                }
            });
            let more = vec![again, to_backup(words.to_backup)];
            return notice("warn", words.cleared, words.cleared_more, more);
        }
        // Where backups are made it is said already; somebody else's plan comes first.
        _ if here.get() => return ().into_any(),
        Durability::Apart if !told.get() => {
            let more = vec![open_full(session, lang), tap(words.known, "quiet", known)];
            return notice("", "", words.apart, more);
        }
        Durability::Fleeting if !told.get() => {
            let wechat = carry::in_wechat();
            let text = if wechat { words.fleeting_wechat } else { words.fleeting };
            let more = vec![to_backup(words.to_backup), tap(words.known, "quiet", known)];
            return notice("", "", text, more);
        }
        Durability::Apart | Durability::Fleeting | Durability::Kept => {}
    }
    let due = Memo::new(move |_| session.backup.with(|b| b.is_due(keeping).then_some(b.changes)));
    let Some(changes) = due.get() else { return ().into_any() };
    let later = move || sync::note(session, |backup| backup.later = backup.changes);
    let text = ui::fill(words.due, &[&changes.to_string()]);
    notice("", "", &text, vec![to_backup(words.to_backup), tap(words.later, "quiet", later)])
}

fn notice(tone: &'static str, title: &str, text: &str, ways: Vec<AnyView>) -> AnyView {
    let title = (!title.is_empty()).then(|| {
        view! { <p class="notice-title">{title.to_owned()}</p> }
    });
    let role = if tone == "bad" { "alert" } else { "status" };
    view! {
        <section class="notice" data-place="top" data-tone=tone data-print="never" role=role>
            {title}
            <p>{text.to_owned()}</p>
            <div class="button-row">{ways}</div>
        </section>
    }
    .into_any()
}

fn tap(label: &'static str, kind: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! { <button class="button" data-kind=kind on:click=move |_| act()>{label}</button> }
        .into_any()
}

fn link(label: &'static str, href: String) -> AnyView {
    view! { <a class="button" href=href>{label}</a> }.into_any()
}

fn to_backup(label: &'static str) -> AnyView {
    link(label, Route::Backup.hash())
}
