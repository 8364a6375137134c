// Every screen there is, by its address; those the navigation does not lead to yet are left out.

export const screens = ["start", "map", "goals", "goal", "plan", "week", "compare", "courses", "course", "me", "record", "check", "share", "cover", "evidence", "schooling", "who", "studio"];

export const address = { start: "#/", goal: "#/goal/drone-pilot", course: "#/course/{course}" };

// A rider with a plan sees more than one without.
export async function withPlan(rider, situation) {
  await rider.opens();
  await rider.taps(situation);
  await rider.hasAnswer();
}

export async function show(rider, screen) {
  const course = async () => rider.page.evaluate(async () => {
    const path = document.querySelector('meta[name="qitu-catalogue"]').content;
    return (await (await fetch(path)).json()).courses[0].id;
  });
  const hash = address[screen] ?? `#/${screen}`;
  const place = hash.includes("{course}") ? hash.replace("{course}", await course()) : hash;
  await rider.page.evaluate((hash) => { location.hash = hash; }, place);
  await rider.page.waitForFunction(() => document.querySelector("#main h1, #main h2"));
  await rider.page.waitForTimeout(250);
}
