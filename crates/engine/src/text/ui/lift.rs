//! Owns the words of moving a thing to another place in the way.

super::words! {
    handle: "把“{}”挪到别的周", "Move “{}” to another week";
    title: "挪动：{}", "Move: {}";
    week: "哪周开始", "Week it begins in";
    week_of: "{} 那周", "The week of {}";
    here: "{} 那周，就是现在的位置", "The week of {}, where it is now";
    by_offer: "换成：{}", "By: {}";
    other_offers: "或者换一种学法", "Or another way to do it";
    goal: "到目标：{}", "At the goal: {}";
    same_day: "{}，不变", "{}, as before";
    more: "还有 {} 步也跟着动", "{} more steps move too";
    nothing_else: "别的都不动", "Nothing else moves";
    no_way: "这里放不下", "It does not fit here";
    no_way_why: "这里放不下：{}", "It does not fit here: {}";
    not_known: "没算出来放在这里会怎样，换一周试试", "What it would do here was not found out. Try another week";
    put: "就放这里", "Put it here";
    back: "放回原处", "Put it back";
    by_pointer: "松手就定下；拖回原处，什么都不变", "Let go to put it here; back where it was, nothing changes";
    by_keys: "上下键换周，左右键换学法，回车定下，Esc 放回原处", "Up and down change the week, left and right the way to do it; Enter puts it here, Escape puts it back";
    did: "已挪动：{}，{}", "Moved: {}, {}";
}
