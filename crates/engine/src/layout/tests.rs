use super::*;
use proptest::prelude::*;
use qitu_model::{Activity, Group, Need, Text};

fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

fn group(id: &str, zh: &str, en: &str) -> Group {
    Group { id: id.into(), name: text(zh, en), about: None }
}

fn role(id: &str, zh: &str, en: &str, track: &str, tier: &str, from: &[&str]) -> Activity {
    let any = from.iter().map(|r| Need::Role { role: (*r).to_owned() }).collect();
    let needs = if from.is_empty() { Need::default() } else { Need::Any { any } };
    Activity {
        id: id.into(),
        name: text(zh, en),
        track: (!track.is_empty()).then(|| track.to_owned()),
        tier: Some(tier.to_owned()),
        needs,
        ..Activity::default()
    }
}

/// Fifteen roles on six lines, with names as long as they get.
fn sample() -> Catalogue {
    Catalogue {
        tiers: vec![
            group("beginner", "初级", "Beginner"),
            group("intermediate", "中级", "Intermediate"),
            group("advanced", "高级", "Advanced"),
        ],
        tracks: vec![
            group("management", "管理线", "Management"),
            group("low_altitude", "低空线", "Low altitude"),
            group("technical", "技术线", "Technical"),
            group("logistics", "物流线", "Logistics"),
            group("teaching", "带教线", "Teaching"),
            group("second_skill", "第二技能线", "Second skill"),
        ],
        roles: vec![
            role("rider", "外卖骑手", "Delivery rider", "", "beginner", &[]),
            role("courier", "快递员", "Parcel courier", "", "beginner", &[]),
            role(
                "leader",
                "骑手小队长",
                "Rider team leader",
                "management",
                "intermediate",
                &["rider", "courier"],
            ),
            role(
                "dispatcher",
                "站点调度员",
                "Station dispatcher",
                "management",
                "intermediate",
                &["rider", "leader"],
            ),
            role(
                "station",
                "站长",
                "Station manager",
                "management",
                "advanced",
                &["leader", "dispatcher"],
            ),
            role(
                "city",
                "区域/城市经理",
                "Area or city manager",
                "management",
                "advanced",
                &["station"],
            ),
            role(
                "trainer",
                "骑手培训师",
                "Rider trainer and mentor",
                "teaching",
                "intermediate",
                &["rider", "leader"],
            ),
            role(
                "pilot",
                "物流无人机驾驶员",
                "Logistics drone pilot",
                "low_altitude",
                "advanced",
                &["rider", "courier"],
            ),
            role(
                "drone_ops",
                "无人机运行保障与检修",
                "Drone operations and maintenance",
                "low_altitude",
                "intermediate",
                &["rider"],
            ),
            role(
                "smart",
                "智能运维员",
                "Autonomous-vehicle technician",
                "technical",
                "advanced",
                &["rider", "dispatcher"],
            ),
            role(
                "logistics",
                "物流服务/仓储专员",
                "Warehouse specialist",
                "logistics",
                "intermediate",
                &["rider"],
            ),
            role(
                "analyst",
                "物流数据分析专员",
                "Logistics data analyst",
                "logistics",
                "advanced",
                &["dispatcher", "logistics"],
            ),
            role(
                "safety",
                "站点安全员",
                "Station safety officer",
                "management",
                "intermediate",
                &["leader"],
            ),
            role(
                "content",
                "短视频/互联网营销师",
                "Short-video and live-stream seller",
                "second_skill",
                "intermediate",
                &["rider"],
            ),
            role(
                "shop",
                "电商运营",
                "E-commerce operator",
                "second_skill",
                "intermediate",
                &["rider"],
            ),
        ],
        ..Catalogue::default()
    }
}

fn square(at: Point, half: i32) -> Area {
    Area { x: at.x - half, y: at.y - half, width: half * 2, height: half * 2 }
}

/// Does a stroke along two points touch a box? Exact for axes and diagonals: the stroke is walked
/// unit by unit.
fn touches(a: Point, b: Point, area: &Area) -> bool {
    let longest = (b.x - a.x).abs().max((b.y - a.y).abs()).max(1);
    (0..=longest).any(|i| {
        let at = Point { x: a.x + (b.x - a.x) * i / longest, y: a.y + (b.y - a.y) * i / longest };
        square(at, STROKE / 2).meets(area)
    })
}

