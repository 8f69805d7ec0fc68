// Lighthouse, one page after another: reads lines of JSON {url, port, cookie}, answers each with the faults it found.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")));

for await (const line of createInterface({ input: process.stdin })) {
  const { url, port, cookie } = JSON.parse(line);
  const result = await lighthouse(url, {
    port, onlyCategories: ["accessibility"], disableStorageReset: true, throttlingMethod: "provided",
    disableFullPageScreenshot: true, logLevel: "silent", extraHeaders: cookie ? { Cookie: cookie } : {},
  });
  const { audits, categories, finalDisplayedUrl, runtimeError } = result.lhr;
  const faults = categories.accessibility.auditRefs
    .map(({ id }) => audits[id])
    .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === "error" || (score !== null && score < 1))
    .flatMap(({ id, title, details, errorMessage }) => (details?.items ?? [{}]).map(({ node }) => ({
      rule: id, text: errorMessage ?? title, element: node?.snippet ?? "",
    })));
  if (runtimeError) faults.push({ rule: "run", text: runtimeError.message, element: "" });
  console.log(JSON.stringify({ score: categories.accessibility.score, url: finalDisplayedUrl, faults }));
}
