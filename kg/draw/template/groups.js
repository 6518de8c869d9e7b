// Communities: actors whom the claims link more with one another than with the rest, as Python found them.
const HALO = 8; // pixels around a node
const GROUP = "group:";
const groupName = ([first, second, ...others]) =>
  [actors[first].label, second !== undefined && actors[second].label].filter(Boolean).join(", ") +
  (others.length ? ` and ${others.length} more` : "");
const groups = data.communities.map((members, step) => ({ id: GROUP + actors[members[0]].id, members, step }));
const groupOf = new Map(groups.flatMap((group) => group.members.map((number) => [number, group])));
const selectedGroup = () => groups.find((group) => group.id === state.select);
const showsGroups = () => Boolean(state.groups || selectedGroup());

const swatch = ({ step }) => {
  const sign = el("span", { className: "swatch" });
  sign.style.background = skin(`group-${step}`);
  return sign;
};

function haloOf(number) {
  const [group, one] = [groupOf.get(number), selectedGroup()];
  return showsGroups() && group && (!one || group === one) ? skin(`group-${group.step}`) : null;
}

function buildGroups() {
  if (groups.length < 2) return null;
  const box = el("input", {
    type: "checkbox",
    id: "groups",
    onchange: () => change({ groups: box.checked ? "on" : "" }),
  });
  return el(
    "details",
    { className: "facet" },
    el("summary", {}, "Communities"),
    hint("Actors whom the claims link more with one another than with the rest."),
    el("div", { className: "choices" }, el("label", {}, box, el("span", { className: "name" }, "Show in the picture"))),
    listed(
      "ranked",
      groups.map((group) =>
        button([swatch(group), ...counted(groupName(group.members), group.members.length)], () => select(group.id)),
      ),
    ),
  );
}

function drawGroups() {
  if (!byId("groups")) return;
  byId("groups").checked = showsGroups();
}

function groupPanel(group, view) {
  const inside = new Set(group.members);
  const links = byDeeds(view.edges.filter((edge) => inside.has(edge.from) && inside.has(edge.to)));
  const rows = group.members.map((number) => actorButton(number, view.activity.get(number) ?? 0));
  return [
    close(),
    el("h2", { className: "ends" }, swatch(group), el("span", { dir: "auto" }, groupName(group.members))),
    hint("A community: the claims link these actors more with one another than with the rest."),
    section(`${group.members.length} actors`, listed("ranked", rows)),
    links.length > 0 &&
      section(
        "Strongest links among them",
        listed(
          "ranked",
          links.slice(0, FIRST).map((edge) => edgeButton(edge)),
        ),
      ),
  ];
}

// A halo behind each node, in the picture's own measure.
net.on("beforeDrawing", (context) => {
  for (const number of showsGroups() ? drawn.visible : []) {
    const fill = haloOf(number);
    if (!fill) continue;
    const { x, y } = net.getPosition(number);
    context.beginPath();
    context.arc(x, y, nodeSet.get(number).size + HALO, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
  }
});
