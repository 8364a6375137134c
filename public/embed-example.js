// What a host does with the planner's messages: here they are written down, and the newest plan is kept.
const KEY = "academy.plan";
const first = document.getElementById("first");
const said = document.getElementById("said");

for (const type of ["ready", "plan", "share", "enrol", "error"]) {
  addEventListener(`qitu-${type}`, (event) => {
    const line = document.createElement("li");
    line.dataset.type = type;
    line.textContent = `${event.target.id}: ${type} ${JSON.stringify(event.detail)}`;
    said.append(line);
  });
}

// Where the browser keeps nothing inside other pages, the page around it may.
try {
  const kept = localStorage.getItem(KEY);
  if (kept) first.setAttribute("plan", kept);
} catch {
  // nothing is kept here either
}
first.addEventListener("qitu-plan", ({ detail }) => {
  try {
    if (detail.code) localStorage.setItem(KEY, detail.code);
  } catch {
    // nothing is kept here either
  }
});
document.getElementById("forget").addEventListener("click", () => {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // there was nothing
  }
  first.removeAttribute("plan");
});
