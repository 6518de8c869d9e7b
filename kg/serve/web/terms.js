// RDF terms as DOM: an IRI is a link to its page, by its prefix where it has one; everything is set as text.

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

export function shown(term) {
  if (!term) return document.createTextNode("");
  if (term.type === "uri") return link(term.value);
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
