// What somebody lets another read does not stay on a screen: after a quarter of an hour the page goes, and so it does when
// a browser brings it back as it stood. Two minutes before, it says so, and one press keeps it (WCAG 2.2.1).
const MINUTE = 60 * 1000;
const bar = document.querySelector("[data-leave-to]");
const notice = document.querySelector("[data-leave-notice]");
const leave = () => location.replace(bar.dataset.leaveTo);
let timers = [];

const count = () => {
  timers.forEach(clearTimeout);
  notice.replaceChildren();
  timers = [setTimeout(warn, 13 * MINUTE), setTimeout(leave, 15 * MINUTE)];
};

const warn = () => {
  notice.append(document.querySelector("[data-leave-words]").content.cloneNode(true));
  notice.querySelector("button").addEventListener("click", count);
};

document.querySelector("[data-leave-says]").hidden = false;
window.addEventListener("pageshow", ({ persisted }) => persisted && leave());
count();
