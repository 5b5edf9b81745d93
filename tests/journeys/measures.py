"""What a browser can measure on a page, as scripts that hand plain values back."""

# Ends what fades from one colour into another.
STILL = "document.getAnimations().forEach((one) => one.finish())"

# Elements that reach beyond the window's edges, where the page scrolls sideways or would be cut.
BEYOND_THE_EDGE = """() => {
  const width = document.documentElement.clientWidth;
  const beyond = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    const seen = element.checkVisibility({ visibilityProperty: true }) && box.width > 1;
    return seen && (box.right > width + 1 || box.left < -1) && !element.closest(".skip, .vh, .buy");
  });
  const names = beyond.map((element) => element.outerHTML.slice(0, 80));
  return document.documentElement.scrollWidth > width ? [...names, "the page"] : names;
}"""

# Pairs of texts and buttons of one pack, or of the dosages, that lie on each other.
OVERLAPS = """() => {
  const pairs = [];
  const boxes = (part) => {
    // A dosage's text never breaks, so it may be wider than its box.
    const seen = part.closest(".dose__l") ? document.createRange() : part;
    if (seen !== part) seen.selectNodeContents(part);
    return seen.getClientRects();
  };
  const apart = (a, b) => a.left >= b.right - 1 || b.left >= a.right - 1
    || a.top >= b.bottom - 3 || b.top >= a.bottom - 3;
  for (const row of document.querySelectorAll(".packs tr, .doses")) {
    const texts = row.matches(".doses") ? ".dose__l *" : "b, small, s, .save, .btn, .stepper, .tag";
    const parts = [...row.querySelectorAll(texts)]
      .filter((part) => part.checkVisibility() && !part.closest(".vh"));
    for (const one of parts) for (const other of parts) {
      if (one.contains(other) || other.contains(one)) continue;
      for (const a of boxes(one)) for (const b of boxes(other))
        if (!apart(a, b)) pairs.push(one.outerHTML.slice(0, 50) + other.outerHTML.slice(0, 50));
    }
  }
  return pairs;
}"""

# What can be pressed and is smaller than 24 by 24 px (WCAG 2.5.8).
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, summary, .dose__l")]
  .filter((target) => target.checkVisibility() && !target.closest(".vh, .skip"))
  .filter((target) => !["hidden", "radio"].includes(target.type))
  .filter((target) => {
    const box = target.getBoundingClientRect();
    return box.width < 23.9 || box.height < 23.9;
  })
  .map((target) => target.outerHTML.slice(0, 80))"""

SUM_OF_LAYOUT_SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (shifts += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
"""

# Settles with the first paint.
PAINTED = """() => new Promise((painted) =>
  new PerformanceObserver(() => painted()).observe({ type: "paint", buffered: true }))"""

# Settles when every font asked for has come and two frames have been drawn since.
LETTERS_ARE_HERE = """async () => {
  await document.fonts.ready;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}"""
