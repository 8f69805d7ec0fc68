// Puts the focus on the error summary, so that a screen reader starts there. Without it the page says the same.
document.querySelector("[data-error-summary]")?.focus();
