// Elements made of text nodes and attributes only: what a source wrote never becomes markup.
function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for") element.setAttribute(key, value);
    else if (value !== undefined) element[key] = value;
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

const button = (words, onclick, properties = {}) =>
  el("button", { type: "button", onclick, ...properties }, ...[words].flat());
const hint = (...words) => el("p", { className: "hint", dir: "auto" }, ...words);

const byId = (id) => document.getElementById(id);

function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const corners = (count, turn, inner = 1) =>
  [...Array(count).keys()]
    .map((step) => {
      const radius = step % 2 && inner !== 1 ? inner : 1;
      const angle = ((step / count) * 2 + turn) * Math.PI;
      return `${(8 + 6.6 * radius * Math.cos(angle)).toFixed(1)},${(8 + 6.6 * radius * Math.sin(angle)).toFixed(1)}`;
    })
    .join(" ");

const outlines = {
  square: corners(4, 0.25),
  triangle: corners(3, -0.5),
  triangleDown: corners(3, 0.5),
  diamond: corners(4, 0),
  hexagon: corners(6, 0),
  star: corners(10, -0.5, 0.45),
};

function symbol(type) {
  const look = looks.type.get(type);
  const shape =
    look.shape === "dot" ? svg("circle", { cx: 8, cy: 8, r: 6 }) : svg("polygon", { points: outlines[look.shape] });
  shape.style.fill = colour(look);
  return svg("svg", { viewBox: "0 0 16 16", class: "symbol", "aria-hidden": "true" }, shape);
}

function stroke(tone, standing = "stated") {
  const line = svg("line", { x1: 1, y1: 5, x2: 27, y2: 5, "stroke-width": 3 });
  const { dashes, opacity } = looks.standing.get(standing);
  if (dashes.length) line.setAttribute("stroke-dasharray", dashes.join(" "));
  line.style.stroke = tone ? colour(looks.tone.get(tone)) : "currentColor";
  line.style.opacity = opacity;
  return svg("svg", { viewBox: "0 0 28 10", class: "stroke", "aria-hidden": "true" }, line);
}

const link = (url, ...children) => {
  const safe = /^https?:\/\//i.test(url ?? "");
  return safe
    ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, ...children)
    : el("span", {}, ...children);
};

// ---- Light and dark
const system = matchMedia("(prefers-color-scheme: dark)");
const dark = () => (state.theme ? state.theme === "dark" : system.matches);
const colour = (look) => (dark() ? look.dark : look.light);

// Whether the theme had to change.
function dress() {
  const theme = dark() ? "dark" : "light";
  if (document.documentElement.dataset.theme === theme) return false;
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = dark() ? "Light" : "Dark";
  return true;
}
