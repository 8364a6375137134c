//! Owns the Chinese words for problems in files.

use super::levels;
use crate::load::{List, ProblemKind, Wanted};
use crate::text::names::offer_field;
use qitu_model::Lang;
use qitu_model::{Education, Need};

/// What is wrong, and how to mend it.
pub(super) fn problem(kind: &ProblemKind) -> (String, String) {
    use ProblemKind as P;
    let (what, mend) = match kind {
        P::Broken => ("这里不是合格的 JSON。".into(), "看看是不是少了逗号、引号或括号。".into()),
        P::WebPage => (
            "这是一个网页，不是目录文件：网站上可能没有这个文件，或要先登录。".into(),
            "请看看文件的网址，打开时应当直接看到以 { 开头的内容。".into(),
        ),
        P::NoJson => (
            "这不是 JSON 文件，从第一个字起就不是。".into(),
            "表格请先在“学院”页打开，再存成目录文件。".into(),
        ),
        P::CutOff => ("文件没写完就断了。".into(), "请重新复制一份；完整的部分已经读入。".into()),
        P::FormatMissing { wanted } => {
            ("文件没有写明格式。".into(), format!("请加上 \"format\": \"{wanted}\"。"))
        }
        P::FormatNewer { found, wanted } => (
            format!("文件的格式 {found} 比较新，本程序只认识 {wanted}。"),
            "请换用新版程序；看得懂的部分已经读入。".into(),
        ),
        P::FormatForeign { found, wanted } => {
            (format!("文件写的格式是 {found}，这里要的是 {wanted}。"), "请换一个文件，或改正格式。".into())
        }
        P::WrongType { wanted, found } | P::WrongCell { wanted, found } => {
            (format!("这里写的是“{}”。", found.trim_matches('"')), format!("应当写{}。", self::wanted(*wanted)))
        }
        P::UnknownField { field, near: Some(near) } => {
            (format!("没有“{field}”这一项。"), format!("是不是想写“{near}”？"))
        }
        P::UnknownField { field, near: None } => {
            (format!("没有“{field}”这一项。"), "请删去。".into())
        }
        P::DuplicateField { field } => {
            (format!("“{field}”写了两次，只算第一次。"), "请删去一个。".into())
        }
        P::MissingField { field } => (format!("缺少“{field}”。"), "请补上。".into()),
        P::NeedUnclear => (
            "看不懂这个条件。".into(),
            "每个 {…} 只写一件事：all、any、at_least 加 of、skill、course、certificate、role、tenure 加 months、age、education 或 fact。".into(),
        ),
        P::TooDeep => ("条件套了四十多层。".into(), "请写得简单些。".into()),
        P::LeftOut => ("这一条有错误，没有读入。".into(), "改好就会读入。".into()),
        P::Unreadable { detail } => (format!("文件读不了：{detail}。"), "请改正这一处。".into()),
        P::More { counts } => (
            format!(
                "没有列出的还有：{} 个错误，{} 个警告，{} 个提示。",
                counts.errors, counts.warnings, counts.notices
            ),
            "请先改好上面的。".into(),
        ),
        P::TooLarge { most } => (
            format!("内容超过 {} MB，没有读取。", most / 1_000_000),
            "请删去无关内容，或分成几个文件。".into(),
        ),
        P::RepeatedPart => (
            "这一项重复了；几项里选几项时，它会算两次。".into(),
            "请删去一个，或改正编号。".into(),
        ),
        P::AsksForNone => (
            "这里要求满足零项，等于没有要求。".into(),
            "请写明至少满足几项，或删去。".into(),
        ),
        P::AgeOpen => (
            "年龄范围没有上下限。".into(),
            "请补上 \"min\"、\"max\" 或两者。".into(),
        ),
        P::Zero => ("这里是零，等于不花时间。".into(), "请写明要多少，或删去。".into()),
        P::MissingId => ("没有写 id。".into(), "请给它一个自己的短名。".into()),
        P::DuplicateId { id } => {
            (format!("id “{id}”已经有了，只算第一条。"), "请给其中一条换一个 id。".into())
        }
        P::UnknownId { list, id, near, elsewhere } => (
            format!("没有叫“{id}”的{}。", self::list(*list)),
            match (near, elsewhere) {
                (Some(near), _) => format!("是不是想写“{near}”？"),
                (None, Some(other)) => format!("有一个{}叫这个 id，请按{}来写。", self::list(*other), self::list(*other)),
                (None, None) => "请补上这一条，或改正 id。".into(),
            },
        ),
        P::TooManySlots { count } => (format!("空闲时间有 {count} 种。"), "最多留六种。".into()),
        P::MissingWords { lang } => (
            format!("缺少{}。", match lang { Lang::Zh => "中文", Lang::En => "英文" }),
            "请补上。".into(),
        ),
        P::MissingSource => (
            "这不是估计，却没有写来源。".into(),
            "请写明来源，或改为估计（estimate）。".into(),
        ),
        P::MissingFact => (
            "没有说明这些数字从哪里来。".into(),
            "请补上状态、来源和日期。".into(),
        ),
        P::MissingChecked => ("没有写目录最后核对的日子。".into(), "请加上 \"checked\"。".into()),
        P::DateAfter { date, checked } => (
            format!("{date} 晚于目录核对的日子 {checked}。"),
            "请改正日期，或改为预计（expected）。".into(),
        ),
        P::OutOfRange { value, low, high } => {
            (format!("{value} 超出了范围。"), format!("应在 {low} 到 {high} 之间。"))
        }
        P::WrongWord { word, words } => {
            (format!("这里不认识“{word}”。"), format!("可以写：{}。", words.join("、")))
        }
        P::PaceUpsideDown { min, max } => {
            (format!("每周最少 {min} 小时，却大于最多 {max} 小时。"), "请把两个数对调。".into())
        }
        P::ZeroPace => ("每周零小时永远学不完。".into(), "每周最少请写 1 或更多。".into()),
        P::HoursWithoutFits => {
            ("要花学时，却没有写用哪种空闲时间。".into(), "请加上 \"fits\"。".into())
        }
        P::HoursWithoutPace => {
            ("有总学时，却没有写每周几小时。".into(), "请加上 \"pace\"，写明最少和最多。".into())
        }
        P::PaceWithoutHours => ("写了每周几小时，却没有总学时。".into(), "请加上 \"hours\"。".into()),
        P::BothForms => (
            "既写成固定周数的班，又写成自学。".into(),
            "留 weeks 和 load，或留 hours、pace 和 fits；也可以拆成两种方式。".into(),
        ),
        P::LoadWithoutSlots => {
            ("每周要花小时，却没有写用哪种空闲时间。".into(), "请加上 \"fits\"。".into())
        }
        P::LoadWithoutWeeks => (
            "每周要花小时，却没有周数，谁也上不了。".into(),
            "请加上 \"weeks\"，或删去 load。".into(),
        ),
        P::TooLong { weeks } => {
            (format!("要 {weeks} 周，而计划最多 520 周。"), "请写短一些。".into())
        }
        P::Unknown { fields } => {
            let said: Vec<&str> = fields.iter().map(|f| offer_field(Lang::Zh, *f)).collect();
            (
                format!("还不知道：{}。骑手能看到它，计划不会用它。", said.join("、")),
                "问清以后写上，再从“unknown”里去掉。".into(),
            )
        }
        P::NoIntake => (
            "开班日期是空的，永远开不了班。".into(),
            "请补上日期；如果随时能开始，就删去这一项。".into(),
        ),
        P::IntakesPast { last, checked } => (
            format!("最后一次开班是 {last}，到 {checked} 已经过去。"),
            "请补上下一次开班。".into(),
        ),
        P::NoYearlyDay => (
            "写了每年哪几个月开班，可是定不出是哪一天。".into(),
            "请写 \"day\"（几号，要是那个月有的），或者 \"nth\" 和 \"weekday\"（第几个周几），不要都写。".into(),
        ),
        P::EveryZeroWeeks => ("写的是每零周开一次班。".into(), "\"every_weeks\" 请写 1 或更多。".into()),
        P::SessionsOverLoad { class, load } => (
            format!("每周上课 {}，而“load”只写了 {load} 小时。", clock(*class)),
            "请改正上课时间，或把“load”写足；否则计划会以为有空。".into(),
        ),
        P::SessionTooLong { session, longest } => (
            format!("一次要连着 {session} 小时，而写的这几种时间里，骑手一次最多有 {longest} 小时。"),
            "请写得下的时间（“fits”），或把一次的小时数（“session”）写短；否则多数骑手排不进去。".into(),
        ),
        P::NoLink { url } => (
            format!("“{url}”不是可以点开的网址，页面上只显示文字。"),
            "网址请以 https:// 或 http:// 开头，电话以 tel: 开头。".into(),
        ),
        P::NoContact { said } => (
            format!("“{said}”拨不出也点不开，骑手只看到文字。"),
            "电话请只写数字，网址请以 https:// 开头。".into(),
        ),
        P::Gone { list, id, near } => (
            format!("上一版有叫“{id}”的{}，这一版没有。", self::list(*list)),
            match near {
                Some(near) => format!("是不是改名叫“{near}”了？改名请写 \"was\": [\"{id}\"]，骑手存下的计划才找得到它。"),
                None => "改了名请在新的一条里写 \"was\"；真的取消了，存着它的计划会说缺了这一样。".into(),
            },
        ),
        P::SessionBeforeIntake { session, opens } => (
            format!("{opens} 开班，那一周的 {session} 那次课在开班以前。"),
            "请把开班日期写成第一次上课那天，或者改正上课时间。".into(),
        ),
        P::SessionsOverlap { one, other } => {
            (format!("上课时间 {one} 和 {other} 有重叠。"), "请改正其中一个。".into())
        }
        P::NeverMet => (
            "要求的项数比列出的还多，谁也做不到。".into(),
            "请多列几项，或少要求几项。".into(),
        ),
        P::AgeUpsideDown => ("最小年龄大于最大年龄。".into(), "请把两个数对调。".into()),
        P::LevelNeverTaught { skill, level, highest: 0 } => (
            format!("技能“{skill}”要到 {level} 级，却没有任何课程教它。"),
            "请让一门课教它。".into(),
        ),
        P::LevelNeverTaught { skill, level, highest } => (
            format!("技能“{skill}”要到 {level} 级，课程最高只教到 {highest} 级。"),
            "请让一门课教到这一级，或降低要求。".into(),
        ),
        P::Unreachable { need } if *need == Need::default() => (
            "谁也开始不了：它的每一种方式都不能用。".into(),
            "请改好其中一种方式。".into(),
        ),
        P::Unreachable { need } => (
            format!("谁也开始不了：{}没有办法满足。", self::need(need)),
            "请让别的课程或证书给出它，或去掉这个条件。".into(),
        ),
        P::Circle { ids } => (
            format!("这些条件绕成了一圈：{}。", around(ids)),
            "请去掉其中一个条件，或另给一条路。".into(),
        ),
        P::ClosedBelow { education } => (
            format!("没有{}学历的人到不了这里。", self::education(*education)),
            "如果本来就是这样，可以不管；否则请另给一条路。".into(),
        ),
        P::NoLeastAge => (
            "这个岗位没有写最小年龄，12 岁的人也会排上。".into(),
            "请在条件里加上年龄（“age”），法律规定至少 16 岁。".into(),
        ),
        P::ClassWithoutExam { role } => (
            format!("为了“{role}”要花钱上这门课，学完却没有证可考。"),
            "如果有对应的考试，请把证书加进目录；没有的话，可以不管。".into(),
        ),
        P::CreditedTwice { other } => (
            format!("它和“{other}”认定的是一回事，干得久的人两样都要做。"),
            format!("请让它也给“{other}”给的每一项，一次认定就够。"),
        ),
        P::StandsForPractice { role, skill } => (
            format!("没干过“{role}”的人也能上这门课，学完就有了这个岗位要的“{skill}”：交钱上课顶替了实干。"),
            format!("请要求先干过“{role}”，或者不要给“{skill}”。"),
        ),
        P::OtherCatalogue { theirs, ours } => (
            format!("这是按目录“{theirs}”写的，现在用的是“{ours}”。"),
            "请仔细核对计划。".into(),
        ),
        P::OtherVersion { theirs, ours } => {
            (format!("这是按 {theirs} 版写的，现在是 {ours} 版。"), "请重新规划一次。".into())
        }
        P::Renamed { from, to } => (format!("“{from}”现在叫“{to}”。"), "请改用新的 id。".into()),
        P::DatesUpsideDown { from, to } => {
            (format!("结束日 {to} 在开始日 {from} 之前。"), "请把两个日子对调。".into())
        }
        P::DeadlinePast => ("最晚的日子在开始之前。".into(), "请改晚一些，或不设。".into()),
        P::NoGoal => ("没有写目标。".into(), "请加上 \"goal\": {\"role\": \"…\"}。".into()),
        P::UnknownQuestion { fact } => (format!("没有谁问“{fact}”这个问题。"), "请删去这个回答。".into()),
        P::UnknownOffer { activity, offer } => {
            (format!("“{activity}”没有“{offer}”这种方式。"), "请改正或删去。".into())
        }
        P::PinPace => ("这种方式不能按这个速度学。".into(), "请在它的范围内选。".into()),
        P::PinDate { date } => {
            (format!("{date} 那一周不开班。"), "请选计划开始之后能开班的一周。".into())
        }
        P::WaiverIdle => (
            "它没有这个条件，免去也没有用。".into(),
            "请照目录里的样子写这个条件，或删去。".into(),
        ),
        P::SkillsNotListed { activity, skills } => (
            format!("“{activity}”教的技能没有都写进 skills：{}。学完了就算有。", levels(skills, "、")),
            "不用改；想写全，可以把它们加进 skills。".into(),
        ),
        P::HeldFromFuture { on } => (format!("{on} 晚于计划开始的日子。"), "请改正取得证书的日子。".into()),
        P::NoColumn { column } => {
            (format!("没有“{}”这一列。", heading(column)), format!("请加一列，标题写“{}”。", heading(column)))
        }
        P::UnknownColumn { heading } => {
            (format!("不认识“{heading}”这一列。"), "请改标题；不改就不读这一列。".into())
        }
        P::RemarkUnread { found } => (
            format!("备注“{found}”没有读。"),
            "如果它是要求，请写进“先修课程”一列；不是就不用改。".into(),
        ),
        P::FilledDown { heading } => (
            format!("“{heading}”里空着的格，按它上面的那一格读：这一列看起来是合并单元格。"),
            "不对的话，请把每一格都填上。".into(),
        ),
        P::Added { list, id } => (
            format!("{}“{id}”是新的，已经加上。", self::list(*list)),
            "如果本来是已有的，请改正这个词。".into(),
        ),
        P::NoCourse { found } => (
            format!("以“{found}”开头的这一行不是课程，没有读。"),
            "合计、备注和标题都不读；如果它是一门课，请改它的名称。".into(),
        ),
        P::Shortened { found } => (
            format!("“{found}”是被表格软件缩短的长编号，后面的数字已经没了。"),
            "请把这一列设成文本，重新填写编号；现在先按名称认这门课。".into(),
        ),
        P::OtherName { id, name } => (
            format!("编号“{id}”原来是“{name}”，这里是另一个名称。"),
            "只是改名就不用动；如果是另一门课，请给它一个新编号。".into(),
        ),
        P::Ragged { cells, columns } => (
            format!("这一行有 {cells} 格，表头有 {columns} 列，格子可能错位了，没有读入。"),
            "请看看名称或费用里有没有没加引号的逗号，或者用了中文逗号来分格。".into(),
        ),
        P::NoHeading { column } => (
            format!("第 {column} 列有内容，却没有列名，没有读。"),
            "请给它写上列名；不用的话，不必管它。".into(),
        ),
        P::StrayQuote => (
            "引号后面还有别的字，可能把几格或几行读成了一格。".into(),
            "请看看这一格的引号：格里的引号要写成两个。".into(),
        ),
        P::OpenQuote => ("有一个引号没有收尾。".into(), "请补上引号；后面的内容都被当成了一格。".into()),
        P::WrongEncoding { gb18030: true } => (
            "文件不是 UTF-8，看起来是 GB18030（GBK）编码，中文表格软件常这样保存。".into(),
            "请另存为“CSV UTF-8”。".into(),
        ),
        P::WrongEncoding { gb18030: false } => {
            ("这不是文字文件，或者不是 UTF-8 编码。".into(), "如果是表格，请另存为“CSV UTF-8”再打开，或者把格子复制过来。".into())
        }
        P::EmptyTable => ("表里一行也没有。".into(), "第一行写标题，下面每行写一门课。".into()),
    };
    (what, mend)
}

