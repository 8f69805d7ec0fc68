// The keys 1-9 choose an answer in the question that has the focus.

document.addEventListener("keydown", (event) => {
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.type !== "radio") return;
  const question = event.target.closest("[data-question]");
  const scale = question?.querySelector("[data-answers]");
  const answer = scale?.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!answer) return;
  event.preventDefault();
  answer.focus();
  answer.click();
});
