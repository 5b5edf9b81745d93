// Keys and pasting in the price grid: Enter and arrows walk a column, a pasted column fills it.

const cellsOf = (input) => {
  const kind = input.matches("[data-price]") ? "[data-price]" : "[data-units]";
  return [...input.closest("table").querySelectorAll(kind)];
};
const isCell = (node) => node.matches?.("[data-price], [data-units]");

// A price from a sheet: its sign, spaces and thousands commas go, a decimal comma stays an error.
const pasted = (text) => {
  const bare = text.trim().replace(/^[$£€]\s*/, "");
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
};

export function onKey(event, draw) {
  if (!isCell(event.target)) return;
  if (event.key === "Escape") {
    event.target.value = event.target.defaultValue;
    draw();
  }
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = cellsOf(event.target);
  const next = cells[cells.indexOf(event.target) + step];
  next?.focus();
  next?.select();
}

export function onPaste(event, draw) {
  const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  if (!isCell(event.target) || lines.length < 2) return;
  event.preventDefault();
  let cell = event.target;
  for (const line of lines) {
    if (!cell) return;
    cell.value = pasted(line);
    draw(); // may add the blank row the next line goes into
    const cells = cellsOf(cell);
    cell = cells[cells.indexOf(cell) + 1];
  }
}
