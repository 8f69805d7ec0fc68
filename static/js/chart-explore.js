/*
 * Explore a chart with plotly. See templates/reports/components/chart.html.
 *
 * plotly (1.2 MB) is fetched at the first press. Its style sheet stands in the page under the id and class
 * by which plotly leaves out its inline styles, so the strict Content-Security-Policy holds.
 */

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

/** The colours of the theme, so that picture and exploring look alike. */
function palette(chart) {
  const theme = getComputedStyle(chart);
  const token = (name) => theme.getPropertyValue(`--igm-${name}`).trim();
  return {
    ink: token("ink"),
    font: theme.fontFamily,
    quiet: token("ink-soft"),
    line: token("line"),
    paper: token("surface"),
    hue: (family) => token(family),
  };
}

/** The figure in the colours of the theme. */
function themed({ data, layout }, { ink, font, quiet, line, paper, hue }) {
  for (const trace of data) {
    if (trace.meta) {
      trace.marker.color = hue(trace.meta);
      for (const part of [trace.error_x, trace.error_y, trace.line]) if (part) part.color = hue(trace.meta);
      if (trace.marker.line) trace.marker.line.color = paper;
    } else {
      trace.textfont.color = ink;
    }
  }
  Object.assign(layout, { paper_bgcolor: paper, modebar: { color: quiet, activecolor: ink, bgcolor: "rgba(0,0,0,0)" } });
  Object.assign(layout.font, { color: quiet, family: font });
  for (const axis of [layout.xaxis, layout.yaxis]) axis.gridcolor = line;
  Object.assign(layout.hoverlabel, { bgcolor: paper, bordercolor: ink });
  layout.hoverlabel.font.color = ink;
  for (const text of layout.annotations ?? []) text.font.color = quiet;
  for (const shape of layout.shapes ?? []) {
    if (shape.type === "line") shape.line.color = ink;
    else shape.fillcolor = quiet;
  }
  return { data, layout };
}

function enhance(chart) {
  const part = (name) => chart.querySelector(`[data-chart-${name}]`);
  const [picture, explorer, status, explore] = ["picture", "explorer", "status", "explore"].map(part);
  const texts = { explore: explore.textContent, back: explore.dataset.chartBack };

  function show(exploring) {
    picture.hidden = exploring;
    explorer.hidden = !exploring;
    explore.textContent = exploring ? texts.back : texts.explore;
  }

  async function open() {
    status.textContent = chart.dataset.chartLoading;
    const figure = JSON.parse(document.getElementById(`${chart.id}-data`).textContent);
    const { data, layout } = themed(figure, palette(chart));
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

  explore.addEventListener("click", async () => {
    explore.disabled = true;
    await (explorer.hidden ? open() : close());
    explore.disabled = false;
    explore.focus();
  });
}

document.querySelectorAll("[data-chart-script]").forEach(enhance);
