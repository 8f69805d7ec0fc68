// A strip of links that runs out of the screen opens where one is, and follows the keyboard: browsers leave a link with the
// focus half out of sight. Not scrollIntoView: that would also move the page.
function toMiddle(link) {
  const strip = link.closest(".igm-links-row");
  const { left, width } = link.getBoundingClientRect();
  const frame = strip.getBoundingClientRect();
  strip.scrollLeft += left + width / 2 - (frame.left + frame.width / 2);
}

for (const current of document.querySelectorAll(".igm-links-row [aria-current]")) toMiddle(current);

// A press also gives the focus; what moves under a finger is not pressed.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".igm-links-row a:focus-visible")) toMiddle(target);
});
