"use strict";
// Moving about in the picture, and the text of the node that is shown. Nothing here asks the network for anything.
(() => {
  const root = document.documentElement;
  const view = document.getElementById("view");
  const svg = document.getElementById("graph");
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const lives = [...svg.querySelectorAll(".live")];
  const whole = { x: 0, y: 0, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
  const NEAREST = 0.02, DRAG = 5;
  let box = { ...whole };
  root.classList.add("js");

  // -- the picture ------------------------------------------------------------------------------------------------

  const size = () => ({ w: Math.max(1, view.clientWidth), h: Math.max(1, view.clientHeight) });
  const scale = () => size().w / box.w;

  function draw() {
    const { w, h } = size();
    box.h = box.w * h / w;
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`);
  }

  function zoom(factor, px, py) {
    view.classList.add("known");
    const { w, h } = size();
    const width = Math.min(Math.max(box.w / factor, w / 4), Math.max(whole.w, whole.h) / NEAREST ** 0.25);
    const x = box.x + box.w * (px ?? w / 2) / w;
    const y = box.y + box.h * (py ?? h / 2) / h;
    const share = width / box.w;
    box = { x: x - (x - box.x) * share, y: y - (y - box.y) * share, w: width, h: box.h * share };
    draw();
  }

  function pan(dx, dy) {
    view.classList.add("known");
    box.x += dx / scale();
    box.y += dy / scale();
    draw();
  }

  function all() {
    const { w, h } = size();
    const width = Math.max(whole.w, whole.h * w / h) * 1.04;
    box = { x: (whole.w - width) / 2, y: -(width * h / w - whole.h) / 2, w: width, h: width * h / w };
    draw();
  }

  function begin() {
    // As large as can be read: the width of the picture, from its top.
    const { w, h } = size();
    const width = Math.min(Math.max(whole.w, 700), Math.max(900, w * 1.25));
    const first = svg.querySelector(".live");
    const place = first ? first.getBBox() : { x: 0, y: 0, width: 0 };
    const middle = whole.w <= width ? whole.w / 2 : place.x + place.width / 2;
    box = { x: middle - width / 2, y: Math.min(60, place.y + 60), w: width, h: width * h / w };
    draw();
  }

  const place = (live) => {
    const inner = live.getBBox();
    const shift = live.parentNode.transform.baseVal.consolidate();
    return { x: inner.x + (shift ? shift.matrix.e : 0) + inner.width / 2, y: inner.y + (shift ? shift.matrix.f : 0) + inner.height / 2,
      w: inner.width, h: inner.height };
  };

  function bring(live, always) {
    const at = place(live);
    const inside = at.x - at.w / 2 > box.x && at.x + at.w / 2 < box.x + box.w && at.y - at.h / 2 > box.y && at.y + at.h / 2 < box.y + box.h;
    if (inside && !always) return;
    box.x = at.x - box.w / 2;
    box.y = at.y - box.h / 2;
    draw();
  }

  // -- the texts --------------------------------------------------------------------------------------------------

  function show(id, options = {}) {
    const article = document.getElementById(id);
    if (!article || article.tagName !== "ARTICLE") return;
    for (const open of document.querySelectorAll("article.open")) open.classList.remove("open");
    article.classList.add("open");
    article.parentNode.scrollTop = 0;
    for (const live of lives) live.classList.toggle("shown", live.dataset.show === id);
    if (options.bring) {
      const live = lives.find((one) => one.dataset.show === id && !one.classList.contains("post"));
      if (live) bring(live);
    }
    if (options.focus) article.querySelector("h2").focus({ preventScroll: true });
    if (!options.silent) history.replaceState(null, "", `#${id}`);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    show(link.getAttribute("href").slice(1), { bring: true, focus: true });
  });

  window.addEventListener("hashchange", () => show(location.hash.slice(1), { bring: true, silent: true }));

  // -- mouse and touch --------------------------------------------------------------------------------------------

  const held = new Map();
  let moved = 0, apart = 0;

  svg.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    held.set(event.pointerId, event);
    if (held.size === 1) moved = 0;
    apart = 0;
  });

  window.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    held.set(event.pointerId, event);
    if (held.size === 1 && moved > DRAG) {
      view.classList.add("held");
      pan(before.clientX - event.clientX, before.clientY - event.clientY);
    } else if (held.size === 2) {
      const [a, b] = [...held.values()];
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      const at = view.getBoundingClientRect();
      if (apart) zoom(now / apart, (a.clientX + b.clientX) / 2 - at.left, (a.clientY + b.clientY) / 2 - at.top);
      apart = now;
      moved = DRAG + 1;
    }
  });

  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => {
      held.delete(event.pointerId);
      apart = 0;
      if (!held.size) view.classList.remove("held");
    });
  }

  svg.addEventListener("click", (event) => {
    const live = event.target.closest(".live");
    if (live && moved <= DRAG) show(live.dataset.show, { bring: live.classList.contains("post") });
  });

  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = view.getBoundingClientRect();
    const unit = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 400 : 1;
    if (event.ctrlKey || event.metaKey) {
      zoom(Math.exp(-event.deltaY * unit / 300), event.clientX - at.left, event.clientY - at.top);
    } else if (event.shiftKey && !event.deltaX) {
      pan(event.deltaY * unit, 0);
    } else {
      pan(event.deltaX * unit, event.deltaY * unit);
    }
  }, { passive: false });

  // -- keyboard ---------------------------------------------------------------------------------------------------

  const WAYS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

  function next(from, [dx, dy]) {
    const here = place(from);
    let best = null, least = Infinity;
    for (const live of lives) {
      if (live === from) continue;
      const there = place(live);
      const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      if (ahead > 20 && ahead + 2 * aside < least) [best, least] = [live, ahead + 2 * aside];
    }
    return best;
  }

  svg.addEventListener("keydown", (event) => {
    const live = event.target.closest(".live");
    if (!live) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show(live.dataset.show, { focus: true, bring: live.classList.contains("post") });
    } else if (WAYS[event.key]) {
      event.preventDefault();
      const other = next(live, WAYS[event.key]);
      if (other) other.focus();
    }
  });

  for (const live of lives) live.addEventListener("focus", () => bring(live));

  document.addEventListener("keydown", (event) => {
    if (event.target === find || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") view.classList.toggle("known");
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") all();
    else if (event.key === "Escape") {
      const shown = svg.querySelector(".shown:not(.post)");
      if (shown) shown.focus();
    } else if (event.key === "/") { event.preventDefault(); find.focus(); }
  });

  document.getElementById("closer").addEventListener("click", () => zoom(1.25));
  document.getElementById("further").addEventListener("click", () => zoom(0.8));
  document.getElementById("whole").addEventListener("click", all);

  // -- finding ----------------------------------------------------------------------------------------------------

  const words = new Map([...document.querySelectorAll("article")].map((one) => [one.id, one.textContent.toLowerCase()]));
  let hits = [], turn = -1;

  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    hits = wanted ? lives.filter((live) => !live.classList.contains("post") && words.get(live.dataset.show)?.includes(wanted)) : [];
    turn = -1;
    for (const live of lives) live.classList.toggle("dim", Boolean(wanted) && !hits.includes(live));
    found.textContent = wanted ? `${hits.length}` : "";
  });

  find.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      find.value = "";
      find.dispatchEvent(new Event("input"));
    } else if (event.key === "Enter" && hits.length) {
      turn = (turn + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
      show(hits[turn].dataset.show);
      bring(hits[turn], true);
      found.textContent = `${turn + 1}/${hits.length}`;
    }
  });

  // -- paper ------------------------------------------------------------------------------------------------------

  window.addEventListener("beforeprint", () => svg.setAttribute("viewBox", `0 0 ${whole.w} ${whole.h}`));
  window.addEventListener("afterprint", draw);
  window.addEventListener("resize", draw);

  begin();
  const asked = location.hash.slice(1);
  show(document.getElementById(asked) ? asked : "n0", { silent: true, bring: Boolean(asked) });
})();
