//! Owns the words of fields that refuse what cannot be meant.

super::words! {
    date_range: "{} 不行：日子要在 {} 年到 {} 年之间。还是原来的。", "{} will not do: the year is {} to {}. It stays as it was.";
    date_whole: "这个日子没填全，还是原来的。", "This date is not whole; it stays as it was.";
    number_range: "{} 不行：填 {} 到 {} 的整数。还是原来的。", "{} will not do: a whole number from {} to {}. It stays as it was.";
    number_none: "这不是数字，还是原来的。", "This is no number; it stays as it was.";
}
