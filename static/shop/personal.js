// What is a visitor's own (cart count, panel, steppers) is fetched after a page that is the same for
// everybody, where a cookie says that there is something to fetch.
const { personal } = document.body.dataset;
const own = () => personal && htmx.ajax("GET", personal, { swap: "none" });
if (/(^|; )shop_has=1/.test(document.cookie)) own();
// The back button may bring an older cart.
addEventListener("pageshow", (e) => e.persisted && own());

// A button that swaps itself away hands its focus on.
let box = "";
addEventListener("htmx:beforeRequest", (e) => (box = e.target.closest(".action")?.id));
addEventListener("htmx:afterSettle", () => {
  if (box && document.activeElement === document.body)
    document.getElementById(box)?.querySelector("button:last-of-type")?.focus();
});

// The search behind its icon opens ready to type.
const search = document.getElementById("find");
search?.addEventListener("toggle", (e) => e.newState === "open" && search.q.focus());
