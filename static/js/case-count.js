// Keeps the number of answers up to date on the screen: [data-count-url]. Where the page shows whether there are enough
// ([data-shows]) it is asked for again when that changes; elsewhere that would stop the clock. Without this script a link, or
// another step and back, does the same.

const PAUSE = 3000;

const box = document.querySelector("[data-count-url]");

async function look() {
  const answer = await fetch(box.dataset.countUrl, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) return location.reload(); // over, or signed out: the page itself says so
  const { words, enough } = await answer.json();
  const { shows } = box.dataset;
  if (shows && shows !== (enough ? "enough" : "few")) return location.reload();
  if (box.textContent !== words) box.textContent = words;
  return undefined;
}

function follow() {
  const next = () => setTimeout(follow, PAUSE);
  look().then(next, next);
}

if (box) setTimeout(follow, PAUSE);
