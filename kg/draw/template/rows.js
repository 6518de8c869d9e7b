// What there is to show: the rows that Python wrote, and those that a live view takes in later.
const [documents, actors, sentences, claims] = [[], [], [], []];
const [documentAt, numberOf, sentenceAt, claimAt] = [new Map(), new Map(), new Map(), new Map()];
const nodes = []; // as many as actors
const edges = [];
const edgesById = new Map();
const ties = [];

const quiet = []; // relations that are left out until asked for
const looks = { type: new Map(), tone: new Map(), standing: new Map() };
const names = new Map();

const statuses = {
  asserted: "Asserted",
  planned: "Planned",
  possible: "Possible",
  demanded: "Demanded",
  attempted: "Attempted",
  hypothetical: "Hypothetical",
  denied: "Denied",
};
const DOCUMENT = "\u0000document";
const STATE = "state";

// Rows that a list has not yet are put at its end; the number there of each of the rows.
function added(list, index, rows, key = (row) => row.id) {
  return rows.map((row) => {
    const id = key(row);
    if (!index.has(id)) index.set(id, list.push(row) - 1);
    return index.get(id);
  });
}

// Rows refer to one another by their numbers within `more`; what is known already stays as it is.
function merge(more) {
  quiet.push(...more.quiet.filter((id) => !names.has(id)));
  const named = { type: more.classes, tone: more.tones, standing: more.standings };
  for (const [kind, rows] of Object.entries(named)) rows.forEach((row) => looks[kind].set(row.id, row));
  more.relations.forEach((row) => names.set(row.id, row));
  const documentOf = added(documents, documentAt, more.documents);
  const actorOf = added(actors, numberOf, more.actors);
  const lines = more.sentences.map(([text, source, begin]) => ({ text, document: documentOf[source], begin }));
  const place = (row) => `${row.document} ${row.begin} ${row.text}`;
  const sentenceOf = added(sentences, sentenceAt, lines, place);
  const known = claims.length;
  const claimOf = added(claims, claimAt, more.claims);
  more.claims.forEach((claim, step) => {
    if (claimOf[step] >= known) settleClaim(claim, claimOf[step], { actorOf, sentenceOf, claimOf });
  });
  more.nodes.forEach((node, step) => (nodes[actorOf[step]] ??= node));
  more.edges.forEach((edge) => (edge.tie ? joinTie(edge, actorOf) : joinEdge(edge, actorOf, claimOf)));
}

// A claim with its place in every filter worked out once.
function settleClaim(claim, number, { actorOf, sentenceOf, claimOf }) {
  claim.number = number;
  claim.subject = actorOf[claim.subject];
  claim.object = actorOf[claim.object];
  claim.sentence = sentences[sentenceOf[claim.sentence]];
  claim.document = claim.sentence.document;
  claim.within = claimOf[claim.within];
  claim.says ??= [];
  claim.marks ??= [];
  claim.parties = claim.object === undefined ? [claim.subject] : [...new Set([claim.subject, claim.object])];
  claim.status = claim.polarity === "negative" ? "denied" : claim.modality;
  claim.since ??= claim.day;
  claim.voice = claim.says.length ? claim.says[0].label : DOCUMENT;
  claim.verb = claim.phrase ?? names.get(claim.relation).label;
  claim.parties.forEach((party) => (actors[party].claims = (actors[party].claims ?? 0) + 1));
}

// Of a two-sided edge the lower number comes first, so that it has one name.
function joinEdge(edge, actorOf, claimOf) {
  const ends = [actorOf[edge.from], actorOf[edge.to]];
  [edge.from, edge.to] = edge.symmetric ? ends.sort((one, other) => one - other) : ends;
  edge.claims = edge.claims.map((number) => claimOf[number]);
  edge.id = `${actors[edge.from].id}${edge.symmetric ? "~" : ">"}${actors[edge.to].id}`;
  const same = (other) => other.from === edge.from && other.to === edge.to && other.symmetric === edge.symmetric;
  while (edgesById.has(edge.id) && !same(edgesById.get(edge.id))) edge.id += "'"; // identifiers that hold the sign
  const held = edgesById.get(edge.id);
  if (held) held.claims = [...new Set([...held.claims, ...edge.claims])];
  else edgesById.set(edge.id, edges[edges.push(edge) - 1]);
}

function joinTie(tie, actorOf) {
  const [from, to] = [actorOf[tie.from], actorOf[tie.to]];
  if (!ties.some((other) => other.from === from && other.to === to)) ties.push({ from, to });
}
