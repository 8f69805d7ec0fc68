// After the first press a button says that it was seen, and takes no second one for a while: form[data-once]. What
// makes a second press harmless is the portal, not this script.

const AGAIN_AFTER = 10000;

for (const form of document.querySelectorAll("form[data-once]")) {
  const button = form.querySelector("button[type=submit]");
  const label = button.textContent;
  let busy = false;
  const show = (pressed) => {
    busy = pressed;
    button.textContent = pressed ? form.dataset.once : label;
    button.setAttribute("aria-disabled", String(pressed));
  };
  form.addEventListener("submit", (event) => {
    if (busy) return event.preventDefault();
    show(true);
    return setTimeout(show, AGAIN_AFTER, false);
  });
  window.addEventListener("pageshow", () => show(false));
}
