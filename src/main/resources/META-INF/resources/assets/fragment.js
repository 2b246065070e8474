// Keeps the fragment of the page asked for until the flow leads there: a form without action does so itself, a link does not.
const fragment = location.hash;

if (fragment) {
  for (const link of document.querySelectorAll("a[href^='/']")) {
    link.hash = fragment;
  }
  // Links within the page would replace the fragment.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.hash.slice(1))?.focus();
  });
}
