//! Owns the words of a number's badge: how sure it is, and where it is from.

super::words! {
    no_source: "没有公开来源，是我们自己的估计。", "There is no public source: this is our own estimate.";
    source_of: "{}，哪里来的", "{}, where it comes from";
    over: "，已到期", ", ended";
    over_more: "这条写到 {} 为止。后来还算不算，没有查到，先打电话问一问。", "This ran to {}. Whether it still holds was not found: call before you act on it.";
    stale: "，旧消息", ", old";
    stale_more: "这条消息有 {} 个月了，先打电话问一问。", "This is {} months old: call before you act on it.";
    looked_up: "{} 核对过", "Looked up on {}";
    open_source: "打开原文", "Open the source";
}
