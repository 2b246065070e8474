// Shows times in the reader's own zone and region, those of the last or next hour as a distance; the server only knows UTC.
const language = document.documentElement.lang;
const region = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
const exact = new Intl.DateTimeFormat(region, { dateStyle: "medium", timeStyle: "short" });
const withZone = new Intl.DateTimeFormat(region, { dateStyle: "full", timeStyle: "long" });
const distance = new Intl.RelativeTimeFormat(region, { numeric: "auto" });
const times = document.querySelectorAll("time[datetime^='2']:not([data-utc])");

function show() {
  for (const time of times) {
    const date = new Date(time.dateTime);
    const seconds = Math.round((date - Date.now()) / 1000);
    const minutes = Math.trunc(seconds / 60);
    const shown =
      Math.abs(seconds) < 3600 ? distance.format(minutes, minutes === 0 ? "second" : "minute") : exact.format(date);
    if (time.textContent !== shown) time.textContent = shown;
    time.title = withZone.format(date);
  }
}

show();
setInterval(show, 30000);
