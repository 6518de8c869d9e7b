// Labels keep their size whatever the zoom, and none is drawn over another: the more active actor is served first.
const FACE = '"Segoe UI", Roboto, "Noto Sans", "Liberation Sans", system-ui, sans-serif';
const SURE = 24; // so many of the most active actors are named even where that covers a lesser one,
const SUREST = 8; // and so many even where it covers one of those
const EDGES = 40; // with more edges than these, their verbs stay in the evidence
const LINES = 120; // with more edges than these, a label avoids those of its own actor only
const SIDES = 4; // places beneath, beside and above an actor; the others are at its corners,
const CORNER = 1.5; // which are as bad as so many lines crossed
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

// Whether a line from one point to another passes through a box.
function crosses(box, [x, y], [toX, toY]) {
  const aside = Math.max(x, toX) < box.left || Math.min(x, toX) > box.right;
  if (aside || Math.max(y, toY) < box.top || Math.min(y, toY) > box.bottom) return false;
  const side = (cornerX, cornerY) => (toX - x) * (cornerY - y) - (toY - y) * (cornerX - x);
  const [one, other] = [side(box.left, box.top), side(box.right, box.bottom)];
  const [third, fourth] = [side(box.left, box.bottom), side(box.right, box.top)];
  return Math.min(one, other, third, fourth) <= 0 && Math.max(one, other, third, fourth) >= 0; // not all on one side
}

function spots(x, y, radius, width, height) {
  const [aside, above] = [radius + width / 2 + 4, radius + height / 2 + 2];
  const [left, right] = [x - width / 2 - radius * 0.75, x + width / 2 + radius * 0.75];
  const [over, under] = [y - height / 2 - radius * 0.75, y + height / 2 + radius * 0.75];
  return [
    [x, y + above],
    [x + aside, y],
    [x - aside, y],
    [x, y - above],
    [right, under],
    [left, under],
    [right, over],
    [left, over],
  ];
}

const boxOf = ({ offsetLeft, offsetTop, offsetWidth, offsetHeight }) => ({
  left: offsetLeft,
  right: offsetLeft + offsetWidth,
  top: offsetTop,
  bottom: offsetTop + offsetHeight,
});

function place(text, candidates, width, height, discs, own) {
  const buttons = boxOf(byId("zoom"));
  for (const [x, y] of candidates) {
    const box = { ...around(x, y, width, height), x, y, text };
    const inside =
      box.left >= 0 && box.right <= canvasBox.clientWidth && box.top >= 0 && box.bottom <= canvasBox.clientHeight;
    const free =
      [buttons, ...boxes].every((other) => !overlaps(box, other)) &&
      discs.every((disc) => disc.node === own || !overlaps(box, disc));
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
  const lines = linesNear(discs);
  let named = 0;
  for (const disc of [...discs].sort((one, other) => first(other.node) - first(one.node))) {
    nameNode(context, disc, discs, lines(disc.node), bright(disc.node), named++);
  }
  if (drawn.edges.length <= EDGES || drawn.lit) drawn.edges.forEach((edge) => nameEdge(context, edge, discs));
  context.restore();
}

// The lines that the label of a node should not cover: all that are drawn or, where they are many, its own.
function linesNear(discs) {
  const at = new Map(discs.map(({ node, x, y }) => [node, [x, y]]));
  const lines = drawn.edges.map(({ id, from, to }) => {
    const middle = pointOn(id, 0.5) ?? at.get(to); // of a bow, too
    return { ends: [from, to], line: [at.get(from), middle, at.get(to)] };
  });
  if (lines.length <= LINES) return () => lines.map(({ line }) => line);
  const own = new Map(discs.map(({ node }) => [node, []]));
  for (const { ends, line } of lines) ends.forEach((end) => own.get(end).push(line));
  return (node) => own.get(node);
}

function nameNode(context, disc, discs, lines, lit, rank) {
  const size = Math.min(15, 11.5 + disc.radius / 9);
  const text = short(actors[disc.node].label, 30);
  context.font = `${disc.radius > 16 ? 600 : 500} ${size.toFixed(1)}px ${FACE}`;
  const [width, height] = [context.measureText(text).width + 4, size * 1.25];
  const under = ([x, y]) => {
    const box = around(x, y, width, height);
    return lines.filter(([from, middle, to]) => crosses(box, from, middle) || crosses(box, middle, to)).length;
  };
  const radius = disc.radius + (haloOf(disc.node) ? HALO * net.getScale() : 0);
  const candidates = spots(disc.x, disc.y, radius, width, height)
    .map((spot, step) => [under(spot) + (step < SIDES ? 0 : CORNER), spot])
    .sort(([one], [other]) => one - other)
    .map(([, spot]) => spot);
  const sparing = [discs, ...(rank < SURE ? [discs.slice(0, SURE)] : []), ...(rank < SUREST ? [[]] : [])];
  const box = sparing.reduce(
    (found, others) => found ?? place(text, candidates, width, height, others, disc.node),
    null,
  );
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
  boxes.push({ ...box, ink, opacity, font: context.font });
  context.globalAlpha = opacity;
  context.strokeStyle = context.fillStyle = skin("ground");
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  if (box.edge) context.fillRect(box.left, box.top + 1, width, height - 2); // over its own line
  context.lineWidth = 4;
  context.strokeText(box.text, box.x, box.y);
  context.fillStyle = ink;
  context.fillText(box.text, box.x, box.y);
  context.globalAlpha = 1;
}

net.on("afterDrawing", drawLabels);
