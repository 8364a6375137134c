//! Owns the QR code of a link on a screen or on paper.

use leptos::prelude::*;
use qitu_engine::export::qr::square;

/// The code; none where the link is too long for one.
#[must_use]
pub fn qr_code(link: &str, label: impl Into<String>) -> Option<AnyView> {
    let code = square(link)?;
    let side = code.side;
    Some(
        view! {
            <svg class="leaflet-code" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label.into() shape-rendering="crispEdges">
                <rect width=side height=side fill="#fff"></rect>
                <path d=code.path fill="#000"></path>
            </svg>
        }
        .into_any(),
    )
}
