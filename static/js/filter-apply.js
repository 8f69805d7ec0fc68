// Applies a choice the moment it is made: form[data-apply]. By keyboard every arrow on a closed list is a change, so there the
// button stays the one that applies; it shows as soon as a choice is made that way.

for (const form of document.querySelectorAll("form[data-apply]")) {
  const button = form.querySelector("button[type=submit]");
  let keys = false;
  button.hidden = true;
  form.addEventListener("keydown", (event) => {
    keys = event.key !== "Tab";
  });
  form.addEventListener("pointerdown", () => {
    keys = false;
  });
  form.addEventListener("change", () => {
    if (keys) button.hidden = false;
    else form.requestSubmit();
  });
}
