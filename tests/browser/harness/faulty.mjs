// A host that answers wrong: a sign-in page, another file, nothing, half of it, an error, a dead line.
// Every wrong answer but the last two says 200.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { serve } from "../../../tools/serve.mjs";
import { someone } from "./person.mjs";

export const signIn = "<!doctype html><title>Free wifi</title><p>Please sign in.</p>";
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png" };

export const say = (response, type, body, headers = {}) => response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers }).end(body);

export const faults = {
  "a sign-in page": (response) => say(response, "text/html", signIn),
  "an error in JSON": (response) => say(response, "application/json", '{"error":"not found"}'),
  "nothing": (response, type) => say(response, type, ""),
  "half of it": (response, type, body) => say(response, type, body.subarray(0, body.length >> 1)),
  "a 404": (response) => response.writeHead(404).end("not found"),
  "a dead line": (response) => response.destroy(),
};

// `host.folder` is what it serves; `host.wrong(path, search)` gives the fault of a request, or its name, if
// it has one; `paths` are answered by the test. Nothing is kept by the browser itself, so that every
// request is made.
export async function faulty(t, folder, { headers = { "cache-control": "no-store" }, paths = {} } = {}) {
  const host = { folder, wrong: () => undefined };
  const inner = await serve({ folder: () => host.folder, change: (given) => ({ ...given, ...headers }) });
  const front = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://host");
    const path = decodeURIComponent(pathname.slice(1)) || "index.html";
    if (paths[pathname]) return paths[pathname](response);
    const fault = host.wrong(path, search);
    if (!fault) return inner.server.emit("request", request, response);
    (faults[fault] ?? fault)(response, types[extname(path)] ?? "application/octet-stream", readFileSync(join(host.folder, path)));
  });
  await new Promise((done) => { front.listen(0, "127.0.0.1", done); });
  t.after(() => { front.closeAllConnections(); front.close(); return inner.close(); });
  host.address = `http://127.0.0.1:${front.address().port}/`;
  host.rider = await someone(t, { address: host.address, more: { serviceWorkers: "allow" } });
  return host;
}
