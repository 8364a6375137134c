// One wrong answer does not spoil the copy for flight mode: what is kept is whole and of its kind, and
// the last good copy stays until a better one is whole. QITU_FAULTS=all answers every request of an
// installation and of an update in every wrong way; else each request is answered in one.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { faults, faulty, say, signIn } from "./harness/faulty.mjs";
import { comes, dist } from "./harness/person.mjs";
import { version } from "./harness/version.mjs";

const kinds = Object.keys(faults);
const troubles = /40[04]|An unknown error occurred when fetching the script|ERR_|Failed to (load|fetch|update)|not kept|MIME|preload|Unexpected|SyntaxError|importing/;
const listed = (folder) => Object.keys(JSON.parse(readFileSync(join(folder, "sw.js"), "utf8").match(/FILES = (\{.*\});/)[1]));

// Which requests are answered wrong, and how; `turn` halves the files.
function cases(folder, turn) {
  const files = ["sw.js", ...listed(folder)];
  const all = files.flatMap((file) => kinds.map((kind) => [file, kind]));
  const always = ["sw.js", "index.html", "catalogue/situations.json"];
  const chosen = process.env.QITU_FAULTS === "all" ? all
    : all.filter(([file, kind]) => always.includes(file) || (files.indexOf(file) % 2 === turn && (files.indexOf(file) >> 1) % kinds.length === kinds.indexOf(kind)));
  // An empty script is a script: it keeps nothing, and is put right by the next visit (a journey of its own).
  // A host may have no half of the catalogue: whoever replaces the whole one by hand takes it away.
  const isRight = ([file, kind]) => (file === "sw.js" && kind === "nothing") || (file.endsWith(".first.json") && kind === "a 404");
  return chosen.filter((one) => !isRight(one));
}

const wrongs = (file, kind) => (path) => (path === file ? kind : undefined);
const blank = { "/blank.html": (response) => say(response, "text/html", "<!doctype html><title>blank</title>") };

// What becomes of an installation, without a page that does anything else.
const installs = (page) => page.evaluate(async () => {
  const known = await navigator.serviceWorker.getRegistration();
  const was = known?.active;
  const one = await (known ? known.update() : navigator.serviceWorker.register("sw.js", { updateViaCache: "none" })).catch(() => undefined);
  const worker = one && (one.installing ?? one.waiting ?? (one.active === was ? undefined : one.active));
  if (!worker) return "refused";
  await new Promise((done) => {
    const look = () => { if (["installed", "activated", "redundant"].includes(worker.state)) done(); };
    worker.addEventListener("statechange", look);
    look();
  });
  return worker.state;
});

// Every file that is kept, by what is in it.
const kept = (page) => page.evaluate(async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const bytes = await (await cache.match(url)).arrayBuffer();
      const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      if (!url.endsWith("/used")) all[`${name} ${url}`] = [...sum.subarray(0, 8)].join();
    }
  }
  return all;
});

const isKept = (page) => page.evaluate(async () => { await navigator.serviceWorker.ready; });
const build = (page) => page.evaluate(() => document.querySelector('meta[name="qitu-build"]').content);

test("no wrong answer to any request of a first installation is kept", async (t) => {
  const host = await faulty(t, dist, { paths: blank });
  const { page } = host.rider;
  host.rider.expected = troubles;
  await page.goto(`${host.address}blank.html`);
  const all = cases(dist, 0);
  for (const [file, kind] of all) {
    host.wrong = wrongs(file, kind);
    assert.match(await installs(page), /refused|redundant/, `${kind} for ${file}`);
    assert.deepEqual(await page.evaluate(() => caches.keys()), [], `${kind} for ${file}`);
  }
  t.diagnostic(`${all.length} installations`);
  host.wrong = () => undefined;
  assert.match(await installs(page), /installed|activated/);
  await isKept(page);
  assert.equal(Object.keys(await kept(page)).length, listed(dist).length);
  await host.rider.context.setOffline(true);
  await host.rider.opens();
  await host.rider.sees("骑途");
});

test("a host without the half of the catalogue has all the rest kept", async (t) => {
  const host = await faulty(t, dist, { paths: blank });
  const { page } = host.rider;
  host.rider.expected = troubles;
  const half = listed(dist).find((file) => file.endsWith(".first.json"));
  host.wrong = wrongs(half, "a 404");
  await page.goto(`${host.address}blank.html`);
  assert.match(await installs(page), /installed|activated/);
  await isKept(page);
  const files = Object.keys(await kept(page));
  assert.equal(files.length, listed(dist).length - 1);
  assert.ok(!files.some((file) => file.endsWith(half)));
});

test("no wrong answer to any request of an update touches the copy there is", async (t) => {
  const host = await faulty(t, version(dist, "a"), { paths: blank });
  const { page } = host.rider;
  host.rider.expected = troubles;
  await page.goto(`${host.address}blank.html`);
  await installs(page);
  await isKept(page);
  const before = await kept(page);
  host.folder = version(dist, "b");
  const all = cases(host.folder, 1);
  for (const [file, kind] of all) {
    host.wrong = wrongs(file, kind);
    assert.match(await installs(page), /refused|redundant/, `${kind} for ${file}`);
    assert.deepEqual(await kept(page), before, `${kind} for ${file}`);
  }
  t.diagnostic(`${all.length} updates`);
  await host.rider.context.setOffline(true);
  await host.rider.opens();
  assert.ok((await build(page)).startsWith("aaaa"));
});

