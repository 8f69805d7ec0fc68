// A remote control and the arrow keys turn a page; a clock for who wants one. Without this there are links, and minutes in words.
const WAYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("select, textarea, input:not([type=checkbox])")) return; // there a key is for typing
  const way = WAYS[event.key];
  const control = way && document.querySelector(`a[rel=${way}], [data-way=${way}]`);
  if (!control) return;
  event.preventDefault();
  control.click();
});

const clock = document.querySelector("[data-clock]");
const left = clock.querySelector("[data-clock-left]");
const start = clock.querySelector("[data-clock-start]");
start.hidden = false;
start.addEventListener("click", () => {
  const end = Date.now() + Number(clock.dataset.clock) * 60_000;
  const show = () => {
    const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (!seconds) clearInterval(ticking);
  };
  const ticking = setInterval(show, 1000);
  start.hidden = true;
  show();
});
