// The server hands out the built folder, with the headers it should be deployed with, and no more.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { request } from "node:http";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { headerPolicy } from "../../tools/policy.mjs";
import { serve } from "../../tools/serve.mjs";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../../dist");

async function host(t, base = "/") {
  const host = await serve({ folder: () => dist, base });
  t.after(() => host.close());
  return host.address;
}

test("types, policy and caching are as documented", async (t) => {
  const address = await host(t);
  const page = await fetch(address);
  const text = await page.text();
  assert.match(page.headers.get("content-type"), /^text\/html/);
  assert.match(page.headers.get("content-security-policy"), /frame-ancestors \*/);
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const wasm = await fetch(address + text.match(/assets\/app\.\w+\.wasm/)[0], { headers: { "accept-encoding": "gzip, br" } });
  assert.equal(wasm.headers.get("content-type"), "application/wasm");
  assert.match(wasm.headers.get("cache-control"), /immutable/);
  assert.equal(wasm.headers.get("content-encoding"), "br");
  await wasm.arrayBuffer();
  const again = await fetch(address, { headers: { "if-none-match": page.headers.get("etag") } });
  assert.equal(again.status, 304);
});

test("every configuration in the documents sends the page's own policy and lets other pages embed it", () => {
  const text = readFileSync(join(dist, "../docs/deploy.md"), "utf8");
  const parts = [...text.matchAll(/^ *```(?:nginx|caddy)?\n([\s\S]*?)^ *```/gm)].map(([, part]) => part).filter((part) => part.includes("Cache-Control"));
  assert.equal(parts.length, 3, "nginx, Caddy, and a file of headers");
  for (const part of parts) {
    assert.ok(part.includes(headerPolicy), part);
    for (const header of ["no-cache", "immutable", "Access-Control-Allow-Origin", "nosniff", "no-referrer"]) assert.ok(part.includes(header), header);
  }
});

// As it goes over the wire: fetch() would tidy the path first.
function raw(address, path) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => { answer.resume(); resolve(answer.statusCode); }).on("error", reject).end();
  });
}

test("nothing outside the folder is handed out, and bad addresses break nothing", async (t) => {
  const address = await host(t, "/some/where/");
  for (const path of ["/some/where/../../package.json", "/some/where/%2e%2e/%2e%2e/Cargo.toml", "/some/where/..%2f..%2fCargo.toml", "/Cargo.toml", "/some/where/%00"]) {
    assert.ok([400, 404].includes(await raw(address, path)), path);
  }
  assert.equal(await raw(address, "/some/where/%zz"), 400);
  assert.equal(await raw(address, "/some/where"), 301);
  assert.equal(await raw(address, "/some/where/"), 200);
});
