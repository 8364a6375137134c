//! What editions have kept on devices stays readable, with the marks of the windows that wrote it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_replica::{DRAFT_KEY, Device, Heard, Keeper, Refused, Saved};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Kept by an edition of November 2026: two windows had changed a plan each.
const DRAFT_2: &str = include_str!("../../../tests/share/draft-2.json");

#[derive(Default)]
struct Memory(RefCell<BTreeMap<String, String>>);

impl Device for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        Ok(self.0.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        self.0.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Vec<String> {
        self.0.borrow().keys().cloned().collect()
    }
}

fn kept() -> Memory {
    let device = Memory::default();
    device.set(DRAFT_KEY, DRAFT_2).unwrap();
    device
}

#[test]
fn what_two_windows_kept_is_read_whole() {
    let device = kept();
    let (keeper, opened) = Keeper::open("w1".into(), &device);
    assert_eq!((opened.unread, opened.recovered), (None, false));
    let value = |text: &str| -> serde_json::Value { serde_json::from_str(text).unwrap() };
    assert_eq!(value(&keeper.text()), value(DRAFT_2));
    assert_eq!(device.get(DRAFT_KEY).unwrap().unwrap(), DRAFT_2, "reading writes nothing");
}

#[test]
fn windows_of_today_go_on_from_its_marks() {
    let device = kept();
    let (mut one, _) = Keeper::open("w1".into(), &device);
    let (mut other, _) = Keeper::open("w2".into(), &device);
    let change = |keeper: &mut Keeper, from: &str, to: &str| {
        let before = keeper.text();
        assert!(before.contains(from), "{before}");
        keeper.commit(&before, &before.replace(from, to));
        assert_eq!(keeper.save(&device, "").0, Saved::Kept);
    };
    change(&mut one, "\"budget\":2500", "\"budget\":1800");
    let text = device.get(DRAFT_KEY).unwrap().unwrap();
    let heard = other.hear(&device, DRAFT_KEY, Some(&text));
    let Heard::Changed(changes, _) = heard else { panic!("{heard:?}") };
    let values: Vec<_> = changes.iter().filter(|(path, _)| !path.ends_with("/~")).collect();
    assert!(matches!(&values[..], [(_, Some(to))] if to == "1800"), "{values:?}");
    change(&mut other, "夜班长", "夜班组长");
    let text = device.get(DRAFT_KEY).unwrap().unwrap();
    assert!(text.contains("\"budget\":1800") && text.contains("夜班组长"), "{text}");
    assert_eq!(text.matches("\"goal\"").count(), 2, "no plan became two: {text}");
}
