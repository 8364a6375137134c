//! Owns the row of a result: elements that stay, into which the words of another entry are written.
//! Refuses signals for them: a key writes a few words into what is seen, and nothing has to find out
//! first what depends on what. What nobody sees, where a link leads and what opens, follows.

use crate::app::platform::dom::{self, Node};
use leptos::html::Li;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// What a row says of an entry.
#[derive(Default)]
pub struct Said {
    /// Its words, in the order in which they stand.
    pub words: Vec<String>,
    /// Where its link leads, if it has one.
    pub address: String,
    /// What an attribute of its badge says, if it has one.
    pub badge: Option<(&'static str, Option<&'static str>)>,
}

/// A row, drawn with what it said first.
#[derive(Clone)]
pub struct Row {
    element: NodeRef<Li>,
    say: Rc<dyn Fn(usize) -> Said>,
    held: Rc<RefCell<Held>>,
}

struct Held {
    said: Said,
    texts: Vec<Node>,
    hidden: bool,
    /// The entry it has taken, as long as what follows is not there.
    taken: Option<usize>,
    /// Draws what follows.
    follow: Box<dyn Fn(usize)>,
}

impl Row {
    /// Draws an entry and keeps its row. `draw` makes the element, whose first texts are the words,
    /// handed out one after another; `say` tells what is said of any entry.
    pub fn draw(
        entry: usize,
        say: impl Fn(usize) -> Said + 'static,
        draw: impl FnOnce(NodeRef<Li>, &Said, &mut dyn FnMut() -> String) -> AnyView,
    ) -> (AnyView, Self) {
        let said = say(entry);
        let element = NodeRef::new();
        let mut words = said.words.iter().cloned();
        let view = draw(element, &said, &mut || words.next().unwrap_or_default());
        let held =
            Held { said, texts: Vec::new(), hidden: false, taken: None, follow: Box::new(|_| ()) };
        (view, Self { element, say: Rc::new(say), held: Rc::new(RefCell::new(held)) })
    }

    /// Draws more of an entry once its words are on the screen.
    #[must_use]
    pub fn followed_by(self, follow: impl Fn(usize) + 'static) -> Self {
        self.held.borrow_mut().follow = Box::new(follow);
        self
    }

    /// Takes another entry and writes the words that are not the same, or none and is not seen.
    pub fn take(&self, entry: Option<usize>) {
        let Some(Some(element)) = self.element.try_get_untracked() else { return };
        let mut held = self.held.borrow_mut();
        if held.hidden != entry.is_none() {
            held.hidden = entry.is_none();
            element.set_hidden(held.hidden);
        }
        let Some(entry) = entry else { return };
        let new = (self.say)(entry);
        if held.texts.is_empty() {
            held.texts = dom::texts(&element);
        }
        let words = held.said.words.iter().zip(&new.words);
        for (text, (old, new)) in held.texts.iter().zip(words) {
            if old != new {
                text.set_node_value(Some(new));
            }
        }
        if let Some((name, value)) = new.badge
            && held.said.badge != new.badge
        {
            dom::set_within(&element, ".badge", name, value);
        }
        held.said = new;
        held.taken = Some(entry);
    }

    /// Lets what nobody sees follow the words. Nothing where it is there already.
    pub fn follow(&self) {
        let Some(Some(element)) = self.element.try_get_untracked() else { return };
        let mut held = self.held.borrow_mut();
        let Some(entry) = held.taken.take() else { return };
        if !held.said.address.is_empty() {
            dom::set_within(&element, "a", "href", Some(&held.said.address));
        }
        // What was opened under another entry.
        dom::set_within(&element, "details[open]", "open", None);
        (held.follow)(entry);
    }
}
