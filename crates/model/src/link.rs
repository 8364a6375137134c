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

/// May a link to the page of an academy have this address? Riders leave their name and number there:
/// only those may that nobody on the way can read or change.
#[must_use]
pub fn is_secure(address: &str) -> bool {
    let begins = address.get(.."https://".len());
    begins.is_some_and(|own| own.eq_ignore_ascii_case("https://")) && is_link(address)
}

/// The address that calls a telephone number as people write it; `None` where a telephone could not
/// dial it, for instance with an extension in words.
#[must_use]
pub fn dial(phone: &str) -> Option<String> {
    let joints = [' ', '-', '(', ')', '（', '）', '\u{a0}', '\u{2013}'];
    let number = phone.trim().replace(joints, "");
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let fits = (3..=15).contains(&digits.len()) && digits.bytes().all(|each| each.is_ascii_digit());
    fits.then(|| format!("tel:{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_as_people_write_it_can_be_dialled() {
        for (phone, address) in [
            ("0755-1234 5678", "tel:075512345678"),
            (" (010) 6552-0000 ", "tel:01065520000"),
            ("（0755）12345678", "tel:075512345678"),
            ("+86 138 0013 8000", "tel:+8613800138000"),
            ("12345", "tel:12345"),
        ] {
            assert_eq!(dial(phone).as_deref(), Some(address), "{phone}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_dialled() {
        let wrong = [
            "",
            "-",
            "12",
            "0755-12345678 转 801",
            "12345678/87654321",
            "面议",
            "+",
            "1+2345",
            "javascript:1",
        ];
        for phone in wrong {
            assert_eq!(dial(phone), None, "{phone}");
        }
        assert_eq!(dial(&"1".repeat(16)), None);
    }

    #[test]
    fn only_what_nobody_can_read_on_the_way_is_secure() {
        assert!(is_secure("https://a.example/enrol") && is_secure("HTTPS://a.example"));
        for address in
            ["", "https://", "http://a.example", "tel:12345", " https://a.example", "学校"]
        {
            assert!(!is_secure(address), "{address}");
        }
    }
}
