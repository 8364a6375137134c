//! Owns the words of 我的, the hub of the places that are not at the thumb.

super::words! {
    parts_hint: "给改外观的人：全部部件", "For whoever works on the look: all parts";
    licences: "用到的软件和数据：许可声明", "Software and data in here: licences";
    title: "我的", "Me";
    lead: "档案、对比、课程和设置都在这里。", "Your record, comparisons, courses and settings.";
    compare_hint: "几种方案放在一起看", "Plans side by side";
    courses_hint: "能学什么、能考什么", "What can be learnt and certified";
    record_hint: "技能、证书、人才档案", "Skills, certificates, talent file";
    backup_hint: "存一份、恢复、全部删除", "Save a copy, restore, erase";
    check_hint: "五分钟，看看自己在哪一步", "Five minutes: where you stand";
    share_hint: "链接、二维码、日历、明白纸", "Link, QR code, calendar, one-page sheet";
    cover_hint: "有没有社保，到手多少，能领什么补贴", "Insurance, take-home, subsidies";
    evidence_hint: "好消息、坏消息，都有出处", "Good news and bad, with sources";
    schooling_hint: "大专、本科怎么读，边干边读行不行", "College and bachelor beside work";
    who_hint: "学校、公司、500 个行业共同体", "Schools, firms, 500 communities";
    about_me: "我自己", "About me";
    look_round: "看一看、查一查", "Look and look up";
    for_staff: "给学院", "For the academy";
    publish: "发布和海报", "Publish and posters";
    publish_hint: "布告栏海报、小卡，放进自己的网页", "For the notice board, to hand out, and to embed";
    studio_hint: "给学院老师：看和改课程目录", "For staff: see and edit the catalogue";
}
