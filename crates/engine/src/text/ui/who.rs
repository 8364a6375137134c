//! Owns the words of 谁在教: schools, firms and communities that train for a role.

super::words! {
    title: "谁在教", "Who trains";
    lead: "学校、公司和行业共同体。选岗位、选地方，再一个个问。", "Schools, firms and industry communities. Choose a role and a place, then ask them one by one.";
    search: "找学校、公司、共同体", "School, firm or community";
    role: "岗位", "Role";
    role_all: "所有岗位", "All roles";
    place: "地方", "Place";
    place_all: "全国", "Anywhere";
    field: "领域", "Field";
    field_all: "所有领域", "All fields";
    institutions: "学校和机构", "Schools and institutions";
    institutions_none: "这样选，报道里没有提到学校。放宽岗位或地方再看。", "The reports name no school for this choice. Widen the role or the place.";
    communities: "行业产教融合共同体", "Industry and education communities";
    communities_note: "共同体是学校和公司的联盟，不是开班的地方。打电话给牵头单位，问有没有给在职的人开的班。", "A community is an alliance of schools and firms, not a class. Ask a lead unit whether it has classes for people at work.";
    found: "{} 个，按名单有 {} 条，疑似重复的已折叠", "{} of them ({} entries of the list; suspected repeats are folded)";
    none: "没有找到。少打几个字，或放宽岗位和地方。", "Nothing found. Type less, or widen role and place.";
    leads: "牵头：{}", "Led by {}";
    local: "广东有牵头单位", "A lead unit in Guangdong";
    repeats: "疑似重复 {} 条", "{} suspected repeats";
    repeat: "名单第 {} 条", "Entry {} of the list";
    since: "{} 年 {} 月成立", "founded {}-{}";
    help: "可以去问的地方", "Where to ask";
    events: "可以去看的活动", "Events to visit";
    of: "“{}”谁来教、谁来考", "Who holds “{}”";
    held_by: "{}。问清开班日期、名额和费用再报名。", "{}. Ask for dates, places and the price before you enrol.";
    goal_link: "谁在教这个", "Who trains for this";
}
