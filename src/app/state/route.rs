//! Owns the addresses of screens and sheets: `Route` ↔ `#/plan/…`.
//! Refuses what a screen shows; an address it does not know is the first screen.

use qitu_model::Id;

/// Where in the app somebody is. Every screen and every sheet has an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// 出发
    #[default]
    Start,
    /// 今天: this week of a plan.
    Today,
    /// 线路图, with the sheet of a role where one is open.
    Map(Option<Id>),
    /// Roles by track.
    Goals,
    /// 目标: one role.
    Goal(Id),
    /// 计划, with the sheet of a step where one is open.
    Plan(Option<Id>),
    /// 我的一周
    Week,
    /// 对比
    Compare,
    /// 课程
    Courses,
    /// One course or certificate.
    Course(Id),
    /// 我的: the hub of what is not at the thumb.
    Me,
    /// 档案: skills, certificates, backup, erase.
    Record,
    /// 备份: everything as a file and back, erase.
    Backup,
    /// 自测
    Check,
    /// 分享: link, code, calendar, sheet.
    Share,
    /// 学院
    Studio,
    /// 发布: four ways to put a catalogue online, the lines for a page among them.
    Publish,
    /// 保障和到手的钱, with one of its leaves.
    Cover(Option<Id>),
    /// 看重什么: three jobs for whoever does not know where to go.
    Matter,
    /// 别人走得怎么样
    Evidence,
    /// 学历
    Schooling,
    /// 谁在教, for one role where it is named.
    Who(Option<Id>),
    /// All parts in all states, for whoever works on them.
    Parts,
    /// Somebody's plan from a link: the code that carries it.
    Guest(String),
}

impl Route {
    /// Reads what stands after `#` in an address; leading `#`, trailing junk and unknown
    /// parameters are ignored.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if let Some(code) = parameter(hash, "p") {
            return Self::Guest(code.to_owned());
        }
        let path = hash.split(['?', '&']).next().unwrap_or_default();
        let mut parts = path.trim_matches('/').split('/');
        let (head, id) = (parts.next().unwrap_or_default(), parts.next());
        let id = id.filter(|id| !id.is_empty()).map(decode);
        match (head, id) {
            ("today", _) => Self::Today,
            ("map", id) => Self::Map(id),
            ("goals", _) | ("goal", None) => Self::Goals,
            ("goal", Some(id)) => Self::Goal(id),
            ("plan", id) => Self::Plan(id),
            ("week", _) => Self::Week,
            ("compare", _) => Self::Compare,
            ("courses", _) | ("course", None) => Self::Courses,
            ("course", Some(id)) => Self::Course(id),
            ("me", _) => Self::Me,
            ("record", _) => Self::Record,
            ("backup", _) => Self::Backup,
            ("check", _) => Self::Check,
            ("share", _) => Self::Share,
            ("studio", _) => Self::Studio,
            ("publish" | "embed", _) => Self::Publish,
            ("cover", leaf) => Self::Cover(leaf),
            ("matter", _) => Self::Matter,
            ("evidence", _) => Self::Evidence,
            ("schooling", _) => Self::Schooling,
            ("who", id) => Self::Who(id),
            ("parts", _) => Self::Parts,
            _ => Self::Start,
        }
    }

    /// The address, from `#` on.
    #[must_use]
    pub fn hash(&self) -> String {
        let with = |head: &str, id: &str| format!("#/{head}/{}", encode(id));
        match self {
            Self::Start => "#/".into(),
            Self::Today => "#/today".into(),
            Self::Map(None) => "#/map".into(),
            Self::Map(Some(id)) => with("map", id),
            Self::Goals => "#/goals".into(),
            Self::Goal(id) => with("goal", id),
            Self::Plan(None) => "#/plan".into(),
            Self::Plan(Some(id)) => with("plan", id),
            Self::Week => "#/week".into(),
            Self::Compare => "#/compare".into(),
            Self::Courses => "#/courses".into(),
            Self::Course(id) => with("course", id),
            Self::Me => "#/me".into(),
            Self::Record => "#/record".into(),
            Self::Backup => "#/backup".into(),
            Self::Check => "#/check".into(),
            Self::Share => "#/share".into(),
            Self::Studio => "#/studio".into(),
            Self::Publish => "#/publish".into(),
            Self::Cover(None) => "#/cover".into(),
            Self::Cover(Some(leaf)) => with("cover", leaf),
            Self::Matter => "#/matter".into(),
            Self::Evidence => "#/evidence".into(),
            Self::Schooling => "#/schooling".into(),
            Self::Who(None) => "#/who".into(),
            Self::Who(Some(id)) => with("who", id),
            Self::Parts => "#/parts".into(),
            Self::Guest(code) => format!("#p={code}"),
        }
    }

    /// The screen below a sheet, or the screen itself: what stays drawn while a sheet opens.
    #[must_use]
    pub fn screen(&self) -> Self {
        match self {
            Self::Map(_) => Self::Map(None),
            Self::Plan(_) => Self::Plan(None),
            other => other.clone(),
        }
    }

    /// The place in the navigation that this screen belongs to.
    #[must_use]
    pub fn tab(&self) -> Self {
        match self {
            Self::Map(_) | Self::Goals | Self::Goal(_) => Self::Map(None),
            Self::Plan(_) | Self::Guest(_) | Self::Share => Self::Plan(None),
            Self::Record
            | Self::Backup
            | Self::Check
            | Self::Studio
            | Self::Publish
            | Self::Cover(_)
            | Self::Evidence
            | Self::Schooling
            | Self::Who(_)
            | Self::Parts => Self::Me,
            Self::Matter => Self::Start,
            Self::Course(_) => Self::Courses,
            other => other.clone(),
        }
    }
}

