//! Owns the words of 放进自己的网页: the snippet and its live preview.

super::words! {
    lead: "选好，把下面几行贴进网页就行。不用服务器，不收集骑手填的东西。", "Choose, then paste the lines below into a page. No server is needed and nothing riders enter is collected.";
    mode: "显示什么", "What is shown";
    mode_full: "全部", "Everything";
    mode_map: "只要线路图", "The map";
    mode_goal: "只要一个目标", "One goal";
    mode_answer: "只要答案", "The answer";
    mode_full_more: "和完整的骑途一样，带导航。", "The whole planner with its navigation.";
    mode_map_more: "只有线路图，点岗位看说明。", "The line map alone; a tap on a role tells more.";
    mode_goal_more: "一个岗位的说明：要什么、挣多少、怎么去。", "One role: what it takes, what it pays, how to get there.";
    mode_answer_more: "先问几个问题，再给答案和每一步。", "A few questions, then the answer and its steps.";
    goal: "先选好的目标", "Goal chosen at first";
    goal_none: "不选", "none";
    lang: "语言", "Language";
    auto: "跟随访客", "the visitor's own";
    theme: "外观", "Theme";
    light: "浅色", "light";
    dark: "深色", "dark";
    fit: "高度", "Height";
    fit_screen: "不超过一屏", "at most a screen";
    fit_content: "有多少显示多少", "all of the content";
    colours: "用自己的颜色", "Use my own colours";
    accent: "主色", "Accent";
    paper: "底色", "Background";
    faint: "主色和底色太接近（{}:1），字会看不清。拉开到 7:1 以上。", "Accent and background are too close ({}:1) for text to be read. Bring them to 7:1 or more.";
    more: "报名链接和自己的课程目录", "Enrolment links and your own catalogue";
    enrol: "报名链接，{course} 会换成课程编号", "Enrolment link; {course} becomes the course's id";
    enrol_bad: "要以 https:// 开头，里面没有空格。", "It must begin with https:// and hold no spaces.";
    catalogue: "课程目录的地址（你的网页去取）", "Address of a catalogue (fetched by your page)";
    catalogue_hint: "放在别的域名时，那边要允许你的网页来取（CORS）。", "On another domain it must allow your page to fetch it (CORS).";
    way: "怎么放", "How";
    way_script: "一行脚本", "One line of script";
    way_frame: "只用 iframe", "An iframe alone";
    way_frame_more: "网页里不许放脚本时用。高度固定，不传消息，也不能换颜色和目录。", "Where scripts are not allowed. Its height is fixed, it says nothing to your page, and keeps its own colours and catalogue.";
    code: "贴这几行", "Paste these lines";
    copy: "复制", "Copy";
    copied: "已复制", "Copied";
    not_copied: "没有复制成，请长按上面的文字", "Not copied: select the text above";
    policy: "网页有内容安全策略（CSP）的话，再加上：", "If your page has a content security policy, add:";
    preview: "预览", "Preview";
    preview_note: "这就是真的，可以点。在预览里填的，和你自己的计划存在一起。", "This is the real thing. What you enter in it is kept together with your own plans.";
    messages: "它对你的网页说", "What it says to your page";
    messages_none: "还没有。点点预览试试。", "Nothing yet. Try the preview.";
    messages_note: "预览里什么都听得到。在别的网站上，计划和分享只告诉骑途的 embed.json 里列出的网址。", "The preview hears everything. On other sites, plans and shares are told only to addresses listed in Qitu's embed.json.";
    example: "看一个完整的示例网页", "See a whole example page";
}
