// The picture: vis-network draws nodes and edges where Python placed them, and nothing moves by itself.
const canvasBox = byId("graph");
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const net = new vis.Network(
  canvasBox,
  { nodes: nodeSet, edges: edgeSet },
  { ...data.options, autoResize: true, width: "100%", height: "100%" },
);
canvasBox.firstElementChild.tabIndex = -1; // vis-network puts its picture before all else
const STRAYS = 5; // so many of the less active find room among the overview; more need the wide layout
const CROWD = 500; // more links than these are not drawn while the picture moves
const unseen = document.createElement("canvas").getContext("2d"); // lines end where their arrows were drawn before
const nothing = { visible: [], edges: [], activity: new Map() };
let drawn = nothing;
let hovered = {};
let framed = "";
let crowded = false;

const skin = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// A colour part of the way to the ground, and not let through, so that no line shows under a pale node.
function pale(fill) {
  const parts = (hex) => [1, 3, 5].map((place) => parseInt(hex.slice(place, place + 2), 16));
  const ground = parts(skin("ground"));
  return `rgb(${parts(fill).map((part, step) => Math.round(part * 0.16 + ground[step] * 0.84))})`;
}

// Numbers of the actors and ids of the edges that the selection is about; null where all are.
function focus(view) {
  const group = selectedGroup();
  if (group) return amid(group.members, view);
  const ends = selected().filter((number) => view.visible.includes(number));
  if (!ends.length) return null;
  const about = (edge) => {
    if (state.select.startsWith(PATH)) return joined(view.way, edge.from, edge.to);
    if (state.select.startsWith("edge:")) return state.select === `edge:${edge.id}`;
    return [edge.from, edge.to].includes(ends[0]);
  };
  const edges = view.edges.filter(about);
  return {
    nodes: new Set([...ends, ...edges.flatMap((edge) => [edge.from, edge.to])]),
    edges: new Set(edges.map((edge) => edge.id)),
  };
}

function amid(members, view) {
  const nodes = new Set(members);
  const links = view.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to));
  return { nodes, edges: new Set(links.map((edge) => edge.id)) };
}

function nodeRow(number, view, lit) {
  const node = nodes[number];
  const actor = actors[number];
  const plain = colour(looks.type.get(actor.type));
  const fill = lit ? plain : pale(plain);
  const [x, y] = spotOf(number, view.spread).map((part, axis) => part * view.stretch[axis]);
  const share = Math.sqrt(view.activity.get(number) / actor.claims);
  const look = { background: fill, border: skin("ground") };
  return {
    id: number,
    x,
    y,
    shape: node.shape,
    size: Math.max(6, node.size * share),
    color: {
      ...look,
      highlight: { background: fill, border: skin("ink") },
      hover: { background: fill, border: skin("ink") },
    },
  };
}

function edgeRow(edge, view, lit) {
  const tone = colour(looks.tone.get(toneOf(edge.list)));
  const { dashes, opacity } = looks.standing.get(standingOf(edge.list));
  const beside = view.pairs.get(pairOf(edge)) > 1 && !edge.symmetric;
  const width = 1.2 + 1.5 * Math.log2(edge.list.length);
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    width,
    dashes: dashes.length ? dashes : false,
    color: { color: tone, highlight: tone, hover: tone, opacity: lit ? opacity : 0.09, inherit: false },
    arrows: edge.symmetric ? "" : { to: { enabled: true, scaleFactor: Math.max(0.35, 0.75 - width / 14) } },
    smooth: beside ? { enabled: true, type: "curvedCW", roundness: 0.2 } : { enabled: false },
  };
}

// That an actor acts for another is known of it, and no claim: the line is faint and cannot be chosen.
function tieRow({ from, to }, view) {
  const lit = !view.lit || (selected().length === 1 && [from, to].includes(selected()[0]));
  return {
    id: `tie ${from}`,
    from,
    to,
    width: 1,
    chosen: false,
    arrows: "",
    dashes: false,
    smooth: { enabled: false },
    color: { color: skin("tie"), opacity: lit ? 1 : 0.3, inherit: false },
  };
}

