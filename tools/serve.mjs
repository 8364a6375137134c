// A small static server: the folder to deploy, with the headers it should be deployed with.
//
//   node tools/serve.mjs [folder] [port]
//
// Binds to every interface, so that a phone on the same network can open the page. QITU_LATE=300
// plays a network on which each piece of the page takes up to 300 ms more, by chance that repeats itself.

import { createServer } from "node:http";
import { createReadStream, existsSync, statSync } from "node:fs";
import { dirname, extname, join, normalize, sep } from "node:path";
import { networkInterfaces } from "node:os";
import { fileURLToPath } from "node:url";
import { headerPolicy } from "./policy.mjs";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

const late = Number(process.env.QITU_LATE ?? 0);
let seed = 20261125;
function delay(path = "") {
  if (!late || !/\.(wasm|js|json)(\.br|\.gz)?$/.test(path)) return 0;
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return ((seed >> 8) % 1000) * late / 1000;
}

// `base` serves the folder under a path ("/some/where/"), as a host in a subfolder would;
// `change` may alter the headers, which is how the tests play other hosts.
export function serve({ folder, port = 0, base = "/", host = "127.0.0.1", change = (headers) => headers }) {
  const server = createServer((request, response) => {
    const answer = find(folder(), base, request);
    const say = () => {
      response.writeHead(answer.status, change(answer.headers ?? {}, request));
      if (!answer.path || request.method === "HEAD") response.end(answer.text);
      else createReadStream(answer.path).pipe(response);
    };
    const wait = delay(answer.path);
    if (wait) setTimeout(say, wait);
    else say();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve({
      server,
      address: `http://${host === "0.0.0.0" ? "localhost" : host}:${server.address().port}${base}`,
      close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
    }));
  });
}

function find(folder, base, request) {
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, text: "only GET" };
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://here").pathname);
  } catch {
    return { status: 400, text: "bad address" };
  }
  if (`${path}/` === base) return { status: 301, headers: { location: base } };
  if (!path.startsWith(base)) return { status: 404, text: "not found" };
  let place = normalize(join(folder, path.slice(base.length)));
  if (place !== normalize(folder) && !place.startsWith(normalize(folder + sep))) return { status: 404, text: "not found" };
  if (existsSync(place) && statSync(place).isDirectory()) place = join(place, "index.html");
  if (!existsSync(place)) return { status: 404, text: "not found" };
  return found(place, path.slice(base.length), request);
}

function found(place, path, request) {
  const headers = {
    "content-type": types[extname(place)] ?? "application/octet-stream",
    // Names under assets/ carry their content's hash; everything else is asked for again each time.
    "cache-control": path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    // Only what is opened as a document or runs as a worker (the program, `sw.js`) obeys a policy of its
    // own; with anything else it is 0.4 KB for nothing each time.
    ...(/(\.html|\.svg|\/sw\.js|\/app\.\w+\.js)$/.test(place) && { "content-security-policy": headerPolicy, "referrer-policy": "no-referrer" }),
    "x-content-type-options": "nosniff",
    "access-control-allow-origin": "*",
    vary: "accept-encoding",
  };
  const wanted = request.headers["accept-encoding"] ?? "";
  for (const [name, extension] of [["br", ".br"], ["gzip", ".gz"]]) {
    if (wanted.includes(name) && existsSync(place + extension)) {
      headers["content-encoding"] = name;
      place += extension;
      break;
    }
  }
  const { size, mtimeMs } = statSync(place);
  headers.etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  if (request.headers["if-none-match"] === headers.etag) return { status: 304, headers };
  headers["content-length"] = size;
  return { status: 200, headers, path: place };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const top = join(dirname(fileURLToPath(import.meta.url)), "..");
  const folder = process.argv[2] ?? join(top, "dist");
  const port = Number(process.argv[3] ?? process.env.PORT ?? 8080);
  try {
    const { address } = await serve({ folder: () => folder, port, host: "0.0.0.0" });
    console.log(`\nQitu 骑途 is at ${address}`);
    for (const { address: ip } of Object.values(networkInterfaces()).flat().filter((face) => face.family === "IPv4" && !face.internal)) {
      console.log(`           or http://${ip}:${port}/ from another device`);
    }
  } catch (error) {
    console.error(error.code === "EADDRINUSE" ? `port ${port} is taken: make serve PORT=8081` : error.message);
    process.exit(1);
  }
}
