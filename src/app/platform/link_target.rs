//! Owns which addresses a link out of the page may have. Catalogues, side files and host pages are
//! written by others: whatever of theirs becomes a link goes through here.
//! Refuses every scheme but the web's and the telephone's: `javascript:` runs, `intent:` and its like
//! open other programs, `file:` and `data:` show what no publisher is behind.

use qitu_model::{is_link, is_secure};

pub use qitu_model::dial;

/// The address, if a link may have it.
#[must_use]
pub fn outside(address: &str) -> Option<&str> {
    is_link(address).then_some(address)
}

/// The address, if a link to an academy's own page may have it.
#[must_use]
pub fn secure(address: &str) -> Option<&str> {
    is_secure(address).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn the_web_and_the_telephone_may_be_linked() {
        for address in ["https://a.example/b?c=d#e", "HTTP://a.example", "tel:+86-10-12345678"] {
            assert_eq!(outside(address), Some(address));
        }
    }

    #[test]
    fn nothing_else_may() {
        let others = [
            "",
            "https://",
            "tel:",
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "JavaScript://https://a.example/%0aalert(1)",
            "intent://a#Intent;end",
            "file:///etc/passwd",
            "data:text/html,<p>",
            "blob:https://a.example/1",
            "vbscript:x",
            "weixin://x",
            "//a.example",
            "/a",
            "a.html",
            "#/plan",
            "https:a",
            " https://a.example",
            "ht\ttps://a.example",
            "学",
        ];
        for address in others {
            assert_eq!(outside(address), None, "{address:?}");
        }
    }
}
