"use strict";
(() => {
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const nothing = document.getElementById("nothing");
  const unfold = document.getElementById("unfold");
  const buttons = [...document.querySelectorAll("[data-show]")];
  const fold = text => text.toLowerCase().replace(/[",]/g, "").replace(/\s+/g, " ");
  const counts = new Map([...document.querySelectorAll("[data-count]")].map(each => [each.dataset.count, each]));
  const assemblies = [...document.querySelectorAll("[data-assembly]")].map(element => ({
    element, name: element.dataset.assembly, kept: element.querySelector("dd span"),
    meant: element.querySelector("dd small"), meter: element.querySelector("meter"),
  }));
  const kept = text => new Map(text.trim().split(" ").filter(Boolean).map(part => {
    const place = part.lastIndexOf(":");
    return [part.slice(0, place), Number(part.slice(place + 1))];
  }));
  const sentences = [...document.querySelectorAll(".sentence")].map(element => ({
    element, text: fold(element.textContent),
  }));
  const topics = [...document.querySelectorAll(".topic")];
  const chapters = [...document.querySelectorAll(".chapter")].map(element => ({
    element,
    entry: document.querySelector(`[data-for="${element.id}"]`),
    text: fold(element.dataset.text),
    rules: [...element.querySelectorAll(".rule")].map(rule => ({
      element: rule,
      text: fold(rule.dataset.text),
      scenarios: [...rule.querySelectorAll(".scenario")].map(scenario => ({
        element: scenario,
        text: fold(scenario.textContent),
        passed: scenario.classList.contains("passed"),
        open: scenario.open,
        rows: Number(scenario.dataset.rows),
        kept: kept(scenario.dataset.kept),
      })),
    })),
  }));
  let show = "all";

  function unmark() {
    document.querySelectorAll("main mark").forEach(mark => {
      const parent = mark.parentNode;
      mark.replaceWith(mark.textContent);
      parent.normalize();
    });
  }

  function highlight(element, words) {
    const pattern = new RegExp(words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const parts = text.data.split(new RegExp(`(${pattern.source})`, "gi"));
      if (parts.length < 2) continue;
      text.replaceWith(...parts.map((part, place) => {
        if (place % 2 === 0) return part;
        const mark = document.createElement("mark");
        mark.textContent = part;
        return mark;
      }));
    }
  }

  function filter() {
    const words = fold(search.value).split(" ").filter(Boolean);
    const narrowed = words.length > 0 || show !== "all";
    let shown = 0, all = 0, shownChapters = 0, shownRules = 0, rows = 0;
    const keptBy = new Map(), meantFor = new Map();
    unmark();
    for (const chapter of chapters) {
      let inChapter = 0;
      for (const rule of chapter.rules) {
        let inRule = 0;
        for (const scenario of rule.scenarios) {
          const around = `${chapter.text} ${rule.text} ${scenario.text}`;
          const wanted = words.every(word => around.includes(word)) && (show === "all" || !scenario.passed);
          const within = wanted && words.some(word => scenario.text.includes(word));
          scenario.element.hidden = !wanted;
          scenario.element.open = unfold.ariaPressed === "true" || within || scenario.open;
          if (within) highlight(scenario.element, words);
          inRule += wanted;
          all += 1;
          if (!wanted) continue;
          rows += scenario.rows;
          for (const [name, number] of scenario.kept) {
            keptBy.set(name, (keptBy.get(name) ?? 0) + number);
            meantFor.set(name, (meantFor.get(name) ?? 0) + scenario.rows);
          }
        }
        rule.element.hidden = inRule === 0;
        inChapter += inRule;
        shownRules += inRule > 0;
      }
      chapter.element.hidden = inChapter === 0;
      chapter.entry.hidden = inChapter === 0;
      chapter.entry.querySelector(".number").textContent = inChapter;
      shown += inChapter;
      shownChapters += inChapter > 0;
    }
    const shownNow = { features: shownChapters, rules: shownRules, scenarios: shown, rows };
    counts.forEach((element, name) => { element.textContent = shownNow[name]; });
    for (const assembly of assemblies) {
      const passed = keptBy.get(assembly.name) ?? 0, meant = meantFor.get(assembly.name) ?? 0;
      assembly.kept.textContent = passed;
      assembly.meant.textContent = ` of ${meant} kept`;
      assembly.meter.max = meant;
      assembly.meter.value = passed;
      assembly.element.className = passed === meant ? "passed" : "failed";
    }
    let listed = 0;
    for (const sentence of sentences) {
      const wanted = show === "all" && words.every(word => sentence.text.includes(word));
      sentence.element.hidden = !wanted;
      listed += wanted;
    }
    topics.forEach(topic => { topic.hidden = !topic.querySelector(".sentence:not([hidden])"); });
    if (topics.length) document.getElementById("sentences").hidden = listed === 0;
    found.hidden = !narrowed || shown === 0;
    found.textContent = `${shown} of ${all} scenarios`;
    document.body.classList.toggle("narrowed", narrowed);
    nothing.hidden = shown + listed > 0;
    history.replaceState(null, "", search.value ? `?search=${encodeURIComponent(search.value)}` : location.pathname);
  }

  search.addEventListener("input", filter);
  buttons.forEach(button => button.addEventListener("click", () => {
    show = button.dataset.show;
    buttons.forEach(other => { other.ariaPressed = String(other === button); });
    filter();
  }));
  unfold.addEventListener("click", () => {
    unfold.ariaPressed = String(unfold.ariaPressed !== "true");
    filter();
  });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape" && document.activeElement === search) {
      search.value = "";
      filter();
    }
  });
  const links = new Map([...document.querySelectorAll(".contents a")].map(link => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver(entries => entries.forEach(entry => {
    links.get(entry.target.id).classList.toggle("here", entry.isIntersecting);
  }), { rootMargin: "-20% 0px -70% 0px" });
  chapters.forEach(chapter => watcher.observe(chapter.element));

  const asked = new URLSearchParams(location.search).get("search");
  if (asked) {
    search.value = asked;
    filter();
  }
})();
