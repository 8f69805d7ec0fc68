// Lighthouse on pages as they stand in a browser: reads the address of an open page per line, answers with its faults as JSON.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { snapshot } = await load("lighthouse");
const { default: puppeteer } = await load("puppeteer-core");
const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${process.argv[2]}`, defaultViewport: null });
const flags = { onlyCategories: ["accessibility"], screenEmulation: { disabled: true }, disableFullPageScreenshot: true,
  logLevel: "silent" };

for await (const url of createInterface({ input: process.stdin })) {
  const target = await browser.waitForTarget((one) => one.type() === "page" && one.url() === url);
  const { lhr: { audits, categories: { accessibility } } } = await snapshot(await target.page(), { flags });
  const faults = accessibility.auditRefs
    .map(({ id }) => audits[id])
    .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "error" || (score !== null && score < 1))
    .flatMap(({ id, title, details, errorMessage }) => (details?.items ?? [{}]).map(({ node }) => ({
      rule: id, text: errorMessage ?? title, element: node?.snippet ?? "",
    })));
  console.log(JSON.stringify({ score: accessibility.score, faults }));
}
await browser.disconnect();
