"use strict";
(() => {
  const $ = (what, where = document) => where.querySelector(what);
  const $$ = (what, where = document) => [...where.querySelectorAll(what)];
  const nav = $(".bar-top");
  const number = (entry) => Number(entry.id.slice(1));
  // In the order of the text: an entry's number is its place there.
  const entries = $$(".entry").sort((a, b) => number(a) - number(b));
  const byNumber = new Map(entries.map((entry) => [number(entry), entry]));
  let current = 0;
  let sided = false;

  // Which links of the text are about a finding.
  const marks = new Map();
  const learn = (where) => {
    for (const link of $$("a[data-f]", where)) {
      for (const n of link.dataset.f.split(" ").map(Number)) {
        if (!marks.has(n)) marks.set(n, []);
        marks.get(n).push(link);
      }
    }
  };
  learn(document);
  const visible = (element) => !element.closest("[hidden], details:not([open])");

  // Side by side: made of the inline text when first asked for.
  const half = (line, without, number) => {
    const copy = line.cloneNode(true);
    for (const part of $$(without, copy)) part.remove();
    for (const link of $$("a", copy)) {
      link.removeAttribute("id");
      if (!link.textContent) link.classList.add("point");
    }
    copy.dataset.l = number;
    if (!copy.textContent) copy.className = "none";
    return copy;
  };
  const heading = (text) => {
    const h3 = document.createElement("h3");
    h3.textContent = text;
    return h3;
  };
  const split = (text) => {
    if (text.nextElementSibling.classList.contains("rows")) return;
    const rows = document.createElement("div");
    rows.className = text.className + " rows";
    rows.append(heading("Before"), heading("After"));
    for (const line of $$(":scope > p", text)) {
      const [was, is = was] = (line.dataset.l || "").replace(/^\+/, "→").split("→");
      rows.append(half(line, "ins", was), half(line, "del", is));
    }
    text.after(rows);
    learn(rows);
    if (filtered()) dim();
  };
  const show = () => {
    document.body.classList.toggle("sided", sided);
    for (const text of $$(".text:not(.rows)")) {
      const folded = text.closest(".folded");
      if (folded && !folded.open) continue;
      if (sided) split(text);
      text.hidden = sided;
      const rows = text.nextElementSibling;
      if (rows.classList.contains("rows")) rows.hidden = !sided;
    }
    for (const button of $$("[data-view]")) {
      button.setAttribute("aria-pressed", String((button.dataset.view === "sides") === sided));
    }
  };
  const turn = (to) => {
    sided = to;
    show();
    if (current) choose(current, false);
  };
  for (const folded of $$(".folded")) folded.addEventListener("toggle", show);

  // One finding at a time.
  const BAR = 64;  // how far down the bar that stays in view reaches, in pixels
  const dock = $("#dock");
  const reason = (entry) => {
    const rule = $(".rule", entry);
    const section = rule && document.getElementById(rule.hash.slice(1));
    if (!section || $(".why", entry)) return;
    const why = document.createElement("div");
    why.className = "why";
    for (const paragraph of $$("p", section)) why.append(paragraph.cloneNode(true));
    entry.append(why);
  };
  const letGo = () => {
    for (const one of $$(".on")) one.classList.remove("on");
    for (const why of $$(".why")) why.remove();
    dock.hidden = true;
    document.body.classList.remove("docked");
    current = 0;
    tell();
  };
  const unfold = (element) => {
    for (let d = element.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  };
  const choose = (n, focus = true) => {
    const entry = byNumber.get(n);
    if (!entry) return;
    letGo();
    current = n;
    unfold(entry);
    show();
    entry.classList.add("on");
    reason(entry);
    const links = (marks.get(n) || []).filter(visible);
    for (const link of links) link.classList.add("on");
    const side = entry.closest(".side");
    if (getComputedStyle(side).position === "sticky") {
      // Entries that come into view take their true height, and move it again.
      const align = (times) => {
        const top = () => entry.getBoundingClientRect().top;
        side.scrollTop += top() - Math.max(side.getBoundingClientRect().top, BAR) - 16;
        // The list ends with its article, and may have gone up with it.
        if (top() < BAR) scrollBy(0, top() - BAR - 16);
        if (times && n === current) requestAnimationFrame(() => align(times - 1));
      };
      align(5);
    } else {
      const copy = entry.cloneNode(true);
      copy.removeAttribute("id");
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "×";
      close.setAttribute("aria-label", "Close");
      close.addEventListener("click", letGo);
      dock.replaceChildren(close, copy);
      dock.hidden = false;
      document.body.classList.add("docked");
      dock.scrollTop = 0;
    }
    if (links.length) {
      if (focus) links[0].focus({ preventScroll: true });
      links[0].scrollIntoView({ block: dock.hidden ? "center" : "start", inline: "nearest" });
    }
    history.replaceState(null, "", "#f" + n);
    tell();
  };
  // Whether a finding stands where one is reading, or further down.
  const below = (entry) =>
    (marks.get(number(entry)) || []).some((link) => visible(link) && link.getBoundingClientRect().top >= BAR);
  const step = (by) => {
    const shown = entries.filter((entry) => !entry.hidden);
    if (!shown.length) return;
    const at = shown.findIndex((entry) => number(entry) >= current);
    let to;
    if (!current) to = by > 0 ? Math.max(0, shown.findIndex(below)) : shown.length - 1;
    else if (by > 0) to = at < 0 ? 0 : at + (number(shown[at]) === current ? 1 : 0);
    else to = (at < 0 ? shown.length : at) - 1;
    choose(number(shown[(to + shown.length) % shown.length]));
  };
  const tell = () => {
    const shown = entries.filter((entry) => !entry.hidden);
    const at = shown.findIndex((entry) => number(entry) === current);
    const of = shown.length.toLocaleString("en");
    $("#count").textContent = at < 0 ? `${of} ${shown.length === 1 ? "finding" : "findings"}` : `${(at + 1).toLocaleString("en")} of ${of}`;
    const entry = byNumber.get(current);
    $("#status").textContent = entry
      ? `Finding ${at + 1} of ${of}: ${$(".rule", entry).textContent}. ${$("p:not([class])", entry).textContent}`
      : `${of} findings shown`;
  };

  // The filter.
  const boxes = $$("#filter input");
  const filtered = () => boxes.some((box) => !box.checked);
  const dim = () => {
    for (const link of $$("a[data-f]")) {
      link.classList.toggle("off", link.dataset.f.split(" ").every((n) => byNumber.get(Number(n))?.hidden));
    }
  };
  const sift = () => {
    const on = (name) => new Set(boxes.filter((b) => b.name === name && b.checked).map((b) => b.value));
    const safety = on("safety");
    const family = on("family");
    for (const entry of entries) entry.hidden = !(safety.has(entry.dataset.s) && family.has(entry.dataset.y));
    dim();
    for (const group of $$(".group:not(.removed)")) {
      const every = $$(".entry", group);
      const shown = every.filter((entry) => !entry.hidden).length;
      $("h3 span", group).textContent = shown === every.length ? String(shown) : `${shown} of ${every.length}`;
    }
    $("#filtered").textContent = filtered() ? ": on" : "";
    if (current && byNumber.get(current).hidden) letGo();
    tell();
  };
  const check = (value) => {
    for (const box of boxes) box.checked = value;
    sift();
  };

  // Clicks and keys.
  const menus = $$(".menu");
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = link.hash.slice(1);
    if (/^f\d+$/.test(target)) {
      event.preventDefault();
      choose(Number(target.slice(1)));
    } else if (/^m\d+$/.test(target)) {
      event.preventDefault();
      const entry = link.closest(".entry");
      choose(entry.id ? number(entry) : current);
    } else {
      const element = document.getElementById(target);
      if (element) unfold(element);
    }
  });
  for (const button of $$("[data-view]")) button.addEventListener("click", () => turn(button.dataset.view === "sides"));
  for (const box of boxes) box.addEventListener("change", sift);
  $("#all").addEventListener("click", () => check(true));
  $("#none").addEventListener("click", () => check(false));
  $("#next").addEventListener("click", () => step(1));
  $("#previous").addEventListener("click", () => step(-1));
  const keys = {
    j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1),
    v: () => turn(!sided),
    f: () => { $("#filter").open = !$("#filter").open; if ($("#filter").open) boxes[0]?.focus(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const open = menus.find((menu) => menu.open);
      if (open) { open.open = false; $("summary", open).focus(); } else letGo();
    } else if ($("#keyed").checked && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  // The table of texts is sorted by a click on a heading.
  for (const [at, th] of $$(".index thead th").entries()) {
    if (th.classList.contains("pic")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = th.textContent;
    th.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = th.getAttribute("aria-sort") !== (at ? "descending" : "ascending");
      const way = (at ? -1 : 1) * (down ? 1 : -1);
      for (const other of $$(".index th")) other.removeAttribute("aria-sort");
      th.setAttribute("aria-sort", way < 0 ? "descending" : "ascending");
      const body = $(".index tbody");
      const value = (row) => row.cells[at].textContent;
      const order = at ? (a, b) => parseFloat(value(a).replace(/,/g, "")) - parseFloat(value(b).replace(/,/g, "")) : (a, b) => value(a).localeCompare(value(b));
      body.append(...[...body.rows].sort((a, b) => way * order(a, b)));
    });
  }

  // On paper everything is unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = $$("main details:not([open])");
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  nav.hidden = false;
  const arrive = () => {
    const asked = /^#[fm](\d+)$/.exec(location.hash);
    if (asked) choose(Number(asked[1]));
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
