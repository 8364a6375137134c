//! The laws of several windows that keep one draft, over random interleavings of edits, reads,
//! writes, failures, windows that open and windows that close.
//!
//! Each window sees the device as a browser's process does: through a copy of its own, which learns
//! of the others' writes one after the other and late. So two windows may write at once, each
//! without having seen the other.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_replica::{Change, DRAFT_KEY, Device, Heard, Keeper, Refused, Saved, UNREAD_KEY, patch};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below as u64).unwrap()
    }
}

/// Edits by number.
type Known = BTreeSet<usize>;

#[derive(Clone, Default)]
struct Cell {
    text: Option<String>,
    turn: u64,
    /// The edits that its writer knew.
    known: Known,
}

#[derive(Default)]
struct Disk {
    cells: BTreeMap<String, Cell>,
    turn: u64,
    /// What each open window has yet to hear.
    news: Vec<Option<VecDeque<(String, Cell)>>>,
}

/// The device as one window sees it.
struct View {
    disk: Rc<RefCell<Disk>>,
    me: usize,
    cells: RefCell<BTreeMap<String, Cell>>,
    known: RefCell<Known>,
    /// Operations until one fails, and whether all fail from then on.
    fails: RefCell<Option<(usize, bool)>>,
}

impl View {
    fn of(disk: &Rc<RefCell<Disk>>) -> Self {
        let me = disk.borrow().news.len();
        disk.borrow_mut().news.push(Some(VecDeque::new()));
        let cells = disk.borrow().cells.clone();
        let (cells, known, fails) = (RefCell::new(cells), RefCell::default(), RefCell::default());
        Self { disk: disk.clone(), me, cells, known, fails }
    }

    fn operate(&self) -> Result<(), Refused> {
        let mut fails = self.fails.borrow_mut();
        match &mut *fails {
            Some((0, true)) => Err(Refused::Full),
            Some((0, false)) => {
                *fails = None;
                Err(Refused::Full)
            }
            Some((left, _)) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn put(&self, key: &str, text: Option<&str>) {
        let mut disk = self.disk.borrow_mut();
        disk.turn += 1;
        let known = self.known.borrow().clone();
        let cell = Cell { text: text.map(str::to_owned), turn: disk.turn, known };
        disk.cells.insert(key.to_owned(), cell.clone());
        self.cells.borrow_mut().insert(key.to_owned(), cell.clone());
        for (window, news) in disk.news.iter_mut().enumerate() {
            if let Some(news) = news.as_mut().filter(|_| window != self.me) {
                news.push_back((key.to_owned(), cell.clone()));
            }
        }
    }
}

impl Device for View {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        self.operate()?;
        let cell = self.cells.borrow().get(key).cloned().unwrap_or_default();
        self.known.borrow_mut().extend(cell.known);
        Ok(cell.text)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        self.operate()?;
        self.put(key, Some(text));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        self.operate()?;
        self.put(key, None);
        Ok(())
    }

    fn keys(&self) -> Vec<String> {
        let cells = self.cells.borrow();
        cells.iter().filter(|(_, cell)| cell.text.is_some()).map(|(key, _)| key.clone()).collect()
    }
}

/// What somebody did, and what they knew then.
struct Edit {
    plan: Option<String>,
    what: What,
    known: Known,
}

#[derive(PartialEq)]
enum What {
    Make,
    Remove,
    Set(String, u64),
    Park(String),
}

struct Window {
    view: View,
    keeper: Keeper,
    draft: Value,
    committed: String,
    made: usize,
    /// Something is to be written.
    waits: bool,
}

fn plain(text: &str) -> Value {
    let mut draft: Value = serde_json::from_str(text).unwrap();
    let map = draft.as_object_mut().unwrap();
    map.remove("sync");
    map.remove("current");
    map.entry("cases").or_insert(json!([]));
    draft
}

impl Window {
    fn open(disk: &Rc<RefCell<Disk>>) -> Self {
        let view = View::of(disk);
        let (keeper, _) = Keeper::open(format!("w{}", view.me), &view);
        let draft = plain(&keeper.text());
        let committed = draft.to_string();
        Self { view, keeper, draft, committed, made: 0, waits: false }
    }

