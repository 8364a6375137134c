// The four questions of the first screen, answered in a page or in a frame of one.

// A rider of a year with evenings and a day off, who wants to lead a team: four taps.
export async function asks(frame) {
  for (const [question, at] of [["第 1 步", 0], ["第 2 步", 2], ["第 3 步", 2], ["第 4 步", 1]]) {
    await frame.getByText(question).waitFor();
    await frame.locator(".start-choices .choice").nth(at).click();
  }
  await frame.waitForFunction(() => document.querySelector("h1.answer") && !document.querySelector('[aria-busy="true"], .progress'), null, { timeout: 60_000 });
  return frame.locator("h1.answer").innerText();
}
