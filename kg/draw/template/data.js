// What the page shows, as Python wrote it, with each claim's place in every filter worked out once.
const data = JSON.parse(document.getElementById("data").textContent);
const { actors, claims, documents } = data;

const table = (rows) => new Map(rows.map((row) => [row.id, row]));
const looks = { type: table(data.classes), tone: table(data.tones), standing: table(data.standings) };
const names = table(data.relations);

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

claims.forEach((claim, number) => {
  claim.number = number;
  claim.says ??= [];
  claim.marks ??= [];
  claim.parties = claim.object === undefined ? [claim.subject] : [...new Set([claim.subject, claim.object])];
  claim.status = claim.polarity === "negative" ? "denied" : claim.modality;
  claim.since ??= claim.day;
  claim.voice = claim.says.length ? claim.says[0].label : DOCUMENT;
  claim.verb = claim.phrase ?? names.get(claim.relation).label;
});

const ties = data.edges.filter((edge) => edge.tie);
data.edges = data.edges.filter((edge) => !edge.tie);
const edgesById = new Map();
for (const edge of data.edges) {
  edge.id = `${actors[edge.from].id}${edge.symmetric ? "~" : ">"}${actors[edge.to].id}`;
  while (edgesById.has(edge.id)) edge.id += "'"; // identifiers that themselves hold the sign
  edgesById.set(edge.id, edge);
}
const numberOf = new Map(actors.map((actor, number) => [actor.id, number]));

const sorted = (values) => values.filter(Boolean).sort();
const days = sorted(claims.map((claim) => claim.day));
const earliest = sorted(claims.map((claim) => claim.since))[0];

const several = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

const tally = (items, key) => {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
};

const spelt = (day, parts) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { ...parts, timeZone: "UTC" });
const readable = (day) => spelt(day, { day: "numeric", month: "short", year: "numeric" });

// "2018", "May 2025", "5 Jun 2025" or the two days, whichever says it shortest.
function period(from, to) {
  const last = new Date(Date.parse(to) + 86400000).toISOString().slice(5, 10);
  if (from === to) return readable(from);
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith("-01-01") && last === "01-01") return from.slice(0, 4);
  if (from.slice(0, 7) === to.slice(0, 7) && from.endsWith("-01") && last.endsWith("-01")) {
    return spelt(from, { month: "long", year: "numeric" });
  }
  return `${readable(from)} to ${readable(to)}`;
}
