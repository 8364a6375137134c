//! Owns needs → words that are read back as the same need.
//! Refuses what the words cannot say: a question to the rider, a choice of nothing.

use super::split::fenced;
use super::{Grammar, Named};
use qitu_model::{Education, Id, Lang, Need, Text};

/// Brackets in brackets that are written.
const DEPTH: u32 = super::DEPTH;

impl Grammar {
    /// A need in words that `read` reads as this need; none where there are no such words. A branch of
    /// one part is written as that part.
    #[must_use]
    pub fn write(&self, lang: Lang, need: &Need) -> Option<String> {
        let plain = plain(need);
        // A name may hold a mark; then all names are written in quotation marks.
        let mut tries = [false, true].into_iter();
        tries.find_map(|is_quoted| {
            let words = Writer { grammar: self, lang, is_quoted }.needs(&plain, DEPTH)?;
            (self.read(&words).as_ref() == Some(&plain)).then_some(words)
        })
    }
}

/// Without branches of one part.
fn plain(need: &Need) -> Need {
    let all = |parts: &[Need]| parts.iter().map(plain).collect::<Vec<_>>();
    match need {
        Need::All { all: parts } | Need::Any { any: parts } if parts.len() == 1 => {
            parts.first().map(plain).unwrap_or_default()
        }
        Need::All { all: parts } => Need::All { all: all(parts) },
        Need::Any { any: parts } => Need::Any { any: all(parts) },
        Need::AtLeast { at_least, of } => Need::AtLeast { at_least: *at_least, of: all(of) },
        leaf => leaf.clone(),
    }
}

struct Writer<'g> {
    grammar: &'g Grammar,
    lang: Lang,
    is_quoted: bool,
}

impl Writer<'_> {
    fn of(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    fn needs(&self, need: &Need, depth: u32) -> Option<String> {
        match need {
            Need::All { all } if all.is_empty() => Some(self.of("无", "none").to_owned()),
            Need::All { all } => self.joined(all, self.of("；", "; "), |part| match part {
                Need::All { .. } => self.atom(part, depth),
                _ => self.term(part, depth),
            }),
            _ => self.term(need, depth),
        }
    }

    fn term(&self, need: &Need, depth: u32) -> Option<String> {
        let atom = |part: &Need| self.atom(part, depth);
        match need {
            Need::Any { any } if any.is_empty() => None,
            Need::Any { any } => self.joined(any, self.of(" 或 ", " or "), atom),
            Need::AtLeast { at_least, of } => {
                let list = self.joined(of, self.of("、", ", "), atom)?;
                let are_courses = of.iter().all(|part| matches!(part, Need::Course { .. }));
                Some(match self.lang {
                    Lang::Zh if are_courses && of.len() > 1 => format!("{list}任选{at_least}门"),
                    Lang::Zh => format!("任选{at_least}项：{list}"),
                    Lang::En => format!("any {at_least} of {list}"),
                })
            }
            leaf => atom(leaf),
        }
    }

    fn joined(
        &self,
        parts: &[Need],
        mark: &str,
        write: impl Fn(&Need) -> Option<String>,
    ) -> Option<String> {
        let words: Option<Vec<String>> = parts.iter().map(write).collect();
        Some(words?.join(mark))
    }

    fn atom(&self, need: &Need, depth: u32) -> Option<String> {
        match need {
            Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } => {
                let inner = self.needs(need, depth.checked_sub(1)?)?;
                Some(match self.lang {
                    Lang::Zh => format!("（{inner}）"),
                    Lang::En => format!("({inner})"),
                })
            }
            leaf => self.leaf(leaf),
        }
    }

    fn leaf(&self, need: &Need) -> Option<String> {
        let months = |months: u32| match (self.lang, months) {
            (Lang::Zh, months) => format!("满{months}个月"),
            (Lang::En, 1) => " for 1 month".to_owned(),
            (Lang::En, months) => format!(" for {months} months"),
        };
        let texts = &self.grammar.texts;
        match need {
            Need::Course { course } => {
                self.name(need, course, texts.get(&Named::Course(course.clone())), "")
            }
            Need::Certificate { certificate, held_months } => {
                let text = texts.get(&Named::Certificate(certificate.clone()));
                let held = if *held_months > 0 { months(*held_months) } else { String::new() };
                self.name(need, certificate, text, &held)
            }
            Need::Role { role } => self.name(need, role, texts.get(&Named::Role(role.clone())), ""),
            Need::Tenure { tenure, months: served } => {
                let text = texts.get(&Named::Role(tenure.clone()));
                self.name(need, tenure, text, &months(*served))
            }
            Need::Skill { skill, level } => {
                let level = match self.lang {
                    Lang::Zh => format!("{level}级"),
                    Lang::En => format!(" level {level}"),
                };
                self.name(need, skill, self.grammar.skill_texts.get(skill), &level)
            }
            Need::Age { age } => self.age(age.min, age.max),
            Need::Education { education } => Some(self.schooling(*education).to_owned()),
            _ => None,
        }
    }

    /// The first of its names that is read as this need.
    fn name(&self, need: &Need, id: &Id, text: Option<&Text>, more: &str) -> Option<String> {
        let (first, second) = match (text, self.lang) {
            (Some(text), Lang::Zh) => (text.zh.as_str(), text.en.as_str()),
            (Some(text), Lang::En) => (text.en.as_str(), text.zh.as_str()),
            (None, _) => ("", ""),
        };
        let names = [first, second, id].into_iter().map(str::trim).filter(|name| !name.is_empty());
        let mut words = names.flat_map(|name| {
            let quoted = format!("《{name}》{more}");
            if self.is_quoted {
                [quoted.clone(), quoted]
            } else {
                [format!("{name}{more}"), quoted]
            }
        });
        // Brackets around it must still be seen to be around it.
        let is_closed = |words: &String| fenced(&format!("({words})")).is_some();
        words.find(|words| is_closed(words) && self.grammar.leaf(words).as_ref() == Some(need))
    }

    fn age(&self, min: Option<u32>, max: Option<u32>) -> Option<String> {
        Some(match (self.lang, min, max) {
            (_, None, None) => return None,
            (Lang::Zh, Some(min), None) => format!("满{min}岁"),
            (Lang::Zh, None, Some(max)) => format!("不超过{max}岁"),
            (Lang::Zh, Some(min), Some(max)) => format!("{min}到{max}岁"),
            (Lang::En, Some(min), None) => format!("aged {min}+"),
            (Lang::En, None, Some(max)) => format!("aged up to {max}"),
            (Lang::En, Some(min), Some(max)) => format!("aged {min}-{max}"),
        })
    }

    fn schooling(&self, education: Education) -> &'static str {
        match education {
            Education::None => self.of("小学及以上", "at least primary school"),
            Education::Junior => self.of("初中及以上", "at least junior secondary"),
            Education::Senior => self.of("高中及以上", "at least senior secondary"),
            Education::College => self.of("大专及以上", "at least college"),
            Education::Bachelor => self.of("本科及以上", "at least bachelor"),
        }
    }
}
