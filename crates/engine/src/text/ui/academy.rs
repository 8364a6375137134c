//! Owns the words for what an academy says of its classes, and for whom to ask.

super::words! {
    teacher: "老师：{}", "Taught by {}";
    seats: "每班 {} 人", "{} places in a class";
    least: "满 {} 人开班", "Runs with {} riders or more";
    last_day: "{} 结束", "Ends {}";
    code: "班号 {}", "Class {}";
    enrol: "报名", "Enrol";
    call: "打电话 {}", "Call {}";
    phone: "电话：{}", "Telephone: {}";
    open: "打开学校网页", "Open the academy's page";
    page: "网址：{}", "Address: {}";
    wechat: "微信：{}", "WeChat: {}";
    scan: "用手机扫码报名", "Scan with a phone to enrol";
    scan_open: "用手机扫码打开网页", "Scan with a phone to open the page";
    scan_wechat: "用微信扫码联系", "Scan with WeChat to get in touch";
}
