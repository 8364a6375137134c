//! Owns the words of the shell: navigation, switches, messages that belong to no screen.

super::words! {
    name: "骑途", "Qitu";
    tagline: "骑手的下一站", "Where a rider goes next";
    skip: "跳到内容", "Skip to content";
    nav: "主导航", "Main";
    today: "今天", "Today";
    start: "出发", "Start";
    map: "线路图", "Map";
    plan: "计划", "Plan";
    week: "一周", "Week";
    compare: "对比", "Compare";
    courses: "课程", "Courses";
    me: "我的", "Me";
    goals: "所有目标", "All goals";
    goal: "目标", "Goal";
    record: "档案", "Record";
    check: "自测", "Self-check";
    share: "分享", "Share";
    studio: "学院", "Studio";
    parts: "部件", "Parts";
    undo: "撤销", "Undo";
    redo: "重做", "Redo";
    to_other_language: "Switch to English", "切换到中文";
    theme: "外观：{}", "Theme: {}";
    theme_auto: "跟随手机", "as the device";
    theme_light: "浅色", "light";
    theme_dark: "深色", "dark";
    close: "关闭", "Close";
    back: "返回", "Back";
    loading: "正在打开……", "Opening…";
    load_failed: "课程目录没有读到。网络好了再试一次，你填的都还在。", "The catalogue could not be read. Try again when the network is back; what you entered is safe.";
    load_book: "没有打开课程目录「{}」", "The catalogue “{}” did not open";
    load_no_book: "这里可能没有这份目录，也可能是网络断了。你填的都还在。", "It may not be here, or the network may be down. What you entered is safe.";
    to_own_book: "用这里自带的目录", "Use the built-in catalogue";
    load_unusable: "这份课程目录里没有能用的内容，不是网络的问题。请告诉给你这个网页的人；你填的都还在。", "There is nothing usable in this catalogue, and the network is not at fault. Please tell whoever gave you this page; what you entered is safe.";
    piece_failed: "这一页没有下载完。网络好了再试一次，你填的都还在。", "This page did not arrive in full. Try again when the network is back; what you entered is safe.";
    change_waits: "改这一处要用的部分还在下载，下载好就生效。先别关这一页。", "What makes this change is still on its way. It takes effect as soon as it is here; keep this page open until then.";
    file_missing: "这一块没有读到。网络好了再打开一次，别的都能用。", "This part could not be read. Open it again when the network is back; the rest works.";
    file_of_other: "这一块是照自带的课程目录写的，现在用的目录没有带。", "This part was written for the built-in catalogue; the one in use brings none.";
    again: "再试一次", "Try again";
    about_privacy: "你填的只留在这台手机里，不上传。", "What you enter stays on this device. Nothing is uploaded.";
    backup: "备份", "Backup";
    cover: "保障和钱", "Cover and money";
    evidence: "别人走得怎么样", "How it went for others";
    schooling: "学历", "Schooling";
    who: "谁在教", "Who trains";
}
