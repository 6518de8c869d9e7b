// What the page shows, as Python wrote it, with each claim's place in every filter worked out once.
const data = JSON.parse(document.getElementById("data").textContent);
const { actors, claims, documents } = data;

const table = (rows) => new Map(rows.map((row) => [row.id, row]));
const looks = { type: table(data.classes), tone: table(data.tones), standing: table(data.standings) };
const names = table(data.relations);

const statuses = {
  asserted: "Asserted", planned: "Planned", possible: "Possible", demanded: "Demanded",
  hypothetical: "Hypothetical", denied: "Denied",
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
data.edges.forEach((edge) => {
  edge.id = `${actors[edge.from].id}${edge.symmetric ? "~" : ">"}${actors[edge.to].id}`;
});
const edgesById = table(data.edges);
const numberOf = new Map(actors.map((actor, number) => [actor.id, number]));

const days = claims.map((claim) => claim.day).filter(Boolean).sort();

const several = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

const tally = (items, key) => {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
};

// Latin dates whatever the browser's language, as the rest of the page.
const readable = (day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
