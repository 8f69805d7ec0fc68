// A strip of links that runs out of the screen opens where one is. Not scrollIntoView: that would also move the page.
for (const current of document.querySelectorAll(".igm-links-row [aria-current]")) {
  const strip = current.closest(".igm-links-row");
  const { left, width } = current.getBoundingClientRect();
  const frame = strip.getBoundingClientRect();
  strip.scrollLeft += left + width / 2 - (frame.left + frame.width / 2);
}
