// The walk of docs/screen-reader.md, done and heard line by line in Chromium's accessibility tree.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { aloud, hark, heard } from "./harness/heard.mjs";
import { someone } from "./harness/person.mjs";

const doc = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "../../docs/screen-reader.md"), "utf8");

// The steps of a language: what is done, and the lines that follow.
function steps(lang) {
  const [, block] = doc.match(new RegExp(`^\`\`\`${lang}\\n([^]*?)^\`\`\``, "m"));
  return block.split(/^> /m).slice(1).map((text) => {
    const [act, ...lines] = text.trim().split("\n");
    return { act, lines };
  });
}

// `…` stands for any words, none too.
const pattern = (text) => new RegExp(`^${text.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");

async function acts(rider, act) {
  const [, role, name] = act.match(/^activates (\w+) "(.*)"$/) ?? [];
  if (act === "opens") {
    await rider.opens();
    await rider.page.locator(".start-people .choice").first().waitFor();
  } else if (act.startsWith("presses ")) {
    await rider.presses(act.slice("presses ".length));
  } else if (role) {
    const control = rider.page.getByRole(role, { name: pattern(name) }).filter({ visible: true }).first();
    // As a screen reader does it: the focus goes there, and then it is pressed.
    await control.focus();
    await control.press("Enter");
  } else {
    assert.fail(`nobody knows how to do: ${act}`);
  }
}

// What is asked of the tree is there, in this order; said in words where it is not.
function lacks({ lines, focus }, said, wanted) {
  let at = 0;
  for (const want of wanted) {
    const [, kind, rest] = want.match(/^(focus|aloud|silent) (.*)$/) ?? [];
    if (kind === "focus" && !pattern(rest).test(focus)) return `focus ${focus}, not ${rest}`;
    if (kind === "aloud" && !said.some((text) => pattern(rest.slice(1, -1)).test(text))) return `not said: ${rest}, only ${JSON.stringify(said)}`;
    if (kind === "silent" && lines.some((line) => line.startsWith(`${rest} `))) return `${rest} is not silent`;
    if (kind) continue;
    const found = lines.findIndex((line, place) => place >= at && pattern(want).test(line));
    if (found < 0) return `not there, or not after ${lines[at - 1] ?? "the beginning"}: ${want}`;
    at = found + 1;
  }
  return "";
}

const CONTROLS = /^(button|link|radio|checkbox|slider|textbox|combobox|switch|tab|disclosure|meter) ""/;

// What holds on every screen.
function isSound({ lines }) {
  assert.deepEqual(lines.filter((line) => CONTROLS.test(line)), [], "each control has a name");
  assert.equal(lines.filter((line) => /^(main|dialog) /.test(line)).length, 1, "one region for the screen");
  const levels = lines.map((line) => line.match(/^heading ".*" \[(\d)/)?.[1]).filter(Boolean).map(Number);
  for (const [at, level] of levels.entries()) assert.ok(at === 0 || level <= levels[at - 1] + 1, `headings skip a level: ${levels}`);
}

for (const [lang, tag] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
  test(`the walk of a screen reader is as it is written, ${lang}`, async (t) => {
    const rider = await someone(t, { lang: tag, more: { permissions: ["clipboard-read", "clipboard-write"] } });
    await hark(rider.page);
    const all = steps(lang);
    assert.ok(all.length > 10);
    for (const { act, lines } of all) {
      await acts(rider, act);
      const said = [];
      await rider.comes(async () => {
        await rider.rests();
        said.push(...await aloud(rider.page));
        const now = await heard(rider.page);
        const lack = lacks(now, said, lines);
        if (lack) throw new Error(`${act}: ${lack}`);
        isSound(now);
        return true;
      }, act);
    }
  });
}
