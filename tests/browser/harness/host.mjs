// A page of another origin that holds the planner: its policy, what it hears, and what it hands in.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { serve } from "../../../tools/serve.mjs";
import { comes, dist, someone } from "./person.mjs";

// A planner whose deployment lists the hosts that may hear of plans, as embed.json says it.
export const listed = new Set();
let planner;
const site = () => (planner ??= deployed());
async function deployed() {
  const inner = await serve({ folder: () => dist });
  const server = createServer((request, response) => {
    if (request.url !== "/embed.json") return inner.server.emit("request", request, response);
    response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(JSON.stringify({ hosts: [...listed] }));
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const close = () => { server.closeAllConnections(); server.close(); return inner.close(); };
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}
after(async () => { await (await planner)?.close(); });

// A host of another origin, with a policy that names the planner's and allows nothing else.
export async function host(t, body, { open = someone, connect = "'self'", lists = true, name = "localhost", files = {}, ...more } = {}) {
  const planner = (await site()).address;
  const origin = new URL(planner).origin;
  const policy = `default-src 'none'; script-src 'self' ${origin}; style-src 'self'; connect-src ${connect}; frame-src ${origin}`;
  const pages = {
    "/": ["text/html; charset=utf-8", `<!doctype html><html lang="en"><title>Host</title><script type="module" src="${planner}embed.js"></script><script type="module" src="/hear.js"></script><body><button id="before">before</button>${body(planner)}<button id="after">after</button>`],
    "/hear.js": ["text/javascript", `window.heard = []; for (const type of ["ready", "height", "plan", "share", "enrol", "error"]) addEventListener("qitu-" + type, (event) => heard.push({ from: event.target.id, ...event.detail, kind: type }));`],
    "/catalogue.json": ["application/json", readFileSync(join(dist, "catalogue/modern-rider-academy.json"))],
    ...files,
  };
  // A path may be the page itself once more.
  for (const [path, file] of Object.entries(files)) if (file === "/") pages[path] = pages["/"];
  const address = await serveHere(t, (path) => pages[path], { "content-security-policy": policy }, name);
  if (lists) listed.add(new URL(address).origin);
  const visitor = await open(t, { address, ...more });
  // Pieces of the planner come from its own origin, in their own time.
  visitor.expected = expected;
  return visitor;
}

// Another name for the same machine is another site for the browser; the same name with another port is
// another origin of the same site.
export async function serveHere(t, page, headers = {}, name = "localhost") {
  const server = createServer((request, response) => {
    const [type, text] = page(request.url) ?? [];
    response.writeHead(type ? 200 : 404, { "content-type": type ?? "text/plain", ...headers });
    response.end(text);
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  t.after(() => { server.closeAllConnections(); server.close(); });
  return `http://${name}:${server.address().port}/`;
}

export const heard = (visitor, type, from) => visitor.page.waitForFunction(
  ([type, from]) => window.heard?.find((one) => one.kind === type && (!from || one.from === from)), [type, from]).then((found) => found.jsonValue());

// What is read comes to a stand: the same a second later.
export const stands = (visitor, read) => comes(async () => {
  const before = await read();
  await visitor.page.waitForTimeout(1000);
  assert.deepEqual(await read(), before);
  return { before };
}).then(({ before }) => before);

// Another origin is what these journeys are about: requests to the planner's own are expected.
// A frame of another origin may not take the focus by itself: the browser says so, and that is right.
export const expected = /a request left the origin: http:\/\/127\.0\.0\.1|Blocked autofocusing/;
