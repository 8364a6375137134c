//! Owns what the device prefers: language, theme, motion.

/// Does a question of a style sheet hold?
#[must_use]
pub fn holds(query: &str) -> bool {
    let list = web_sys::window().and_then(|w| w.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Is there room for the wide map at the size of its letters?
#[must_use]
pub fn is_wide() -> bool {
    holds("(min-width: 75rem)")
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
    agent.contains("MicroMessenger") || (apple && !holds("(display-mode: standalone)"))
}
