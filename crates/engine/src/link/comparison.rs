//! Owns several plans in one link: their codes one behind another, with a dot between two.
//! Refuses what one code holds: `code` has it. An edition that knows only single codes stops reading
//! at the first dot and opens the first plan.

use crate::link::code::{
    Include, LONGEST, Shared, TooLarge, Unreadable, decode, encode, letters, without_sensitive,
};

/// Most plans in one link.
pub const MOST_PLANS: usize = 4;

/// What stands between two codes.
const BETWEEN: char = '.';

/// What a link of several plans holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The plans that could be read, each once, in their order.
    pub plans: Vec<Shared>,
    /// Why another could not be read; the first such reason.
    pub unread: Option<Unreadable>,
}

/// The code of several plans, without the sensitive answers not asked for. Plans that are the same
/// without these answers are one.
pub fn encode_all(all: &[Shared], include: Include) -> Result<String, TooLarge> {
    let mut seen = Vec::new();
    let mut codes = Vec::new();
    for shared in all.iter().take(MOST_PLANS) {
        let scenario = without_sensitive(shared, include).scenario;
        if !seen.contains(&scenario) {
            codes.push(encode(shared, include)?);
            seen.push(scenario);
        }
    }
    let code = codes.join(&BETWEEN.to_string());
    if code.len() > LONGEST { Err(TooLarge) } else { Ok(code) }
}

/// Does a text, an address or a code hold several plans?
#[must_use]
pub fn is_comparison(text: &str) -> bool {
    codes(text).len() > 1
}

/// What a link of several plans holds. What follows the last of [`MOST_PLANS`] codes is not read.
#[must_use]
pub fn decode_all(text: &str) -> Comparison {
    let mut read = Comparison::default();
    for code in codes(text).into_iter().take(MOST_PLANS) {
        match decode(code) {
            Ok(shared) if read.plans.iter().any(|one| one.scenario == shared.scenario) => {}
            Ok(shared) => read.plans.push(shared),
            Err(why) => read.unread = read.unread.or(Some(why)),
        }
    }
    read
}

/// The codes in a text. A version below 16 begins with `A`, so that a word which a messenger or a
/// sentence puts behind a dot is none.
fn codes(text: &str) -> Vec<&str> {
    let all = letters(text, |letter| letter == BETWEEN);
    let mut parts = all.split(BETWEEN);
    let first = parts.next().unwrap_or_default();
    std::iter::once(first).chain(parts.take_while(|part| part.starts_with('A'))).collect()
}

#[cfg(test)]
mod tests {
    use super::{decode_all, encode_all, is_comparison};
    use crate::link::code::{Include, LONGEST, Shared, TooLarge, Unreadable, decode};
    use qitu_model::{Date, Need, Rider, Scenario};

    fn shared(goal: &str, age: u32) -> Shared {
        let rider = Rider { age: Some(age), ..Rider::default() };
        let start = Date::parse("2026-12-07").unwrap();
        let scenario = Scenario::of(start, rider, Need::Role { role: goal.into() });
        Shared { name: goal.into(), scenario, value: None }
    }

    #[test]
    fn several_plans_come_out_as_they_went_in() {
        let all = ["a", "b", "c", "d"].map(|goal| shared(goal, 30));
        let code = encode_all(&all, Include::ALL).unwrap();
        for text in [
            code.clone(),
            format!("https://example.org/#p={code}"),
            format!("看看 https://example.org/?from=timeline&p={code}#wechat_redirect"),
            format!("https%3A//example.org/%23p={code}%20"),
            format!("#p={code}."),
            format!("#p={code}.Look"),
            format!("#p={code}。快看"),
        ] {
            assert!(is_comparison(&text), "{text}");
            let read = decode_all(&text);
            assert_eq!((read.plans.as_slice(), read.unread), (all.as_slice(), None), "{text}");
        }
    }

    #[test]
    fn an_edition_that_knows_single_codes_opens_the_first() {
        let all = [shared("a", 30), shared("b", 30)];
        let code = encode_all(&all, Include::ALL).unwrap();
        assert_eq!(decode(&code).as_ref(), Ok(&all[0]));
    }

    #[test]
    fn plans_that_differ_only_in_what_stays_behind_are_one() {
        let all = [shared("a", 30), shared("a", 31), shared("b", 30)];
        let read = decode_all(&encode_all(&all, Include::default()).unwrap());
        let goals = read.plans.iter().map(|one| one.name.as_str()).collect::<Vec<_>>();
        assert_eq!(goals, ["a", "b"]);
        assert!(read.plans.iter().all(|one| one.scenario.rider.age.is_none()));
        let whole = decode_all(&encode_all(&all, Include::ALL).unwrap());
        assert_eq!(whole.plans.len(), 3);
    }

    #[test]
    fn one_plan_and_a_dot_is_no_comparison() {
        let code = encode_all(&[shared("a", 30)], Include::ALL).unwrap();
        for text in [code.clone(), format!("#p={code}."), format!("#p={code}.Look"), String::new()]
        {
            assert!(!is_comparison(&text), "{text}");
        }
    }

    #[test]
    fn a_link_cut_short_gives_what_is_whole_and_says_so() {
        let all = [shared("a", 30), shared("b", 30), shared("c", 30)];
        let code = encode_all(&all, Include::ALL).unwrap();
        let read = decode_all(&code[..code.len() - 5]);
        assert_eq!(read.plans, all[..2]);
        assert!(matches!(read.unread, Some(Unreadable::CutShort { .. })));
    }

    #[test]
    fn what_no_address_can_hold_goes_by_file() {
        let mut all = ["a", "b", "c", "d"].map(|goal| shared(goal, 30));
        for one in &mut all {
            one.name = "长".repeat(LONGEST / 8);
        }
        assert_eq!(encode_all(&all, Include::ALL), Err(TooLarge));
    }
}
