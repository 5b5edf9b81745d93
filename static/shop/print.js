// Without a script the browser's own menu prints.
const printer = document.getElementById("print");
printer.hidden = false;
printer.addEventListener("click", () => print());
