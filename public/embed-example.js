// What a host does with the planner's messages: here they are written down.
const said = document.getElementById("said");
for (const type of ["ready", "plan", "share", "enrol", "error"]) {
  addEventListener(`qitu-${type}`, (event) => {
    const line = document.createElement("li");
    line.dataset.type = type;
    line.textContent = `${event.target.id}: ${type} ${JSON.stringify(event.detail)}`;
    said.append(line);
  });
}
