//! Owns the words about what is kept on the device and how long it lasts.

super::words! {
    blocked: "这里存不住", "Nothing is kept here";
    blocked_more: "这个浏览器不让存，关掉页面，填的就没了。走之前存成文件，或者把链接发给自己。", "This browser refuses to keep anything: closing the page loses what you entered. Save a file, or send yourself the link, before you go.";
    full: "存满了，刚改的没存上", "Storage is full: your last changes are not kept";
    full_more: "这个网页的存储空间用完了。先存成文件；删掉用不着的计划，或者清一清手机，再改一下就会存上。", "The storage of this page is used up. Save a file first; then remove plans you do not need, or free some space, and change something.";
    cleared: "存下的被浏览器清掉了", "The browser cleared what was kept";
    cleared_more: "这个窗口里的还在，没有丢。", "What you see in this window is still here.";
    apart: "在这个网页里填的，只在这个网页里看得到。", "What you enter inside this page can be seen only inside this page.";
    fleeting: "几天不打开骑途，这个浏览器就会清掉你的计划。把骑途加到主屏幕，或者存一份备份。", "This browser clears your plan if you do not open Qitu for some days. Put Qitu on the home screen, or save a backup.";
    fleeting_wechat: "微信清缓存的时候，会把计划一起清掉。存一份备份，或者把链接发给自己。", "WeChat clears your plan together with its cache. Save a backup, or send yourself the link.";
    due: "改了 {} 处，还没备份。存一份，换手机也不怕。", "Changes without a backup: {}. Save a copy, and a new phone is no trouble.";
    unread: "上次存的读不出来", "What was kept here could not be read";
    unread_more: "原样留着，没有删。可以导出来给懂的人看看。", "It is kept as it is. You can export it for somebody who can help.";
    unread_newer: "上次是用新版本存的，这一版打不开。原样留着；刷新换成新版本，就会自己回来。", "A newer edition kept it and this one cannot read it. It is safe; reload for the new edition, and it comes back by itself.";
    omitted: "有 {} 份计划，这一版读不出来", "Plans that this edition cannot read: {}";
    omitted_more: "原样留着，没有删。刷新换成新版本，就会自己回来。存的备份里也有。", "They are kept as they are, and are in every backup. Reload for the new edition, and they come back by themselves.";
    no_copy: "刚改的没存上", "Your last changes are not kept";
    no_copy_more: "这里有一份读不出来的旧内容，地方满了，没法先给它留个底，所以什么都没覆盖。先存一份备份，把旧内容导出来，再清一清手机，点“再存一次”。", "Something kept here cannot be read, and there is no room for a copy of it, so nothing was overwritten. Save a backup, export what cannot be read, free some space, then keep it again.";
    outdated: "另一个窗口已经换成新版本", "Another window runs a newer edition";
    outdated_more: "这里改的没有丢，先放在一边。刷新这个窗口，就会自己放进去。", "What you change here is safe. Reload this window to bring it in.";
    reload: "刷新", "Reload";
    recovered: "上次读不出来的内容，现在读出来了，已经放回来", "What could not be read before can be read now, and is back";
    to_backup: "存备份", "Save a backup";
    to_share: "发链接", "Send the link";
    to_unread: "去导出", "Export it";
    open_full: "带着计划打开完整版", "Open in full with this plan";
    open_full_none: "打开完整版", "Open in full";
    save_again: "再存一次", "Keep it again";
    saved_again: "存好了", "Kept again";
    later: "以后再说", "Later";
    known: "知道了", "Got it";
    added: "另开了一份计划，原来的还在“对比”里", "A plan of its own; the others are under Compare";
    in_place: "计划有 4 份了，换掉了正在看的这份", "There are 4 plans already: this one took the place of the one you were looking at";
    lasts: "这个浏览器答应了：空间不足时也不清除你的计划。", "This browser has promised not to clear your plan when space is short.";
    lasts_not: "这个浏览器没有答应：空间不足时，可能会清除计划。", "This browser has not promised to keep your plan when space is short.";
}
