// What a first plan is made from, of a catalogue, and by what the page knows it again.

// Leaves out what `Catalogue::for_planning` leaves out; a test holds both equal (tests/tools/pack.test.mjs).
export function forPlanning(text) {
  const book = JSON.parse(text);
  // Where a number comes from is read beside its badge, on screens that come with the whole catalogue.
  if (book.sources) book.sources = book.sources.map(({ id }) => ({ id }));
  const lists = ["modules", "tiers", "tracks", "skills", "courses", "certificates", "roles"];
  for (const entry of lists.flatMap((list) => book[list] ?? [])) {
    for (const field of ["about", "levels", "tasks", "day", "cover", "outlook", "contact"]) delete entry[field];
    // What riders read of a class.
    for (const offer of entry.offers ?? []) for (const field of ["teacher", "seats", "least", "code", "last_day", "contact"]) delete offer[field];
    // A caveat is read beside its source, on screens that come with the whole catalogue.
    for (const { facts = {} } of [entry, ...(entry.offers ?? [])]) for (const fact of Object.values(facts)) delete fact.note;
  }
  return JSON.stringify(book);
}

// The length of a text and its FNV-1a hash of 32 bits, as `qitu_model::sum` has it.
export function sum(text) {
  const bytes = Buffer.from(text);
  const hash = bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  return `${bytes.length}-${(hash >>> 0).toString(16).padStart(8, "0")}`;
}
