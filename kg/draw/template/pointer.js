// What the pointer does in the picture, and the words that it is told.
const select = (id) => change({ select: id, article: "", claim: "" });
const selectActor = (number) => select(`actor:${actors[number].id}`);
const selectEdge = (id) => select(`edge:${id}`);

net.on("click", ({ nodes, edges }) => {
  byId("tip").hidden = true;
  const edge = edges.find((id) => edgesById.has(id));
  if (nodes.length) selectActor(nodes[0]);
  else if (edge) selectEdge(edge);
  else if (state.select) select("");
});

net.on("doubleClick", ({ nodes: [number] }) => number !== undefined && expand(actors[number].id));

net.on("dragEnd", ({ nodes }) => {
  if (!nodes.length) return;
  const { x, y } = net.getPosition(nodes[0]);
  const spot = [x / drawn.stretch[0], y / drawn.stretch[1]].map(Math.round);
  change({ pin: { ...state.pin, [actors[nodes[0]].id]: spot } });
});

const summary = (list) =>
  tally(list, (claim) => claim.verb)
    .slice(0, 4)
    .map(([verb, n]) => (n > 1 ? `${verb} ×${n}` : verb))
    .join(", ");
const heading = (edge) => `${actors[edge.from].label} ${edge.symmetric ? "↔" : "→"} ${actors[edge.to].label}`;

function hover(what, title, words, { x, y }) {
  hovered = what;
  const tip = byId("tip");
  tip.replaceChildren(el("strong", {}, title), words);
  tip.hidden = false;
  tip.style.left = `${Math.max(8, Math.min(x + 14, canvasBox.clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(y + 14, canvasBox.clientHeight - tip.offsetHeight - 8))}px`;
}

net.on("hoverNode", ({ node, pointer }) =>
  hover(
    { node },
    actors[node].label,
    `${looks.type.get(actors[node].type).label} · ${several(drawn.activity.get(node), "claim")}`,
    pointer.DOM,
  ),
);
net.on("hoverEdge", ({ edge, pointer }) => {
  const found = drawn.edges.find((one) => one.id === edge);
  if (found)
    hover({ edge }, heading(found), `${several(found.list.length, "claim")}: ${summary(found.list)}`, pointer.DOM);
});
for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) {
  net.on(name, () => {
    hovered = {};
    byId("tip").hidden = true;
  });
}
