// Lets people look at the password they typed; it is hidden again before it is sent.
const button = document.querySelector(".field__button");
const field = document.getElementById("password");
const said = document.getElementById("password-said");
const texts = button.dataset;

function show(visible) {
  field.type = visible ? "text" : "password";
  button.textContent = visible ? texts.hide : texts.show;
  button.setAttribute("aria-label", visible ? texts.hideLabel : texts.showLabel);
}

button.addEventListener("click", () => {
  const visible = field.type === "password";
  show(visible);
  said.textContent = visible ? texts.shown : texts.hidden;
});
field.form.addEventListener("submit", () => show(false));
button.hidden = false;
