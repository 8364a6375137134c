//! Owns the QR code of a link, as an SVG path.
//! Refuses colour and size: whoever draws it chooses them, dark on light.

use fast_qr::{ECL, QRBuilder};

/// A square of modules to draw in a box of `side` units, quiet zone included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// Units along one side: the modules and four light ones at every edge.
    pub side: u32,
    /// The dark modules as one SVG path of whole rows.
    pub path: String,
}

/// Light modules that a reader needs around the code.
const QUIET: usize = 4;

/// The code of a text; none where it is too long for any code (2,331 bytes).
#[must_use]
pub fn square(text: &str) -> Option<Square> {
    // Medium correction: a cracked screen or a creased sheet still reads.
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let run = row[x..].iter().take_while(|module| module.value()).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Some(Square { side: u32::try_from(code.size + 2 * QUIET).ok()?, path })
}

#[cfg(test)]
mod tests {
    use super::square;

    #[test]
    fn a_short_text_makes_the_smallest_code_with_its_quiet_zone() {
        let code = square("qitu").unwrap();
        assert_eq!(code.side, 21 + 8);
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "the finder's top edge: {}", code.path);
    }

    #[test]
    fn a_text_no_code_can_hold_makes_none() {
        assert_eq!(square(&"x".repeat(3000)), None);
    }
}
