// Launches the system's Chromium so that it works as root, without a display and without the network.

import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

function executable() {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      // the next name
    }
  }
  throw new Error("no Chromium found: tools/setup.sh installs one on Debian as root");
}

const how = (more) => ({
  executablePath: process.env.CHROMIUM ?? executable(),
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", ...more],
});

export function open(more = []) {
  return chromium.launch(how(more));
}

// With a profile in a folder, as a phone has one: what is kept outlives the browser.
export function openProfile(folder, options = {}) {
  return chromium.launchPersistentContext(folder, { ...how([]), ...options });
}
