// The right side: what is chosen, or what there is to choose from.
const FIRST = 10; // links in the overview
const SOURCES = 20; // documents in the overview

function drawEvidence(view) {
  const panel = byId("evidence");
  const held = panel.contains(document.activeElement);
  panel.replaceChildren(...chosenPanel(view).filter(Boolean));
  const shown = openedArticle() === undefined ? state.select : `article ${state.article}`;
  const chosen = panel.querySelector(".told.chosen");
  if (held) (chosen ?? panel).focus();
  if (panel.dataset.shown !== shown) panel.scrollTop = 0;
  chosen?.scrollIntoView({ block: panel.dataset.shown === shown ? "nearest" : "center" });
  panel.dataset.shown = shown;
  document.body.classList.toggle("reading", openedArticle() !== undefined);
}

function chosenPanel(view) {
  if (openedArticle() !== undefined) return articlePanel(openedArticle(), view);
  if (chosenPeriod()) return periodPanel(chosenPeriod(), view);
  if (selectedGroup()) return groupPanel(selectedGroup(), view);
  const [first, second] = selected();
  if (first === undefined && state.view === "time") return eventsPanel(view);
  if (first === undefined) return overview(view);
  if (second === undefined) return actorPanel(first, view);
  return state.select.startsWith(PATH) ? pathPanel(view) : edgePanel(edgesById.get(state.select.slice(5)), view);
}

const section = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);
const listed = (className, items) =>
  el(
    "ul",
    { className },
    items.map((item) => el("li", {}, item)),
  );
const counted = (words, count) => [el("span", { className: "name", dir: "auto" }, words), tallied(count)];
const tallied = (count) => el("span", { className: "count" }, count);

const close = () =>
  button("×", () => select(""), {
    className: "close",
    "aria-label": "Back to the overview",
    title: "Back to the overview (Esc)",
  });

// ---- Nothing chosen
function overview(view) {
  if (!claims.length) {
    return [
      el("h2", {}, "Nothing to show"),
      hint("No sentence here was read as a claim. Other documents may hold some."),
    ];
  }
  const links = byDeeds(view.edges).slice(0, FIRST);
  return [
    el("h2", {}, "Strongest links"),
    hint("Choose a link or an actor, here or in the picture, to read the sentences behind it."),
    links.length
      ? listed(
          "ranked",
          links.map((edge) => edgeButton(edge)),
        )
      : hint("No two actors here are linked. What is told of each stands on its card."),
    section(documents.length === 1 ? "The document" : `The ${documents.length} documents`, sources(view)),
  ];
}

// What was done or said comes before what merely holds, as that someone holds an office.
const deeds = (edge) => edge.list.filter((claim) => claim.tone !== STATE).length;
function byDeeds(list) {
  const counts = new Map(list.map((edge) => [edge, deeds(edge)]));
  return [...list].sort((one, other) => counts.get(other) - counts.get(one) || other.list.length - one.list.length);
}

const edgeButton = (edge, list = edge.list, words = heading(edge)) =>
  button(
    [stroke(toneOf(list), standingOf(list)), ...counted([words, el("small", {}, summary(list))], list.length)],
    () => selectEdge(edge.id),
    { className: "edge" },
  );

function sources(view) {
  const ranked = tally(view.claims, (claim) => claim.document);
  const rows = ranked.slice(0, SOURCES).map(([number, count]) => counted(sourceButton(number), count));
  const rest = ranked.length - rows.length;
  return listed("sources", rest ? [...rows, hint(`and ${rest} more`)] : rows);
}

const sourceButton = (number) => {
  const { title, publisher, published } = documents[number];
  const when = [publisher, published && readable(published)].filter(Boolean).join(", ");
  return button([el("cite", { dir: "auto" }, title), el("small", {}, when)], () => openArticle(number), {
    className: "end",
  });
};

