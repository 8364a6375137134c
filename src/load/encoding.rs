//! Owns telling apart how a file's bytes were written. Only UTF-8 is read; another encoding is
//! named, so that its owner knows what to save it as.

/// Do bytes that are not UTF-8 look like GB18030, as Chinese spreadsheet programs write it?
#[must_use]
pub fn looks_like_gb18030(bytes: &[u8]) -> bool {
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

    #[test]
    fn chinese_saved_by_a_spreadsheet_is_recognised() {
        // 课程,路线规划 in GBK.
        let gbk = b"\xbf\xce\xb3\xcc,\xc2\xb7\xcf\xdf\xb9\xe6\xbb\xae\n";
        assert!(looks_like_gb18030(gbk));
        assert!(!looks_like_gb18030(b"\x80\x81\xff"));
        assert!(!looks_like_gb18030(b"plain"));
    }
}
