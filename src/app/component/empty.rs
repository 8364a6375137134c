//! Owns what stands in the place of a screen that has nothing to show: why, and one way on.

use crate::app::state::route::Route;
use leptos::prelude::*;

/// What a screen with nothing to show says.
pub struct Empty {
    /// What is missing.
    pub title: &'static str,
    /// It is the heading of the page, which has no other.
    pub is_heading: bool,
    /// More about it; may be empty.
    pub text: &'static str,
    /// Where to go on.
    pub to: Route,
    /// What going there is called.
    pub action: &'static str,
}

impl Empty {
    /// Draws it.
    #[must_use]
    pub fn draw(self) -> AnyView {
        let title = if self.is_heading {
            view! { <h1 class="empty-title">{self.title}</h1> }.into_any()
        } else {
            view! { <p class="empty-title">{self.title}</p> }.into_any()
        };
        let text = (!self.text.is_empty()).then(|| view! { <p class="empty-text">{self.text}</p> });
        view! {
            <div class="empty">
                {title} {text}
                <a class="button" data-kind="primary" href=self.to.hash()>{self.action}</a>
            </div>
        }
        .into_any()
    }
}
