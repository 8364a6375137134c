// What a rider keeps of themself: levels, papers, applications, and the file of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { someone } from "./harness/person.mjs";

test("levels fill the accounts, applications move on, the talent file says nobody has checked it", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/record");
  await rider.page.locator("summary", { hasText: "职业技能进阶" }).click();
  const skill = rider.page.locator(".record-skill", { hasText: "路线规划" });
  await skill.getByRole("button", { name: "能手" }).click();
  await rider.page.locator(".record-account", { hasText: "职业技能进阶" }).getByText("3 分", { exact: true }).waitFor();

  await rider.page.locator("summary", { hasText: "记一次投递" }).click();
  await rider.page.locator("#record-role").selectOption({ label: "站点调度员" });
  await rider.page.locator("#record-place").fill("东站");
  await rider.page.locator("details[open]", { hasText: "哪一家" }).getByRole("button", { name: "记下" }).click();
  const row = rider.page.locator(".list-item", { hasText: "东站" });
  await row.getByLabel("到哪一步").selectOption({ label: "谈过" });

  const coming = rider.page.waitForEvent("download");
  await rider.taps("存成文件");
  const file = JSON.parse(await readFile(await (await coming).path(), "utf8"));
  assert.equal(file.format, "qitu.talent/1");
  assert.equal(file.self_reported, true);
  assert.match(file.note, /没有人核实/);
  assert.ok(file.skills.some(({ id, level }) => id === "route-planning" && level === 3));

  const later = await rider.comesBack();
  await later.opens("#/record");
  const kept = later.page.locator(".list-item", { hasText: "东站" });
  await later.becomes(() => kept.getByLabel("到哪一步").evaluate((list) => list.selectedOptions[0].textContent), "谈过");
});

test("a course done counts for what it teaches, and takes that along when it goes", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/record");
  await rider.page.locator("summary", { hasText: "添一门学过的课" }).click();
  await rider.page.locator("#record-course").selectOption({ label: "数字素养与办公软件" });
  await rider.page.locator("details[open]", { has: rider.page.locator("#record-course") }).getByRole("button", { name: "记下" }).click();
  await rider.sees("算你有：数字素养与办公软件 熟手");
  await rider.page.locator("summary", { hasText: "软技能与职业素养" }).click();
  const skill = rider.page.locator(".record-skill", { hasText: "数字素养与办公软件" });
  await skill.getByText("学过“数字素养与办公软件”，至少算“熟手”").waitFor();
  assert.equal(await skill.getByRole("button", { name: "熟手" }).getAttribute("aria-pressed"), "true");
  assert.ok(await skill.getByRole("button", { name: "新手" }).isDisabled(), "less than the course gave is the course's to say");
  await rider.page.locator(".record-account", { hasText: "软技能与职业素养" }).getByText("3 分", { exact: true }).waitFor();
  await rider.page.getByRole("button", { name: "删除：数字素养与办公软件" }).click();
  await rider.becomes(() => skill.getByRole("button", { name: "生手" }).getAttribute("aria-pressed"), "true");
});

test("the check answers in three parts, and a month later is compared with last time", async (t) => {
  const through = async (rider, liked) => {
    const next = () => rider.page.locator("#main .button[data-kind=primary]").first().click();
    for (const word of ["新手", null, liked]) {
      if (word) {
        const choices = rider.page.getByRole("button", { name: word, exact: true });
        await choices.first().waitFor();
        for (const one of await choices.all()) await one.click();
      }
      await next();
    }
    await rider.sees("比较合适的去处");
  };
  const rider = await someone(t);
  await rider.opens("#/check");
  await rider.page.locator("#main .button[data-kind=primary]").click();
  await through(rider, "喜欢");
  await rider.sees("合适的地方");
  await rider.sees("要想清楚的");
  // What roles are like is from data whose licence asks to be named in sight, with changes said.
  await rider.sees(/O\*NET 数据库.*CC BY 4\.0.*有改动.*没有认可/);
  await rider.page.locator("a[href='https://creativecommons.org/licenses/by/4.0/']").waitFor();
  await rider.page.locator("summary", { hasText: "2026-02 已公布" }).click();
  await rider.page.locator("a[href='https://www.onetcenter.org/license_db.html']").waitFor();
  const later = await rider.comesBack();
  await later.page.clock.setSystemTime(Date.now() + 30 * 86_400_000);
  await later.opens("#/check");
  await later.sees(/上次自测/);
  await later.page.locator("#main .button[data-kind=primary]").click();
  await through(later, "不喜欢");
  await later.sees(/(和上次一样|上次第)/);
});
