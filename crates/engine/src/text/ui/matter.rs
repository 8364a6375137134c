//! Owns the words of the screen for whoever does not know where to go.

super::words! {
    title: "你最看重什么？", "What matters most to you?";
    lead: "点一样，看三个合适的岗位，好的坏的都写上。", "Tap one and see three jobs that fit, the bad side too.";
    back: "回到问题", "Back to the questions";
    three: "{}：先看这三个", "{}: three to look at first";
    counting: "正在算每个岗位要多久……", "Working out how long each job takes…";
    pay: "税前月收入 {}", "{} a month before tax";
    pay_change: "税前月收入：现在这行 {}，到时 {}", "A month before tax: {} in your job now, {} then";
    time: "最快 {}，自付 {}", "{} at the soonest, you pay {}";
    day: "平常做什么", "A usual day";
    gate: "最难的一关", "Hardest gate";
    bad: "不好的一面", "The bad side";
    plan: "就排这个", "Plan this one";
    look: "看看这份工作", "Look at the job";
    weigh: "自己定轻重，看全部岗位", "Set your own weights, see all jobs";
    map: "看线路图", "See the map";
}