    fn commit(&mut self) {
        let now = self.draft.to_string();
        self.keeper.commit(&self.committed, &now);
        self.committed = now;
    }

    fn take(&mut self, changes: &[Change]) {
        if !changes.is_empty() {
            self.draft = plain(&patch(&self.committed, changes).unwrap());
            self.committed = self.draft.to_string();
        }
        assert_eq!(
            self.draft["cases"],
            plain(&self.keeper.text())["cases"],
            "what is seen is kept"
        );
    }

    fn save(&mut self) -> Saved {
        self.commit();
        let (saved, changes) = self.keeper.save(&self.view, "");
        self.take(&changes);
        self.waits = saved != Saved::Kept;
        saved
    }

    fn hear(&mut self) -> bool {
        let next = self.view.disk.borrow_mut().news[self.view.me].as_mut().unwrap().pop_front();
        let Some((key, cell)) = next else { return false };
        let is_newer = self.view.cells.borrow().get(&key).is_none_or(|own| own.turn < cell.turn);
        if is_newer {
            self.view.cells.borrow_mut().insert(key.clone(), cell.clone());
        }
        self.commit();
        match self.keeper.hear(&self.view, &key, cell.text.as_deref()) {
            Heard::Changed(changes, lacks) => {
                self.view.known.borrow_mut().extend(cell.known);
                self.take(&changes);
                self.waits |= lacks;
            }
            Heard::Nothing => {}
            other => panic!("{other:?}"),
        }
        true
    }

