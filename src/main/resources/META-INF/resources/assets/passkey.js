// Passkeys (WebAuthn): the browser's answer is posted by the form. Without script or support, the page offers other ways.
const form = document.querySelector("form[data-passkey]");
const { passkey: ceremony, options, cancelled, failed, exists } = form.dataset;
const said = document.getElementById("passkey-said");
const supported = "parseRequestOptionsFromJSON" in (window.PublicKeyCredential ?? {});
// A challenge is accepted for 5 minutes.
const FRESH = 4 * 60000;
let waiting = new AbortController();

class FlowChangedError extends Error {}

async function obtain(mediation) {
  const response = await fetch(options, { method: "POST", redirect: "manual" });
  if (!response.ok) throw new FlowChangedError();
  const { signInId, publicKey } = await response.json();
  const { signal } = waiting;
  const credential =
    ceremony === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
          ...mediation,
          signal,
        });
  form.elements.credential.value = JSON.stringify(credential);
  if (signInId) form.elements.signInId.value = signInId;
  form.requestSubmit();
}

function tell(error) {
  if (error instanceof FlowChangedError) {
    // The server knows which page is next.
    location.reload();
    return;
  }
  const texts = { NotAllowedError: cancelled, AbortError: cancelled, InvalidStateError: exists };
  said.lastElementChild.textContent = texts[error.name] ?? failed;
  said.hidden = false;
}

function ask() {
  waiting.abort();
  waiting = new AbortController();
  said.hidden = true;
  obtain().catch(tell);
}

// Offers passkeys among the suggestions for the e-mail address.
async function suggest() {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const own = (waiting = new AbortController());
  obtain({ mediation: "conditional" }).catch(() => {});
  setTimeout(() => {
    if (waiting !== own) return;
    own.abort();
    suggest();
  }, FRESH);
}

form.addEventListener("submit", (event) => {
  if (form.elements.credential.value) return;
  event.preventDefault();
  ask();
});
// A page may be shown again as it was left.
addEventListener("pageshow", () => (form.elements.credential.value = ""));

const unsupported = document.getElementById("unsupported");
if (supported) {
  form.hidden = false;
  if (ceremony === "sign-in") suggest();
} else if (unsupported) {
  unsupported.hidden = false;
}