/// The value of `key=` among parameters separated by `&` or `?`.
fn parameter<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let pairs = text.split(['&', '?']);
    let value = pairs.filter_map(|pair| pair.split_once('=')).find(|(k, _)| *k == key)?.1;
    (!value.is_empty()).then_some(value)
}

/// Keeps letters, digits, `-`, `_` and `.`; every other byte becomes `%XX`.
fn encode(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Undoes `encode`; a broken `%` stands for itself.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = (byte == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_route_reads_back_from_its_own_address() {
        let id = || Some("drone pilot/无人机%".to_owned());
        let routes = [
            Route::Start,
            Route::Today,
            Route::Map(None),
            Route::Map(id()),
            Route::Goals,
            Route::Goal("station-manager".into()),
            Route::Plan(None),
            Route::Plan(id()),
            Route::Week,
            Route::Compare,
            Route::Courses,
            Route::Course("c01".into()),
            Route::Me,
            Route::Record,
            Route::Backup,
            Route::Check,
            Route::Share,
            Route::Studio,
            Route::Publish,
            Route::Cover(None),
            Route::Cover(Some("money".into())),
            Route::Matter,
            Route::Evidence,
            Route::Schooling,
            Route::Who(None),
            Route::Who(id()),
            Route::Parts,
            Route::Guest("AbC-_1".into()),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.hash()), route);
        }
    }

    #[test]
    fn an_unknown_or_broken_address_is_the_first_screen() {
        for hash in ["", "#", "#/", "#/nowhere", "#%zz", "#p=", "#/%"] {
            assert_eq!(Route::parse(hash), Route::Start, "{hash}");
        }
    }

    #[test]
    fn junk_that_a_messenger_appends_is_ignored() {
        assert_eq!(Route::parse("#p=abc&from=timeline"), Route::Guest("abc".into()));
        assert_eq!(Route::parse("#/plan?nsukey=1"), Route::Plan(None));
    }

    #[test]
    fn a_sheet_keeps_its_screen_below_it() {
        assert_eq!(Route::Plan(Some("c01".into())).screen(), Route::Plan(None));
        assert_eq!(Route::Goal("a".into()).tab(), Route::Map(None));
    }
}
