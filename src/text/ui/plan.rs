//! Owns the words of a plan as it is first shown: the answer, the way, what can be done with it.
//! What moves a plan, and its steps in full, is in `tune`; what else is said of it in `advice`.

super::words! {
    no_plan: "还没有计划", "No plan yet";
    no_plan_more: "答四个问题，或者挑一个别人的情况，马上就有。", "Answer four questions or take somebody's situation, and there is one.";
    to_start: "去做一份", "Make one";
    head_role: "{}可以当上{}", "{}: {}";
    head_hold: "{}可以拿到{}", "{}: {}";
    head_now: "现在就可以：{}", "You can be there now: {}";
    weeks_note: "从 {} 算起", "from {}";
    fee: "自付", "to pay";
    peak: "最忙一周", "busiest week";
    hours: "一共学", "to learn";
    proven_soonest: "已证明：按你的时间和条件，没有更快的走法", "Proven: with your time and terms, nothing is sooner";
    proven_cheapest: "已证明：按你的时间和条件，没有更省钱的走法", "Proven: with your time and terms, nothing is cheaper";
    proven_least_study: "已证明：按你的时间和条件，没有学得更少的走法", "Proven: with your time and terms, nothing takes less study";
    proven_gentlest: "已证明：按你的时间和条件，没有更轻松的走法", "Proven: with your time and terms, nothing is gentler";
    gap_weeks: "这份能走通；最好的走法最多再早 {}", "This one works; the best is at most {} sooner";
    gap_fee: "这份能走通；最好的走法最多再省 {}", "This one works; the best saves at most {} more";
    gap_hours: "这份能走通；最好的走法最多再少学 {}", "This one works; the best takes at most {} less";
    gap_peak: "这份能走通；最忙一周最多再少 {}", "This one works; the busiest week can shrink by at most {}";
    gap_small: "这份能走通；日期已经是最好的，别的还差一点没证完", "This one works; the first figure is the best, the rest is not proven to the end";
    searching: "正在找更好的走法……", "Looking for a better way…";
    searching_first: "正在算……", "Working it out…";
    stop: "停下", "Stop";
    failed: "这个浏览器没能启动计算。你填的都在，换一个浏览器或再试一次。", "The planner did not start in this browser. What you entered is safe; try again or use another browser.";
    again: "再试一次", "Try again";
    impossible: "照这样做不到", "Not possible as asked";
    unknown: "还没算完", "Not worked out yet";
    unknown_more: "问题太大，这次没算完。放宽一样条件，或者再算一次。", "This one is large and was not finished. Loosen one thing, or try again.";
    objective: "什么最要紧", "What matters most";
    soonest: "最快", "Soonest";
    cheapest: "最省钱", "Cheapest";
    least_study: "学得少", "Least study";
    gentlest: "最轻松", "Gentlest";
    steps: "怎么走", "The way";
    step_count: "共 {} 步", "{} steps";
    week_n: "第 {} 周", "Week {}";
    wait: "等 {}", "Wait {}";
    wait_why: "这段时间没有课，日子到了再走下一步", "Nothing to study here; the next step waits for its date";
    chain: "决定日期的一步", "Sets the date";
    chain_steps: "这 {} 步决定日期", "These {} steps set the date";
    chain_more: "一步接一步，哪一步早了，日期才会早。", "One leads to the next: the date moves only when one of them does.";
    result_on: "{} 前后出结果", "result around {}";
    begins_on: "{} 上岗", "in the job from {}";
    pinned: "已固定", "Pinned";
    new_step: "新加的", "new";
    one_answer: "差你一句话", "One answer decides";
    some_answers: "先答两句，再看怎么走", "Two answers first, then the way";
    compare: "留一份来对比", "Keep a copy to compare";
    compare_did: "已留一份，现在改的是副本", "Copied: you are now changing the copy";
    share: "分享、打印、放进日历", "Share, print, calendar";
    change_goal: "换个目标", "Another goal";
    range_wait: "正在看这个日子有多稳……", "Looking at how firm the date is…";
    why_date: "为什么是这个日子", "Why this date";
    missed: "上周没学成", "I missed last week";
    in_short: "现在的计划", "The plan now";
}
