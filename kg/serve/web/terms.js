// RDF terms as DOM: an IRI is a link to its page, by its prefix where it has one, and an actor one to the explorer too;
// everything is set as text.

const ACTOR = /^id:[^/]+$/; // claims, events and the like have a folder of their own: id:claim/…

let prefixes = [];

export function setPrefixes(known) {
  prefixes = Object.entries(known).sort((a, b) => b[1].length - a[1].length);
}

export function short(iri) {
  const found = prefixes.find(([, space]) => iri.startsWith(space) && iri.length > space.length);
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

export function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export function link(iri, label) {
  return element("a", label ?? short(iri), { href: `/describe?iri=${encodeURIComponent(iri)}`, title: iri });
}

// The word on the second link is drawn by the style sheet: what is copied from a table is the name alone.
export function linked(iri, label) {
  const made = document.createDocumentFragment();
  made.append(link(iri, label));
  if (ACTOR.test(short(iri))) {
    const href = `/explore?${new URLSearchParams({ actor: iri })}`;
    made.append(element("a", undefined, { href, class: "explore", "aria-label": `Explore ${label ?? short(iri)}` }));
  }
  return made;
}

export function shown(term) {
  if (!term) return document.createTextNode("");
  if (term.type === "uri") return linked(term.value);
  const text = element("span", term.type === "bnode" ? `_:${term.value}` : term.value);
  const kind = term["xml:lang"] ?? (term.datatype && short(term.datatype));
  if (kind) text.title = kind;
  return text;
}

export function table(columns, rows) {
  const made = element("table");
  const head = made.createTHead().insertRow();
  for (const column of columns) head.append(element("th", column, { scope: "col" }));
  const body = made.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    for (const cell of cells) row.insertCell().append(cell);
  }
  return made;
}