    fn edit(&mut self, dice: &mut Dice, edits: &mut Vec<Edit>) {
        let number = edits.len();
        let known = self.view.known.borrow().clone();
        let cases = self.draft["cases"].as_array_mut().unwrap();
        let at = if cases.is_empty() { 0 } else { dice.roll(cases.len()) };
        let (plan, what) = match dice.roll(12) {
            _ if cases.is_empty() && !number.is_multiple_of(3) => {
                let parked = format!("c{number}");
                let list = self.draft.as_object_mut().unwrap().entry("parked").or_insert(json!([]));
                list.as_array_mut().unwrap().push(json!(parked));
                (None, What::Park(parked))
            }
            0 | 1 => {
                self.made += 1;
                let id = format!("w{}-{}", self.view.me, self.made);
                cases.push(json!({"id": id, "name": id, "scenario": {"start": "2026-11-23"}}));
                (Some(id), What::Make)
            }
            _ if cases.is_empty() => return,
            2 => {
                let gone = cases.remove(at);
                (Some(gone["id"].as_str().unwrap().to_owned()), What::Remove)
            }
            roll => {
                let case = &mut cases[at];
                let id = case["id"].as_str().unwrap().to_owned();
                let field =
                    if roll < 6 { "budget".to_owned() } else { format!("slot{}", roll % 4) };
                let scenario = case["scenario"].as_object_mut().unwrap();
                if roll < 6 {
                    scenario.insert(field.clone(), json!(number));
                } else {
                    let week = scenario.entry("week").or_insert(json!({}));
                    week.as_object_mut().unwrap().insert(field.clone(), json!(number));
                }
                (Some(id), What::Set(field, number as u64))
            }
        };
        edits.push(Edit { plan, what, known });
        self.view.known.borrow_mut().insert(number);
        self.waits = true;
    }
}

/// Did somebody take the plan out who had seen this edit, or one of the same field that came in its
/// place?
fn is_taken_out(edits: &[Edit], removals: &[&Edit], at: usize) -> bool {
    removals.iter().any(|removal| {
        removal.known.iter().any(|seen| {
            let is_in_place = match (&edits[*seen].what, &edits[at].what) {
                (What::Set(a, _), What::Set(b, _)) => {
                    a == b && edits[*seen].plan == edits[at].plan && !edits[at].known.contains(seen)
                }
                _ => false,
            };
            *seen == at || is_in_place
        })
    })
}

/// Every edit is in the draft, or gave way to one that came later or had seen it.
fn judge(draft: &Value, edits: &[Edit], seed: u64) {
    let cases = draft["cases"].as_array().unwrap();
    let mut ids: Vec<&str> = cases.iter().map(|case| case["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|two| two[0] != two[1]), "{seed}: a plan is there twice: {ids:?}");
    let made = edits.iter().filter(|edit| edit.what == What::Make);
    let made: BTreeSet<&str> = made.filter_map(|edit| edit.plan.as_deref()).collect();
    assert!(ids.iter().all(|id| made.contains(id)), "{seed}: nobody made one of {ids:?}");
    for plan in made {
        let (removals, of): (Vec<_>, Vec<_>) = edits
            .iter()
            .enumerate()
            .filter(|(_, edit)| edit.plan.as_deref() == Some(plan))
            .partition(|(_, edit)| edit.what == What::Remove);
        let removals: Vec<&Edit> = removals.into_iter().map(|(_, edit)| edit).collect();
        let is_taken_out = |at: usize| is_taken_out(edits, &removals, at);
        let Some(case) = cases.iter().find(|case| case["id"] == plan) else {
            for (at, _) in of {
                assert!(is_taken_out(at), "{seed}: edit {at} of {plan} is in no plan");
            }
            continue;
        };
        let has_seen_all = |removal: &&Edit| of.iter().all(|(at, _)| removal.known.contains(at));
        assert!(!removals.iter().any(has_seen_all), "{seed}: {plan} is back");
        assert_eq!(case["scenario"]["start"], "2026-11-23", "{seed}: {plan} is whole");
        for (at, edit) in of {
            let What::Set(field, value) = &edit.what else { continue };
            let scenario = &case["scenario"];
            let now = if field == "budget" { &scenario[field] } else { &scenario["week"][field] };
            let Some(winner) = now.as_u64().map(|now| usize::try_from(now).unwrap()) else {
                assert!(is_taken_out(at), "{seed}: edit {at} of {plan} is lost: {field} is empty");
                continue;
            };
            assert!(matches!(&edits[winner].what, What::Set(f, _) if f == field));
            let is_later = winner == at || !edit.known.contains(&winner);
            let is_right = is_later || is_taken_out(at);
            assert!(is_right, "{seed}: {field} of {plan}: {winner} is back over {value}");
        }
    }
    let parked = draft["parked"].as_array().cloned().unwrap_or_default();
    for edit in edits {
        if let What::Park(id) = &edit.what {
            assert!(parked.contains(&json!(id)), "{seed}: {id} is lost");
        }
    }
}

/// Lets windows hear and write until nothing more is to be heard or written.
fn rest(open: &mut [Window], seed: u64) {
    for turn in 0.. {
        assert!(turn < 200, "{seed}: they do not come to rest");
        let mut moved = false;
        for window in open.iter_mut() {
            while window.hear() {
                moved = true;
            }
            if window.waits {
                moved = true;
                assert_eq!(window.save(), Saved::Kept, "{seed}");
            }
        }
        if !moved {
            break;
        }
    }
}

/// Does random things with some windows, and lets them come to rest. Gives the number of edits.
fn live(seed: u64, most_windows: usize, fails: bool) -> usize {
    let mut dice = Dice(seed);
    let disk = Rc::new(RefCell::new(Disk::default()));
    let mut edits = Vec::new();
    let mut windows: Vec<Option<Window>> = vec![Some(Window::open(&disk))];
    for _ in 0..60 {
        let open: Vec<usize> = (0..windows.len()).filter(|at| windows[*at].is_some()).collect();
        let at = open[dice.roll(open.len())];
        match dice.roll(20) {
            0 | 1 if open.len() < most_windows => windows.push(Some(Window::open(&disk))),
            2 if open.len() > 1 => {
                let mut window = windows[at].take().unwrap();
                window.commit();
                // Who is told that something is not kept does not close.
                if window.keeper.leave(&window.view, "", true) == Saved::Kept {
                    disk.borrow_mut().news[window.view.me] = None;
                } else {
                    window.draft = plain(&window.keeper.text());
                    window.committed = window.draft.to_string();
                    window.waits = true;
                    windows[at] = Some(window);
                }
            }
            3 if fails => {
                let window = windows[at].as_mut().unwrap();
                *window.view.fails.borrow_mut() = Some((dice.roll(6), dice.roll(3) == 0));
            }
            4 if fails => *windows[at].as_mut().unwrap().view.fails.borrow_mut() = None,
            5..=8 => {
                let window = windows[at].as_mut().unwrap();
                if window.waits {
                    window.save();
                }
            }
            9..=13 => {
                windows[at].as_mut().unwrap().hear();
            }
            _ => windows[at].as_mut().unwrap().edit(&mut dice, &mut edits),
        }
    }
    let mut open: Vec<Window> = windows.into_iter().flatten().collect();
    open.iter().for_each(|window| *window.view.fails.borrow_mut() = None);
    rest(&mut open, seed);
    // The next window finds what others left beside when they closed.
    open.push(Window::open(&disk));
    rest(&mut open, seed);
    let last = Window::open(&disk);
    for window in &open {
        assert_eq!(window.draft["cases"], last.draft["cases"], "{seed}: all see the same");
        assert_eq!(window.draft["parked"], last.draft["parked"], "{seed}: all see the same");
    }
    judge(&last.draft, &edits, seed);
    edits.len()
}

#[test]
fn windows_agree_and_no_edit_is_in_no_plan() {
    let edits: usize = (0..cases()).map(|seed| live(seed, 5, false)).sum();
    assert!(edits > 15_000, "{edits}");
}

#[test]
fn no_more_is_lost_where_any_operation_may_fail() {
    let edits: usize = (0..cases()).map(|seed| live(1_000_000 + seed, 5, true)).sum();
    assert!(edits > 15_000, "{edits}");
}

/// More by `QITU_CASES`.
fn cases() -> u64 {
    std::env::var("QITU_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1500)
}

/// What a device holds by key, and the texts in it that must not get lost.
type Shelf = (Vec<(&'static str, String)>, Vec<&'static str>);

/// What a device may hold when a window opens: by key, and which plans are in it.
fn shelves() -> Vec<Shelf> {
    let plan = |id: &str| {
        let case = json!({"id": id, "name": id, "scenario": {"start": "2026-11-23"}, "later": 7});
        json!({"format": "qitu.draft/2", "cases": [case], "current": 0}).to_string()
    };
    let newer = r#"{"format":"qitu.draft/99","cases":[1]}"#.to_owned();
    let broken = r#"{"format":"qitu.draft/2","cases":[{"na"#.to_owned();
    let old =
        r#"{"format":"qitu.draft/1","cases":[{"name":"o","scenario":{"start":"2026-11-23"}}]}"#;
    vec![
        (vec![], vec![]),
        (vec![(DRAFT_KEY, plan("a"))], vec!["a"]),
        (vec![(DRAFT_KEY, old.to_owned())], vec!["o"]),
        (vec![(DRAFT_KEY, newer.clone())], vec![]),
        (vec![(DRAFT_KEY, broken.clone()), (UNREAD_KEY, newer.clone())], vec![]),
        (vec![(DRAFT_KEY, plan("a")), (UNREAD_KEY, plan("b"))], vec!["a", "b"]),
        (
            vec![(DRAFT_KEY, newer), (UNREAD_KEY, broken), ("qitu.draft.aside", plan("c"))],
            vec!["c"],
        ),
        (
            vec![
                (DRAFT_KEY, plan("a")),
                ("qitu.draft.aside", format!("{}\n{}", plan("b"), plan("c"))),
                ("qitu.draft.aside.x", plan("d")),
            ],
            vec!["a", "b", "c", "d"],
        ),
    ]
}

#[test]
fn whichever_operation_fails_nothing_is_lost_and_it_is_told() {
    let mut runs = 0;
    for (shelf, names) in shelves() {
        for forever in [false, true] {
            for fails_at in 0..40 {
                runs += 1;
                let disk = Rc::new(RefCell::new(Disk::default()));
                for (key, text) in &shelf {
                    let cell = Cell { text: Some(text.clone()), ..Cell::default() };
                    disk.borrow_mut().cells.insert((*key).to_owned(), cell);
                }
                let view = View::of(&disk);
                *view.fails.borrow_mut() = Some((fails_at, forever));
                let (keeper, _) = Keeper::open("w".into(), &view);
                let draft = plain(&keeper.text());
                let committed = draft.to_string();
                let mut window = Window { view, keeper, draft, committed, made: 0, waits: false };
                let new = json!({"id": "new", "name": "new", "scenario": {"start": "2026-11-23"}});
                window.draft["cases"].as_array_mut().unwrap().push(new);
                window.commit();
                let (saved, changes) = window.keeper.save(&window.view, "new");
                window.take(&changes);
                let left = window.keeper.leave(&window.view, "new", false);
                let said = saved == Saved::Kept && left == Saved::Kept;
                disk.borrow_mut().news[0] = None;
                let next = Window::open(&disk);
                let has = |name: &str| {
                    let cases = next.draft["cases"].as_array().unwrap();
                    cases.iter().any(|case| case["name"] == name)
                };
                let about = format!("{shelf:?}, {fails_at} {forever}: {}", next.draft);
                assert!(names.iter().all(|name| has(name)), "{about}");
                assert!(has("new") || !said, "{about}");
                for (_, text) in &shelf {
                    let is_there =
                        disk.borrow().cells.values().any(|c| c.text.as_ref() == Some(text));
                    let can_be_read = text.contains("qitu.draft/1") || text.contains("later");
                    assert!(is_there || can_be_read, "{about}: {text} is gone");
                    let kept = next.draft.to_string();
                    assert!(!text.contains("later") || kept.contains("\"later\":7"), "{about}");
                }
            }
        }
    }
    assert_eq!(runs, 8 * 2 * 40);
}

fn window() -> (Rc<RefCell<Disk>>, Window) {
    let disk = Rc::new(RefCell::new(Disk::default()));
    let window = Window::open(&disk);
    (disk, window)
}

fn put(disk: &Rc<RefCell<Disk>>, key: &str, text: &str) {
    let cell = Cell { text: Some(text.to_owned()), ..Cell::default() };
    disk.borrow_mut().cells.insert(key.to_owned(), cell);
}

#[test]
fn a_later_editions_fields_outlive_every_edit_of_this_one() {
    let (disk, _) = window();
    put(
        &disk,
        DRAFT_KEY,
        r#"{"format":"qitu.draft/2","mood":{"x":[1.50,2]},"cases":[{"id":"a","name":"a","colour":"red",
            "scenario":{"start":"2026-11-23","pins":[{"activity":"c1","why":"fun"}],"plus":1}}],
            "done":[{"activity":"c2","on":"2026-11-23","mark":5}]}"#,
    );
    let mut window = Window::open(&disk);
    // This edition knows none of what is new.
    let known = r#"{"cases":[{"id":"a","name":"a","scenario":{"start":"2026-11-23",
        "pins":[{"activity":"c1"}]}}],"done":[{"activity":"c2","on":"2026-11-23"}]}"#;
    window.committed = known.to_owned();
    window.draft = serde_json::from_str(known).unwrap();
    window.draft["cases"][0]["scenario"]["pins"][0]["start"] = json!("2026-11-30");
    window.draft["done"][0]["on"] = json!("2026-11-24");
    window.commit();
    // Taken out and back again, as by an undo.
    let whole = window.draft.clone();
    window.draft["cases"] = json!([]);
    window.commit();
    window.draft = whole;
    window.commit();
    assert_eq!(window.keeper.save(&window.view, "a").0, Saved::Kept);
    let kept = plain(&window.view.get(DRAFT_KEY).unwrap().unwrap());
    assert_eq!(kept["mood"], json!({"x": [1.50, 2]}));
    assert_eq!(kept["cases"][0]["colour"], "red");
    assert_eq!(kept["cases"][0]["scenario"]["plus"], 1);
    assert_eq!(kept["done"], json!([{"activity": "c2", "on": "2026-11-24", "mark": 5}]));
}

