// Looks again every three seconds and shows the page anew where it says something else: as a plain
// request, whatever brought the visitor here. Nobody who is in a form loses it.
const busy = () => document.hidden || document.activeElement?.closest("form");
const shown = (page) => page.querySelector("main").textContent;
const isNews = async () => {
  const answer = await fetch(location.href, { redirect: "manual" });
  // It leads elsewhere by now, such as to the payment page.
  if (answer.type === "opaqueredirect") return true;
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return shown(page) !== shown(document);
};
const look = async () => {
  // Without a connection there is nothing new.
  const news = !busy() && (await isNews().catch(() => false));
  if (news && !busy()) location.replace(location.href);
  else setTimeout(look, 3000);
};
setTimeout(look, 3000);
