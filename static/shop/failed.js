// A change that did not reach the shop, or broke there, is said where everybody sees and hears it.
const said = document.getElementById("cart-said");
const failed = ({ detail }) => {
  const many = detail.xhr?.status === 429;
  if (detail.requestConfig.verb === "get" && !many) return;
  said.textContent = many ? detail.xhr.responseText : said.dataset.failed;
  said.className = "toast";
};
addEventListener("htmx:sendError", failed);
addEventListener("htmx:responseError", failed);
addEventListener("htmx:beforeRequest", () => (said.className = "vh"));
