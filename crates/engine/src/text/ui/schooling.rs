//! Owns the words of the schooling line: rungs, ways to the next, what one enrolment gives.

super::words! {
    title: "学历这条线", "The schooling line";
    lead: "学历和技能是并排的两条线。可以只走一条，也可以边干边读。跑单不要学历。", "Schooling runs beside skill. Take one line or both; riding needs no diploma.";
    mine: "我现在的学历", "My schooling now";
    unsaid: "还没说", "Not said";
    none: "没有，或说不清", "None, or unclear";
    junior: "初中", "Junior secondary";
    senior: "高中、中专", "Senior or vocational secondary";
    college: "大专", "College";
    bachelor: "本科", "Bachelor";
    here: "你在这里", "You are here";
    saved: "学历记下了", "Schooling noted";
    start_rung: "从这里开始，不要求学历。", "The line begins here; no schooling is asked for.";
    lasts: "{}（约 {} 年）", "{} (about {} years)";
    weekly: "每周 {} 小时", "{} hours a week";
    next: "下次入学 {}", "Next entry {}";
    days: "还有 {} 天", "{} days to go";
    any_week: "随时可以开始", "Start any week";
    asks: "报名要看", "To enrol";
    asks_nothing: "不另外要求。", "Nothing else is asked.";
    gives: "一次入学，得到", "One enrolment gives";
    aim: "以它为目标", "Make it my goal";
    both: "和我的目标一起走", "Together with my goal";
    aimed: "目标换成：{}", "Your goal is now: {}";
    both_said: "目标加上了：{}", "Added to your goal: {}";
    plan_first: "先答四个小问题", "Answer four quick questions first";
    support: "有人帮的", "Help there is";
    support_note: "学院说给三样帮助：讲政策、辅导报考、找学习资料。", "The academy says it helps with three things: policy, applications, study material.";
    money: "能领的钱", "Money back";
    money_more: "看学历能领什么补贴", "Subsidies for schooling";
    guidance: "报考辅导课", "The course on applying";
    truth: "先看清楚", "Know before you go";
}
