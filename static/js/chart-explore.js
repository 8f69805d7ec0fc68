/*
 * Explore a chart with plotly, and save it as a picture. See templates/reports/components/chart.html.
 *
 * plotly (1.2 MB) is fetched at the first press. Its style sheet stands in the page under the id and class
 * by which plotly leaves out its inline styles, so the strict Content-Security-Policy holds.
 */

const SVG = "http://www.w3.org/2000/svg";
const PAPER = "#ffffff";
const CONFIG = {
  // plotly 4 would by default offer to send the chart to a server of its maker.
  showSendToCloud: false,
  plotlyServerURL: "",
  displaylogo: false,
  displayModeBar: true,
  modeBarButtons: [["pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
  doubleClick: "reset",
  responsive: true,
};

let plotly;

const append = (tag, properties) =>
  new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error(properties.src ?? properties.href));
    });
    document.head.append(element);
  });

/** plotly with its style sheet and Dutch texts, fetched once; a failed attempt may be repeated. */
function load({ chartStyle, chartScript, chartLocale }) {
  plotly ??= append("link", {
    rel: "stylesheet",
    href: chartStyle,
    id: "plotly.js-style-global",
    className: "no-inline-styles",
  })
    .then(() => append("script", { src: chartScript }))
    .then(() => append("script", { src: chartLocale }))
    .catch((error) => {
      document.getElementById("plotly.js-style-global")?.remove();
      plotly = undefined;
      throw error;
    });
  return plotly;
}

/** The colours that the style sheet gives to the picture, so that both drawings look alike. */
function palette(svg) {
  const colour = (selector, property) => {
    const element = svg.querySelector(selector);
    return element ? getComputedStyle(element)[property] : undefined;
  };
  return {
    ink: getComputedStyle(svg).fill,
    font: getComputedStyle(svg).fontFamily,
    quiet: colour(".igm-chart__quiet", "fill"),
    line: colour(".igm-chart__grid", "stroke"),
    paper: colour(".igm-chart__mark", "stroke"),
    hue: (family) => colour(`.igm-chart__row--${family}`, "color"),
  };
}

/** The figure in the colours of the theme. */
function themed({ data, layout }, { ink, font, quiet, line, paper, hue }) {
  for (const trace of data) {
    if (trace.meta) {
      trace.marker.color = hue(trace.meta);
      if (trace.error_x) trace.error_x.color = hue(trace.meta);
      if (trace.marker.line) trace.marker.line.color = paper;
    } else {
      trace.textfont.color = ink;
    }
  }
  Object.assign(layout, { paper_bgcolor: paper, modebar: { color: quiet, activecolor: ink, bgcolor: "rgba(0,0,0,0)" } });
  Object.assign(layout.font, { color: quiet, family: font });
  Object.assign(layout.xaxis, { gridcolor: line });
  Object.assign(layout.hoverlabel, { bgcolor: paper, bordercolor: ink });
  layout.hoverlabel.font.color = ink;
  for (const text of layout.annotations ?? []) text.font.color = quiet;
  for (const shape of layout.shapes ?? []) {
    if (shape.type === "line") shape.line.color = ink;
    else shape.fillcolor = quiet;
  }
  return { data, layout };
}

/** A copy of the picture that stands alone: namespace, size, title, paper, and the colours as attributes. */
function file(svg, title) {
  const copy = svg.cloneNode(true);
  // A document is white: on a dark or forced scheme the picture keeps the colours it carries itself.
  if (!matchMedia("(prefers-color-scheme: dark), (forced-colors: active)").matches) {
    const shown = [svg, ...svg.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
      const { fill, stroke } = getComputedStyle(shown[index]);
      element.setAttribute("fill", fill);
      element.setAttribute("stroke", stroke);
    });
  }
  for (const element of [copy, ...copy.querySelectorAll("[class]")]) element.removeAttribute("class");
  const { width, height } = svg.viewBox.baseVal;
  const [side, top] = [20, 60];
  const size = { width: width + 2 * side, height: height + top + side };
  const draw = (tag, attributes, text = "") => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("viewBox", `${-side} ${-top} ${size.width} ${size.height}`);
  copy.setAttribute("width", size.width);
  copy.setAttribute("height", size.height);
  copy.querySelector("desc").after(
    draw("rect", { x: -side, y: -top, ...size, fill: PAPER, stroke: "none" }),
    draw("text", { x: 0, y: 24 - top + 8, "font-size": 18, "font-weight": 700 }, title),
  );
  return { blob: new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }), size };
}

/** The same picture as pixels, twice as fine as it is large. */
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

function enhance(chart) {
  const part = (name) => chart.querySelector(`[data-chart-${name}]`);
  const [picture, explorer, status, explore] = ["picture", "explorer", "status", "explore"].map(part);
  const drawing = picture.querySelector("svg");
  const texts = { explore: explore.textContent, back: explore.dataset.chartBack };
  const title = drawing.querySelector("title").textContent;

  function show(exploring) {
    picture.hidden = exploring;
    explorer.hidden = !exploring;
    explore.textContent = exploring ? texts.back : texts.explore;
  }

  async function open() {
    status.textContent = chart.dataset.chartLoading;
    const figure = JSON.parse(document.getElementById(`${chart.id}-data`).textContent);
    const { data, layout } = themed(figure, palette(drawing));
    try {
      await load(chart.dataset);
      show(true);
      await Plotly.newPlot(explorer, data, layout, { ...CONFIG, locale: document.documentElement.lang });
      status.textContent = chart.dataset.chartReady;
    } catch (error) {
      console.error(error);
      show(false);
      status.textContent = chart.dataset.chartFailed;
    }
  }

  function close() {
    Plotly.purge(explorer);
    show(false);
    status.textContent = "";
  }

  async function save(format) {
    if (!explorer.hidden) {
      await Plotly.downloadImage(explorer, { format, filename: chart.id, scale: format === "png" ? 2 : 1 });
      return;
    }
    const saved = file(drawing, title);
    download(format === "png" ? await pixels(saved) : saved.blob, `${chart.id}.${format}`);
  }

  explore.addEventListener("click", async () => {
    explore.disabled = true;
    await (explorer.hidden ? open() : close());
    explore.disabled = false;
    explore.focus();
  });
  for (const button of chart.querySelectorAll("[data-chart-save]")) {
    button.addEventListener("click", () => save(button.dataset.chartSave));
  }
  part("tools").hidden = false;
}

document.querySelectorAll("[data-chart]").forEach(enhance);
