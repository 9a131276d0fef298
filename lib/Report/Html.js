// Filters, search, links into the page, theme, and colors of code.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("script");
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);

  // Theme: the system's, until the button was used.
  const dark = () => root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  const kept = (theme) => { // storage may be denied to local files
    try {
      if (theme) localStorage.setItem("cleanexit-theme", theme);
      return localStorage.getItem("cleanexit-theme");
    } catch { return null; }
  };
  if (kept()) root.dataset.theme = kept();
  one(".theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    kept(root.dataset.theme);
  });

  // Colors of code, when a finding is opened first.
  const word = new RegExp([
    "(?<comment>//.*|/\\*.*?(?:\\*/|$)|^\\s*\\*.*$)",
    "(?<string>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|<[\\w/.]+\\.h(?:pp)?>)",
    "(?<directive>^\\s*#\\s*\\w+)",
    "(?<keyword>\\b(?:alignas|auto|bool|break|case|catch|char|class|const" +
      "|constexpr|const_cast|continue|co_await|co_return|co_yield|decltype" +
      "|default|delete|do|double|dynamic_cast|else|enum|explicit|extern|false" +
      "|final|float|for|friend|goto|if|inline|int|long|mutable|namespace|new" +
      "|noexcept|nullptr|operator|override|private|protected|public" +
      "|reinterpret_cast|return|short|signed|sizeof|static|static_cast|struct" +
      "|switch|template|this|throw|true|try|typedef|typename|union|unsigned" +
      "|using|virtual|void|volatile|while)\\b)",
    "(?<number>\\b\\d[\\w.']*)",
  ].join("|"), "g");
  const color = (row) => {
    const text = row.textContent;
    const pieces = [...text.matchAll(word)].map((m) => ({
      from: m.index, to: m.index + m[0].length,
      kind: Object.keys(m.groups).find((k) => m.groups[k] !== undefined),
    }));
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    let start = 0;
    for (const node of nodes) {
      const end = start + node.data.length;
      const parts = document.createDocumentFragment();
      let at = start;
      for (const p of pieces) {
        const from = Math.max(p.from, at), to = Math.min(p.to, end);
        if (from >= to) continue;
        parts.append(text.slice(at, from));
        const span = document.createElement("span");
        span.className = p.kind;
        span.textContent = text.slice(from, to);
        parts.append(span);
        at = to;
      }
      parts.append(text.slice(at, end));
      node.replaceWith(parts);
      start = end;
    }
  };
  const findings = all(".finding");
  for (const f of findings)
    f.addEventListener("toggle", () => {
      if (!f.open || f.dataset.colored) return;
      f.dataset.colored = "yes";
      all(".row > span", f).forEach(color);
    });
  if (!findings.length) return;

  // What is shown: state is in the address, so it can be sent on.
  //   #q=join&check=cleanup-network-io   or   #f-0123456789abcdef
  const search = one("input[type=search]"), bars = all(".bar");
  const kinds = ["level", "check", "folder"];
  const chosen = (kind) => bars
      .filter((b) => b.dataset[kind] && b.ariaPressed === "true")
      .map((b) => b.dataset[kind]);
  const texts = new Map(findings.map((f) => [
    f, [f.closest(".file").querySelector("h2").textContent,
        ...all("summary, .says, .where", f).map((e) => e.textContent)]
           .join(" ").toLowerCase()]));
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = kinds.map((kind) => [kind, chosen(kind)])
        .filter(([, names]) => names.length);
    let number = 0;
    for (const f of findings) {
      f.hidden = !(wanted.every(([kind, names]) =>
                       names.includes(f.dataset[kind])) &&
                   words.every((w) => texts.get(f).includes(w)));
      number += !f.hidden;
    }
    for (const file of all(".file"))
      file.hidden = !file.querySelector(".finding:not([hidden])");
    const filtered = words.length + wanted.length > 0;
    one(".shown").textContent = filtered ? `${number} of ${findings.length}` : "";
    one(".clear").hidden = !filtered;
    one(".none-match").hidden = number > 0;
    one(".expand").textContent =
      findings.some((f) => !f.hidden && !f.open) ? "Expand all" : "Collapse all";
  };
  const changed = () => {
    const state = new URLSearchParams();
    if (search.value) state.set("q", search.value);
    for (const kind of kinds)
      for (const name of chosen(kind)) state.append(kind, name);
    history.replaceState(null, "", "#" + state);
    show();
  };
  const follow = () => {
    const hash = location.hash.slice(1);
    const target = hash.startsWith("f-") && document.getElementById(hash);
    if (target) {
      target.open = true;
      target.scrollIntoView();
    }
    const state = new URLSearchParams(target ? "" : hash);
    search.value = state.get("q") ?? "";
    for (const b of bars)
      b.ariaPressed = String(kinds.some(
          (kind) => state.getAll(kind).includes(b.dataset[kind])));
    show();
  };
  search.addEventListener("input", changed);
  for (const b of bars)
    b.addEventListener("click", () => {
      b.ariaPressed = String(b.ariaPressed !== "true");
      changed();
    });
  const clear = () => {
    search.value = "";
    for (const b of bars) b.ariaPressed = "false";
    changed();
  };
  one(".clear").addEventListener("click", clear);
  one(".expand").addEventListener("click", () => {
    const open = findings.some((f) => !f.hidden && !f.open);
    for (const f of findings) if (!f.hidden) f.open = open;
    show();
  });
  for (const f of findings) f.addEventListener("toggle", show);
  addEventListener("hashchange", follow);
  addEventListener("keydown", (e) => {
    if (e.key === "/" && document.activeElement !== search) {
      e.preventDefault();
      search.focus();
    } else if (e.key === "Escape" && document.activeElement === search) {
      clear();
      search.blur();
    }
  });
  follow();
})();
