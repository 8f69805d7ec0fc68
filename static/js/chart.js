/*
 * Charts: reach each figure by keyboard and tap, and save the drawing. See templates/reports/components/chart.html.
 *
 * [data-values] is one stop of the Tab key; arrows go from figure to figure within it. Escape hides a figure again.
 */

const SVG = "http://www.w3.org/2000/svg";
const PAPER = "#ffffff";

function reach(chart) {
  const figures = [...chart.querySelectorAll("[data-value]")];
  if (!figures.length) return;
  figures.forEach((figure, index) => figure.setAttribute("tabindex", index ? -1 : 0));
  const columns = figures[0].matches("td") ? figures[0].parentElement.querySelectorAll("[data-value]").length : 1;
  const goTo = (figure) => {
    if (!figure) return;
    figures.find((it) => it.tabIndex === 0)?.setAttribute("tabindex", -1);
    figure.setAttribute("tabindex", 0);
    figure.focus();
  };
  /** The figure of the same column in the next row that has one. */
  const below = (figure, step) => {
    if (columns === 1) return figures[figures.indexOf(figure) + step];
    const rows = [...new Set(figures.map((it) => it.parentElement))];
    const row = rows[rows.indexOf(figure.parentElement) + step];
    return row?.cells[figure.cellIndex]?.matches("[data-value]") ? row.cells[figure.cellIndex] : row?.querySelector("[data-value]");
  };
  chart.addEventListener("keydown", (event) => {
    const figure = event.target;
    const place = figures.indexOf(figure);
    if (place < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = {
      ArrowRight: () => figures[place + 1],
      ArrowLeft: () => figures[place - 1],
      ArrowDown: () => below(figure, 1),
      ArrowUp: () => below(figure, -1),
      Home: () => figures[0],
      End: () => figures.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    goTo(next());
  });
  for (const figure of figures) {
    figure.addEventListener("click", () => goTo(figure));
    for (const kind of ["pointerenter", "focus"]) figure.addEventListener(kind, () => delete figure.dataset.dismissed);
  }
}

document.querySelectorAll("[data-values]").forEach(reach);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const figure of document.querySelectorAll("[data-value]:is(:hover, :focus)")) figure.dataset.dismissed = "";
});

/** The drawing as a file that stands alone: on paper, under its title, in the colours of the theme. */
function file(chart) {
  const svg = chart.querySelector("[data-chart-drawing]").content.querySelector("svg").cloneNode(true);
  // A document is white: on a dark or forced scheme the drawing keeps the colours it carries itself.
  if (!matchMedia("(prefers-color-scheme: dark), (forced-colors: active)").matches) {
    const theme = getComputedStyle(chart);
    for (const family of ["willen", "kunnen", "contrast", "neutral"]) {
      const hue = theme.getPropertyValue(`--igm-${family}`).trim();
      if (hue) for (const part of svg.querySelectorAll(`.igm-hue--${family}`)) part.setAttribute("color", hue);
    }
  }
  for (const element of svg.querySelectorAll("[class]")) element.removeAttribute("class");
  const { width, height } = svg.viewBox.baseVal;
  const [side, top] = [20, 60];
  const size = { width: width + 2 * side, height: height + top + side };
  const draw = (tag, attributes, text = "") => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  svg.setAttribute("viewBox", `${-side} ${-top} ${size.width} ${size.height}`);
  svg.setAttribute("width", size.width);
  svg.setAttribute("height", size.height);
  svg.querySelector("desc").after(
    draw("rect", { x: -side, y: -top, ...size, fill: PAPER, stroke: "none" }),
    draw("text", { x: 0, y: 24 - top + 8, "font-size": 18, "font-weight": 700 }, svg.querySelector("title").textContent),
  );
  return { blob: new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }), size };
}

/** The same drawing as pixels, twice as fine as it is large. */
async function pixels({ blob, size }) {
  const address = URL.createObjectURL(blob);
  try {
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * size.width, height: 2 * size.height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

for (const chart of document.querySelectorAll("[data-chart]")) {
  for (const button of chart.querySelectorAll("[data-chart-save]")) {
    button.addEventListener("click", async () => {
      const [format, drawing] = [button.dataset.chartSave, file(chart)];
      download(format === "png" ? await pixels(drawing) : drawing.blob, `${chart.id}.${format}`);
    });
  }
  const tools = chart.querySelector("[data-chart-tools]");
  if (tools) tools.hidden = false;
}
