// The left side: actors by activity, two sliders and the filters, each choice with what it would show.
const titles = {
  type: "Actor type",
  tone: "Quad class",
  relation: "Relation",
  status: "Polarity and modality",
  voice: "Who says it",
};
const FEW = 7;
const boxesOf = {};

const options = {
  type: () => [...looks.type.values()].map((row) => [row.id, row.label, () => symbol(row.id)]),
  tone: () => data.tones.map((row) => [row.id, row.label, () => stroke(row.id)]),
  relation: () => tally(claims, (claim) => claim.relation).map(([id]) => [id, names.get(id).label]),
  status: () => Object.entries(statuses),
  voice: () => {
    const voices = tally(claims, (claim) => claim.voice);
    const named = voices.map(([id]) => [id, id === DOCUMENT ? "The document itself" : id]);
    return named.sort(([one], [other]) => (other === DOCUMENT) - (one === DOCUMENT));
  },
};

function facet(name) {
  const present = new Set(claims.flatMap(facets[name]));
  const choices = options[name]().filter(([id]) => present.has(id));
  if (choices.length < 2 && name !== "type") return null;
  boxesOf[name] = [];
  const rows = choices.map((choice) => choiceRow(name, ...choice));
  const fold = rows.length > FEW + 2 && more(name, rows);
  const list = el("ul", { className: "choices" }, rows);
  return el("details", { className: "facet", open: true }, el("summary", {}, titles[name]), list, fold);
}

function choiceRow(name, id, label, sign) {
  const box = el("input", { type: "checkbox", onchange: () => toggle(name, id) });
  const count = el("output", {});
  const words = [el("span", { className: "sign" }, sign?.()), el("span", { className: "name", dir: "auto" }, label)];
  const only = button("only", () => solo(name, id), { className: "only", "aria-label": `Only ${label}` });
  const item = el("li", {}, el("label", {}, box, ...words), only, count);
  boxesOf[name].push({ id, box, count, item });
  return item;
}

function more(name, rows) {
  const fold = (folded) => {
    for (const row of rows.slice(FEW)) row.hidden = folded;
    if (!folded) drawChoices(name, drawn);
    switcher.textContent = folded ? `Show all ${rows.length}` : "Show fewer";
    switcher.setAttribute("aria-expanded", String(!folded));
  };
  const unfolded = () => switcher.getAttribute("aria-expanded") === "true";
  const switcher = button("", () => fold(unfolded()), { className: "more" });
  fold(true);
  return switcher;
}

// A second press of "only" brings back what was there at first.
function solo(name, id) {
  const others = boxesOf[name].map((row) => row.id).filter((other) => other !== id);
  const alone = !state[name].includes(id) && others.every((other) => state[name].includes(other));
  change({ [name]: alone ? blank()[name] : others });
}

const sliders = {
  top: { label: "Most active actors shown", most: () => Math.min(home, data.most) },
  least: {
    label: "Fewest claims a link",
    most: () => edges.reduce((most, edge) => Math.max(most, edge.claims.length), 1),
  },
};

function slider(name) {
  const { label, most } = sliders[name];
  const max = most();
  if (max < 2) return null;
  const id = `slide-${name}`;
  const input = el("input", {
    id,
    type: "range",
    min: 1,
    max,
    oninput: () => change({ [name]: Number(input.value) }, name),
  });
  Object.assign(sliders[name], { input, value: el("output", { for: id }) });
  return el("div", { className: "slider" }, el("label", { for: id }, label), sliders[name].value, input);
}

function buildControls() {
  Object.keys(boxesOf).forEach((name) => delete boxesOf[name]);
  ["facets", "sliders"].forEach((id) => byId(id).replaceChildren());
  if (actors.length > 2) byId("facets").append(buildPath());
  byId("facets").append(...[buildGroups()].filter(Boolean));
  byId("facets").append(...Object.keys(titles).map(facet).filter(Boolean));
  byId("sliders").append(...Object.keys(sliders).map(slider).filter(Boolean));
}

// Of a folded list, which may have a thousand rows, the rest is drawn when it unfolds.
function drawChoices(name, { counts }) {
  for (const { id, box, count, item } of boxesOf[name].filter((row) => !row.item.hidden)) {
    const shown = counts[name].get(id) ?? 0;
    box.checked = !state[name].includes(id);
    count.textContent = shown.toLocaleString("en");
    item.classList.toggle("none", !shown);
  }
}

