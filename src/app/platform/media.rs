//! Owns what the device prefers: language, theme, motion.

fn matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Is there room for the wide map at the size of its letters?
#[must_use]
pub fn is_wide() -> bool {
    matches("(min-width: 75rem)")
}

/// How many cards of a list that answers a search fit the screen; a card is about 200 pixels high.
#[must_use]
pub fn screenful() -> usize {
    let height = web_sys::window().and_then(|w| w.inner_height().ok()?.as_f64()).unwrap_or(0.0);
    let rows = height as usize / 200;
    if matches("(min-width: 60rem)") {
        // Two in a row, below the head of the page.
        return rows.saturating_sub(1).max(1) * 2;
    }
    // The search and the filters stand above, the tabs below.
    rows.saturating_sub(2).max(1)
}

/// The device's first language, as `zh-CN` or `en-GB`.
#[must_use]
pub fn language() -> Option<String> {
    web_sys::window().and_then(|w| w.navigator().language())
}

/// Does this browser throw away what pages keep, unasked? Apple's does after seven days without a
/// visit unless the page stands on the home screen; WeChat's does with its cache.
#[must_use]
pub fn clears_by_itself() -> bool {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default();
    let apple = agent.contains("Version/")
        && agent.contains("Safari/")
        && !["Chrome", "Android"].iter().any(|other| agent.contains(other));
    agent.contains("MicroMessenger") || (apple && !matches("(display-mode: standalone)"))
}
