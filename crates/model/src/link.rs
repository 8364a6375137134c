//! Owns which addresses a link may have.

/// May a link have this address? Those of the web and the telephone may.
///
/// Browsers skip blanks and control characters inside a scheme, so that a list of the forbidden
/// would have gaps. What begins like this is exactly what it looks like.
#[must_use]
pub fn is_link(address: &str) -> bool {
    ["https://", "http://", "tel:"].into_iter().any(|start| {
        let begins = address.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
        begins && address.len() > start.len()
    })
}
