//! Owns the words of today's screen.

super::words! {
    week: "从 {} 起的一周", "The week from {}";
    nothing: "这一周没有要做的，等日子到。", "Nothing to do this week: the next step waits for its date.";
    none_left: "路上没有要做的了。", "Nothing is left to do on the way.";
    no_step: "现在没有能照着走的一步，计划里写着为什么。", "There is no step to take at the moment; the plan says why.";
    tick: "做成了：{}", "Done: {}";
    untick: "还没做成：{}", "Not done after all: {}";
    begin: "怎么开始", "How to begin";
    begin_of: "怎么开始：{}", "How to begin: {}";
    until: "到 {}", "until {}";
    not_done: "没做成", "Not done";
    next: "接下来", "Next";
    next_on: "{} 开始", "begins on {}";
    progress: "到目标的路", "The way to the goal";
    steps: "做成了 {}，还有 {}", "{} done, {} to go";
    likely: "多半 {}到", "Probably there in {}";
    first: "先当上{}", "first: {}";
    earliest: "最早，一步都不耽误的话", "At the earliest, if nothing slips";
    changed: "和上次比：{}", "Since last time: {}";
    whole_way: "看整条路", "See the whole way";
    wrong_clock: "这台设备的日期是 {}，不会对，先按 {} 算。请改好日期，再打开一次。", "This device says {}, which cannot be right, so {} is used. Please set the date and open this again.";
}
