// What is in a zip archive, by its directory at the end; files in it are deflated.

import assert from "node:assert/strict";
import { crc32, inflateRawSync } from "node:zlib";

export function unzipped(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  assert.ok(end >= 0, "no archive");
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(bytes.toString("latin1", at, at + 4), "PK\x01\x02");
    const [method, sum, size, name, place] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const path = bytes.toString("utf8", at + 46, at + 46 + name);
    assert.equal(method, 8, path);
    const from = place + 30 + bytes.readUInt16LE(place + 26) + bytes.readUInt16LE(place + 28);
    const content = inflateRawSync(bytes.subarray(from, from + size));
    assert.equal(crc32(content), sum, path);
    assert.ok(!files.has(path), `${path} is there twice`);
    files.set(path, content);
    at += 46 + name + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}
