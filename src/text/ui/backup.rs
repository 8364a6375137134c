//! Owns the words of 备份: everything as one file and back, and erasing it.

super::words! {
    title: "备份", "Backup";
    lead: "没有账号，东西只在这台手机里。换手机、清浏览器之前，先存一份。", "There is no account: everything is on this device. Save a copy before changing phones or clearing the browser.";
    last: "上次备份：{}", "Last backup: {}";
    never: "还没备份过", "No backup yet";
    since: "之后改了 {} 处", "{} changes since";
    save_title: "存一份", "Save a copy";
    save_note: "计划、档案、自测，全在一个文件里。自己收好，别人也看得懂。", "Plans, record and checks in one file. Keep it to yourself: anybody can read it.";
    save: "全部存成一个文件", "Save everything as one file";
    saved: "已经交给手机保存", "Handed to the device";
    in_wechat: "微信里存不了文件。点下面的“复制”，粘贴到“文件传输助手”里发给自己；恢复时再复制回来。", "Files cannot be saved in WeChat. Copy the text and send it to yourself in a chat; paste it back here to restore.";
    copy: "复制", "Copy";
    copied: "已复制，去粘贴给自己", "Copied: paste it to yourself";
    copy_failed: "这里不能自动复制。长按上面的文字，全选，再复制。", "Copying is blocked here. Press and hold the text above, select all, copy.";
    open_title: "恢复", "Restore";
    open_note: "先看看文件里有什么，再决定。这台手机上的不会自己变。", "You see what is in the file first. Nothing here changes by itself.";
    open: "选备份文件", "Choose a backup file";
    paste: "没有文件？把备份的文字粘贴进来", "No file? Paste the text of a backup";
    paste_read: "看看里面有什么", "See what is in it";
    found: "这份备份里有", "This backup holds";
    in_file: "文件里", "In the file";
    here: "这台手机上", "On this device";
    written: "{}存的", "saved on {}";
    plans: "{} 份计划", "{} plans";
    record: "档案", "a record";
    done: "{} 步已完成", "{} steps done";
    both: "两份都留", "Keep both";
    take: "用这份备份", "Use this backup";
    replace: "换成文件里的", "Replace mine";
    leave: "不动", "Leave it";
    opened: "已恢复，要找回原来的点撤销", "Restored; undo brings back what was there";
    file_broken: "这个文件不完整或坏了。什么都没有变。", "This file is incomplete or damaged. Nothing has changed.";
    file_foreign: "这不是骑途的备份文件。什么都没有变。", "This is not a backup of Qitu. Nothing has changed.";
    file_newer: "这个文件是新版本存的。刷新页面再试。什么都没有变。", "A newer edition saved this file. Reload the page and try again. Nothing has changed.";
    file_long: "这个文件太大，不像备份。什么都没有变。", "This file is too large for a backup. Nothing has changed.";
    unread: "读不出来的旧内容", "What could not be read";
    unread_note: "原样留在这台手机里。新版本读得出来时，会自己放回来。", "It is kept on this device as it is. An edition that can read it will bring it back.";
    unread_save: "导出", "Export it";
    unread_drop: "不要了", "Drop it";
    unread_dropped: "已经删掉", "Dropped";
    erase: "全部删除", "Erase everything";
    erase_note: "计划、档案、自测、设置，全部从这台手机删掉，找不回来。", "Plans, record, checks and settings are removed from this device for good.";
    erase_sure: "真的全部删除？", "Really erase everything?";
    erase_yes: "删除", "Erase";
    erase_no: "不删", "Keep";
    erased: "已经全部删除", "Everything is erased";
}
