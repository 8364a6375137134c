//! Owns the words of 路线图: the map, its list and its sheets.

super::words! {
    title: "线路图", "Map";
    as_map: "地图", "Map";
    as_list: "列表", "List";
    view: "显示方式", "View";
    zoom_in: "放大", "Zoom in";
    zoom_out: "缩小", "Zoom out";
    how: "点一站看详情，两指放大。键盘：方向键换站，回车打开，加减号放大缩小。", "Tap a station for details, pinch to zoom. Keyboard: arrow keys move, Enter opens, plus and minus zoom.";
    picture: "{} 个岗位的线路图", "Line map of {} roles";
    here: "我在这里", "You are here";
    next: "下一站可去", "Next stop";
    goal: "目标", "Goal";
    planned: "计划里", "In your plan";
    done: "做过", "Done";
    later: "以后", "Later";
    start_here: "从这里出发", "Start here";
    key: "图例", "Key";
    change: "换乘", "Change of line";
    fastest: "按现在的计划，{}可以当上。", "Your plan gets you there in {}.";
    asked: "{} 项要求，已具备 {} 项", "{} requirements, {} met";
    only_you_know: "{}（要你回答）", "{} (for you to answer)";
    missing: "还差", "Still missing";
    and_more: "还有 {} 项", "and {} more";
    opens: "当上以后，能去", "What this unlocks";
    opens_nothing: "这条线的终点。", "The end of this line.";
    comes_from: "从哪里来", "Where people come from";
    anyone: "谁都可以直接去。", "Anyone can go straight for it.";
    go: "看看怎么去", "Show me the way";
    to_plan: "看计划", "See the plan";
    ask_first: "先答三个小问题", "Answer three questions first";
    ask_two: "再答两个小问题", "Answer two more questions";
    ask_one: "再答一个小问题", "Answer one more question";
    more: "这份工作是什么样的", "What the job is like";
    new_goal: "目标换成了{}", "Your goal is now: {}";
    pay: "税前月收入 {}–{}", "{}–{} a month before tax";
    cover_in_force: "保障：有规定", "Cover: in force";
    cover_announced: "保障：已宣布，细则未出", "Cover: announced, no detailed rules yet";
    cover_undefined: "保障：没有说清", "Cover: not defined";
}
