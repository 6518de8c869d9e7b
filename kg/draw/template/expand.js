// Neighbours of an actor that the picture leaves out: brought in on demand, and placed where there is room.
const MORE = 24; // neighbours that one press brings
const LETTER = 6.6; // pixels: the mean width of a letter of a label,
const LINE = 16; // and its height
const AIR = 14;
const TRIES = 3000;

// The actors linked with one, by how many of the claims link them, the most first.
const linkedWith = (number, passing) =>
  tally(
    passing.flatMap(({ parties }) => (parties.includes(number) ? parties.filter((party) => party !== number) : [])),
    (party) => party,
  ).map(([party]) => party);

// Who was asked for, and whose neighbours: so many more for each time that they were.
function invited(passing, inside) {
  const hidden = new Set(state.hide.map((id) => numberOf.get(id)));
  const found = new Set();
  for (const [id, times] of tally(state.open, (id) => id)) {
    const number = numberOf.get(id);
    if (number === undefined) continue;
    const fresh = linkedWith(number, passing).filter((party) => !inside.has(party) && !hidden.has(party));
    for (const party of [number, ...fresh.slice(0, times * MORE)]) found.add(party);
  }
  return found;
}

// ---- Places
const sizeOf = (number) => [
  Math.max(2 * nodes[number].size, short(actors[number].label, 30).length * LETTER) + AIR,
  2 * nodes[number].size + LINE + AIR,
];
const spotOf = (number, spread) => state.pin[actors[number].id] ?? nodes[number].spots[spread];

// Python gave a place to those of the page: in the picture that opens (spread 0) if no stray, and in the widest (1).
const isPlaced = (number, spread) =>
  nodes[number].settled?.[spread] || (number < home && (spread ? number < data.most : !nodes[number].stray));

// Everyone else stands beside a neighbour, as near as those who stand already let them.
function settle(view) {
  const spread = view.spread;
  const standing = view.visible.filter((number) => isPlaced(number, spread));
  const taken = standing.map((number) => around(...spotOf(number, spread), ...sizeOf(number)));
  for (const number of view.visible.filter((one) => !isPlaced(one, spread))) {
    const hosts = linkedWith(number, view.passing).filter((party) => standing.includes(party));
    const host = hosts.find((party) => state.open.includes(actors[party].id)) ?? hosts[0];
    const spot = freeSpot(host === undefined ? [0, 0] : spotOf(host, spread), sizeOf(number), taken);
    nodes[number].spots[spread] = spot;
    nodes[number].settled = { ...nodes[number].settled, [spread]: true };
    standing.push(number);
    taken.push(around(...spot, ...sizeOf(number)));
  }
}

// The first place on a spiral around the host at which a box lies over no other.
function freeSpot([x, y], size, taken) {
  for (let step = 0; step < TRIES; step++) {
    const [far, angle] = [60 + 5 * Math.sqrt(step), step * Math.PI * (3 - Math.sqrt(5))];
    const spot = [Math.round(x + 1.3 * far * Math.cos(angle)), Math.round(y + far * Math.sin(angle))];
    const box = around(...spot, ...size);
    if (!taken.some((other) => overlaps(box, other))) return spot;
  }
  return [x, y];
}

// ---- On demand
// Rows that come later: what is left out at first stays so, in every step that can be undone, too.
function absorb(more) {
  const known = quiet.length;
  merge(more);
  const hushed = quiet.slice(known);
  for (const step of past) step.state = { ...step.state, relation: [...step.state.relation, ...hushed] };
  state = { ...state, relation: [...state.relation, ...hushed] };
  buildControls();
  buildTimeline();
}

// A live view asks its server first; where that has no answer, it says so, and nothing changes.
async function expand(id) {
  if (data.live && !(await lookUp(id))) return;
  change({ open: [...state.open, id] });
}

const asked = new Set();

async function lookUp(id) {
  if (asked.has(id)) return true;
  const more = await fetchNeighbours(id);
  if (!more) return false;
  asked.add(id);
  absorb(more);
  return true;
}

// What an address tells of actors whom the page did not come with.
async function restore() {
  const chosen = state.select.startsWith("actor:") ? [state.select.slice("actor:".length)] : [];
  for (const id of [...state.open, ...chosen.filter((one) => !numberOf.has(one))]) await lookUp(id);
  draw();
}

// What lies beyond the picture, with the way there.
function beyond(number, view) {
  const { id } = actors[number];
  const left = linkedWith(number, view.passing).filter((party) => !view.visible.includes(party)).length;
  if (data.live && !asked.has(id)) return button("Expand", () => expand(id), { title: "Look up its neighbours" });
  const words = left > MORE ? `Show ${MORE} of ${left} more neighbours` : `Show ${several(left, "more neighbour")}`;
  return left > 0 && button(words, () => expand(id));
}
