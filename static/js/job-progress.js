// Follows a file that is being made: [data-progress-url] holds the words and the bar. When it is done the page is
// asked for again. Without this script a link on the page does the same.

const PAUSE = 1000;
const LONGEST_PAUSE = 15000;

const box = document.querySelector("[data-progress-url]");

async function look() {
  const answer = await fetch(box.dataset.progressUrl, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) throw new Error(answer.status); // thrown away, or signed out: the page itself will say so
  const { busy, progress, words } = await answer.json();
  if (!busy) return location.reload();
  box.querySelector("progress").value = progress;
  const told = box.querySelector(".igm-progress__words");
  if (told.textContent !== words) told.textContent = words;
  return setTimeout(follow, PAUSE);
}

let wait = PAUSE;
function follow() {
  look().then(
    () => (wait = PAUSE),
    () => {
      wait = Math.min(wait * 2, LONGEST_PAUSE);
      setTimeout(follow, wait);
    },
  );
}

if (box) setTimeout(follow, PAUSE);
