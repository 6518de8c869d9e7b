// The picture as SVG, which stays sharp at every size and can be edited: shapes, lines and labels where they are drawn.
const SPREAD = 12; // points on a bow

function picture() {
  const [width, height] = [canvasBox.clientWidth, canvasBox.clientHeight];
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height });
  root.append(
    svg("title", {}, legal(data.title)),
    svg("rect", { width, height, fill: skin("ground") }),
    ...drawn.visible.flatMap(halo),
    ...[...net.body.edgeIndices].map((id) => drawnLine(id)).filter(Boolean),
    ...drawn.visible.map(drawnNode),
    ...boxes.map(drawnLabel),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

const tidy = (number) => Math.round(number * 10) / 10;
const discOf = (number) => {
  const { x, y } = net.canvasToDOM(net.getPosition(number));
  return { x, y, radius: nodeSet.get(number).size * net.getScale() };
};

function halo(number) {
  const fill = haloOf(number);
  const { x, y, radius } = discOf(number);
  return fill ? [svg("circle", { cx: tidy(x), cy: tidy(y), r: tidy(radius + HALO * net.getScale()), fill })] : [];
}

function drawnNode(number) {
  const { x, y, radius } = discOf(number);
  const { shape, color } = nodeSet.get(number);
  const look = { class: "actor", fill: color.background, stroke: color.border, "stroke-width": 1.5 };
  if (shape === "dot") return svg("circle", { cx: tidy(x), cy: tidy(y), r: tidy(radius), ...look });
  const points = outlines[shape].split(" ").map((pair) => pair.split(",").map((part) => (Number(part) - 8) / 6.6));
  return svg("polygon", {
    points: points.map(([a, b]) => [x + a * radius, y + b * radius].map(tidy)).join(" "),
    ...look,
  });
}

// From border to border, with the arrow that the picture has.
function drawnLine(id) {
  const row = edgeSet.get(id);
  const [from, to] = [discOf(row.from), discOf(row.to)];
  const parts = [...Array(SPREAD + 1).keys()].map((step) => pointOn(id, step / SPREAD));
  if (parts.some((part) => !part)) return null;
  const outside = parts.filter(([x, y]) =>
    [from, to].every((disc) => Math.hypot(x - disc.x, y - disc.y) > disc.radius),
  );
  if (outside.length < 2) return null;
  const scale = net.getScale();
  const look = {
    class: "link",
    stroke: row.color.color,
    "stroke-opacity": row.color.opacity,
    "stroke-width": tidy(row.width * scale),
  };
  const dashes = row.dashes ? { "stroke-dasharray": row.dashes.map((length) => tidy(length * scale)).join(" ") } : {};
  const line = svg("polyline", {
    points: outside.map((point) => point.map(tidy)).join(" "),
    fill: "none",
    ...look,
    ...dashes,
  });
  return row.arrows ? svg("g", {}, line, arrow(outside, row, scale)) : line;
}

function arrow(points, row, scale) {
  const [[beforeX, beforeY], [x, y]] = points.slice(-2);
  const angle = Math.atan2(y - beforeY, x - beforeX);
  const [long, wide] = [5 + 3 * row.width * scale, 2.5 + 1.4 * row.width * scale];
  const corner = (along, aside) =>
    [x + along * Math.cos(angle) - aside * Math.sin(angle), y + along * Math.sin(angle) + aside * Math.cos(angle)].map(
      tidy,
    );
  const tip = [corner(0, 0), corner(-long, wide), corner(-long, -wide)];
  return svg("polygon", { points: tip.join(" "), fill: row.color.color, "fill-opacity": row.color.opacity });
}

function drawnLabel({ text, x, y, font, ink, opacity }) {
  const [, style, weight, size, family] = /^(italic )?(?:(\d+) )?([\d.]+)px (.*)$/.exec(font);
  const face = {
    "font-family": family,
    "font-size": size,
    "font-weight": weight ?? 400,
    "font-style": style?.trim() ?? "normal",
  };
  const look = { class: "label", fill: ink, opacity, ...face, "text-anchor": "middle", "dominant-baseline": "central" };
  const edge = { stroke: skin("ground"), "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
  return svg("text", { x: tidy(x), y: tidy(y), ...look, ...edge }, legal(text));
}
