"use strict";
// Without this script everything lies open and every link works; with it articles fold, a link lights all
// the parts of its statement, and the page can be filtered.
(() => {
  const folds = [...document.querySelectorAll("details[data-fold]")];
  for (const fold of folds) fold.open = false;

  function reveal() {
    for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    if (target.matches("mark")) {
      for (const mark of document.querySelectorAll("mark[data-of]")) {
        if (mark.dataset.of === id) mark.classList.add("lit");
      }
    }
    target.scrollIntoView({ block: target.matches("mark") ? "center" : "start" });
  }
  addEventListener("hashchange", reveal);
  // The same link a second time changes no hash, yet its article may have been folded since.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) reveal();
  });
  reveal();

  const form = document.getElementById("page-filter");
  const said = form.querySelector("output");
  const words = new Map();
  const wordsOf = (item) => {
    if (!words.has(item)) words.set(item, item.textContent.toLowerCase());
    return words.get(item);
  };
  let before = null;

  function filter() {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const act = form.elements.act.value;
    const active = wanted.length > 0 || act !== "";
    const fits = (item) => wanted.every((word) => wordsOf(item).includes(word));
    let lines = 0;
    let articles = 0;
    for (const line of document.querySelectorAll(".line")) {
      // A speaker's own list does not repeat the name, so the name counts there too.
      const speaker = line.closest(".speaker");
      const name = speaker ? wordsOf(speaker.querySelector("summary")) : "";
      const own = wordsOf(line);
      line.hidden = (act !== "" && line.dataset.act !== act) || !wanted.every((word) => own.includes(word) || name.includes(word));
      if (!line.hidden && speaker) lines += 1;
    }
    const deeds = [...document.querySelectorAll(".deed")];
    const events = new Set();
    for (const deed of deeds) {
      // A deed keeps the words beside it; its pair is named once for all its deeds.
      const said = [...deed.querySelectorAll(".line")];
      const pair = wordsOf(deed.closest(".dyad").querySelector("summary"));
      const own = wordsOf(deed);
      deed.hidden = (act !== "" && !said.some((line) => line.dataset.act === act)) || !wanted.every((word) => own.includes(word) || pair.includes(word));
      for (const line of said) line.hidden = deed.hidden;
      if (!deed.hidden) events.add(deed.dataset.of);
    }
    for (const pair of document.querySelectorAll(".pair")) {
      const shown = [...pair.querySelectorAll(".line")];
      if (shown.some((line) => !line.hidden)) for (const line of shown) line.hidden = false;
    }
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = active && !group.querySelector(".line:not([hidden]), .deed:not([hidden])");
    }
    for (const article of document.querySelectorAll("details.article")) {
      article.hidden = active && !(fits(article) && (act === "" || article.querySelector(`mark[data-act="${act}"]`)));
      if (!article.hidden) articles += 1;
    }
    const lists = [...document.querySelectorAll("details.speaker, details.dyad")];
    if (active && !before) before = new Set(lists.filter((list) => list.open));
    for (const list of lists) list.open = active || (before ? before.has(list) : list.open);
    if (!active) before = null;
    const count = (number, name) => `${number} ${name}${number === 1 ? "" : "s"}`;
    said.textContent = active ? [count(lines, "statement"), ...(deeds.length ? [count(events.size, "event")] : []), count(articles, "article")].join(", ") : "";
    document.body.classList.toggle("filtering", active);
  }
  let wait = 0;
  form.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(filter, 120); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
