//! Owns the words of reading aloud.

super::words! {
    read: "读给我听", "Read to me";
    cantonese: "粤语", "Cantonese";
    stop: "停", "Stop";
    step: "第 {} 步：{}", "Step {}: {}";
    from: "{}开始", "from {}";
    free: "不用花钱", "it costs nothing";
}
