// Every change draws the four sides anew from the same view of the data.
function draw() {
  if (dress()) buildControls();
  const view = filtered();
  drawGraph(view);
  drawControls(view);
  drawTimeline(view);
  drawEvents(view);
  drawLegend();
  drawEvidence(view);
  const empty = byId("empty");
  empty.hidden = view.visible.length > 0 || state.view === "time";
  empty.textContent = claims.length
    ? "The filters leave nothing to draw. Undo the last change, or reset."
    : "There is nothing to draw: no claim was found.";
}

const nearby = (step) => {
  const list = document.activeElement.closest(".ranked, .cards");
  const stops = list ? [...list.querySelectorAll(":scope > li > button, :scope > article")] : [];
  stops[stops.indexOf(document.activeElement) + step]?.focus();
  return Boolean(list);
};

const keys = {
  "/": () => byId("search").select(),
  u: undo,
  Escape: () => (openedArticle() === undefined ? state.select && select("") : closeArticle()),
  ArrowDown: () => nearby(1),
  ArrowUp: () => nearby(-1),
  ArrowLeft: () => besides(-1),
  ArrowRight: () => besides(1),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), select");
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || (typing && event.key !== "Escape")) return;
  if (keys[event.key]() !== false) event.preventDefault();
});

byId("search").addEventListener("keydown", (event) => {
  const first = byId("actors").querySelector("button");
  if (event.key === "ArrowDown" && first) first.focus();
  else if (event.key === "Enter" && first) first.click();
  else return;
  event.preventDefault();
});

byId("search").addEventListener("input", () => listActors(drawn));
byId("undo").addEventListener("click", undo);
byId("reset").addEventListener("click", () => {
  byId("search").value = "";
  change({ ...blank(), theme: state.theme });
  fit();
});
byId("theme").addEventListener("click", () => change({ theme: dark() ? "light" : "dark" }));
byId("nearer").addEventListener("click", () => zoom(1.3));
byId("farther").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", fit);
system.addEventListener("change", draw);
document.addEventListener("click", (event) => {
  if (!byId("export").contains(event.target) || event.target.closest("#export button")) byId("export").open = false;
});

buildTimeline();
changed.push(draw);
draw();
if (data.live) restore();
new ResizeObserver(() => {
  net.redraw(); // takes the new size of its box
  drawGraph(drawn);
  drawEvents(drawn);
  fit();
}).observe(canvasBox);

// For programs that look at the page: where things are, in pixels of the window.
const seen = ([x, y]) => ({
  x: x + canvasBox.getBoundingClientRect().left,
  y: y + canvasBox.getBoundingClientRect().top,
});
window.kgView = {
  actors,
  labels: () => boxes,
  view: () => drawn,
  lines: () => edgeSet.length,
  discs: () => drawn.visible.map(discOf),
  halos: () => drawn.visible.filter(haloOf).length,
  place: () => net.getViewPosition(),
  free: () => {
    const points = [...Array(400).keys()].map((step) => ({
      x: 20 + (step % 20) * 25,
      y: 20 + Math.floor(step / 20) * 25,
    }));
    const point = points.find((one) => net.getNodeAt(one) === undefined && net.getEdgeAt(one) === undefined);
    return seen([point.x, point.y]);
  },
  edgeAt: (id) => {
    const steps = [...Array(29).keys()].map((step) => 0.5 + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 0.025);
    const parts = steps.map((part) => pointOn(id, part));
    const free = ([x, y]) => net.getNodeAt({ x, y }) === undefined && net.getEdgeAt({ x, y }) === id;
    return seen(parts.find(free) ?? parts[0]);
  },
  nodeAt: (id) => {
    const { x, y } = net.canvasToDOM(net.getPosition(numberOf.get(id)));
    return seen([x, y]);
  },
};
