//! Owns the words around a step's beginning: whom to ask, what to say, how to send it.

super::words! {
    title: "怎么开始", "How to begin";
    send: "把这段话发给{}，或照着打电话问：", "Send these words to {}, or ask by phone:";
    what: "问什么", "What to ask";
    shifts: "请站长把班排开", "Ask for shifts that leave room";
    more: "还可以问谁", "Who else to ask";
    copy: "复制这段话", "Copy these words";
    copied: "已复制", "Copied";
    copy_failed: "这里不能自动复制。上面那段话已选中，长按，再复制。", "Copying is blocked here. The words above are selected: press and hold them, then copy.";
    wechat: "复制微信号", "Copy the WeChat name";
    labour: "人社热线 12333", "Labour hotline 12333";
    labour_for: "问补贴、查证书", "subsidies, looking up certificates";
    union: "工会热线 12351", "Trade union hotline 12351";
    union_for: "问学历和法律上的帮助", "help with a degree, legal help";
    see_course: "看这门课", "See the course";
    see_certificate: "看这本证", "See the certificate";
    see_role: "看这个岗位", "See the job";
    who: "谁在教，去哪问", "Who trains, and where to ask";
}
