// A form is sent once: until its answer is there, a second click does nothing.
const AGAIN_AFTER = 10000;

function release(form) {
  delete form.dataset.sent;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  // Without an answer, such as on a lost connection, the form can be sent again.
  setTimeout(() => release(form), AGAIN_AFTER);
});

// A page may be shown again as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
