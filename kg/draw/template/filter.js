// Which claims, actors and edges the choices leave, and how many claims each choice would show.
const facets = {
  type: (claim) => claim.parties.map((number) => actors[number].type),
  relation: (claim) => claim.relation,
  tone: (claim) => claim.tone,
  status: (claim) => claim.status,
  voice: (claim) => claim.voice,
};

const within = (claim) => {
  if (!state.from && !state.to) return true;
  return Boolean(claim.day) && (!state.from || claim.day >= state.from) && (!state.to || claim.since <= state.to);
};

const barred = (claim, name, values) =>
  name === "type" ? claim.parties.some((party) => values.has(actors[party].type)) : values.has(facets[name](claim));

// The one filter that leaves a claim out: "" where none does, null where several do.
function obstacle(claim, off) {
  let found = within(claim) ? "" : "day";
  for (const [name, values] of off) {
    if (!barred(claim, name, values)) continue;
    if (found) return null;
    found = name;
  }
  return found;
}

const bump = (counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1);

// A choice counts what it would show if all others stayed: claims, or for a type the actors that such claims name.
function sifted() {
  const off = LISTS.filter((name) => state[name].length).map((name) => [name, new Set(state[name])]);
  const counts = Object.fromEntries(LISTS.map((name) => [name, new Map()]));
  const [passing, timely, seen] = [[], [], new Set()];
  for (const claim of claims) {
    const failed = obstacle(claim, off);
    if (failed === null) continue;
    if (!failed) passing.push(claim);
    if (!failed || failed === "day") timely.push(claim);
    for (const name of failed === "day" ? [] : failed ? [failed] : LISTS) {
      if (name === "type") for (const party of claim.parties) seen.add(party);
      else bump(counts[name], facets[name](claim));
    }
  }
  for (const party of seen) bump(counts.type, actors[party].type);
  return { counts, passing, timely };
}

const standingOf = (list) => data.standings.find((row) => list.some((claim) => claim.standing === row.id)).id;

// The tone of most of the claims; of two as frequent, the one that stands first in the legend.
const toneOf = (list) => {
  const rank = (tone) => data.tones.findIndex((row) => row.id === tone);
  return tally(list, (claim) => claim.tone).sort(([a, n], [b, m]) => m - n || rank(a) - rank(b))[0][0];
};

function filtered() {
  const { counts, passing, timely } = sifted();
  const activity = new Map();
  for (const claim of passing) for (const party of claim.parties) bump(activity, party);
  const ranked = ranking(passing, activity);
  const way = state.select.startsWith(PATH) && selected().length === 2 ? wayBetween(...selected(), passing) : [];
  const known = ranked.filter((party) => party < home); // whoever came later was asked for by name
  const inside = new Set(known.slice(0, Math.min(state.top, data.most)));
  [...selected(), ...way].filter((party) => ranked.includes(party)).forEach((party) => inside.add(party));
  const guests = invited(passing, inside);
  guests.forEach((party) => inside.add(party));
  const shown = new Set(passing.filter((claim) => claim.parties.every((party) => inside.has(party))));
  const links = edges
    .filter((edge) => inside.has(edge.from) && inside.has(edge.to))
    .map((edge) => ({ ...edge, list: edge.claims.map((number) => claims[number]).filter((claim) => shown.has(claim)) }))
    .filter((edge) => edge.list.length >= state.least);
  // Of the most active, those of whom something is told here: not an office whose holder is cut off.
  const present =
    state.least === 1 ? [...shown].flatMap((claim) => claim.parties) : links.flatMap(({ from, to }) => [from, to]);
  const told = new Set([...present, ...selected()]);
  const visible = [...new Set([...ranked, ...guests])].filter((party) => inside.has(party) && told.has(party));
  return { counts, timely, way, passing, activity, ranked, guests, visible, edges: links, claims: [...shown] };
}

// By falling activity, without what is hidden; of a neighbourhood, its middle and whom that is linked with.
function ranking(passing, activity) {
  const hidden = new Set(state.hide.map((id) => numberOf.get(id)));
  const middle = numberOf.get(state.near);
  const near = passing.filter((claim) => claim.parties.includes(middle)).flatMap((claim) => claim.parties);
  const pool = new Set(middle === undefined ? activity.keys() : near);
  return [...pool].filter((party) => !hidden.has(party)).sort((a, b) => activity.get(b) - activity.get(a) || a - b);
}

// The actor that is chosen, or the two ends of the link or of the path that is.
function selected() {
  const id = state.select.slice(state.select.indexOf(":") + 1);
  if (state.select.startsWith("edge:")) return endsOf(id);
  if (state.select.startsWith(PATH)) return pathEnds().every((end) => end !== undefined) ? pathEnds() : [];
  return state.select.startsWith("actor:") && numberOf.has(id) ? [numberOf.get(id)] : [];
}

function endsOf(id) {
  const edge = edgesById.get(id);
  return edge ? [edge.from, edge.to] : [];
}
