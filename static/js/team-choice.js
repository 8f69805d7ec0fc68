// Counts along which teams are ticked and how many people that is, per department and in all, and looks for teams by
// name: fieldset[data-whole] with boxes that carry the number of people per audience (data-klantmanager, data-manager).
// While somebody looks for a name, boxes that stand for many are out of sight: they would tick what cannot be seen.

for (const root of document.querySelectorAll("fieldset[data-whole]")) {
  const rows = [...root.querySelectorAll("[data-team]")];

  const count = () => {
    for (const target of root.querySelectorAll("[data-total]")) {
      const audience = target.dataset.total;
      const part = target.closest("[data-part]") ?? root;
      const ticked = [...part.querySelectorAll("[data-team] input:checked")];
      const people = ticked.reduce((sum, box) => sum + Number(box.dataset[audience]), 0);
      const [team, teams, person, persons] = root.dataset[audience].split("|");
      const number = ticked.length;
      const text = number ? `${number} ${number === 1 ? team : teams}, ${people} ${people === 1 ? person : persons}` : "";
      if (target.textContent !== text) target.textContent = text;
    }
  };
  root.addEventListener("change", () => setTimeout(count)); // after whole-group.js has ticked what belongs to a box
  window.addEventListener("pageshow", count);
  count();

  const look = root.querySelector("[data-filter]");
  if (!look) continue;
  look.hidden = false;
  const field = look.querySelector("input");
  field.addEventListener("input", () => {
    const word = field.value.trim().toLocaleLowerCase();
    for (const row of rows) row.hidden = !row.dataset.team.toLocaleLowerCase().includes(word);
    for (const part of root.querySelectorAll("[data-part]")) part.hidden = !part.querySelector("[data-team]:not([hidden])");
    for (const whole of root.querySelectorAll(".igm-choose-teams__whole > .igm-answer")) whole.hidden = word !== "";
    root.querySelector("[data-nothing]").hidden = rows.some((row) => !row.hidden);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it would send the form
  });
}
