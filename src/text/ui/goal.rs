//! Owns the words of the goal's screen and of the list of goals.

super::words! {
    list_title: "能去哪里", "Where you can go";
    list_lead: "每条线一种走法，从下往上。点一个看它要什么、给什么。", "One line, one way up. Tap a role to see what it asks and what it gives.";
    on_map: "看线路图", "See the map";
    here: "你在这里", "You are here";
    see_plan: "看计划", "See the plan";
    make_plan: "去做计划", "Make a plan";
    planned: "这是你现在的目标", "This is your goal now";
    soonest: "按你现在的时间，最快 {}：{}，自付 {}", "With your time now, soonest {}: {}, {} to pay";
    now: "按你现在的条件，马上就可以", "With what you have, at once";
    impossible: "按你现在的条件走不到，点看计划看差在哪", "Not possible with your terms now; the plan shows what is missing";
    counting: "正在算最快要多久……", "Working out how soon…";
    needs_met: "{} 项要求，已具备 {} 项", "{} requirements, {} met";
    have: "有了", "have";
    lack: "还缺", "missing";
    open: "要问你", "only you know";
    carry: "你的本事能带过去 {}%", "{}% of what it asks you already carry";
    carry_more: "按每项技能对这个岗位的重要程度算", "weighted by how much each skill matters there";
    level: "{} 级，要 {} 级", "level {} of {}";
    day: "一天怎么过", "What the day is like";
    pay: "收入", "Pay";
    pay_month: "每月 {}–{}（税前）", "{}–{} a month before tax";
    cover: "社保和保障", "Insurance and cover";
    full_time: "全职合同", "Full-time contract";
    stable_part_time: "稳定兼职", "Stable part-time";
    crowdsourced: "众包", "Crowdsourced";
    self_employed: "自己干", "Self-employed";
    state_announced: "说过，还没规定", "announced, no rule yet";
    state_in_force: "现行规定", "in force";
    state_undefined: "没人说得准", "nobody has said";
    outlook: "好的和难的", "The good and the hard";
    good: "好消息", "good news";
    mixed: "两说", "mixed";
    bad: "难处", "bad news";
    chain: "从要求到上岗", "From requirement to job";
    chain_more: "要会什么 → 去哪学 → 谁来评 → 岗位", "what is asked → where it is taught → who assesses → the job";
    learn: "去哪学", "Taught by";
    assess: "谁来评", "Assessed by";
    no_course: "还没有课", "no course yet";
    no_assess: "没有专门的考试", "no exam of its own";
    and_more: "等 {} 门", "{} in all";
    prefers: "有更好，没有也行", "Helpful, not needed";
    sources: "数字从哪来", "Where the numbers come from";
    back: "所有目标", "All goals";
    unknown: "这个目标不在目录里了", "This goal is no longer in the catalogue";
}
