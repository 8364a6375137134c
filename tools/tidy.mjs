// Tidies what wasm-bindgen writes: classes for scripts of other people go, and names that only the
// script and the program know become short. Both cost every rider bytes, and nobody here reads them.
//
// wasm-opt's --minify-imports-and-exports-and-modules comes to the same bytes (530,661 against 530,665
// before compressing), but names every export anew, puts the imports of all modules under one name and
// keeps what nobody calls: the script would have to be rewritten in more places than here.

// What wasm-bindgen calls its script in the program.
const GLUE = "./app_bg.js";

// A class is exported for others to call; the page calls none.
export function withoutClasses(glue) {
  return glue
    .replace(/^export class \w+ \{\n[\s\S]*?^\}\n/gm, "")
    .replace(/^if \(Symbol\.dispose\) .*\n/gm, "")
    .replace(/^const \w+Finalization = [\s\S]*?;\n/gm, "");
}

// The script and the program with short names between them. What the script does not name is no
// longer exported, so that the optimiser finds it unused.
export function shorten(text, wasm) {
  const words = new Set(text.match(/[\w$]+/g));
  const short = new Map();
  const sections = read(wasm).map(({ id, body }) => {
    const at = new Reader(body);
    if (id === 2) {
      const count = at.number();
      const entries = Array.from({ length: count }, (_, index) => {
        const [module, name] = [at.name(), at.name()];
        const kind = at.take(importLength(at));
        if (module !== GLUE) return [...named(module), ...named(name), ...kind];
        short.set(name, index.toString(36));
        return [...named("a"), ...named(short.get(name)), ...kind];
      });
      return [id, [...leb(count), ...entries.flat()]];
    }
    if (id === 7) {
      const entries = Array.from({ length: at.number() }, (_, index) => {
        const [name, kind] = [at.name(), [at.byte(), ...leb(at.number())]];
        if (!words.has(name)) return null;
        const called = name.length > 40 ? `call_${index.toString(36)}` : name;
        if (called !== name) short.set(name, called);
        return [...named(called), ...kind];
      }).filter(Boolean);
      return [id, [...leb(entries.length), ...entries.flat()]];
    }
    return [id, body];
  });
  const parts = sections.map(([id, body]) => Buffer.concat([Buffer.from([id, ...leb(body.length)]), Buffer.from(body)]));
  const script = text
    .replaceAll(`"${GLUE}": `, '"a": ')
    .replace(/^( +)(\w+): /gm, (all, space, key) => (/^__wb/.test(key) && short.has(key) ? `${space}"${short.get(key)}": ` : all))
    .replace(/\bwasm_bindgen_\w{40,}/g, (name) => short.get(name) ?? name);
  return { text: script, wasm: Buffer.concat([wasm.subarray(0, 8), ...parts]) };
}

export class Reader {
  constructor(bytes) { Object.assign(this, { bytes, at: 0 }); }
  byte() { return this.bytes[this.at++]; }
  take(length) { return this.bytes.subarray(this.at, this.at += length); }
  name() { return this.take(this.number()).toString(); }
  number() {
    let [value, unit] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      unit *= 128;
      if (byte < 128) return value;
    }
  }
}

function read(wasm) {
  const at = new Reader(wasm);
  at.take(8);
  const sections = [];
  while (at.at < wasm.length) sections.push({ id: at.byte(), body: at.take(at.number()) });
  return sections;
}

// A program that is not cut into pieces needs no notes on where to cut it.
export function withoutRelocations(wasm) {
  const isNote = ({ id, body }) => id === 0 && /^(reloc\.|linking$)/.test(new Reader(body).name());
  const parts = read(wasm).filter((section) => !isNote(section)).map(({ id, body }) => Buffer.concat([Buffer.from([id, ...leb(body.length)]), body]));
  return Buffer.concat([wasm.subarray(0, 8), ...parts]);
}

// What a program asks for: names, kind (0 a function, 1 a table, 2 a memory, 3 a global) and its type.
export function importsOf(wasm) {
  const at = new Reader(read(wasm).find(({ id }) => id === 2)?.body ?? Buffer.from([0]));
  return Array.from({ length: at.number() }, () => {
    const [module, name, kind] = [at.name(), at.name(), at.take(importLength(at))];
    return { module, name, kind: kind[0], type: kind.subarray(1) };
  });
}

// What stands after an import's names: of a function, a table, a memory or a global.
function importLength(reader) {
  const at = Object.assign(new Reader(reader.bytes), { at: reader.at });
  const kind = at.byte();
  if (kind === 3) at.take(2);
  else if (kind === 0) at.number();
  else {
    if (kind === 1) at.byte();
    const most = at.number() & 1;
    at.number();
    if (most) at.number();
  }
  return at.at - reader.at;
}

function leb(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}

function named(text) {
  const bytes = Buffer.from(text);
  return [...leb(bytes.length), ...bytes];
}
