// Every screen and every sheet there is, by its address.

export const address = {
  start: "#/",
  today: "#/today",
  map: "#/map",
  "map-sheet": "#/map/station-manager",
  goals: "#/goals",
  goal: "#/goal/drone-pilot",
  plan: "#/plan",
  "plan-sheet": "#/plan/{step}",
  week: "#/week",
  compare: "#/compare",
  courses: "#/courses",
  course: "#/course/{course}",
  me: "#/me",
  record: "#/record",
  check: "#/check",
  share: "#/share",
  backup: "#/backup",
  cover: "#/cover",
  "cover-money": "#/cover/money",
  "cover-subsidies": "#/cover/subsidies",
  "cover-choose": "#/cover/choose",
  matter: "#/matter",
  evidence: "#/evidence",
  schooling: "#/schooling",
  who: "#/who",
  // The same screen as "publish", opened at another of its ways: not one after the other.
  embed: "#/embed",
  studio: "#/studio",
  publish: "#/publish",
  guest: "#p={code}",
  parts: "#/parts",
};

export const screens = Object.keys(address);

// A rider with a plan sees more than one without.
export async function withPlan(rider, situation) {
  await rider.opens();
  await rider.taps(situation);
  await rider.hasAnswer();
  // The first step of the plan, for its sheet.
  rider.step = await rider.page.locator(".timeline-title a").first().getAttribute("href");
}

export async function show(rider, screen) {
  const course = async () => rider.page.evaluate(async () => {
    const path = document.querySelector('meta[name="qitu-catalogue"]').content;
    return (await (await fetch(path)).json()).courses[0].id;
  });
  let place = address[screen] ?? `#/${screen}`;
  if (place.includes("{code}")) place = place.replace("{code}", await code(rider));
  if (place.includes("{course}")) place = place.replace("{course}", await course());
  if (place.includes("{step}")) place = rider.step;
  await goes(rider, place, screen.endsWith("-sheet"));
}

// An address of any kind, without a sheet or with one.
export async function goes(rider, place, sheet = false) {
  await rider.goes(place);
  await rider.hasSheet(sheet);
}

// The plan on the screen, as somebody else gets it.
async function code(rider) {
  await show(rider, "share");
  const link = await rider.page.locator("#main input[readonly]").first().inputValue();
  return link.split(/[#?]p=/)[1];
}

// Letters as large as somebody who sees little sets them.
export async function letters(rider, size) {
  await rider.page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
}

export const sticksOut = (rider) => rider.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
