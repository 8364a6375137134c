//! Owns the way from a problem's path to its line: through the clean copy back to the text.
//! Refuses to look at any list or map twice, however many problems stand in it.

use super::problem::Problem;
use super::sieve::Sifted;
use super::span::{self, Piece};
use std::collections::BTreeMap;

impl Sifted {
    /// Gives each problem that has a path and no line its line in the file.
    pub fn place(&self, problems: &mut [Problem]) {
        let mut finder = Finder::new(&self.clean);
        for problem in problems {
            let at = finder.find(&problem.path);
            problem.line = self.lines.line(self.origin(at));
        }
    }

    fn origin(&self, at: usize) -> usize {
        let next = self.marks.partition_point(|(clean, _)| *clean <= at);
        next.checked_sub(1).and_then(|last| self.marks.get(last)).map_or(0, |(_, from)| *from)
    }
}

/// What has been found in the clean copy so far, by the byte where it begins.
struct Finder<'t> {
    text: &'t str,
    lists: BTreeMap<usize, Vec<Piece>>,
    maps: BTreeMap<usize, BTreeMap<&'t str, Piece>>,
    /// Bytes looked at.
    looked: usize,
}

impl<'t> Finder<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, lists: BTreeMap::new(), maps: BTreeMap::new(), looked: 0 }
    }

    /// The byte where the path leads, or where it leads last.
    fn find(&mut self, path: &str) -> usize {
        let mut piece = Piece { from: 0, to: self.text.len() };
        let mut rest = path;
        while !rest.is_empty() {
            let next = match index(rest) {
                Some((index, after)) => self.item(piece, index).map(|item| (item, after)),
                None => self.member(piece, rest.strip_prefix('.').unwrap_or(rest)),
            };
            let Some((inner, after)) = next else { break };
            (piece, rest) = (inner, after);
        }
        piece.from
    }

    fn item(&mut self, list: Piece, index: usize) -> Option<Piece> {
        let text = self.text;
        if !list.of(text).starts_with('[') {
            return None;
        }
        let items = self.lists.entry(list.from).or_insert_with(|| {
            self.looked += list.to - list.from;
            span::items(text, list).0
        });
        items.get(index).copied()
    }

    /// The value under the key that the path begins with, and the rest of the path. Keys may hold
    /// dots and brackets themselves.
    fn member<'p>(&mut self, map: Piece, path: &'p str) -> Option<(Piece, &'p str)> {
        let text = self.text;
        if !map.of(text).starts_with('{') {
            return None;
        }
        let members = self.maps.entry(map.from).or_insert_with(|| {
            self.looked += map.to - map.from;
            span::members(text, map).0.into_iter().collect()
        });
        let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([path.len()]);
        ends.filter_map(|end| path.split_at_checked(end))
            .find_map(|(key, rest)| Some((*members.get(key)?, rest)))
    }
}

/// `[12].fee` → 12 and `.fee`
fn index(path: &str) -> Option<(usize, &str)> {
    let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_as_far_as_the_text_goes() {
        let text = r#"{"courses":[{"id":"a"},{"id":"b","facts":{"x.y[0]":{"source":"s"}}}]}"#;
        let mut finder = Finder::new(text);
        let mut leads = |path: &str| &text[finder.find(path)..];
        assert!(leads("courses[1].facts.x.y[0].source").starts_with("\"s\""));
        assert!(leads("courses[1].fee").starts_with("{\"id\":\"b\""));
        assert!(leads("courses[7].fee").starts_with("[{\"id\":\"a\""));
        assert!(leads("").starts_with("{\"courses\""));
    }

    /// Twice as many problems are twice the work, wherever they stand.
    #[test]
    fn no_list_and_no_map_is_looked_at_twice() {
        let looked = |count: usize| {
            let offers = vec![r#"{"id":"a","fee":-1}"#; count].join(",");
            let skills: Vec<String> = (0..count).map(|at| format!("\"s{at}\":1")).collect();
            let text = format!(
                r#"{{"courses":[{{"gives":{{"skills":{{{}}}}},"offers":[{offers}]}}]}}"#,
                skills.join(",")
            );
            let mut finder = Finder::new(&text);
            for at in 0..count {
                let fee = finder.find(&format!("courses[0].offers[{at}].fee"));
                let skill = finder.find(&format!("courses[0].gives.skills.s{at}"));
                assert!(text[fee..].starts_with("-1") && text[skill..].starts_with('1'));
            }
            (finder.looked, text.len())
        };
        for count in [100, 1_000, 10_000] {
            let (looked, length) = looked(count);
            assert!(looked <= 6 * length, "{looked} bytes for a text of {length}");
        }
    }
}
