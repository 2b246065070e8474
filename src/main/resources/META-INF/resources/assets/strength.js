// Shows how strong a password is while it is typed; advice only, the form can always be sent.
const shown = document.getElementById("strength");
const said = shown.querySelector(".strength__text");
const field = document.getElementById("password");
const pause = 400;
// What follows does not change the result.
const judged = 64;
let timer;
let turn = 0;

function show(score, text) {
  shown.dataset.score = score;
  said.textContent = text;
}

async function judge(asked) {
  const answer = await fetch(shown.dataset.url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ password: field.value.slice(0, judged) }),
    redirect: "error",
  });
  if (answer.status !== 200) return;
  const { score, text } = await answer.json();
  if (asked === turn) show(score, text);
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  turn += 1;
  const asked = turn;
  if (field.value === "") {
    show("", "");
  } else {
    timer = setTimeout(() => judge(asked).catch(() => {}), pause);
  }
});
