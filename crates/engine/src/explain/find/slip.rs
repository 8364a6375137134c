//! Owns what one slip of the keys is: a letter too many, too few, another one, or two that changed
//! places.

/// Does what is typed begin a text, but for one slip? Where the text `goes_on`, what is left of the
/// typed word when it ends may follow.
pub(super) fn agree_but_for_one<T: PartialEq>(text: &[T], typed: &[T], goes_on: bool) -> bool {
    let same = text.iter().zip(typed).take_while(|(own, typed)| own == typed).count();
    let (text, typed) =
        (text.get(same..).unwrap_or_default(), typed.get(same..).unwrap_or_default());
    let agree =
        |text: &[T], typed: &[T]| text.starts_with(typed) || goes_on && typed.starts_with(text);
    match (text, typed) {
        (_, []) => true,
        ([], [_]) => true,
        ([], _) => goes_on,
        ([own, after @ ..], [letter, more @ ..]) => {
            let swapped = match (after, more) {
                ([next, after @ ..], [other, more @ ..]) => {
                    next == letter && own == other && agree(after, more)
                }
                _ => false,
            };
            swapped || agree(after, more) || agree(after, typed) || agree(text, more)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_excused_and_two_are_not() {
        let near = |typed: &str| agree_but_for_one(b"licence for drones", typed.as_bytes(), false);
        for typed in ["licence", "lisence", "liecnce", "licnce", "liicence", "licencr", "licencee"]
        {
            assert!(near(typed), "{typed}");
        }
        for typed in ["lisenze", "licnece f", "lcnce", "cnelice"] {
            assert_eq!(near(typed), typed == "licnece f", "{typed}");
        }
    }

    #[test]
    fn a_text_that_goes_on_may_end_before_the_word() {
        assert!(agree_but_for_one(b"wu", b"wurenji", true));
        assert!(agree_but_for_one(b"wue", b"wurenji", true), "the slip may be the last letter");
        assert!(!agree_but_for_one(b"wu", b"wurenji", false));
        assert!(agree_but_for_one(b"wurenj", b"wurenji", false), "a letter too many at the end");
        assert!(!agree_but_for_one(b"wan", b"wurenji", true));
    }
}
