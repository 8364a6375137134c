//! Owns turning a file's bytes into text: UTF-8 with or without its mark, and the UTF-16 that
//! spreadsheet programs call Unicode text. Any other encoding is named, not decoded, so that its
//! owner knows what to save it as.

use super::problem::{Problem, ProblemKind, Severity};

/// The text of a file.
///
/// # Errors
/// The one problem there is: the encoding, or more bytes than are read.
#[allow(clippy::result_large_err, reason = "one a file, shown as it is; small on a 32-bit machine")]
pub fn text(bytes: &[u8]) -> Result<String, Problem> {
    if let Some(problem) = super::too_large(bytes.len()) {
        return Err(problem);
    }
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    let read = match wide {
        Some((rest, unit)) => {
            let units = rest.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
            char::decode_utf16(units).collect::<Result<String, _>>().ok()
        }
        None => std::str::from_utf8(bytes).ok().map(|text| super::bare(text).to_owned()),
    };
    read.ok_or_else(|| {
        let gb18030 = looks_like_gb18030(bytes);
        let kind = ProblemKind::WrongEncoding { gb18030 };
        Problem { line: 1, ..Problem::new(Severity::Error, "", kind) }
    })
}

/// Do bytes that are not UTF-8 look like GB18030, as Chinese spreadsheet programs write it?
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let (mut rest, mut pairs) = (bytes, 0_usize);
    loop {
        rest = match rest {
            [] => return pairs > 0,
            [0..=0x7f, after @ ..] => after,
            // Four bytes: lead, digit, lead, digit.
            [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, after @ ..] => after,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, after @ ..] => {
                pairs += 1;
                after
            }
            _ => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(bytes: &[u8]) -> ProblemKind {
        text(bytes).unwrap_err().kind
    }

    #[test]
    fn chinese_saved_by_a_spreadsheet_is_named() {
        // 课程,路线规划 in GBK.
        let gbk = b"\xbf\xce\xb3\xcc,\xc2\xb7\xcf\xdf\xb9\xe6\xbb\xae\n";
        assert_eq!(trouble(gbk), ProblemKind::WrongEncoding { gb18030: true });
        assert_eq!(trouble(b"\x80\x81\xff"), ProblemKind::WrongEncoding { gb18030: false });
    }

    #[test]
    fn marks_before_the_text_are_no_part_of_it() {
        assert_eq!(text("\u{feff}课程".as_bytes()).unwrap(), "课程");
        assert_eq!(text(b"\xff\xfe\xfe\x8ba\x00").unwrap(), "课a");
        assert_eq!(text(b"\xfe\xff\x8b\xfe\x00a").unwrap(), "课a");
    }
}
