//! Owns the words of the studio, for academy staff.

super::words! {
    title: "学院", "Studio";
    lead: "打开、修改、检查课程目录。文件只在这台设备上处理，不上传。", "Open, edit and check a catalogue. Files stay on this device.";
    current: "现在用的目录", "The catalogue in use";
    counts: "{} 门课、{} 本证书、{} 个岗位、{} 项技能", "{} courses, {} certificates, {} roles, {} skills";
    edition: "版本 {}", "Edition {}";
    open: "打开文件", "Open a file";
    take: "把现在这份拿来改", "Edit the one in use";
    text: "目录文件（JSON），或者从表格里复制的课程", "Catalogue file (JSON), or rows copied from a spreadsheet";
    text_hint: "可以直接改，改完按“检查”。贴进来的是表格（第一行是列名），课程就加进现在这份目录。", "Edit it here, then check it. Rows of a table (names of columns first) are added to the catalogue in use.";
    check: "检查", "Check";
    see: "用这份给骑手看", "Show riders this one";
    seen: "已换：这台设备现在用的是这份目录", "Done: this device uses this catalogue now";
    unusable: "没有换：这份里没有骑手能用的内容", "Not changed: there is nothing in it that riders can use";
    back: "换回自带的目录", "Back to the built-in one";
    backed: "已换回自带的目录", "The built-in catalogue is back";
    save: "下载", "Download";
    empty: "先打开一个文件，或者把现在这份拿来改。", "Open a file first, or take the one in use.";
    fine: "没有发现问题。", "No problem found.";
    found: "{} 个错误，{} 个警告，{} 个提示", "{} errors, {} warnings, {} notices";
    at_line: "第 {} 行", "Line {}";
    more: "还有 {} 条没有列出", "{} more are not listed";
    read: "读出 {} 门课、{} 本证书、{} 个岗位、{} 项技能", "Read {} courses, {} certificates, {} roles, {} skills";
    ladder: "晋升路上缺什么", "What the ladder lacks";
    ladder_more: "岗位要求的，目录里有没有地方学、有没有地方考。", "Whether what roles ask for can be learnt and certified in this catalogue.";
    ladder_none: "岗位要求的都有地方学，没有缺口。", "All that roles ask for is taught somewhere.";
    single: "只靠一门课的（{}）", "Resting on one course ({})";
    idle: "有课有证书，但没有岗位要求（{}）", "Taught or certified, but asked for by no role ({})";
    publish: "发布", "Publish";
    publish_more: "四种办法，把目录放到网上给骑手用。", "Four ways to put a catalogue online for riders.";
    finder: "什么时候开班合适", "When to hold a class";
    finder_more: "让骑手把计划链接发给你，贴在这里，一行一个。只在这台设备上算。", "Paste riders' plan links, one a line. They are read on this device only.";
    finder_links: "计划链接", "Plan links";
    finder_hours: "一次课几小时", "Hours a class";
    finder_hour: "{} 小时", "{} h";
    finder_find: "找时间", "Find times";
    finder_read: "读出 {} 份，其中 {} 份画了空闲时间", "{} read, {} with free times painted";
    finder_none: "还没有画了空闲时间的计划。请骑手先在“我的一周”里画一画。", "None has free times painted. Ask riders to paint their week first.";
    finder_together: "要让大家都能来，开这几班", "The fewest classes that reach everybody";
}
