// Buttons that copy texts of the page, or print it. Without script there are none, and the texts can be selected.
const said = document.getElementById("said");

function offer(selector, available, act) {
  document.querySelectorAll(selector).forEach((button) => {
    button.hidden = !available;
    button.addEventListener("click", () => act(button));
  });
}

offer("[data-copy]", Boolean(navigator.clipboard), async (button) => {
  const texts = [...document.querySelectorAll(button.dataset.copy)].map((text) => text.textContent.trim());
  await navigator.clipboard.writeText(texts.join("\n"));
  said.textContent = button.dataset.done;
  button.textContent = button.dataset.done;
});

offer("[data-print]", true, () => print());
