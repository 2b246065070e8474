// Counts down what the server says is left. The computer's clock may be wrong; only its pace matters here.
const start = Date.now();
const said = document.getElementById("said");

function left(seconds) {
  return Math.max(0, Number(seconds) - Math.floor((Date.now() - start) / 1000));
}

function clock(seconds) {
  const two = (part) => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

// At a turning point only: a screen reader that announces every second disturbs.
function say(text) {
  if (said && text) said.textContent = text;
}

// Something that ends: the code's lifetime, a pause.
function lifetime(element) {
  const { countdown, sayAt, over } = element.dataset;
  const time = element.querySelector("time");
  let announced = Number(countdown) <= Number(sayAt);
  return () => {
    const seconds = left(countdown);
    time.textContent = clock(seconds);
    if (!announced && seconds <= Number(sayAt)) {
      announced = true;
      say(element.dataset.say);
    }
    if (seconds === 0) {
      element.textContent = over;
      say(element.dataset.sayOver);
      // A new code is now the next step, and looks so.
      document.querySelectorAll("[data-expired]").forEach((part) => part.classList.toggle(part.dataset.expired));
    }
    return seconds > 0;
  };
}

// A button that has to wait: it keeps its place and its focus, and says how long.
function wait(button) {
  const note = button.querySelector(".wait");
  const time = note.querySelector("time");
  const hold = (event) => event.preventDefault();
  button.setAttribute("aria-disabled", "true");
  button.addEventListener("click", hold);
  note.hidden = false;
  return () => {
    const seconds = left(button.dataset.wait);
    time.textContent = clock(seconds);
    if (seconds === 0) {
      button.removeAttribute("aria-disabled");
      button.removeEventListener("click", hold);
      note.hidden = true;
      say(button.dataset.sayOver);
    }
    return seconds > 0;
  };
}

let running = [
  ...[...document.querySelectorAll("[data-countdown]")].map(lifetime),
  ...[...document.querySelectorAll("[data-wait]")].filter((button) => left(button.dataset.wait) > 0).map(wait),
];

function tick() {
  running = running.filter((step) => step());
  if (running.length > 0) setTimeout(tick, 1000 - ((Date.now() - start) % 1000));
}

tick();
