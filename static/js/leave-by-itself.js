// What somebody lets another read does not stay on a screen: after a quarter of an hour the page goes, and so it does when
// a browser brings it back as it stood.
const bar = document.querySelector("[data-leave-to]");
const leave = () => location.replace(bar.dataset.leaveTo);
setTimeout(leave, 15 * 60 * 1000);
window.addEventListener("pageshow", ({ persisted }) => persisted && leave());