test("data asked for again stays as it was where the answer is wrong, and follows where it is right", async (t) => {
  const folder = version(dist, "a");
  const host = await faulty(t, folder);
  const { page } = host.rider;
  host.rider.expected = troubles;
  await host.rider.opens();
  await isKept(page);
  await page.reload();
  await host.rider.isOpen();
  await page.waitForLoadState("networkidle");
  const before = await kept(page);
  const data = listed(folder).filter((path) => path.startsWith("catalogue/"));
  assert.ok(data.length > 10);
  const asks = (search) => page.evaluate(async ([data, search]) => {
    for (const file of data) await fetch(file + search).then((answer) => answer.text()).catch(() => undefined);
  }, [data, search]);
  for (const kind of kinds) {
    host.wrong = (path) => (data.includes(path) ? kind : undefined);
    await asks("");
    await asks("?from=elsewhere");
  }
  // The copy is asked for again behind the answer: what came of the last question shows that it has been.
  host.wrong = () => undefined;
  const changed = "catalogue/chain.json";
  const text = readFileSync(join(folder, changed), "utf8");
  writeFileSync(join(folder, changed), text.replace("{", '{"by_hand":true,'));
  await asks("?from=elsewhere");
  await page.evaluate((file) => fetch(file), changed);
  await comes(async () => (await page.evaluate((file) => fetch(file).then((answer) => answer.text()), changed)).includes("by_hand"));
  const after = await kept(page);
  const others = (all) => Object.entries(all).filter(([name]) => !name.endsWith(changed));
  assert.deepEqual(others(after), others(before));
});

test("whatever the host says to the page's own address, the last good copy opens", async (t) => {
  const host = await faulty(t, version(dist, "a"));
  const { rider } = host;
  rider.expected = troubles;
  await rider.opens();
  await isKept(rider.page);
  for (const kind of kinds) {
    host.wrong = wrongs("index.html", kind);
    await rider.reloads();
    await rider.sees("骑途");
    assert.ok((await build(rider.page)).startsWith("aaaa"), kind);
  }
});

test("a host that sends index.html on to its folder is kept all the same", async (t) => {
  // As Cloudflare and others do: one address for one page.
  const moved = (response) => response.writeHead(308, { location: "./" }).end();
  const { rider } = await faulty(t, dist, { paths: { "/index.html": moved } });
  await rider.opens();
  await isKept(rider.page);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
});

test("a newer page whose files do not come offers the copy there is, and opens it", async (t) => {
  const host = await faulty(t, version(dist, "a"));
  const { rider } = host;
  rider.expected = troubles;
  await rider.opens("#/goals");
  await isKept(rider.page);
  host.folder = version(dist, "b");
  host.wrong = (path) => (path.startsWith("assets/app.") ? "a sign-in page" : undefined);
  await rider.page.reload();
  await rider.sees("没下载完");
  await rider.reopens("打开上次存好的");
  assert.ok((await build(rider.page)).startsWith("aaaa"));
  assert.equal(await rider.page.evaluate(() => location.href), `${host.address}#/goals`);
  // Once the host is whole, the newest comes.
  host.wrong = () => undefined;
  await rider.reloads();
  assert.ok((await build(rider.page)).startsWith("bbbb"));
});

test("whoever nothing could be kept for is told, and may try again", async (t) => {
  const host = await faulty(t, dist);
  const { rider } = host;
  rider.expected = troubles;
  host.wrong = wrongs("icon/icon.svg", "a sign-in page");
  await rider.opens();
  await rider.sees("没能存到这台设备上");
  host.wrong = () => undefined;
  await rider.taps("再试一次");
  await isKept(rider.page);
  await rider.seesNot("没能存到这台设备上");
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
});

test("a wrong answer that the browser itself kept for a year is asked for anew", async (t) => {
  const host = await faulty(t, dist, { headers: {} });
  const { rider } = host;
  rider.expected = troubles;
  const lasting = (response) => say(response, "text/html", signIn, { "cache-control": "public, max-age=31536000, immutable" });
  host.wrong = (path) => (/^assets\/app\.\w+\.js$/.test(path) ? lasting : undefined);
  await rider.page.goto(host.address);
  await rider.sees("没下载完");
  host.wrong = () => undefined;
  await rider.reopens("重新打开");
  await rider.sees("骑途");
  await isKept(rider.page);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
});

test("an empty script in place of the worker is not installed, and it is said", async (t) => {
  const host = await faulty(t, dist);
  const { rider } = host;
  rider.expected = troubles;
  host.wrong = wrongs("sw.js", "nothing");
  await rider.opens();
  await rider.sees("骑途没能存到这台设备上");
  const has = () => rider.page.evaluate(async () => Boolean(await navigator.serviceWorker.getRegistration()));
  assert.equal(await has(), false);
  host.wrong = () => undefined;
  await rider.taps("再试一次");
  await isKept(rider.page);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
});

test("an empty script in place of the worker is put right by the next visit", async (t) => {
  const host = await faulty(t, dist);
  const { rider } = host;
  rider.expected = troubles;
  await rider.opens();
  await isKept(rider.page);
  host.wrong = wrongs("sw.js", "nothing");
  assert.equal(await installs(rider.page), "installed");
  host.wrong = () => undefined;
  await rider.reloads();
  await comes(() => rider.page.evaluate(async () => {
    const one = await navigator.serviceWorker.getRegistration();
    // A worker that is asked without end has no idle moment in which the next could take its place.
    if (one.installing || one.waiting) return false;
    const { port1, port2 } = new MessageChannel();
    const answers = new Promise((resolve) => { port1.onmessage = () => resolve(true); setTimeout(resolve, 3000, false); });
    one.active.postMessage("which", [port2]);
    return answers;
  }), "a worker that answers");
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.sees("骑途");
});
