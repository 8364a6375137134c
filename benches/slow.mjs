// Slows a browser's pages and their workers down from outside, as a slow phone would. A browser
// slows down a page for a test, and not a worker; but both run in one process. That process is
// stopped and let go on in turns: for each moment that it ran it rests `times` - 1 moments.
//
//   const slowed = await slow(browser, 4);   ...   await slowed.end();

import { performance } from "node:perf_hooks";
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { fileURLToPath } from "node:url";

/** So long a process runs before it rests: short beside what is measured, long beside a signal. */
const TURN_MS = 1;

/** The processes of all pages that are open now. */
async function pages(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer");
}

/** Slows every page that is open now, until its `end`. */
export async function slow(browser, times) {
  const pids = (await pages(browser)).map(({ id }) => id);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(fileURLToPath(import.meta.url), { workerData: { pids, times, stop } });
  return {
    async end() {
      Atomics.store(stop, 0, 1);
      await new Promise((done) => thread.once("exit", done));
    },
  };
}

/** How many milliseconds pass for one of processor while a worker has something to do: 1 on a
    machine that does nothing else. */
export async function calibrate(browser, worker) {
  const spent = async () => (await pages(browser)).reduce((sum, { cpuTime }) => sum + cpuTime * 1e3, 0);
  const before = await spent();
  const passed = await worker.evaluate(() => {
    const began = performance.now();
    let x = 1;
    for (let i = 0; i < 1e9; i += 1) x = (Math.imul(x, 1664525) + i) | 0;
    return performance.now() - began + (x & 0);
  });
  return passed / ((await spent()) - before);
}

function turns({ pids, times, stop }) {
  const all = (signal) => pids.forEach((pid) => process.kill(pid, signal));
  const rest = (ms) => ms > 0 && Atomics.wait(stop, 0, 0, ms);
  // A process may run from before it is let go on until after it is stopped: signals take their
  // time, and nothing wakes to the microsecond. What it owes is carried on.
  let owed = 0;
  let began = performance.now();
  try {
    while (!Atomics.load(stop, 0)) {
      rest(TURN_MS);
      all("SIGSTOP");
      const stopped = performance.now();
      owed += (stopped - began) * (times - 1);
      rest(owed);
      began = performance.now();
      owed -= began - stopped;
      all("SIGCONT");
    }
  } catch (error) {
    // The browser has gone away.
    if (error.code !== "ESRCH") throw error;
  }
}

if (!isMainThread && workerData?.pids) turns(workerData);
