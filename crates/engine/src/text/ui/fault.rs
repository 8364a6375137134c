//! Owns the words around the list of what is wrong with a catalogue, for academy staff.

super::words! {
    title: "这份目录：{} 个错误，{} 个警告", "This catalogue: {} errors, {} warnings";
    fine: "这份目录没有发现问题。", "No problem was found in this catalogue.";
    used: "没有错的部分，骑手能用；有错的没有读入。", "Riders use what is sound; what is wrong is left out.";
    unused: "里面没有骑手能用的，请先改好。", "There is nothing in it that riders can use; mend it first.";
    at_line: "第 {} 行", "Line {}";
    more: "还有 {} 条", "{} more";
    only: "骑手看不到这一栏，只有网址里带 ?staff 才有。", "Riders do not see this; it stands here because the address says ?staff.";
}
