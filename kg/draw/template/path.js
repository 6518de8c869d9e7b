// The fewest links from one actor to another over all claims that the filters leave, the best attested of ways as short.
function wayBetween(start, goal, passing) {
  const near = new Map(actors.map((_, number) => [number, new Map()]));
  for (const {
    parties: [one, other],
  } of passing.filter((claim) => claim.parties.length === 2)) {
    near.get(one).set(other, (near.get(one).get(other) ?? 0) + 1);
    near.get(other).set(one, (near.get(other).get(one) ?? 0) + 1);
  }
  const left = new Map([[goal, 0]]); // links from here to the goal
  for (const number of left.keys()) {
    for (const next of near.get(number).keys()) if (!left.has(next)) left.set(next, left.get(number) + 1);
  }
  if (!left.has(start)) return [];
  const way = [start];
  while (way.at(-1) !== goal) {
    const closer = [...near.get(way.at(-1))].filter(([next]) => left.get(next) === left.get(way.at(-1)) - 1);
    way.push(closer.sort(([a, n], [b, m]) => m - n || a - b)[0][0]);
  }
  return way;
}

const PATH = "path:";
const pathOf = (start, goal) =>
  PATH +
  new URLSearchParams([
    ["", start],
    ["", goal],
  ]);
const pathEnds = () => new URLSearchParams(state.select.slice(PATH.length)).getAll("").map((id) => numberOf.get(id));

// Whether two actors follow one another on the way.
const joined = (way, one, other) =>
  way.some((number, step) => step > 0 && [one, other].includes(number) && [one, other].includes(way[step - 1]));

function buildPath() {
  const names = actors
    .map((actor, number) => [actor.label, number])
    .sort(([one], [other]) => one.localeCompare(other, "en"));
  const choice = (id, words) =>
    el(
      "select",
      { id, "aria-label": words, onchange: setPath },
      el("option", { value: "" }, words),
      names.map(([name, number]) => el("option", { value: number }, name)),
    );
  return el(
    "details",
    { className: "facet" },
    el("summary", {}, "Shortest path"),
    el("div", { className: "path" }, choice("start", "From …"), choice("goal", "To …")),
  );
}

function setPath() {
  const [start, goal] = ["start", "goal"].map((id) => byId(id).value);
  if (start && goal && start !== goal) change({ select: pathOf(actors[start].id, actors[goal].id) });
}

function drawPath() {
  if (actors.length < 3) return;
  const [start, goal] = state.select.startsWith(PATH) ? pathEnds() : selected().slice(0, 1);
  if (start !== undefined) byId("start").value = start;
  if (goal !== undefined) byId("goal").value = goal;
}

function pathPanel(view) {
  const [start, goal] = pathEnds();
  const steps = view.way.slice(1).map((number, step) => [view.way[step], number]);
  const claimsOf = (pair) => view.passing.filter((claim) => pair.every((end) => claim.parties.includes(end)));
  return [
    close(),
    ends(start, " … ", goal),
    hint(
      steps.length
        ? `The shortest path has ${several(steps.length, "link")}.`
        : "As the filters stand, no chain of claims leads there.",
    ),
    ...steps.map((pair) => section(pair.map((number) => actors[number].label).join(" – "), cards(claimsOf(pair)))),
  ];
}
