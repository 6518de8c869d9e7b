// Labels keep their size whatever the zoom, and none is drawn over another: the more active actor is served first.
const FACE = '"Segoe UI", Roboto, "Noto Sans", "Liberation Sans", system-ui, sans-serif';
const SURE = 24; // so many of the most active actors are named even where that covers a lesser one,
const SUREST = 8; // and so many even where it covers one of those
const EDGES = 40; // with more edges than these, their verbs stay in the evidence
let boxes = [];

const overlaps = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const around = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});
const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

function spots(x, y, radius, width, height) {
  const [aside, above] = [radius + width / 2 + 4, radius + height / 2 + 2];
  return [
    [x, y + above],
    [x + aside, y],
    [x - aside, y],
    [x, y - above],
    [x + aside * 0.8, y + above],
    [x - aside * 0.8, y + above],
  ];
}

function place(text, candidates, width, height, discs, own) {
  const frame = { left: 0, top: 0, right: canvasBox.clientWidth, bottom: canvasBox.clientHeight };
  for (const [x, y] of candidates) {
    const box = { ...around(x, y, width, height), x, y, text };
    const inside =
      box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    const free =
      boxes.every((other) => !overlaps(box, other)) && discs.every((disc) => disc.node === own || !overlaps(box, disc));
    if (inside && free) return box;
  }
  return null;
}

function drawLabels(context) {
  const ratio = context.canvas.width / canvasBox.clientWidth;
  const scale = net.getScale();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  boxes = [];
  const discs = drawn.visible.map((node) => {
    const { x, y } = net.canvasToDOM(net.getPosition(node));
    const radius = nodeSet.get(node).size * scale;
    return { node, x, y, radius, ...around(x, y, radius * 1.8, radius * 1.8) };
  });
  const bright = (node) => !drawn.lit || drawn.lit.nodes.has(node);
  const first = (node) => (hovered.node === node ? 2 : 0) + (bright(node) ? 1 : 0);
  let named = 0;
  for (const disc of [...discs].sort((one, other) => first(other.node) - first(one.node))) {
    nameNode(context, disc, discs, bright(disc.node), named++);
  }
  if (drawn.edges.length <= EDGES || drawn.lit) drawn.edges.forEach((edge) => nameEdge(context, edge, discs));
  context.restore();
}

function nameNode(context, disc, discs, lit, rank) {
  const size = Math.min(15, 11.5 + disc.radius / 9);
  const text = short(actors[disc.node].label, 30);
  context.font = `${disc.radius > 16 ? 600 : 500} ${size.toFixed(1)}px ${FACE}`;
  const [width, height] = [context.measureText(text).width + 4, size * 1.25];
  const around = spots(disc.x, disc.y, disc.radius, width, height);
  const sparing = [discs, ...(rank < SURE ? [discs.slice(0, SURE)] : []), ...(rank < SUREST ? [[]] : [])];
  const box = sparing.reduce((found, others) => found ?? place(text, around, width, height, others, disc.node), null);
  if (box) write(context, { ...box, node: disc.node }, lit ? 1 : 0.35, skin("ink"));
}

function nameEdge(context, edge, discs) {
  if (drawn.lit && !drawn.lit.edges.has(edge.id)) return;
  const [verb, ...others] = tally(edge.list, (claim) => claim.verb).map(([name]) => name);
  const text = short(verb, 26) + (others.length ? ` +${others.length}` : "");
  context.font = `italic 11px ${FACE}`;
  const [width, height] = [context.measureText(text).width + 6, 14];
  const along = [0.5, 0.42, 0.58, 0.34, 0.66].map((part) => pointOn(edge.id, part)).filter(Boolean);
  const box = place(text, along, width, height, discs);
  if (box) write(context, { ...box, edge: edge.id }, 1, skin("soft"));
}

function pointOn(id, part) {
  const curve = net.body.edges[id]?.edgeType;
  if (!curve) return null;
  const { x, y } = net.canvasToDOM(curve.getPoint(part));
  return [x, y];
}

function write(context, box, opacity, ink) {
  boxes.push(box);
  context.globalAlpha = opacity;
  context.strokeStyle = skin("ground");
  context.lineWidth = 4;
  context.strokeText(box.text, box.x, box.y);
  context.fillStyle = ink;
  context.fillText(box.text, box.x, box.y);
  context.globalAlpha = 1;
}

net.on("afterDrawing", drawLabels);
