// Which claims, actors and edges the choices leave, and how many claims each choice would show.
const facets = {
  type: (claim) => claim.parties.map((number) => actors[number].type),
  relation: (claim) => [claim.relation],
  tone: (claim) => [claim.tone],
  status: (claim) => [claim.status],
  voice: (claim) => [claim.voice],
};

const within = (claim) => {
  if (!state.from && !state.to) return true;
  return Boolean(claim.day) && (!state.from || claim.day >= state.from) && (!state.to || claim.since <= state.to);
};

// For each claim the names of the filters that leave it out.
function failures() {
  const off = LISTS.filter((name) => state[name].length).map((name) => [name, new Set(state[name])]);
  return claims.map((claim) => {
    const failed = off
      .filter(([name, values]) => facets[name](claim).some((value) => values.has(value)))
      .map(([name]) => name);
    return within(claim) ? failed : [...failed, "day"];
  });
}

// A choice counts what it would show if all others stayed: claims, or for a type the actors that such claims name.
function choicesOf(failed) {
  const counts = Object.fromEntries(LISTS.map((name) => [name, new Map()]));
  const timely = [];
  const seen = new Set();
  claims.forEach((claim, number) => {
    const others = failed[number];
    if (others.length > 1) return;
    for (const name of others[0] === "day" ? [] : others.length ? others : LISTS) {
      if (name === "type") claim.parties.forEach((party) => seen.add(party));
      else for (const value of facets[name](claim)) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    }
    if (!others.length || others[0] === "day") timely.push(claim);
  });
  for (const party of seen) counts.type.set(actors[party].type, (counts.type.get(actors[party].type) ?? 0) + 1);
  return { counts, timely };
}

const standingOf = (list) => data.standings.find((row) => list.some((claim) => claim.standing === row.id)).id;

// The tone of most of the claims; of two as frequent, the one that stands first in the legend.
const toneOf = (list) => {
  const rank = (tone) => data.tones.findIndex((row) => row.id === tone);
  return tally(list, (claim) => claim.tone).sort(([a, n], [b, m]) => m - n || rank(a) - rank(b))[0][0];
};

function filtered() {
  const failed = failures();
  const passing = claims.filter((claim) => !failed[claim.number].length);
  const activity = new Map(
    tally(
      passing.flatMap((claim) => claim.parties),
      (party) => party,
    ),
  );
  const ranked = ranking(passing, activity);
  const way = state.select.startsWith(PATH) && selected().length === 2 ? wayBetween(...selected(), passing) : [];
  const inside = new Set(ranked.slice(0, Math.min(state.top, data.most)));
  [...selected(), ...way].filter((party) => ranked.includes(party)).forEach((party) => inside.add(party));
  const shown = new Set(passing.filter((claim) => claim.parties.every((party) => inside.has(party))));
  const edges = data.edges
    .filter((edge) => inside.has(edge.from) && inside.has(edge.to))
    .map((edge) => ({ ...edge, list: edge.claims.map((number) => claims[number]).filter((claim) => shown.has(claim)) }))
    .filter((edge) => edge.list.length >= state.least);
  // Of the most active, those of whom something is told here: not an office whose holder is cut off.
  const present =
    state.least === 1 ? [...shown].flatMap((claim) => claim.parties) : edges.flatMap(({ from, to }) => [from, to]);
  const told = new Set([...present, ...selected()]);
  const visible = ranked.filter((party) => inside.has(party) && told.has(party));
  return { ...choicesOf(failed), way, passing, activity, ranked, visible, edges, claims: [...shown] };
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
