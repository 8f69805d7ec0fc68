// Asks for the next page in the reply to the press of a button, one trip instead of two on a slow line: form[data-save-url].
// Such a page has the address of the page before it; its own goes into the browser here, so that reloading and going back
// ask for this page and send nothing again.

const questions = document.querySelector("form[data-save-url]");
if (questions) {
  if (new URL(questions.action).pathname !== location.pathname) history.replaceState(null, "", questions.action);
  questions.addEventListener("formdata", ({ formData }) => formData.set("at_once", "yes"));
}
