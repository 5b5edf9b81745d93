// The browser asks the device for a passkey and the form carries the answer. Loaded before the page
// is drawn, so that nothing moves: a browser that knows no passkeys is never shown the buttons.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON)
  document.documentElement.classList.add("passkeys");

// What may be answered comes with the page, or from the form's address.
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
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-passkey]");
  if (!button) return;
  const { form, dataset } = button;
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const answer = await ways[dataset.passkey](await asked(form));
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch {
    failed.hidden = false;
  }
});
