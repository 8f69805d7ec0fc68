// Says beside a text of limited length how much room is left, once it gets short: a browser cuts what is pasted in silence.
const NEARLY_FULL = 60;
for (const box of document.querySelectorAll("textarea[maxlength]")) {
  const words = box.closest("[data-text-left]")?.dataset.textLeft;
  if (!words) continue;
  const status = document.createElement("p");
  status.className = "igm-note";
  status.setAttribute("role", "status");
  box.after(status);
  const tell = () => {
    const left = box.maxLength - box.value.length;
    status.textContent = left > NEARLY_FULL ? "" : words.replace("{left}", left);
  };
  box.addEventListener("input", tell);
  tell();
}
