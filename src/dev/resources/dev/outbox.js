const INTERVAL = 1000;
const list = document.getElementById("messages");
const status = document.getElementById("status");
const template = document.getElementById("message");
let shown = "";

function item(message) {
  const copy = template.content.cloneNode(true);
  copy.querySelector("h2").textContent = message.subject || "Text message";
  copy.querySelector(".channel").textContent = message.channel;
  copy.querySelector(".to").textContent = message.to;
  copy.querySelector("time").textContent = new Date(message.sentAt).toLocaleTimeString();
  copy.querySelector("time").dateTime = message.sentAt;
  copy.querySelector("pre").append(...linked(message.body));
  return copy;
}

// Addresses can be followed here as in a mailbox.
function linked(body) {
  return body.split(/(https?:\/\/\S+)/).map((part, index) => {
    if (index % 2 === 0) return part;
    const link = document.createElement("a");
    link.href = part;
    link.textContent = part;
    return link;
  });
}

async function update() {
  try {
    const answer = await fetch("/dev/outbox", { headers: { Accept: "application/json" } });
    const text = await answer.text();
    if (answer.ok && text !== shown) {
      shown = text;
      const messages = JSON.parse(text);
      list.replaceChildren(...messages.map(item));
      if (messages.length > 0) {
        status.textContent = `The newest is from ${new Date(messages[0].sentAt).toLocaleTimeString()}.`;
      }
    }
  } catch {
    status.textContent = "Gatehouse does not answer; trying again.";
    shown = "";
  }
  setTimeout(update, INTERVAL);
}

update();
