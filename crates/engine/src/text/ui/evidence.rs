//! Owns the words of the screen of evidence.

super::words! {
    title: "别人走得怎么样", "How it went for others";
    lead: "每条都写明哪里来的、什么时候的、要注意什么。", "Each says where it is from, when, and what to watch for.";
    caveat: "注意", "Note";
    good: "好消息", "Good news";
    mixed: "有好有坏", "Mixed";
    bad: "坏消息", "Bad news";
    all: "全部", "All";
    mine: "和我的目标有关", "About my goal";
    flags: "“{}”这条路的黄牌和红牌", "Flags on the way to {}";
    flags_more: "按写明的规则算，不是评分。", "By rules that are written out; this is no score.";
    flags_none: "按这些规则，没有黄牌，也没有红牌。", "By these rules there is no flag.";
    yellow: "黄牌", "Yellow";
    red: "红牌", "Red";
    no_goal: "选一个岗位做目标，这里会按规则看它有没有黄牌红牌。", "Choose a role as your goal to see its flags.";
    origin: "规则从哪来", "Where the rules come from";
    not_here: "原来用于：{}", "First made for: {}";
    cities: "各地的机会", "Outlook by city";
    promotion: "升职", "Promotion";
    drone: "无人机", "Drones";
    second_skill: "第二技能", "Second skill";
    cover: "保障", "Cover";
    technical_lane: "技术线", "Technical line";
    replaced: "会不会被取代", "Being replaced";
    study: "学习", "Study";
    degree: "学历", "Degrees";
    academy: "学院", "Academy";
    pay: "收入", "Pay";
    contest: "竞赛", "Contests";
    nothing: "这一类还没有", "Nothing of this kind yet";
}
