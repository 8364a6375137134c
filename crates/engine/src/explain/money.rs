//! Owns sums about money that a rider makes with their own numbers: take-home, pay-back.
//! Refuses floats and made-up numbers: sums are exact fractions, rounded once to whole fen.

use std::collections::BTreeMap;

/// Deeper brackets than this are no formula anybody wrote.
const DEEPEST: u32 = 32;

/// A fraction; the lower part is positive.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn of(above: i128, below: i128) -> Option<Self> {
        let (mut a, mut b) = (above.unsigned_abs(), below.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let shared = i128::try_from(a.max(1)).ok()? * below.signum();
        (below != 0).then(|| Self(above / shared, below / shared))
    }
    fn plus(self, other: Self, sign: i128) -> Option<Self> {
        let left = self.0.checked_mul(other.1)?;
        let right = other.0.checked_mul(self.1)?.checked_mul(sign)?;
        Self::of(left.checked_add(right)?, self.1.checked_mul(other.1)?)
    }
    fn times(self, other: Self) -> Option<Self> {
        Self::of(self.0.checked_mul(other.0)?, self.1.checked_mul(other.1)?)
    }
    fn over(self, other: Self) -> Option<Self> {
        Self::of(self.0.checked_mul(other.1)?, self.1.checked_mul(other.0)?)
    }
}

/// The formula's result in hundredths (fen, where the inputs are yuan), rounded half away from
/// zero. Names are words with hyphens, numbers are whole; `+ - * /` and brackets.
/// None = not a formula, an unknown name, a division by zero, or too large a number.
#[must_use]
pub fn evaluate(formula: &str, inputs: &BTreeMap<String, i64>) -> Option<i64> {
    let mut reader = Reader { rest: formula, inputs };
    let Fraction(above, below) = reader.sum(0)?;
    reader.skip();
    if !reader.rest.is_empty() {
        return None;
    }
    let doubled = above.checked_mul(200)?;
    let rounded = (doubled.abs() + below) / (2 * below) * doubled.signum();
    i64::try_from(rounded).ok()
}

/// Whole months until what was spent has come back; none = it never does.
#[must_use]
pub fn pay_back(spent: i64, more_a_month: i64) -> Option<i64> {
    match (spent, more_a_month) {
        (..=0, _) => Some(0),
        (_, ..=0) => None,
        (spent, more) => Some(spent.saturating_add(more - 1) / more),
    }
}

struct Reader<'a> {
    rest: &'a str,
    inputs: &'a BTreeMap<String, i64>,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, signs: &[char]) -> Option<char> {
        self.skip();
        let sign = self.rest.chars().next().filter(|sign| signs.contains(sign))?;
        self.rest = &self.rest[sign.len_utf8()..];
        Some(sign)
    }

    fn sum(&mut self, depth: u32) -> Option<Fraction> {
        let mut total = self.product(depth)?;
        while let Some(sign) = self.take(&['+', '-']) {
            let next = self.product(depth)?;
            total = total.plus(next, if sign == '+' { 1 } else { -1 })?;
        }
        Some(total)
    }

    fn product(&mut self, depth: u32) -> Option<Fraction> {
        let mut total = self.atom(depth)?;
        while let Some(sign) = self.take(&['*', '/']) {
            let next = self.atom(depth)?;
            total = if sign == '*' { total.times(next)? } else { total.over(next)? };
        }
        Some(total)
    }

    fn atom(&mut self, depth: u32) -> Option<Fraction> {
        if depth > DEEPEST {
            return None;
        }
        if self.take(&['(']).is_some() {
            let inside = self.sum(depth + 1)?;
            return self.take(&[')']).map(|_| inside);
        }
        // A hyphen belongs to a name where a letter or a digit follows it at once.
        let bytes = self.rest.as_bytes();
        let in_name = |at: usize| match bytes.get(at) {
            Some(b'-') => at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
            Some(byte) => byte.is_ascii_alphanumeric(),
            None => false,
        };
        let end = (0..bytes.len()).find(|at| !in_name(*at)).unwrap_or(bytes.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let value = match word.parse::<i64>() {
            Ok(number) => number,
            Err(_) => *self.inputs.get(word)?,
        };
        Fraction::of(i128::from(value), 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(formula: &str) -> Option<i64> {
        let inputs =
            [("gross", 5000), ("own-part", 537), ("employer-part", 1300), ("passed-on", 50)];
        evaluate(formula, &inputs.map(|(id, value)| (id.to_owned(), value)).into())
    }

    #[test]
    fn take_home_is_computed_from_the_riders_own_numbers() {
        let take_home = "gross - own-part - employer-part * passed-on / 100";
        assert_eq!(result(take_home), Some(381_300));
    }

    #[test]
    fn a_division_is_rounded_once_to_the_nearest_fen() {
        assert_eq!(result("own-part / (30 * 26)"), Some(69));
        assert_eq!(result("1 / 3 * 3"), Some(100));
        assert_eq!(result("0 - 1 / 200"), Some(-1));
    }

    #[test]
    fn nonsense_has_no_result() {
        for formula in ["", "gross -", "gross own-part", "1 / 0", "(1", "unknown", "1)", "é"] {
            assert_eq!(result(formula), None, "{formula}");
        }
        assert_eq!(result(&"(".repeat(10_000)), None);
    }

    #[test]
    fn money_comes_back_after_whole_months_or_never() {
        assert_eq!(pay_back(5800, 1000), Some(6));
        assert_eq!(pay_back(0, -5), Some(0));
        assert_eq!(pay_back(100, 0), None);
    }
}