#[test]
fn what_a_later_edition_writes_while_this_window_is_open_is_not_overwritten() {
    let (disk, mut window) = window();
    window.edit(&mut Dice(1), &mut vec![]);
    window.save();
    let newer = r#"{"format":"qitu.draft/99"}"#;
    let other = View::of(&disk);
    other.set(DRAFT_KEY, newer).unwrap();
    window.draft["parked"] = json!(["late"]);
    assert!(matches!(window.keeper.hear(&window.view, DRAFT_KEY, Some(newer)), Heard::Newer));
    window.view.cells.borrow_mut().insert(DRAFT_KEY.into(), disk.borrow().cells[DRAFT_KEY].clone());
    assert_eq!(window.save(), Saved::Newer);
    let text = |key: &str| disk.borrow().cells.get(key).and_then(|cell| cell.text.clone());
    assert_eq!(text(DRAFT_KEY).as_deref(), Some(newer));
    assert!(text("qitu.draft.aside.w0").unwrap().contains("late"));
}

#[test]
fn an_earlier_editions_window_changes_a_plan_and_does_not_double_it() {
    let (disk, mut window) = window();
    let case = |name: &str| json!({"id": name, "name": name, "scenario": {"start": "2026-11-23"}});
    window.draft["cases"] = json!([case("a"), case("b")]);
    window.save();
    // It knows neither ids nor changes, and drops both.
    let text = r#"{"format":"qitu.draft/2","cases":[{"name":"a","scenario":{"start":"2026-11-23"}},
        {"name":"b","scenario":{"start":"2026-12-07"}}],"current":1}"#;
    View::of(&disk).set(DRAFT_KEY, text).unwrap();
    window.hear();
    let cases = window.draft["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 2, "{cases:?}");
    assert_eq!(cases[1]["scenario"]["start"], "2026-12-07");
    assert_eq!(window.save(), Saved::Kept);
}

