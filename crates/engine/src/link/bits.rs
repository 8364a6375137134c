//! Owns the bytes and letters under a link: single bits in and out, base64url, the checksum.
//! Refuses meaning: what the bits say is `code`'s business.

/// The letters of base64url, in the order of their values.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bits on their way out, highest first.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    used: u8,
    /// The furthest place in the list of words that was written.
    pub furthest: usize,
}

impl Writer {
    /// One bit.
    pub fn bit(&mut self, on: bool) {
        if self.used == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(on) << (7 - self.used);
        }
        self.used = (self.used + 1) % 8;
    }

    /// The lowest `count` bits of a number.
    pub fn bits(&mut self, number: u64, count: u32) {
        for at in (0..count).rev() {
            self.bit(number >> at & 1 == 1);
        }
    }

    /// A number of any size, four bits at a time, the lowest first; small numbers are short.
    pub fn number(&mut self, mut number: u64) {
        loop {
            self.bits(number & 15, 4);
            number >>= 4;
            self.bit(number > 0);
            if number == 0 {
                return;
            }
        }
    }

    /// A number that may be negative, its sign in the lowest bit.
    pub fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63).cast_unsigned());
    }

    /// The bytes; the last is filled up with zeros.
    pub fn done(self) -> Vec<u8> {
        self.bytes
    }
}

/// Bits on their way in. Reading past the end is `None`.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// From the first bit on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bits are left.
    pub fn left(&self) -> usize {
        (self.bytes.len() * 8).saturating_sub(self.at)
    }

    /// One bit.
    pub fn bit(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let on = byte >> (7 - self.at % 8) & 1 == 1;
        self.at += 1;
        Some(on)
    }

    /// A number of so many bits.
    pub fn bits(&mut self, count: u32) -> Option<u64> {
        let mut number = 0;
        for _ in 0..count {
            number = number << 1 | u64::from(self.bit()?);
        }
        Some(number)
    }

    /// A number as [`Writer::number`] wrote it; `None` when it does not fit 64 bits.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for group in 0..16 {
            number |= self.bits(4)? << (group * 4);
            if !self.bit()? {
                return Some(number);
            }
        }
        None
    }

    /// A number as [`Writer::signed`] wrote it.
    pub fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

/// Bytes as base64url without padding (RFC 4648, section 5).
pub(super) fn to_letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..=chunk.len() {
            let value = all >> (18 - 6 * at) & 63;
            text.push(char::from(LETTERS[value as usize]));
        }
    }
    text
}

/// The value of a letter; `None` for anything else.
pub(super) fn value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

/// The whole bytes that letters stand for; reading ends at the first that is none.
pub(super) fn to_bytes(letters: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    let (mut held, mut count) = (0_u32, 0);
    for value in letters.bytes().map_while(value) {
        held = held << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count & 255) as u8);
        }
    }
    bytes
}

/// CRC-32 (IEEE 802.3, as in zip and png).
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            sum >> 1 ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_well_known_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, letters) in
            [(&b""[..], ""), (b"f", "Zg"), (b"fo", "Zm8"), (b"foo", "Zm9v"), (b"\xfb\xff", "-_8")]
        {
            assert_eq!(to_letters(bytes), letters);
            assert_eq!(to_bytes(letters), bytes);
        }
    }

    #[test]
    fn numbers_of_every_size_come_back() {
        for number in [0, 1, 15, 16, 255, 70_000, u64::MAX] {
            let mut writer = Writer::default();
            writer.number(number);
            writer.signed(number.cast_signed());
            let bytes = writer.done();
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.number(), Some(number));
            assert_eq!(reader.signed(), Some(number.cast_signed()));
        }
    }
}
