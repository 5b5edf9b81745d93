// The browser asks the device for a passkey and the form carries the answer. A browser that knows
// none never shows the buttons, and goes on saying so. What may be answered comes with the page, or from the form's address.
const known = window.PublicKeyCredential?.parseRequestOptionsFromJSON;
const asked = async (form) => {
  const here = document.getElementById("passkey-options");
  if (here) return JSON.parse(here.textContent);
  return (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
};
const ways = {
  get: ({ request_options: { publicKey } }) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) }),
  create: ({ creation_options: { publicKey } }) => {
    // One that the device keeps and unlocks by itself, so that it signs in without a password.
    const chosen = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...chosen };
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
    return navigator.credentials.create({ publicKey: options });
  },
};
for (const button of known ? document.querySelectorAll("[data-passkey]") : []) {
  const failed = button.form.querySelector("[data-passkey-failed]");
  button.hidden = false;
  button.form.querySelector("[data-no-passkey]")?.setAttribute("hidden", "");
  button.addEventListener("click", async () => {
    failed.hidden = true;
    try {
      const answer = await ways[button.dataset.passkey](await asked(button.form));
      button.form.elements.credential.value = JSON.stringify(answer);
      button.form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