#[test]
fn what_is_erased_stays_erased_whoever_was_writing() {
    let (disk, mut window) = window();
    window.draft["parked"] = json!(["a"]);
    window.save();
    let mut other = Window::open(&disk);
    // The other window erases; this one writes before it hears of it.
    for key in Keeper::keys(&other.view) {
        other.view.remove(&key).unwrap();
    }
    other.keeper.forget();
    window.draft["parked"] = json!(["a", "b"]);
    window.save();
    let (key, cell) = disk.borrow_mut().news[0].as_mut().unwrap().pop_front().unwrap();
    assert_eq!(window.keeper.hear(&window.view, &key, cell.text.as_deref()), Heard::Erased);
    assert!(disk.borrow().cells.values().all(|cell| cell.text.is_none()));
}

#[test]
fn a_painted_week_gives_way_to_hours_told_later_and_never_stands_beside_them() {
    let (disk, mut window) = window();
    let case =
        json!({"id": "a", "name": "", "scenario": {"start": "2026-11-23", "week": {"gap": 1}}});
    window.draft["cases"] = json!([case]);
    window.save();
    let mut other = Window::open(&disk);
    other.draft["cases"][0]["grid"] = json!("fff");
    other.draft["cases"][0]["scenario"]["week"] = json!({"gap": 2});
    other.save();
    window.draft["cases"][0]["scenario"]["week"]["gap"] = json!(9);
    window.save();
    window.draft["cases"][0]["scenario"]["week"]["gap"] = json!(10);
    for _ in 0..4 {
        window.hear();
        window.save();
        other.hear();
        other.save();
    }
    assert_eq!(window.draft["cases"], other.draft["cases"]);
    assert_eq!(window.draft["cases"][0]["scenario"]["week"]["gap"], 10);
    assert_eq!(window.draft["cases"][0].get("grid"), None);
}
