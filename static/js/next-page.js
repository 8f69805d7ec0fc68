// Asks for the next page in the reply to the press of a button, one trip instead of two on a slow line: form[data-own-address].
// Such a page has the address of the page before it; that of its form goes into the browser here, so that reloading and
// going back ask for this page and send nothing again. Each form says where it belongs, should a browser send one elsewhere.

for (const form of document.querySelectorAll("form[data-own-address]")) {
  const { pathname } = new URL(form.action);
  if (pathname !== location.pathname) history.replaceState(null, "", form.action);
  form.addEventListener("formdata", ({ formData }) => formData.set("at_once", pathname));
}
