// Finds countries by a part of their names; choosing one means that not all are allowed.
const search = document.getElementById("find-country");
const items = [...search.nextElementSibling.children];
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

search.hidden = false;
search.addEventListener("input", () => {
  const part = folded(search.value.trim());
  for (const item of items) item.hidden = !folded(item.textContent).includes(part);
});
// Enter looks for a country and does not send the form.
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
search.nextElementSibling.addEventListener("change", () => {
  document.getElementById("allowed-chosen").checked = true;
});
