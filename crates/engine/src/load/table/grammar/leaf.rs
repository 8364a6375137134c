//! Owns needs without parts: a name, a level, an age, schooling, time served.

use super::split::quoted;
use super::{Grammar, Named, folded, is_number};
use crate::load::table::cell;
use qitu_model::{AgeRange, Education, Need};

impl Grammar {
    /// What one word, or a few that belong together, say.
    pub(super) fn leaf(&self, text: &str) -> Option<Need> {
        if let Some(need) = self.named(text) {
            return Some(need);
        }
        let folded = folded(text);
        if let Some(education) = schooling(&folded) {
            return Some(Need::Education { education });
        }
        let (name, level) = cell::leveled(text);
        if let Some(skill) = self.skill(quoted(name).unwrap_or(name)) {
            return Some(Need::Skill { skill: skill.clone(), level: level.unwrap_or(1) });
        }
        self.skill_with_level(&folded)
            .or_else(|| age(&folded))
            .or_else(|| self.served(&folded))
            .or_else(|| self.held(&folded))
    }

    /// A name or an id, as it is or in quotation marks.
    fn named(&self, text: &str) -> Option<Need> {
        let named = match self.names.get(&folded(text)) {
            Some(named) => named,
            None => self.names.get(&folded(quoted(text)?))?,
        };
        Some(match named.clone() {
            Named::Course(course) => Need::Course { course },
            Named::Certificate(certificate) => Need::Certificate { certificate, held_months: 0 },
            Named::Role(role) => Need::Role { role },
        })
    }

    /// `短视频制作2级`, `短视频制作二级以上`, `Short video level 2`, where 短视频制作 is a skill.
    fn skill_with_level(&self, word: &str) -> Option<Need> {
        let (name, level) = match word.rsplit_once(" level ") {
            Some((name, level)) => (name, cell::count(level)?),
            None => {
                let bare = ["及以上", "以上"].iter().find_map(|end| word.strip_suffix(end));
                let bare = bare.unwrap_or(word).strip_suffix('级')?.trim_end();
                // A name may end in a digit itself.
                let starts = bare.char_indices().rev().take_while(|(_, c)| is_number(*c));
                let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
                let split = |at: &usize| bare.split_at_checked(*at);
                let fits = |name: &str| self.skill(quoted(name).unwrap_or(name)).is_some();
                let (name, level) = starts.iter().filter_map(split).find(|(name, _)| fits(name))?;
                (name, cell::count(level)?)
            }
        };
        let skill = self.skill(quoted(name).unwrap_or(name))?.clone();
        (level > 0).then_some(Need::Skill { skill, level })
    }

    /// `骑手满6个月`, `做骑手满 2 年`, `健康证满一年`, `Rider for 6 months`
    fn served(&self, word: &str) -> Option<Need> {
        let (name, time) = word.rsplit_once('满').or_else(|| word.rsplit_once(" for "))?;
        let name = name.trim();
        let bare = ["担任", "从事", "做", "当", "持有", "持"];
        let bare = bare.iter().find_map(|begin| name.strip_prefix(begin)).unwrap_or(name);
        let months = months(time)?;
        match self.named(name).or_else(|| self.named(bare.trim()))? {
            Need::Role { role: tenure } => Some(Need::Tenure { tenure, months }),
            // A month of zero would be the certificate itself.
            Need::Certificate { certificate, .. } if months > 0 => {
                Some(Need::Certificate { certificate, held_months: months })
            }
            _ => None,
        }
    }

    /// `持健康证`, `取得健康证`
    fn held(&self, word: &str) -> Option<Need> {
        let begins = ["须持有", "须持", "持有", "持", "取得", "具有", "具备"];
        let name = begins.iter().find_map(|begin| word.strip_prefix(begin))?;
        self.named(name.trim()).filter(|need| matches!(need, Need::Certificate { .. }))
    }
}

/// `6个月`, `半年`, `2年`, `一年半`, `1 year`
fn months(time: &str) -> Option<u32> {
    let close: String = time.split_whitespace().collect();
    let ends = ["及以上", "以上"];
    let close = ends.iter().find_map(|end| close.strip_suffix(end)).unwrap_or(&close);
    if close == "半年" {
        return Some(6);
    }
    let of =
        |units: &[&str]| units.iter().find_map(|unit| close.strip_suffix(unit)).map(cell::count);
    if let Some(months) = of(&["个月", "月", "months", "month"]) {
        return months;
    }
    let half =
        close.strip_suffix("年半").map(|years| cell::count(years)?.checked_mul(12)?.checked_add(6));
    half.unwrap_or_else(|| of(&["年", "years", "year"])??.checked_mul(12))
}

/// `高中`, `高中及以上学历`, `大专以上`, `初中毕业`, `at least senior secondary`
fn schooling(word: &str) -> Option<Education> {
    let word = word.strip_prefix("at least ").unwrap_or(word);
    let ends = ["学历", "文化", "程度", "毕业", "以上", "及", "或", "(含)"];
    let bare = ends.iter().fold(word, |word, end| word.strip_suffix(end).unwrap_or(word));
    // 高中毕业及以上
    let bare = bare.strip_suffix("毕业").unwrap_or(bare);
    Some(match bare {
        "小学" | "primary school" => Education::None,
        "初中" | "junior" | "junior secondary" => Education::Junior,
        "高中" | "中专" | "中职" | "高中或中专" | "高中/中专" | "高中(中专)" | "高中、中专"
        | "senior" | "senior secondary" => Education::Senior,
        "大专" | "专科" | "college" => Education::College,
        "本科" | "大学本科" | "bachelor" => Education::Bachelor,
        _ => return None,
    })
}

/// `满18岁`, `年满 18 周岁`, `18岁以上`, `18到60岁`, `不超过60岁`, `aged 18-60`
fn age(word: &str) -> Option<Need> {
    let close: String = word.split_whitespace().collect();
    let years = |text: &str| {
        text.strip_suffix("周岁").or_else(|| text.strip_suffix('岁')).and_then(cell::count)
    };
    let range = |min, max| Some(Need::Age { age: AgeRange { min, max } });
    if let Some(aged) = close.strip_prefix("aged") {
        return match (aged.strip_suffix('+'), aged.strip_prefix("upto"), aged.split_once('-')) {
            (Some(min), ..) => range(Some(cell::count(min)?), None),
            (_, Some(max), _) => range(None, Some(cell::count(max)?)),
            (.., Some((min, max))) => range(Some(cell::count(min)?), Some(cell::count(max)?)),
            _ => None,
        };
    }
    let word = close.strip_prefix("年龄").unwrap_or(&close);
    let most = ["不超过", "至多", "最大"].iter().find_map(|begin| word.strip_prefix(begin));
    // Of 60岁以下 nobody knows whether 60 is among it.
    if let Some(most) = most.or_else(|| word.strip_suffix("及以下")) {
        return range(None, Some(years(most)?));
    }
    let full = word.strip_prefix("年满").or_else(|| word.strip_prefix('满'));
    let over = ["及以上", "以上"].iter().find_map(|end| word.strip_suffix(end));
    if let Some(rest) = full.or(over) {
        let ends = ["及以上", "以上"];
        let rest = ends.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
        return range(Some(years(rest)?), None);
    }
    let (from, to) = word.split_once(['-', '~', '—', '–', '至', '到'])?;
    range(Some(years(from).or_else(|| cell::count(from))?), Some(years(to)?))
}
