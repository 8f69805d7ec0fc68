// Asks for the next page in the reply to the press of a button, one trip instead of two on a slow line: form[data-own-address].
// Such a page has the address of the page before it; that of its form goes into the browser here, so that reloading and
// going back ask for this page and send nothing again.

const onward = document.querySelector("form[data-own-address]");
if (onward) {
  if (new URL(onward.action).pathname !== location.pathname) history.replaceState(null, "", onward.action);
  onward.addEventListener("formdata", ({ formData }) => formData.set("at_once", "yes"));
}