fn heading(column: &str) -> &str {
    match column {
        "name" => "名称",
        other => other,
    }
}

/// 90 分钟是 1 小时 30 分。
fn clock(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours} 小时"),
        (hours, rest) => format!("{hours} 小时 {rest} 分"),
    }
}

fn list(list: List) -> &'static str {
    match list {
        List::Slot => "空闲时间",
        List::Source => "来源",
        List::Module => "模块",
        List::Tier => "层级",
        List::Track => "路线",
        List::Skill => "技能",
        List::Course => "课程",
        List::Certificate => "证书",
        List::Role => "岗位",
        List::Activity => "课程、证书或岗位",
    }
}

fn wanted(wanted: Wanted) -> String {
    match wanted {
        Wanted::Number => "整数，例如 12".into(),
        Wanted::Yuan => "整数元，例如 300".into(),
        Wanted::YesNo => " true 或 false".into(),
        Wanted::Date => "存在的日子，例如 2026-11-23".into(),
        Wanted::Time => "上课时间，例如 sat 09:00-13:00".into(),
        Wanted::Word(words) => format!("其中一个：{}", words.join("、")),
        Wanted::String => "引号里的文字".into(),
        Wanted::TwoLanguages => " {\"zh\": \"…\", \"en\": \"…\"}".into(),
        Wanted::Need => "一个条件，例如 {\"course\": \"c01\"}".into(),
        Wanted::Object => " {…}".into(),
        Wanted::List => " […]".into(),
        Wanted::Intakes => "一串日子，或 {\"every_weeks\": 4, \"from\": \"2026-12-07\"}，或 {\"months\": [3, 9], \"nth\": \"first\", \"weekday\": \"mon\"}".into(),
    }
}

fn need(need: &Need) -> String {
    match need {
        Need::Skill { skill, level } => format!("技能“{skill}”{level} 级"),
        Need::Course { course } => format!("课程“{course}”"),
        Need::Certificate { certificate, .. } => format!("证书“{certificate}”"),
        Need::Role { role } => format!("岗位“{role}”"),
        Need::Tenure { tenure, months } => format!("做“{tenure}”满 {months} 个月"),
        Need::Education { education } => format!("{}学历", self::education(*education)),
        Need::Age { .. } => "年龄条件".into(),
        Need::Fact { fact, .. } => format!("问题“{fact}”"),
        Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } => "其中一部分条件".into(),
    }
}

fn education(education: Education) -> &'static str {
    match education {
        Education::None => "任何",
        Education::Junior => "初中",
        Education::Senior => "高中（中专）",
        Education::College => "大专",
        Education::Bachelor => "本科",
    }
}

fn around(ids: &[String]) -> String {
    let again = ids.first().into_iter();
    ids.iter().chain(again).map(String::as_str).collect::<Vec<_>>().join(" → ")
}