/// Every promise of the map that a picture could break.
fn check(map: &Map, stations: usize) {
    assert_eq!(map.stations.len(), stations, "every role is a station");
    let frame = Area { x: 0, y: 0, width: map.width, height: map.height };
    let inside = |a: &Area| {
        a.x >= 0 && a.y >= 0 && a.x + a.width <= frame.width && a.y + a.height <= frame.height
    };
    let strokes: Vec<&Vec<Point>> = map
        .lines
        .iter()
        .flat_map(|l| std::iter::once(&l.points).chain(&l.spurs))
        .chain(&map.feeders)
        .chain([&map.trunk])
        .collect();
    for stroke in &strokes {
        for pair in stroke.windows(2) {
            let [a, b] = pair else { continue };
            assert!(b.y <= a.y, "a line goes down: {stroke:?}");
            let (dx, dy) = ((b.x - a.x).abs(), (b.y - a.y).abs());
            assert!(dx == 0 || dy == 0 || dx == dy, "not an axis or a diagonal: {stroke:?}");
        }
        assert!(stroke.iter().all(|p| inside(&square(*p, STROKE / 2))), "a line leaves the frame");
    }
    let mut words: Vec<(String, Area)> =
        map.stations.iter().map(|s| (s.role.clone(), s.label.area)).collect();
    words.extend(map.zones.iter().map(|z| (z.tier.clone(), z.label)));
    for (i, (name, area)) in words.iter().enumerate() {
        assert!(inside(area), "{name} leaves the frame: {area:?}");
        for (other, box_) in words.iter().skip(i + 1) {
            assert!(!area.meets(box_), "{name} meets {other}: {area:?} {box_:?}");
        }
        for station in &map.stations {
            assert!(!area.meets(&square(station.at, STATION)), "{name} meets {}", station.role);
        }
        for line in &map.lines {
            assert!(!area.meets(&line.plate), "{name} meets the plate of {}", line.track);
        }
        for stroke in &strokes {
            for pair in stroke.windows(2) {
                let [a, b] = pair else { continue };
                assert!(!touches(*a, *b, area), "{name} {area:?} meets a line {stroke:?}");
            }
        }
    }
    for line in &map.lines {
        for stroke in &strokes {
            if *stroke == &line.points {
                continue;
            }
            for pair in stroke.windows(2) {
                let [a, b] = pair else { continue };
                assert!(!touches(*a, *b, &line.plate), "the plate of {} meets a line", line.track);
            }
        }
    }
    for (i, station) in map.stations.iter().enumerate() {
        assert!(inside(&square(station.at, STATION + 2)), "{} leaves the frame", station.role);
        assert_eq!(station.way.last(), Some(&station.at));
        assert!(station.target.height >= 48 && station.target.width >= 48);
        for row in &station.label.rows {
            assert!(
                text_width(row, station.label.size) <= station.label.area.width,
                "{row} is too wide"
            );
        }
        for other in map.stations.iter().skip(i + 1) {
            let (a, b) = (square(station.at, STATION), square(other.at, STATION));
            assert!(!a.meets(&b), "{} meets {}", station.role, other.role);
        }
    }
    for line in &map.lines {
        let heights: Vec<i32> = line.stations.iter().map(|&s| map.stations[s].at.y).collect();
        assert!(heights.windows(2).all(|p| p[1] < p[0]), "{} does not climb", line.track);
    }
    for pair in map.zones.windows(2) {
        assert_eq!(pair[1].area.y + pair[1].area.height, pair[0].area.y, "bands leave a gap");
    }
}

fn all_ways(catalogue: &Catalogue) -> Vec<Map> {
    let rooms = [Room::Narrow, Room::Wide];
    Lang::ALL.into_iter().flat_map(|lang| rooms.map(|room| map(catalogue, lang, room))).collect()
}

#[test]
fn fifteen_roles_stand_clear_of_each_other_in_both_languages_and_rooms() {
    for map in all_ways(&sample()) {
        check(&map, 15);
    }
}

#[test]
fn the_academys_own_roles_stand_clear_of_each_other() {
    let file = include_str!("../../../../public/catalogue/modern-rider-academy.json");
    let catalogue: Catalogue = serde_json::from_str(file).expect("the built-in catalogue");
    assert!(!catalogue.roles.is_empty());
    for map in all_ways(&catalogue) {
        check(&map, catalogue.roles.len());
    }
    assert_eq!(all_ways(&catalogue), all_ways(&catalogue), "one catalogue has one map");
}

#[test]
fn fifteen_roles_fit_the_width_of_a_phone() {
    for lang in Lang::ALL {
        let map = map(&sample(), lang, Room::Narrow);
        assert_eq!(map.width, 360);
        assert!(map.height <= 960, "{lang:?}: {}", map.height);
    }
}

