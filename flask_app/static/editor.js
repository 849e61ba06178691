// Starts the query editor (YASGUI) where there was a form. Without this script, or where it fails, the form works as it is.
// Everything that the editor would ask other hosts for is answered from here: its policy allows this site alone.
"use strict";

(() => {
  const room = document.getElementById("editor");
  if (!room || !window.Yasgui) return;
  const settings = JSON.parse(room.dataset.settings);
  const { words } = settings;
  const endpoint = new URL(settings.endpoint, location.href).href;
  const { Tab, Yasqe, Yasr } = Yasgui;
  const lists = fetch(settings.completions)
    .then((response) => response.json())
    .catch(() => ({ prefixes: {}, classes: [], properties: [] }));

  // ---- completion: the prefixes of the site, the terms that its data use

  const term = (name) => async (_, token) => {
    const typed = token.autocompletionString || "";
    const local = typed.slice(Math.max(typed.lastIndexOf("/"), typed.lastIndexOf("#")) + 1).toLowerCase();
    const iris = (await lists)[name];
    const begins = iris.filter((iri) => iri.startsWith(typed));
    if (begins.length || !local || typed !== token.string.trim()) return begins;
    return iris.filter((iri) => iri.slice(Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1).toLowerCase().includes(local));
  };

  const prefixLines = ({ prefixes }) => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();

  Object.assign(Yasqe.Autocompleters.prefixes, { get: () => lists.then(prefixLines), persistenceId: null });
  Object.assign(Yasqe.Autocompleters.class, { get: term("classes") });
  Object.assign(Yasqe.Autocompleters.property, { get: term("properties") });

  // What a new tab begins with: the prefixes of those terms.
  const beginning = ({ prefixes, classes, properties }) => {
    const used = Object.entries(prefixes).filter(([, iri]) => [...classes, ...properties].some((one) => one.startsWith(iri)));
    return `${used.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("")}\nSELECT * WHERE {\n  ?subject ?predicate ?object .\n}\nLIMIT 10\n`;
  };

  // ---- what went wrong: problem documents (RFC 9457), with a way to the place

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const place = ({ line, column }) => {
    if (!line) return "";
    const text = words.line.replace("{line}", line).replace("{column}", column || 1);
    const onclick = () => {
      const yasqe = yasgui.getTab().getYasqe();
      yasqe.focus();
      yasqe.getDoc().setCursor({ line: line - 1, ch: (column || 1) - 1 });
    };
    return element("p", {}, element("button", { type: "button", className: "place", textContent: text, onclick }));
  };

  const problem = async ({ text }) => {
    let said = {};
    try {
      said = JSON.parse(text);
    } catch {
      said = /\babort/i.test(text) ? { title: words.stopped } : { title: words.failed, detail: text };
    }
    const shown = element("div", { className: "problem" });
    shown.setAttribute("role", "alert");
    shown.append(element("h2", { textContent: said.title || words.failed }), element("p", { textContent: said.detail || "" }), place(said));
    return shown;
  };

  Yasr.defaults.errorRenderers = [problem];

  // ---- results as files, from the server: all of them, whatever the table shows

  const downloads = (tab) => {
    const yasqe = tab.getYasqe();
    const form = { SELECT: "SELECT", CONSTRUCT: "CONSTRUCT", DESCRIBE: "CONSTRUCT" }[yasqe.getQueryType()];
    const links = (settings.downloads[form] || []).map(([name, label]) => {
      const href = `${endpoint}?${new URLSearchParams({ query: yasqe.getValue(), _format: name })}`;
      return element("li", {}, element("a", { href, rel: "nofollow", textContent: label }));
    });
    return links.length ? [`${words.downloads} `, element("ul", { className: "inline" }, ...links)] : [];
  };

  // ---- the tabs: one endpoint, no settings of requests, names for what has none

  const nameParts = (tab) => {
    for (const title of tab.rootEl.querySelectorAll("thead .dt-orderable-none .dt-column-title:empty")) {
      title.append(element("span", { className: "unseen", textContent: words.row }));
    }
    tab.rootEl.querySelector(".tableSizer")?.setAttribute("aria-label", words.rows);
    tab.rootEl.querySelector(".yasqe_sharePopup input")?.setAttribute("aria-label", words.address);
  };

  const furnish = (tab) => {
    if (tab.furnished) return;
    tab.furnished = true;
    const drawn = new MutationObserver(() => nameParts(tab)); // anew with every result, every switch, every click on "share"
    drawn.observe(tab.getYasr().rootEl, { childList: true, subtree: true });
    drawn.observe(tab.rootEl.querySelector(".yasqe_buttons"), { childList: true });
    nameParts(tab);
    tab.rootEl.querySelector(".controlbar").remove();
    tab.getYasqe().getInputField().setAttribute("aria-label", words.query);
    const files = element("div", { className: "downloads" });
    tab.rootEl.querySelector(".editorwrapper").after(files);
    tab.getYasqe().on("queryBefore", () => files.replaceChildren());
    tab.getYasqe().on("queryResults", () => files.replaceChildren(...downloads(tab)));
  };

  const show = Tab.prototype.show;
  Tab.prototype.show = function () {
    this.persistentJson.requestConfig.endpoint = endpoint;
    show.call(this);
    furnish(this);
  };
  Tab.prototype.getShareableLink = function () {
    return `${location.origin}${location.pathname}#query=${encodeURIComponent(this.getQuery())}`;
  };

  const start = () =>
    new Yasgui(room, {
      autofocus: false,
      populateFromUrl: false, // it would run the query; and take its endpoint and headers from the address
      copyEndpointOnNewTab: false,
      persistenceId: `ldpub_${settings.endpoint}`,
      endpointCatalogueOptions: { getData: () => [] },
      requestConfig: { endpoint, acceptHeaderGraph: "text/turtle,*/*;q=0.9" },
      yasqe: { value: document.getElementById("query").value },
      yasr: { prefixes: () => known },
    });

  let known = {};
  room.hidden = false; // the editor measures itself
  let yasgui;
  try {
    yasgui = start();
  } catch (error) {
    room.hidden = true;
    throw error;
  }
  document.getElementById("plain").hidden = true;
  const add = room.querySelector(".addTab"); // a tablist has tabs only (WAI-ARIA 1.2 §5.4)
  add.setAttribute("role", "tab");
  add.setAttribute("aria-label", words.tab);
  lists.then((found) => {
    known = found.prefixes;
    yasgui.config.yasqe.value = beginning(found);
  });

  // ---- links with a query: it is shown in a tab, and not run

  const open = () => {
    const query = new URLSearchParams(location.hash.slice(1)).get("query");
    if (!query) return;
    history.replaceState(null, "", location.pathname + location.search);
    const same = Object.values(yasgui._tabs).find((tab) => tab.getPersistedJson().yasqe.value === query);
    if (same) same.select();
    else yasgui.addTab(true, { yasqe: { value: query } });
    room.scrollIntoView();
  };

  for (const link of document.querySelectorAll("#examples a")) {
    link.href = `#query=${encodeURIComponent(new URL(link.href).searchParams.get("query"))}`;
  }
  window.addEventListener("hashchange", open);
  open();
})();
