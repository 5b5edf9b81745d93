// Shows how far an upload is; what was chosen is sent at once, so nobody needs the button.
const bar = () => document.querySelector("#sent progress");
addEventListener("htmx:xhr:progress", ({ detail }) => {
  if (!bar() || !detail.lengthComputable) return;
  bar().hidden = false;
  bar().value = (100 * detail.loaded) / detail.total;
});
const tidy = () => document.querySelectorAll(".no-js").forEach((button) => (button.hidden = true));
addEventListener("htmx:afterSwap", tidy);
tidy();
