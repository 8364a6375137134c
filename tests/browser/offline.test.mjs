// Once visited, always there: in flight mode, on a hanging line, through updates, and away on request.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { serve } from "../../tools/serve.mjs";
import { becomes, comes, dist, someone } from "./harness/person.mjs";
import { screens, show } from "./harness/screens.mjs";
import { version } from "./harness/version.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

async function hosted(t, folder, base = "/") {
  const host = { folder };
  Object.assign(host, await serve({ folder: () => host.folder, base }));
  t.after(() => host.close());
  host.rider = await someone(t, { address: host.address, more: { serviceWorkers: "allow" } });
  return host;
}

// The copy on the device is whole once the worker is active.
const isKept = (page) => page.evaluate(async () => { await navigator.serviceWorker.ready; });

// Playwright's own wait takes the promise of an asynchronous question for a yes; this one hears the answer.
const until = (page, question, about) => comes(() => page.evaluate(question, about).then(Boolean), `${question}`);

// Whose copies lie on the device.
const copies = (page) => page.evaluate(() => caches.keys().then((all) => all.map((name) => name.slice(5, 9)).sort()));
const build = (page) => page.evaluate(() => document.querySelector('meta[name="qitu-build"]').content);

test("works in flight mode after one visit", async (t) => {
  const { rider } = await hosted(t, dist, "/some/where/");
  await rider.opens();
  await isKept(rider.page);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
  // The catalogue and the worker come from the device too.
  const kept = await rider.page.evaluate(async () => {
    const names = ["qitu-worker", "qitu-catalogue"].map((name) => document.querySelector(`meta[name="${name}"]`).content);
    return Promise.all(names.map(async (name) => (await fetch(name)).status));
  });
  assert.deepEqual(kept, [200, 200]);
  // The whole planner: a plan, and every screen there is.
  await rider.taps(situations[1].name.zh);
  await rider.hasPlan();
  rider.step = await rider.page.locator(".timeline-title a").first().getAttribute("href");
  for (const screen of screens) {
    await show(rider, screen);
    // The page of all parts shows a bad notice among them.
    if (screen !== "parts") assert.equal(await rider.page.locator(".notice[data-tone='bad']").count(), 0, screen);
  }
  await rider.reloads();
  await rider.goes("#/plan");
  await rider.hasPlan();
});

test("what cannot be done is said with its reasons in flight mode too", async (t) => {
  const { rider } = await hosted(t, dist);
  await rider.opens();
  await isKept(rider.page);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  // By tomorrow nothing can be learnt.
  await rider.page.locator("summary", { hasText: "期限" }).click();
  const start = await rider.page.locator("#start").inputValue();
  await rider.page.locator("#deadline").fill(new Date(Date.parse(start) + 7 * 86_400_000).toISOString().slice(0, 10));
  await rider.page.locator("#deadline").blur();
  assert.match(await rider.hasAnswer(), /^none/);
  await rider.sees("怎样就能做到");
  await rider.page.locator(".plan-reasons li").first().waitFor();
  await rider.taps(/放宽到/);
  await rider.hasPlan();
});

test("the second visit starts without the network, and soon", async (t) => {
  const { rider } = await hosted(t, dist);
  await rider.opens();
  await isKept(rider.page);
  await rider.taps(situations[1].name.zh);
  await rider.hasPlan();
  await rider.context.setOffline(true);
  const later = await rider.comesBack();
  const began = Date.now();
  await later.opens("#/plan");
  const first = Date.now() - began;
  await later.hasPlan();
  t.diagnostic(`without the network: the page after ${first} ms, the plan after ${Date.now() - began} ms`);
});

test("starts in seconds when the network takes connections and says nothing", async (t) => {
  const host = await hosted(t, dist);
  await host.rider.opens();
  await isKept(host.rider.page);
  const port = Number(new URL(host.address).port);
  await host.close();
  const silent = createServer(() => undefined).listen(port, "127.0.0.1");
  t.after(() => silent.close());
  await host.rider.reloads();
  await host.rider.sees("骑途");
  const took = await host.rider.page.evaluate(() => Math.round(performance.getEntriesByType("navigation")[0].responseStart));
  t.diagnostic(`on a hanging line the page comes after ${took} ms`);
  assert.ok(took < 8000, `${took} ms`);
});

