// A browser may bring a page back as it stood, without asking the portal, although no page may be kept: on a shared
// device that would be the page of the person before. Questions look after themselves (save-on-change.js).
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted && !document.querySelector("form[data-save-url]")) location.reload();
});
