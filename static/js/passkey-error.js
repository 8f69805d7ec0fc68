// Says on the page that a passkey did not work; the scripts of allauth write it in the console alone.
document.addEventListener("allauth.error", (event) => {
  const text = document.querySelector("[data-passkey-error]");
  if (text) {
    event.preventDefault();
    text.hidden = false;
    text.focus();
  }
});
