//! Owns the words of the first screen.

super::words! {
    title: "骑手的下一站，多久能到？", "Where can a rider go next, and when?";
    lead: "四步，半分钟，看到一份能照着走的计划。", "Four taps, half a minute, and a plan you can follow.";
    facts: "免费，不用注册，填的只留在这台设备上。数据：{}的课程，加公开的规定和报道，{} 核对。", "Free, no sign-up, and what you enter stays on this device. Data: courses of the {}, public rules and reports, checked {}.";
    go_on: "接着上次的计划", "Go on with your plan";
    step_of: "第 {} 步，共 {} 步", "Step {} of {}";
    aim: "目标：{}", "Goal: {}";
    q_role: "你现在做什么？", "What do you do now?";
    q_tenure: "做了多久？", "For how long?";
    q_hours: "一周能挤出多少时间学？", "How much time to learn in a week?";
    q_goal: "想去哪里？", "Where do you want to go?";
    no_role: "还没开始跑", "Not riding yet";
    tenure_0: "刚开始", "Just started";
    tenure_6: "半年左右", "About half a year";
    tenure_12: "一年左右", "About a year";
    tenure_36: "三年左右", "About three years";
    tenure_84: "五年以上", "Over five years";
    hours_gap: "只有零碎时间", "Only gaps between orders";
    hours_gap_more: "每天等单一会儿，约 3 小时", "A few minutes each day, about 3 hours";
    hours_evening: "晚上有空", "Evenings";
    hours_evening_more: "零碎时间加两个晚上，约 7 小时", "Gaps between orders and two evenings, about 7 hours";
    hours_rest: "有休息日", "A day off";
    hours_rest_more: "再加休息日半天，约 11 小时", "And half a day off, about 11 hours";
    hours_night: "上夜班", "Night shifts";
    hours_night_more: "睡醒后三个下午，加休息日半天，约 9 小时", "Three afternoons after sleep and half a day off, about 9 hours";
    hours_full: "可以脱产", "Released from work";
    hours_full_more: "单位给时间，约 20 小时", "Paid time to study, about 20 hours";
    hours_none: "几乎没空", "Hardly any";
    hours_none_more: "一周 1 小时", "One hour a week";
    pay: "每月 {}–{}", "{}–{} a month";
    unsure: "还不知道去哪", "I do not know yet";
    unsure_more: "说一样最看重的，给你三个岗位", "Say what matters most, see three jobs";
    samples: "看看别人的情况", "Try somebody else's situation";
    samples_lead: "点一个就有计划，再改成你自己的。", "One tap gives a plan; then make it your own.";
    more_samples: "更多情况", "More situations";
    door_map: "先看线路图", "See the map first";
    door_map_more: "所有能去的岗位，一张图看完", "All roles in one picture";
    back: "上一步", "Back";
}
