//! Owns the words of the poster for a notice board and of the cards to hand out.

super::words! {
    title: "贴在布告栏上", "On the notice board";
    lead: "选三个岗位，打印海报；或者打印一页两张的小卡，发给骑手。扫码直接看怎么走，不用注册。", "Choose three jobs and print a poster, or cards to hand out, two to a page. A scan shows the way there; nobody signs up.";
    name: "学院或站点的名字", "Name of the academy or station";
    contact: "联系方式：电话、地址、群", "Contact: phone, place, group";
    contact_hint: "写在海报下面，空着就不印。这里填的不保存，也不发出去。", "Printed at the foot; nothing is printed where it is empty. It is neither kept nor sent.";
    job_1: "第一个岗位", "First job";
    job_2: "第二个岗位", "Second job";
    job_3: "第三个岗位", "Third job";
    none: "不印", "none";
    paper: "纸", "Paper";
    a4: "海报 A4", "Poster, A4";
    a3: "海报 A3", "Poster, A3";
    cards: "小卡，一页两张", "Cards, two to a page";
    print: "打印", "Print";
    wechat: "微信里打印不了：点右上角 ···，选“在浏览器打开”，再打印。", "WeChat does not print: open this page in the browser from the ··· menu, and print there.";
    preview: "印出来是这样", "What is printed";
    headline: "跑单之后，还能去哪？", "Where can you go from riding?";
    under: "扫一扫，看要学什么、要多久、花多少钱。", "Scan: what to learn, how long, what it costs.";
    free: "免费 · 不用注册 · 填的东西不离开手机", "Free · no sign-up · what you enter stays on your phone";
    pay: "每月 {}–{}（{}）", "{}–{} a month ({})";
    pay_unknown: "收入要去问", "pay: ask";
    scan_job: "扫码看怎么当{}", "Scan: {}";
    start: "不知道去哪？从这里开始", "Not sure? Start here";
    start_more: "四个问题，半分钟。", "Four questions, half a minute.";
    scan_start: "从头开始的二维码", "QR code of the start";
    fold: "沿虚线剪开", "Cut along the line";
    too_long: "这个网址太长，放不进二维码。", "This address is too long for a QR code.";
}