test("a new version is offered in an open page, and taken only when asked for", async (t) => {
  const host = await hosted(t, dist);
  const { rider } = host;
  await rider.opens();
  await isKept(rider.page);
  const old = await build(rider.page);
  host.folder = version(dist, "b");
  // Coming back to a page left open makes it look for a new version.
  await rider.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await rider.sees("有新版本");
  assert.equal(await build(rider.page), old);
  await rider.reopens("现在换");
  await comes(async () => await build(rider.page) !== old, "another build");
  await rider.seesNot("有新版本");
});

test("whoever comes back online sees the newest page, whatever version came before", async (t) => {
  const host = await hosted(t, version(dist, "a"));
  const { rider } = host;
  await rider.opens();
  await isKept(rider.page);
  for (const mark of ["b", "c", "d"]) {
    // A page still on its way would ask for pieces that the host no longer has.
    await rider.page.waitForLoadState("networkidle");
    host.folder = version(dist, mark);
    await rider.reloads();
    assert.ok((await build(rider.page)).startsWith(mark.repeat(4)));
    await rider.seesNot("有新版本");
  }
  // The page that came last is the one kept, as soon as its worker has taken over.
  await until(rider.page, async () => (await caches.keys()).some((name) => name.startsWith("qitu-dddd")));
  await until(rider.page, async () => !(await navigator.serviceWorker.getRegistration()).waiting);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
});

test("a page of A left open works on while B comes unused and C is taken elsewhere", async (t) => {
  const host = await hosted(t, version(dist, "a"));
  const { rider } = host;
  await rider.opens();
  await isKept(rider.page);
  const other = await rider.context.newPage();
  await other.goto(host.address);
  // A copy that was begun and never became whole, as a phone leaves it that runs out of power.
  await other.evaluate(async () => {
    const half = await caches.open("qitu-0123456789ab-/");
    await half.put("manifest.webmanifest", new Response("half"));
  });
  for (const mark of ["b", "c"]) {
    host.folder = version(dist, mark);
    await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()));
    await until(rider.page, async (name) => {
      const one = await navigator.serviceWorker.getRegistration();
      return !one.installing && one.waiting && (await caches.keys()).some((key) => key.startsWith(name));
    }, `qitu-${mark.repeat(4)}`);
  }
  await other.reload();
  await until(other, async () => {
    const one = await navigator.serviceWorker.getRegistration();
    return !one.waiting && one.active.state === "activated";
  });
  assert.ok((await build(other)).startsWith("cccc"));
  // A is still what stands in the first window; the host has none of its files any more.
  assert.ok((await build(rider.page)).startsWith("aaaa"));
  const wants = await rider.page.evaluate(() => [...performance.getEntriesByType("resource")].map((one) => one.name).filter((name) => name.includes("/assets/")));
  const got = await rider.page.evaluate((wants) => Promise.all(wants.map(async (url) => (await fetch(url)).status)), wants);
  assert.ok(wants.length > 3 && got.every((status) => status === 200), got.join());
  await becomes(() => copies(rider.page), ["aaaa", "cccc"]);
  await rider.sees("骑途");
});

test("whoever has the newest page already is not told of an older one that waits", async (t) => {
  const host = await hosted(t, version(dist, "a"));
  const { rider } = host;
  await rider.opens();
  await isKept(rider.page);
  host.folder = version(dist, "b");
  await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()));
  await until(rider.page, async () => (await navigator.serviceWorker.getRegistration()).waiting);
  host.folder = version(dist, "c");
  await rider.reloads();
  await rider.page.evaluate(() => {
    window.told = 0;
    new MutationObserver(() => { window.told += document.getElementById("update") ? 1 : 0; }).observe(document.body, { childList: true });
  });
  await until(rider.page, async () => {
    const one = await navigator.serviceWorker.getRegistration();
    return !one.installing && !one.waiting && (await caches.keys()).some((name) => name.startsWith("qitu-cccc"));
  });
  assert.equal(await rider.page.evaluate(() => window.told), 0);
});

