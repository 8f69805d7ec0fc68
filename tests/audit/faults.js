// What can be wrong with the layout of a page, whatever the engine that lays it out: a legend on or outside the border of
// its question; text over other text; text, pictures and charts outside the window or without a size; a choice that looks
// like a field to type in. Runs in the page of `tests/audit` and of `tests/browser`; gives one line for each fault.
() => {
  const faults = [];
  scrollTo({ top: 0, behavior: "instant" }); // further down a head that stays in sight lies over rows on purpose
  const name = (it) => `${it.tagName.toLowerCase()} "${it.textContent.trim().slice(0, 40)}"`;
  const seen = (it) => {
    if (!it.checkVisibility({ visibilityProperty: true })) return false;
    for (let one = it; one; one = one.parentElement) {
      if (getComputedStyle(one).clipPath !== "none") return false;
    }
    return !it.closest("details:not([open]) > :not(summary), .utrecht-skip-link");
  };
  const textOf = (it) => [...it.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  const boxesOf = (it) => textOf(it).flatMap((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  });
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) faults.push(`scrolls sideways: ${wide} of ${innerWidth} px`);
  for (const legend of document.querySelectorAll("fieldset > legend")) {
    if (!seen(legend)) continue;
    const box = legend.getBoundingClientRect();
    const fieldset = legend.parentElement;
    const around = fieldset.getBoundingClientRect();
    const style = getComputedStyle(fieldset);
    const top = around.top + parseFloat(style.borderTopWidth) + parseFloat(style.paddingTop);
    if (box.top < top - 1 || box.bottom > around.bottom + 1
        || box.left < around.left - 1 || box.right > around.right + 1) {
      faults.push(`outside its border: ${name(legend)}`);
    }
    const bordered = parseFloat(style.borderTopWidth) + parseFloat(style.paddingTop) > 0;
    const floats = getComputedStyle(legend).float !== "none" && style.display === "block";
    if (bordered && !floats) faults.push(`stands on its border in WebKit: ${name(legend)}`);
  }
  const scrolls = (it) => {
    for (let one = it; one; one = one.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX)) return true;
    }
    return false;
  };
  const lines = [...document.body.querySelectorAll("*")]
    .filter((it) => textOf(it).length && !it.closest("svg, script, option, select, textarea") && seen(it))
    .flatMap((it) => boxesOf(it).map((box) => ({ it, box })));
  for (const { it, box } of lines) {
    if ((box.left < -1 || box.right > innerWidth + 1) && !scrolls(it)) faults.push(`outside the window: ${name(it)}`);
  }
  // A bar with what one does next, or with what is about to happen, stays in the window while the page scrolls under it.
  const overlaid = (it) => {
    const bar = it.closest(".igm-answer-foot") ?? it.closest(".igm-action-bar, .igm-actions, .igm-footer, .igm-leave");
    return bar !== null && getComputedStyle(bar).position === "sticky";
  };
  for (const [place, one] of lines.entries()) {
    for (const other of lines.slice(place + 1)) {
      if (one.it === other.it || overlaid(one.it) !== overlaid(other.it)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 3 && down > 6) faults.push(`over each other: ${name(one.it)} and ${name(other.it)}`);
    }
  }
  for (const choice of document.querySelectorAll("select:not([multiple], [size])")) {
    const { appearance, backgroundImage } = getComputedStyle(choice);
    if (seen(choice) && appearance === "none" && backgroundImage === "none") faults.push(`a choice without an arrow: ${choice.id}`);
  }
  for (const image of document.images) {
    if (seen(image) && !(image.complete && image.naturalWidth)) faults.push(`no picture: ${image.src}`);
  }
  for (const chart of document.querySelectorAll(":is(figure, .igm-chart, .igm-spark, .igm-hero) svg:not(svg svg)")) {
    const box = chart.getBoundingClientRect();
    if (seen(chart) && (box.width < 20 || box.height < 4)) faults.push(`a chart of ${box.width} x ${box.height} px`);
  }
  return faults;
}
