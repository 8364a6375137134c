//! Owns the words of the printed sheet (明白纸) and of the pocket card.

super::words! {
    title: "明白纸：怎样当上{}", "Plain sheet. Goal: {}";
    title_other: "明白纸：我的计划", "Plain sheet: my plan";
    made: "{} 打印。数字会变，报名前打电话问清。", "Printed on {}. Figures change: ask by phone before you enrol.";
    ready: "哪天能到", "When";
    weeks: "一共", "In all";
    pay: "自付", "You pay";
    peak: "最忙的一周", "Busiest week";
    what: "学什么、考什么", "What";
    when: "什么时候", "When";
    how: "在哪、怎么学", "Where and how";
    cost: "多少钱", "Cost";
    certificate: "得什么证书", "Certificate";
    who: "问谁", "Who to ask";
    who_else: "没写问谁的，问{}。", "Where nobody is named, ask {}.";
    support: "可能有的补贴", "Support you may get";
    support_none: "这份计划里没有写到补贴。问问当地的人社局和工会。", "None is listed for these steps. Ask the local labour office and trade union.";
    support_line: "{}：可能补 {}", "{}: perhaps {} back";
    ask: "打电话问清这几件事", "Ask before you enrol";
    ask_1: "下一期哪天开班？还有名额吗？", "When does the next class start? Are there seats left?";
    ask_2: "一共要交多少钱？补贴怎么领，什么时候到手？", "What is the full price? How and when is support paid?";
    ask_3: "发什么证书？全国认还是只有本单位认？", "Which certificate is it? Does it count nationwide?";
    ask_4: "考不过怎么办？补考要钱吗？", "What if I fail? Does another try cost money?";
    call: "人社热线 12333，工会热线 12351", "Labour hotline 12333, trade union hotline 12351";
    choice: "这是自己的选择。没有证也可以跑单。", "This is a choice: nobody needs a certificate to ride.";
    scan: "扫码看最新计划", "Scan for the plan";
    free: "不用花钱", "free";
    none: "—", "—";
    not_yet: "现在还没有走得通的路。扫码打开，看差在哪、怎么改。", "No way through yet. Scan to see what is missing and what would change it.";
    missing: "差在哪", "What is missing";
    changes: "这样改就行", "What would make it possible";
    next: "下一步", "Next";
    rest: "还有 {} 步，看明白纸", "and {} more steps, on the plain sheet";
    renew: "{}：{}到期，记得续", "{} runs out on {}: renew it";
    fold: "沿虚线剪下，对折", "Cut along the line and fold";
}
