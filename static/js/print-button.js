// A button that prints, shown only where a script can do it: button[data-print].

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
