// Says in numbers what recording the decisions does; the words stand in the page. Sums are in cents.
const sums = document.querySelector("#sums");
const cents = (text) => Math.round(Number(text) * 100);
const written = (sum) => `${sums.dataset.symbol}${(sum / 100).toLocaleString("en", { minimumFractionDigits: 2 })}`;

function given(line, outcome) {
  if (outcome === "approved") return cents(line.dataset.packPrice) * Number(line.querySelector("[name$=packs]").value);
  if (outcome === "replaced") return cents(line.querySelector("[name$=replacement] :checked").dataset.total ?? 0);
  return outcome === "asked" ? cents(line.dataset.price) : 0;
}

function say() {
  const lines = [...document.querySelectorAll(".line[data-price]")];
  const chosen = lines.map((line) => line.querySelector("[type=radio]:checked")?.value);
  const total = cents(sums.dataset.total);
  const less = lines.reduce((left, line, n) => left + cents(line.dataset.price) - given(line, chosen[n]), 0);
  const counts = ["approved", "replaced", "rejected", "asked"]
    .map((outcome) => [sums.dataset[outcome], chosen.filter((one) => one === outcome).length])
    .filter(([, count]) => count)
    .map(([verb, count]) => `${verb} ${count}`);
  const next = chosen.includes("asked") ? sums.dataset.waits : sums.dataset.charges;
  const all = chosen.every((one) => one === "rejected") && cents(sums.dataset.others) === 0;
  const money = all ? sums.dataset.nothing : next.replace("{sum}", written(total - less)).replace("{total}", written(total));
  const said = counts.join(", ") + (chosen.every(Boolean) ? `. ${money}` : "");
  sums.textContent = said.charAt(0).toUpperCase() + said.slice(1);
  sums.hidden = !counts.length;
  document.querySelector("#sums-in-general").hidden = chosen.every(Boolean);
}

if (sums) {
  document.querySelector("#case").addEventListener("input", say);
  say();
}
