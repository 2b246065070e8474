// Polls the state of the message, ever more slowly, until it is final. After one that could not be sent, the resend wait ends.
const shown = document.getElementById("delivery");
const pauses = [1, 2, 3, 5, 8, 13, 21, 34];

async function look() {
  const answer = await fetch(shown.dataset.url, { headers: { Accept: "application/json" }, redirect: "error" });
  if (answer.status !== 200) return;
  const { state, text } = await answer.json();
  if (state !== shown.dataset.state) {
    shown.dataset.state = state;
    shown.textContent = text;
    if (state === "failed") document.querySelectorAll("[data-wait]").forEach((button) => (button.dataset.wait = 0));
  }
  later();
}

function later() {
  const known = ["delivered", "failed"].includes(shown.dataset.state);
  if (!known && pauses.length > 0) setTimeout(() => look().catch(later), pauses.shift() * 1000);
}

later();
