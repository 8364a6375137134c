//! Owns the words of the screen that shows every part.

super::words! {
    lead: "每个部件的每种样子。改外观的人先看这里，再看浅色、深色、高对比和 200% 字号。", "Every part in every state. Whoever works on the look starts here, then turns to dark, high contrast and 200 % text.";
    contrast: "高对比", "High contrast";
    large_text: "200% 字号", "200 % text";
}
