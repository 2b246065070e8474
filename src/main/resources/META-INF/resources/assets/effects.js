// Shows what the entered settings will do, each time one of them changes. Without an answer, what is shown remains.
const shown = document.getElementById("effects");
const form = shown.closest("form");
const pause = 300;
let timer;
let turn = 0;

function show(effects) {
  const lines = effects.map((effect) => {
    const line = document.createElement("li");
    line.textContent = effect;
    return line;
  });
  shown.firstElementChild.replaceChildren(...lines);
}

async function look(asked) {
  const answer = await fetch(shown.dataset.url, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
    redirect: "error",
  });
  if (answer.status !== 200) return;
  const { effects } = await answer.json();
  if (asked === turn) show(effects);
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  turn += 1;
  const asked = turn;
  timer = setTimeout(() => look(asked).catch(() => {}), pause);
});
