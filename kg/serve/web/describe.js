// The page of one IRI: what is said of it, and where it is named.

import { ask, vocabulary } from "./endpoint.js";
import { linked, setPrefixes, short, shown, table } from "./terms.js";

const SAID = "SELECT DISTINCT ?p ?o ?label { NODE ?p ?o OPTIONAL { ?o skos:prefLabel ?label } } ORDER BY ?p ?o LIMIT 500";
const NAMED = "SELECT DISTINCT ?s ?label ?p { ?s ?p NODE OPTIONAL { ?s skos:prefLabel ?label } } ORDER BY ?p ?s LIMIT 500";
const NO_IRI = /[\s<>"{}|\\^`\u0000-\u0020]|^(?![A-Za-z][\w+.-]*:)/;
const part = (id) => document.getElementById(id);

async function rows(pattern, iri) {
  const answer = await ask({ query: pattern.replace("NODE", () => `<${iri}>`) });
  return answer.results.bindings;
}

function named(term, label) {
  return term.type === "uri" && label ? linked(term.value, label.value) : shown(term);
}

async function start() {
  const iri = new URLSearchParams(location.search).get("iri") ?? "";
  part("iri").textContent = iri;
  if (NO_IRI.test(iri)) throw new Error("That is no IRI: write /describe?iri=https://…");
  setPrefixes((await vocabulary()).prefixes);
  const [said, told] = await Promise.all([rows(SAID, iri), rows(NAMED, iri)]);
  part("title").textContent = said.find((row) => short(row.p.value) === "skos:prefLabel")?.o.value ?? short(iri);
  document.title = part("title").textContent;
  if (/^https?:/.test(iri)) {
    part("outside").href = iri;
    part("outside").hidden = false;
  }
  part("said").append(said.length ? table(["property", "value"], said.map((row) => [shown(row.p), named(row.o, row.label)])) : "Nothing.");
  part("named").append(told.length ? table(["subject", "property"], told.map((row) => [named(row.s, row.label), shown(row.p)])) : "Nowhere.");
}

start().catch((error) => {
  part("error").textContent = error.message;
  part("error").hidden = false;
});
