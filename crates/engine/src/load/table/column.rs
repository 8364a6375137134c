//! Owns the headings of a table of courses, in both languages.

use super::cell::folded;
use qitu_model::Lang;

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Serial,
    Id,
    Name,
    English,
    About,
    Module,
    Tier,
    Format,
    Hours,
    Weeks,
    Weekly,
    Slots,
    Fee,
    Subsidy,
    Place,
    Intakes,
    Sessions,
    Needs,
    Remark,
    Teaches,
}

/// Each column with what people call it.
static HEADINGS: &[(Column, &[&str])] = &[
    // Counts the rows; another edition counts others.
    (Column::Serial, &["序号", "no", "no.", "#", "行号"]),
    (Column::Id, &["id", "编号", "课程编号", "课程代码", "代码", "code", "course code"]),
    (Column::Name, &["name", "名称", "课程名称", "课程", "课程名", "中文名", "chinese", "course"]),
    (Column::English, &["english", "英文名", "英文名称", "英文", "english name"]),
    (Column::About, &["about", "简介", "说明", "课程简介", "description"]),
    (Column::Module, &["module", "模块", "类别", "分类", "课程类别", "category"]),
    (Column::Tier, &["tier", "层级", "等级", "级别", "阶段"]),
    (Column::Format, &["format", "形式", "班型", "学制"]),
    (Column::Hours, &["hours", "学时", "课时", "总学时", "总课时", "total hours"]),
    (Column::Weeks, &["weeks", "周数", "周期", "几周", "duration"]),
    (Column::Weekly, &["weekly hours", "weekly", "每周学时", "每周小时", "周学时", "hours a week"]),
    (Column::Slots, &["slots", "时间", "空闲时间", "时段", "fits", "free time"]),
    (Column::Fee, &["fee", "费用", "学费", "价格", "收费", "price"]),
    (Column::Subsidy, &["subsidy", "补贴", "补助"]),
    (Column::Place, &["place", "地点", "授课方式", "上课方式", "方式", "mode"]),
    (
        Column::Intakes,
        &[
            "intakes",
            "开班日期",
            "开班",
            "开课日期",
            "开班时间",
            "开课时间",
            "开班日",
            "start dates",
        ],
    ),
    (Column::Sessions, &["sessions", "上课时间", "课表", "class times"]),
    (
        Column::Needs,
        &["needs", "先修", "先修课程", "前置", "前置课程", "要求", "条件", "prerequisites"],
    ),
    (Column::Remark, &["remark", "remarks", "备注", "notes"]),
    (Column::Teaches, &["teaches", "教", "技能", "所教技能", "培养技能", "skills"]),
];

/// What the columns that are read are called.
#[must_use]
pub fn headings(lang: Lang) -> Vec<&'static str> {
    let is_chinese = |word: &&&str| !word.is_ascii();
    let columns = HEADINGS.iter().filter(|(column, _)| *column != Column::Serial);
    let word = |words: &'static [&'static str]| match lang {
        Lang::Zh => words.iter().find(is_chinese),
        Lang::En => words.first(),
    };
    columns.filter_map(|(_, words)| word(words).copied()).collect()
}

impl Column {
    /// Does a cell hold one value, not a list or sentences?
    pub fn is_one_value(self) -> bool {
        matches!(
            self,
            Self::Format
                | Self::Hours
                | Self::Weeks
                | Self::Weekly
                | Self::Fee
                | Self::Subsidy
                | Self::Place
                | Self::Intakes
                | Self::Sessions
        )
    }

    /// The column of a heading.
    pub fn of(heading: &str) -> Option<Self> {
        let word = folded(heading);
        // A unit behind the name is no part of it: 学时（小时）, Fee (yuan).
        let word = word.split(['(', '（', '/', '【', '[']).next().unwrap_or("");
        // 学　时 is spread out to look even.
        let close = |word: &str| word.split_whitespace().collect::<String>();
        let word = close(word);
        let column = HEADINGS.iter().find(|(_, words)| words.iter().any(|own| close(own) == word));
        column.map(|(column, _)| *column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_as_people_spread_them_out() {
        for (heading, column) in [
            ("课 程 名 称", Some(Column::Name)),
            ("学　时", Some(Column::Hours)),
            (" Total  Hours (h)", Some(Column::Hours)),
            ("序号", Some(Column::Serial)),
            ("课程编号", Some(Column::Id)),
            ("", None),
            ("课程 名", Some(Column::Name)),
            ("开班时间", Some(Column::Intakes)),
            ("备 注", Some(Column::Remark)),
        ] {
            assert_eq!(Column::of(heading), column, "{heading}");
        }
    }
}