test("a device without room for a new version keeps the one it has", async (t) => {
  const host = await hosted(t, version(dist, "a"));
  const { rider } = host;
  await rider.opens();
  await isKept(rider.page);
  const { usage } = await rider.page.evaluate(() => navigator.storage.estimate());
  const wire = await rider.context.newCDPSession(rider.page);
  await wire.send("Storage.overrideQuotaForOrigin", { origin: new URL(host.address).origin, quotaSize: usage + 500_000 });
  host.folder = version(dist, "b");
  await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => undefined));
  await until(rider.page, async () => !(await navigator.serviceWorker.getRegistration()).installing);
  await becomes(() => copies(rider.page), ["aaaa"]);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
  assert.ok((await build(rider.page)).startsWith("aaaa"));
  rider.isContent(/ERR_INTERNET_DISCONNECTED/);
});

test("two planners of one origin leave each other's copies alone", async (t) => {
  const folders = { one: version(dist, "a"), two: version(dist, "b") };
  const servers = {};
  for (const name of Object.keys(folders)) servers[name] = await serve({ folder: () => folders[name], base: `/${name}/` });
  // One origin in front of both, as a host with two folders is.
  const front = createHttp((request, response) => {
    const behind = servers[request.url.split("/")[1]];
    if (!behind) return response.writeHead(404).end();
    behind.server.emit("request", request, response);
  });
  await new Promise((done) => { front.listen(0, "127.0.0.1", done); });
  t.after(() => { front.closeAllConnections(); front.close(); for (const one of Object.values(servers)) one.close(); });
  const rider = await someone(t, { address: `http://127.0.0.1:${front.address().port}/one/`, more: { serviceWorkers: "allow" } });
  await rider.opens();
  await isKept(rider.page);
  rider.address = rider.address.replace("/one/", "/two/");
  await rider.opens();
  await isKept(rider.page);
  folders.two = version(dist, "c");
  await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()));
  await until(rider.page, async () => (await navigator.serviceWorker.getRegistration()).waiting);
  await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.waiting.postMessage("start")));
  await until(rider.page, async () => (await navigator.serviceWorker.getRegistration()).active.state === "activated" && (await caches.keys()).some((name) => name.startsWith("qitu-cccc")));
  await becomes(() => copies(rider.page), ["aaaa", "bbbb", "cccc"]);
  // Switched off in one place, the other goes on without the network.
  copyFileSync(join(folders.two, "sw-off.js"), join(folders.two, "sw.js"));
  await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()));
  await until(rider.page, async () => !(await navigator.serviceWorker.getRegistration()));
  await becomes(() => copies(rider.page), ["aaaa"]);
  await rider.context.setOffline(true);
  rider.address = rider.address.replace("/two/", "/one/");
  await rider.opens();
  await rider.sees("骑途");
});

test("a host in the middle of an update breaks neither the page nor the kept copy", async (t) => {
  const host = await hosted(t, dist);
  const { rider } = host;
  await rider.opens();
  await isKept(rider.page);
  // The new worker's list is there, the files it names are not.
  const half = version(dist, "a");
  copyFileSync(join(version(dist, "b"), "sw.js"), join(half, "sw.js"));
  host.folder = half;
  await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => undefined));
  await until(rider.page, async () => !(await navigator.serviceWorker.getRegistration()).installing);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
  rider.isContent(/404|ERR_INTERNET_DISCONNECTED/);
});

test("the kill switch takes the kept copy away", async (t) => {
  const host = await hosted(t, version(dist, "a"));
  const { rider } = host;
  await rider.opens();
  await isKept(rider.page);
  copyFileSync(join(host.folder, "sw-off.js"), join(host.folder, "sw.js"));
  await rider.page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()));
  await until(rider.page, async () => !(await navigator.serviceWorker.getRegistration()) && (await caches.keys()).length === 0);
});