#[test]
fn every_station_stands_in_the_band_of_its_tier() {
    let catalogue = sample();
    for map in all_ways(&catalogue) {
        for station in &map.stations {
            let tier =
                catalogue.roles.iter().find(|r| r.id == station.role).and_then(|r| r.tier.clone());
            let zone = map.zones.iter().find(|z| Some(&z.tier) == tier.as_ref()).expect("a band");
            assert!(station.at.y > zone.area.y && station.at.y < zone.area.y + zone.area.height);
        }
    }
}

#[test]
fn a_role_that_the_rest_of_its_line_does_not_need_stands_on_a_spur() {
    let map = map(&sample(), Lang::Zh, Room::Narrow);
    let management = map.lines.iter().find(|l| l.track == "management").expect("a line");
    let on_line = |role: &str| {
        let (_, station) = map.station(role).expect("a station");
        station.at.x == management.end.x
    };
    assert!(on_line("leader") && on_line("station") && on_line("city"));
    assert!(!on_line("safety"));
    assert_eq!(management.spurs.len(), 1);
}

#[test]
fn a_change_of_track_is_an_interchange() {
    let map = map(&sample(), Lang::En, Room::Wide);
    let is = |role: &str| map.station(role).expect("a station").1.interchange;
    assert!(is("dispatcher") && is("smart") && is("leader"));
    assert!(!is("rider") && !is("pilot") && !is("city"));
}

#[test]
fn the_way_between_stations_of_one_line_starts_at_the_first() {
    let map = map(&sample(), Lang::Zh, Room::Narrow);
    let at = |role: &str| map.station(role).expect("a station").0;
    let way = map.way(at("leader"), at("city"));
    assert_eq!(way.first(), Some(&map.stations[at("leader")].at));
    assert_eq!(way.last(), Some(&map.stations[at("city")].at));
    let way = map.way(at("courier"), at("pilot"));
    assert_eq!(way.first(), Some(&map.stations[at("courier")].at));
    assert_eq!(way.last(), Some(&map.stations[at("pilot")].at));
}

#[test]
fn keys_reach_every_station() {
    for map in all_ways(&sample()) {
        let mut seen = vec![false; map.stations.len()];
        let mut stack = vec![0];
        while let Some(at) = stack.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            let keys = [Direction::Up, Direction::Down, Direction::Left, Direction::Right];
            stack.extend(keys.into_iter().filter_map(|key| map.step(at, key)));
        }
        assert!(seen.iter().all(|s| *s));
    }
}

#[test]
fn a_catalogue_without_roles_is_an_empty_map() {
    let map = map(&Catalogue::default(), Lang::Zh, Room::Narrow);
    assert!(map.stations.is_empty() && map.lines.is_empty());
}

#[test]
fn rows_break_between_words_and_between_chinese_characters() {
    assert_eq!(wrap("Logistics data analyst", NAME, 110), ["Logistics", "data analyst"]);
    assert_eq!(wrap("无人机运行保障与检修", NAME, 104), ["无人机运行", "保障与检修"]);
    assert_eq!(wrap("物流无人机飞手", NAME, 104), ["物流无人机", "飞手"]);
    assert_eq!(wrap("Technical lead", NAME, 104), ["Technical", "lead"]);
    assert_eq!(wrap("站长", NAME, 104), ["站长"]);
}

prop_compose! {
    /// Catalogues with up to twenty roles, any needs among them, circles too.
    fn catalogues()(
        roles in prop::collection::vec(
            (0usize..8, 0usize..4, prop::collection::vec(0usize..20, 0..3), 1usize..30, any::<bool>()),
            1..20,
        ),
        tiers in 1usize..4,
    ) -> Catalogue {
        let names = "无人机运行保障与检修物流服务仓储专员短视频互联网营销师站点调度";
        let long = "Autonomous delivery vehicle technician and e-commerce operator";
        Catalogue {
            tiers: (0..tiers).map(|t| group(&format!("t{t}"), "中级", "Intermediate")).collect(),
            tracks: (0..6).map(|t| group(&format!("k{t}"), "线", "Line")).collect(),
            roles: roles.iter().enumerate().map(|(i, (track, tier, from, length, none))| {
                let from: Vec<String> = from.iter().map(|f| format!("r{f}")).collect();
                let from: Vec<&str> = from.iter().map(String::as_str).collect();
                let zh: String = names.chars().take(*length).collect();
                let en: String = long.chars().take(*length * 2).collect();
                let track = if *none { String::new() } else { format!("k{track}") };
                role(&format!("r{i}"), &zh, &en, &track, &format!("t{tier}"), &from)
            }).collect(),
            ..Catalogue::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_catalogue_makes_words_collide(catalogue in catalogues()) {
        for map in all_ways(&catalogue) {
            check(&map, catalogue.roles.len());
        }
    }
}