// By how much to draw the layout out, along one axis, so that it fills a stage of another shape.
function stretch(spread) {
  const spots = nodes.slice(0, home).flatMap((node) => (spread || !node.stray ? [node.spots[spread]] : []));
  const [width, height] = [0, 1].map(
    (axis) => Math.max(...spots.map((spot) => spot[axis])) - Math.min(...spots.map((spot) => spot[axis])) + 150,
  );
  const ratio = ((canvasBox.clientWidth / canvasBox.clientHeight) * height) / width || 1;
  return ratio > 1 ? [Math.min(ratio, 1.6), 1] : [1, Math.min(1 / ratio, 1.6)];
}

const pairOf = (edge) => `${Math.min(edge.from, edge.to)} ${Math.max(edge.from, edge.to)}`;

// vis-network draws everything anew with each change of its data: this holds it back until all have been made.
function together(changes) {
  net.body.emitter.emit("_blockRedraw");
  changes();
  Object.values(net.body.edges).forEach((edge) => edge.drawArrows(unseen));
  net.body.emitter.emit("_allowRedraw");
  net.body.emitter.emit("_requestRedraw");
}

function discard(set, rows) {
  const kept = new Set(rows.map((row) => row.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
}

// Only what is new or looks otherwise: most filters leave most of the picture as it is.
function renew(set, rows) {
  set.update(rows.filter((row) => JSON.stringify(set.get(row.id)) !== JSON.stringify(row)));
}

// What comes later in the list lies on top.
function stack(ids, rows) {
  const place = new Map(rows.map((row, step) => [row.id, step]));
  ids.sort((one, other) => place.get(one) - place.get(other));
}

function drawGraph(view) {
  const lit = focus(view);
  const unasked = view.visible.filter((number) => nodes[number].stray && !view.guests.has(number));
  view.spread = unasked.length > STRAYS ? 1 : 0;
  settle(view);
  view.stretch = stretch(view.spread);
  view.pairs = new Map(tally(view.edges, pairOf));
  view.lit = lit;
  drawn = view;
  together(() => {
    drawRows(view);
    spare(view.edges.length > CROWD);
    mark(view);
  });
  const frame = `${view.spread} ${state.top} ${state.near} ${state.open}`;
  if (frame !== framed) fit();
  framed = frame;
}

function drawRows(view) {
  const { lit } = view;
  const discs = view.visible.map((number) => nodeRow(number, view, !lit || lit.nodes.has(number)));
  const standing = new Set(view.visible);
  const faint = ties.filter(({ from, to }) => standing.has(from) && standing.has(to));
  const lightest = [...view.edges].sort((one, other) => one.list.length - other.list.length); // and the heaviest on top
  const lines = [
    ...faint.map((tie) => tieRow(tie, view)),
    ...lightest.map((edge) => edgeRow(edge, view, !lit || lit.edges.has(edge.id))),
  ];
  discard(edgeSet, lines);
  discard(nodeSet, discs);
  renew(nodeSet, discs);
  renew(edgeSet, lines);
  stack(net.body.nodeIndices, discs);
  stack(net.body.edgeIndices, lines);
}

function spare(crowd) {
  if (crowd !== crowded) net.setOptions({ interaction: { hideEdgesOnDrag: crowd, hideEdgesOnZoom: crowd } });
  crowded = crowd;
}

function mark(view) {
  const nodes = state.select.startsWith("actor:") ? selected().filter((number) => view.visible.includes(number)) : [];
  const edges = view.edges.filter((edge) => state.select === `edge:${edge.id}`).map((edge) => edge.id);
  net.setSelection({ nodes, edges }, { highlightEdges: false });
}

function fit() {
  if (!drawn.visible.length) return;
  net.fit({ maxZoomLevel: 1.3, minZoomLevel: 0.05 });
  net.moveTo({ scale: net.getScale() * 0.92 });
}

const zoom = (factor) => net.moveTo({ scale: Math.min(5, Math.max(0.05, net.getScale() * factor)) });
