// What goes on paper: the sheet and the talent file on one A4 page each, the card on one.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const pages = (pdf) => (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

// Printing is asked for; the paper is made the moment it is.
async function printed(rider, tap, name) {
  await rider.page.evaluate(() => { globalThis.print = () => { globalThis.asked = true; }; globalThis.asked = false; });
  await rider.taps(tap);
  await rider.page.waitForFunction(() => globalThis.asked);
  const pdf = await rider.page.pdf({ preferCSSPageSize: true, printBackground: true });
  if (process.env.QITU_PAPER) {
    mkdirSync(process.env.QITU_PAPER, { recursive: true });
    writeFileSync(join(process.env.QITU_PAPER, `${name}.pdf`), pdf);
  }
  return pages(pdf);
}

for (const [lang, tag, sheet, card, page] of [
  ["zh", "zh-CN", "明白纸", "口袋卡", "打印一页"],
  ["en", "en-GB", "Plain sheet", "Pocket card", "Print one page"],
]) {
  test(`each paper is one page, in ${lang}`, async (t) => {
    const rider = await someone(t, { lang: tag });
    await rider.opens();
    await rider.taps(situations[0].name[lang]);
    await rider.hasPlan();
    await rider.goes("#/share");
    await rider.page.locator(".leaflet").waitFor({ state: "attached" });
    assert.equal(await printed(rider, new RegExp(sheet), `sheet-${lang}`), 1);
    assert.equal(await printed(rider, new RegExp(card), `card-${lang}`), 1);
    assert.equal(await rider.page.locator(".leaflet-pocket").count(), 2, "two cards to a page");
    // The first day says its year, and so does each that is of another year than the line before.
    const days = await rider.page.locator(".leaflet-pocket").first().locator("li b").allTextContents();
    const years = days.map((day) => day.match(/20\d\d/)?.[0] ?? "").filter(Boolean);
    assert.ok(/20\d\d/.test(days[0]) && years.length > 1, days.join());
    assert.deepEqual(years, [...new Set(years)].sort(), days.join());
    // What the browser says of a new version is not for paper.
    await rider.page.evaluate(() => {
      const notice = Object.assign(document.createElement("div"), { className: "boot-notice", innerText: "新版本\n".repeat(9) });
      document.body.prepend(notice);
    });
    assert.equal(await printed(rider, new RegExp(sheet), `noticed-${lang}`), 1);
    await rider.goes("#/record");
    assert.equal(await printed(rider, page, `talent-${lang}`), 1);
  });
}

// The longest way decides: each situation's sheet and card, in the language with the longer words too.
for (const [lang, tag, sheet, card] of [["zh", "zh-CN", "明白纸", "口袋卡"], ["en", "en-GB", "Plain sheet", "Pocket card"]]) {
  test(`whatever the plan, its sheet and its card are one page each, in ${lang}`, async (t) => {
    const long = [];
    for (const { id, name } of situations) {
      const rider = await someone(t, { lang: tag });
      await rider.opens();
      const folded = rider.page.locator("details.more > summary").first();
      await folded.waitFor();
      if (!await rider.thing(name[lang]).isVisible()) await folded.click();
      await rider.taps(name[lang]);
      await rider.hasAnswer();
      const prints = async (what) => {
        await rider.goes("#/share");
        await rider.page.locator(".leaflet").waitFor({ state: "attached" });
        await rider.becomes(() => rider.page.locator(".leaflet-foot").count(), 2);
        // Steps, or what is in the way of them: a sheet with neither says nothing.
        const says = await rider.page.locator(".leaflet :is(tbody tr, .leaflet-ready)").count();
        if (!says) long.push(`${what}: no step and no reason`);
        const count = await printed(rider, new RegExp(sheet), `sheet-${what}-${lang}`);
        if (count !== 1) long.push(`${what}: ${count} pages`);
        const cards = await printed(rider, new RegExp(card), `card-${what}-${lang}`);
        if (cards !== 1) long.push(`the card of ${what}: ${cards} pages`);
      };
      await prints(id);
      // The longest way of all, from the first of them.
      if (id === situations[0].id) {
        await rider.goes("#/goal/city-manager");
        await rider.page.locator(".action-bar .button").click();
        await rider.hasPlan();
        await prints("city-manager");
      }
      await rider.context.close();
    }
    assert.deepEqual(long, []);
  });
}

for (const [lang, tag, print, papers] of [
  ["zh", "zh-CN", "打印", ["海报 A4", "海报 A3", "小卡，一页两张"]],
  ["en", "en-GB", "Print", ["Poster, A4", "Poster, A3", "Cards, two to a page"]],
]) {
  test(`the poster and the cards are one page each, with a code for three jobs and the start, in ${lang}`, async (t) => {
    const staff = await someone(t, { lang: tag, size: { width: 360, height: 640 } });
    await staff.opens("#/publish");
    // The longest names there are.
    const jobs = staff.page.locator("select[id^=poster-job]");
    await jobs.first().waitFor();
    const longest = (await jobs.first().locator("option").evaluateAll((all) => all.filter((one) => one.value).map((one) => [one.value, one.textContent.length])))
      .sort((a, b) => b[1] - a[1]).map(([value]) => value);
    for (let at = 0; at < 3; at += 1) await jobs.nth(at).selectOption(longest[at]);
    await staff.page.locator("#poster-contact").fill("020-0000 0000");
    for (const paper of papers) {
      await staff.taps(paper);
      const count = paper === papers[2] ? 2 : 1;
      await staff.becomes(() => staff.page.locator(".poster-page").count(), count);
      assert.equal(await staff.page.locator(".poster-sheet .leaflet-code").count(), 4 * count);
      await staff.sees("020-0000 0000");
      assert.equal(await printed(staff, new RegExp(`^${print}$`), `${paper}-${lang}`), 1);
      await staff.hasNothingSticking();
    }
    // Four codes, each of an address of its own.
    const codes = await staff.page.locator(".poster-sheet .leaflet-code path").evaluateAll((all) => all.slice(0, 4).map((one) => one.getAttribute("d")));
    assert.equal(new Set(codes).size, 4);
  });
}
