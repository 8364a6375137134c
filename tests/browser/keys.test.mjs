// Every situation there is, by keyboard alone, in both languages.

import { test } from "node:test";
import { languages, situations, walk } from "./harness/situation.mjs";

for (const [lang, tag] of languages) {
  for (const [at, { id }] of situations.entries()) {
    test(`${id} by keyboard, ${lang}`, async (t) => t.diagnostic(await walk(t, at, lang, tag, true)));
  }
}
