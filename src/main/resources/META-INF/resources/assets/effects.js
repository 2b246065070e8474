// Shows what the entered settings will do, each time one of them changes. If the request fails, the list remains as it is.
const shown = document.getElementById("effects");
const form = shown.closest("form");
const pause = 300;
let timer;
let newest = 0;

function show(effects) {
  const lines = effects.map((effect) => {
    const line = document.createElement("li");
    line.textContent = effect;
    return line;
  });
  shown.firstElementChild.replaceChildren(...lines);
}

async function refresh(requested) {
  const answer = await fetch(shown.dataset.url, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
    redirect: "error",
  });
  if (answer.status !== 200) return;
  const { effects } = await answer.json();
  if (requested === newest) show(effects);
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  newest += 1;
  const requested = newest;
  timer = setTimeout(() => refresh(requested).catch(() => {}), pause);
});