// ---- An edge
function edgePanel(edge, view) {
  const shown = new Set(view.claims);
  const cardsOf = (one) => one.claims.map((number) => claims[number]).filter((claim) => shown.has(claim));
  const beside = edges.filter((one) => one !== edge && pairOf(one) === pairOf(edge) && cardsOf(one).length);
  const kind = (one) => (one.symmetric ? "mutual" : edge.symmetric ? "one-sided" : "in the other direction");
  const others = tally(
    beside.flatMap((one) => cardsOf(one).map(() => kind(one))),
    String,
  );
  const list = cardsOf(edge);
  return [
    close(),
    ends(edge.from, edge.symmetric ? " ↔ " : " → ", edge.to),
    hint([several(list.length, "claim"), ...others.map(([words, count]) => `${count} ${words}`)].join(" · ")),
    list.length ? cards(list) : hint("The filters leave no claim of this link."),
    ...beside.map((one) => section(heading(one), cards(cardsOf(one)))),
  ];
}

const ends = (from, arrow, to) =>
  el("h2", { className: "ends" }, endButton(from), el("span", {}, arrow), endButton(to));
const endButton = (number) =>
  button([symbol(actors[number].type), actors[number].label], () => selectActor(number), {
    className: "end",
    dir: "auto",
  });

// ---- An actor
function actorPanel(number, view) {
  const actor = actors[number];
  const about = view.claims.filter((claim) => claim.parties.includes(number));
  const near = neighbours(number, view);
  return [
    close(),
    el("h2", { className: "ends" }, symbol(actor.type), el("span", { dir: "auto" }, actor.label)),
    ...described(actor, about),
    actions(actor, view),
    ...offices(number),
    near.length > 0 && section(`Linked with ${several(near.length, "actor")}`, listed("ranked", near.map(nearButton))),
    section("Claims", about.length ? cards(about) : hint("The filters leave no claim about this actor.")),
  ];
}

// From all claims, whatever the filters leave: each office once, and the sentences behind it on demand.
function offices(number) {
  const about = claims.filter((claim) => claim.parties.includes(number) && names.get(claim.relation).office);
  const same = (claim) => [claim.subject, claim.relation, claim.object, claim.status].join(" ");
  const rows = tally(about, same).map(([key]) => {
    const list = about.filter((claim) => same(claim) === key);
    const words = told(list[0]).slice(list[0].subject === number ? 2 : 0); // its own name stands above
    const line = [el("span", { className: "name", dir: "auto" }, words), badges(list[0]), tallied(list.length)];
    return el("details", {}, el("summary", {}, line), cards(list));
  });
  return rows.length ? [section("Offices", ...rows)] : [];
}

function described(actor, about) {
  const principal = actor.for && `acts for ${actors[numberOf.get(actor.for)]?.label ?? actor.for}`;
  const words = [looks.type.get(actor.type).label, principal, several(about.length, "claim")].filter(Boolean);
  return [
    hint(words.join(" · ")),
    actor.aliases && hint(`Also ${actor.aliases.slice(0, 6).join(", ")}`),
    actor.same && hint("Same as ", ...actor.same.slice(0, 4).flatMap((url) => [link(url, url), " "])),
  ];
}

function actions(actor, view) {
  const alone = state.near === actor.id;
  const said = claims.filter((claim) => claim.voice === actor.label).length;
  return el(
    "p",
    { className: "actions" },
    button(alone ? "Show all actors" : "Only its neighbours", () => change({ near: alone ? "" : actor.id })),
    beyond(numberOf.get(actor.id), view),
    button("Hide", () => change({ hide: [...state.hide, actor.id], select: "" })),
    said > 0 && button(`What it says (${said})`, () => solo("voice", actor.label)),
  );
}

// The other ends of an actor's edges with those edges, the most claims first.
function neighbours(number, view) {
  const found = new Map();
  for (const edge of view.edges.filter((one) => [one.from, one.to].includes(number))) {
    const other = edge.from === number ? edge.to : edge.from;
    const edges = [...(found.get(other)?.edges ?? []), edge].sort((one, two) => two.list.length - one.list.length);
    found.set(other, { other, edges, list: edges.flatMap((one) => one.list) });
  }
  return [...found.values()].sort((one, two) => two.list.length - one.list.length || one.other - two.other);
}

const nearButton = ({ other, edges, list }) => edgeButton(edges[0], list, actors[other].label);
