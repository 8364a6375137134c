//! Owns the words of the screen of cover and money.

super::words! {
    title: "保障和到手的钱", "Cover and take-home";
    lead: "先看有没有保障，再算到手多少，最后看能领什么。", "First what covers you, then what you take home, then what you may claim.";
    roles: "每个岗位有什么保障", "Cover of each role";
    roles_more: "看所有岗位", "All roles";
    plans: "各家平台说过什么", "What the platforms have said";
    plans_more: "说过不等于已经做到。看清是“说了”还是“正在执行”。", "Said is not done: see whether it is announced or in force.";
    calculator: "算一算我到手多少", "What would I take home";
    calculator_more: "下面的数是例子，请改成你自己的。只在这部手机里算。", "The numbers are examples: put your own. They stay on this device.";
    yuan: "元", "yuan";
    percent: "%", "%";
    orders: "单", "orders";
    days: "天", "days";
    per_order: "每单 {} 元", "¥{} an order";
    result_yuan: "{} 元", "¥{}";
    no_result: "算不出来，看看填的数", "No result: look at the numbers";
    layers: "五种保险，管的不一样", "Five kinds of insurance, each for something else";
    subsidies: "我能领什么补贴", "Subsidies for me";
    applies: "你现在就合条件", "You qualify now";
    applies_later: "计划走完就合条件", "You qualify once the plan is done";
    asks: "还差你一句话", "One answer decides";
    no: "现在不合条件", "You do not qualify now";
    unjudged: "条件要问当地", "Ask locally whether you qualify";
    up_to: "最多 {} 元", "up to ¥{}";
    half: "补 {}%", "{}% back";
    claim: "拿证后 {} 个月内去领", "Claim within {} months of the certificate";
    to_employer: "钱给单位，不直接给你", "Paid to the employer, not to you";
    until: "到 {} 为止", "until {}";
    not_with: "和“{}”只能领一样", "Not together with {}";
    yes: "是", "Yes";
    no_answer: "不是", "No";
    say_age: "先在“计划”里说一下年龄或学历", "Say your age or schooling on the plan first";
    pay_back: "学费多久能挣回来", "When does it pay back";
    pay_back_more: "计划自付 {}，学习占用的时间按每小时 {} 元算，一共 {}。", "The plan costs {}; with study time at ¥{} an hour it is {} in all.";
    pay_back_fee: "计划自付 {}。没有填每小时挣多少，学习的时间没有算进去。", "The plan costs {}. Study time is not counted: you have not said what an hour brings.";
    pay_back_months: "新岗位起步比你现在每月多 {}，大约 {} 个月挣回来。", "The new role starts at {} a month above yours: about {} months.";
    pay_back_free: "不用花钱，也不用等回本。", "It costs nothing, so there is nothing to win back.";
    pay_back_never: "新岗位的起步收入不比你现在高，光看钱挣不回来。看看保障和以后。", "Its starting pay is not above yours: money alone does not pay back. Look at cover and later years.";
    pay_back_none: "先选一个岗位做目标，这里就能算。", "Choose a role as your goal, and this is worked out.";
    full_time: "全职（签劳动合同）", "Full time (labour contract)";
    stable_part_time: "稳定兼职", "Stable part time";
    part_time: "兼职", "Part time";
    crowdsourced: "众包", "Crowdsourced";
    self_employed: "自己干", "Self-employed";
    employee: "有合同的职工", "Employee with a contract";
    team_leader: "小队长", "Team leader";
}