function drawControls(view) {
  Object.keys(boxesOf).forEach((name) => drawChoices(name, view));
  for (const [name, { input, value }] of Object.entries(sliders)) {
    if (!input) continue;
    input.value = state[name]; // which its ends limit
    value.textContent = input.value;
  }
  drawPath();
  drawGroups();
  listActors(view);
  byId("counts").textContent = [...countsOf(view), several(documents.length, "document")].join(" · ");
  byId("undo").disabled = !past.length;
  byId("reset").disabled = !written();
}

const countsOf = (view) =>
  state.view === "time"
    ? [several(datedEvents(view).length, "dated event")]
    : [actorCount(view), several(view.edges.length, "link"), several(view.claims.length, "claim")];

const actorCount = (view) =>
  view.visible.length < actors.length
    ? `${view.visible.length} of ${several(actors.length, "actor")}`
    : several(actors.length, "actor");

// ---- The list of actors: what the search leaves of all, else those in the picture
function listActors(view) {
  const wanted = byId("search").value.trim().toLocaleLowerCase("en");
  const named = (number) =>
    [actors[number].label, ...(actors[number].aliases ?? [])].some((name) =>
      name.toLocaleLowerCase("en").includes(wanted),
    );
  const known = new Set([...view.ranked, ...actors.keys()]); // a search finds whom the filters leave out, too
  const found = wanted ? [...known].filter(named).slice(0, 50) : view.visible;
  const rows = found.map((number) => el("li", {}, actorButton(number, view.activity.get(number) ?? 0)));
  const held = byId("actors").contains(document.activeElement) ? document.activeElement.dataset.actor : undefined;
  byId("actors").replaceChildren(...(rows.length ? rows : [el("li", {}, nobody(wanted))]));
  byId("left-out").replaceChildren(...leftOut());
  if (held) [...byId("actors").querySelectorAll("button")].find((button) => button.dataset.actor === held)?.focus();
}

// What the reader has put aside, with the way back.
function leftOut() {
  const [hidden, moved] = [state.hide.length, Object.keys(state.pin).length];
  const left = quiet.filter((relation) => state.relation.includes(relation));
  const untold = left.length && claims.filter((claim) => left.includes(claim.relation)).length;
  const back = (words, patch) =>
    hint(
      words,
      " ",
      button("Show all", () => change(patch), { className: "more" }),
    );
  return [
    data.live?.note && hint(data.live.note),
    state.open.length > 0 &&
      hint(
        `With neighbours of ${[...new Set(state.open)].map((id) => actors[numberOf.get(id)]?.label ?? id).join(", ")}. `,
        button("Close", () => change({ open: [] }), { className: "more" }),
      ),
    state.near &&
      back(`Only ${actors[numberOf.get(state.near)]?.label ?? state.near} and its neighbours.`, { near: "" }),
    hidden > 0 && back(`${several(hidden, "actor")} hidden.`, { hide: [] }),
    moved > 0 &&
      hint(
        `${several(moved, "actor")} moved by hand. `,
        button("Put back", () => change({ pin: {} }), { className: "more" }),
      ),
    untold > 0 &&
      hint(
        `Without ${several(untold, "claim")} of “${left.map((id) => names.get(id).label).join("” and “")}”. `,
        button("Show", () => change({ relation: state.relation.filter((id) => !left.includes(id)) }), {
          className: "more",
        }),
      ),
  ].filter(Boolean);
}

const nobody = (wanted) =>
  hint(
    wanted
      ? `No actor here is called “${wanted}”. Try a part of the name, or widen the filters.`
      : "The filters leave no actor.",
  );

// Who chooses with the keyboard is taken to the evidence; the pointer is there already.
function choose(number, byKey) {
  selectActor(number);
  if (byKey) byId("evidence").focus();
}

function actorButton(number, count) {
  const { id, label, type } = actors[number];
  const pressed = ({ detail }) => choose(number, !detail);
  const found = button([symbol(type), ...counted(label, count)], pressed, { className: "actor" });
  found.dataset.actor = id;
  if (state.select === `actor:${id}`) found.setAttribute("aria-current", "true");
  return found;
}
