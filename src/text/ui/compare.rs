//! Owns the words of the comparison.

super::words! {
    title: "对比", "Compare";
    lead: "几种走法放在一起，最多四种。", "Ways side by side, up to four.";
    none: "还没有可以对比的", "Nothing to compare yet";
    none_more: "先做一份计划，再留一份副本，改一改，放在一起看。", "Make a plan, keep a copy, change it, and see both side by side.";
    case_n: "走法 {}", "Way {}";
    what: "比什么", "What";
    goal: "目标", "Goal";
    first: "第一本证", "First certificate";
    weeks: "到目标", "To the goal";
    fee: "自付", "To pay";
    hours: "一共学", "Hours of study";
    peak: "最忙一周", "Busiest week";
    lost: "少跑的单", "Lost take";
    pay: "到岗后每月", "Pay a month there";
    payback: "多久回本", "Pays back in";
    payback_never: "不靠工资回本", "not by pay alone";
    cover: "有规定的保障", "Cover in force";
    cover_yes: "有", "yes";
    cover_no: "没有", "no";
    carry: "本事能带过去", "Skill carried over";
    gate: "最长的一关", "Longest step";
    steps: "步数", "Steps";
    best: "最好", "best";
    not_possible: "做不到", "not possible";
    counting: "在算", "working";
    unknown: "没填", "not known";
    use_it: "改这一份", "Work on this";
    using: "正在改", "working on it";
    rename: "名字", "Name";
    remove: "去掉", "Remove";
    removed: "已去掉：{}", "Removed: {}";
    copy: "再留一份", "Add a copy";
    copied: "已复制，现在改的是副本", "Copied: you are now changing the copy";
    full: "已经有四份了", "There are four already";
    four: "同一个目标，四种走法", "One goal, four ways";
    four_more: "点一个就换过去", "Tap one to take it";
    taken: "换成：{}", "Now: {}";
    current: "现在用的", "in use";
    safe: "先走不亏的几步", "Safe first steps";
    safe_more: "不管最后选哪个，这几步都用得上", "Whichever you choose, these are needed";
    more_hours: "多学几小时，早多少", "What more hours would do";
    more_hours_more: "按你现在的几种时间同样多分", "Shared out over your kinds of time as they are now";
}
