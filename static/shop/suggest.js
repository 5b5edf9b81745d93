// Suggestions under a search field: arrow keys choose, Enter follows what is chosen or searches,
// Escape closes (WAI-ARIA APG: editable combobox with list autocomplete).
const LEAST = 2;
const PAUSE = 150;
let pause;
let asked = new AbortController();

const fields = document.querySelectorAll(".search [name=q]");
const box = (field) => field.form.querySelector(".suggested");
const say = (field, words) => (box(field).nextElementSibling.textContent = words);
const options = (field) => [...box(field).querySelectorAll("[role=option]")];
const isChosen = (option) => option.getAttribute("aria-selected") === "true";

// Whatever is on its way comes too late.
const close = (field) => {
  clearTimeout(pause);
  asked.abort();
  box(field).replaceChildren();
  say(field, "");
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  field.removeAttribute("aria-controls");
};

const show = (field, html) => {
  close(field);
  box(field).innerHTML = html;
  const list = box(field).firstElementChild;
  list.id = `${field.id}-list`;
  options(field).forEach((option, place) => (option.id = `${list.id}-${place}`));
  list.hidden = !options(field).length;
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", String(!list.hidden));
  say(field, list.dataset.said);
};

const ask = async (field) => {
  asked.abort();
  const { signal } = (asked = new AbortController());
  const typed = new URLSearchParams({ q: field.value });
  // Where it fails there is nothing to suggest; Enter searches all the same.
  const answer = await fetch(`${box(field).dataset.from}?${typed}`, { signal }).catch(() => null);
  const html = answer?.ok && (await answer.text().catch(() => ""));
  if (html && !signal.aborted) show(field, html);
};

const type = (field) => {
  clearTimeout(pause);
  asked.abort();
  if (field.value.trim().length < LEAST) close(field);
  else pause = setTimeout(ask, PAUSE, field);
};

// From the field down through the list and back to the field.
const choose = (field, step) => {
  const all = options(field);
  const stops = all.length + 1;
  const next = all[((all.findIndex(isChosen) + 1 + step + stops) % stops) - 1];
  all.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
  field.removeAttribute("aria-activedescendant");
  if (!next) return;
  field.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
};

const follow = (field, option) => {
  close(field);
  location.assign(option.dataset.to);
};

const press = (event) => {
  const field = event.target;
  const all = options(field);
  const chosen = all.find(isChosen);
  if (event.isComposing || !all.length) return;
  if (event.key === "ArrowDown") choose(field, 1);
  else if (event.key === "ArrowUp") choose(field, -1);
  else if (event.key === "Escape") close(field);
  else if (event.key === "Enter" && chosen) follow(field, chosen);
  else return;
  event.preventDefault();
};

for (const field of fields) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.addEventListener("input", () => type(field));
  field.addEventListener("keydown", press);
  field.addEventListener("blur", () => close(field));
  // The field keeps the focus.
  box(field).addEventListener("mousedown", (event) => event.preventDefault());
  box(field).addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) follow(field, option);
  });
}
