// Where the browser can hand over the code of a text message for this host (WebOTP), it does not have to be typed.
if ("OTPCredential" in window) {
  const field = document.getElementById("code");
  const form = field.form;
  const waiting = new AbortController();
  const stop = () => waiting.abort();
  field.addEventListener("input", stop, { once: true });
  form.addEventListener("submit", stop, { once: true });
  navigator.credentials
    .get({ otp: { transport: ["sms"] }, signal: waiting.signal })
    .then((message) => {
      field.value = message.code;
      form.requestSubmit();
    })
    // No message came, or the person was quicker.
    .catch(() => {});
}
