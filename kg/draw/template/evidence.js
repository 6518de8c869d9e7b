// The right side: the sentences behind what is chosen, word for word, or what there is to choose from.
function drawEvidence(view) {
  const panel = byId("evidence");
  const held = panel.contains(document.activeElement);
  const [first, second] = selected();
  if (second !== undefined && state.select.startsWith(PATH)) panel.replaceChildren(...pathPanel(view));
  else if (second !== undefined) panel.replaceChildren(...edgePanel(edgesById.get(state.select.slice(5)), view));
  else if (first !== undefined) panel.replaceChildren(...actorPanel(first, view));
  else panel.replaceChildren(...overview(view));
  if (held) panel.focus();
  if (panel.dataset.select !== state.select) panel.scrollTop = 0;
  panel.dataset.select = state.select;
}

const section = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);
const close = () => el("button", { type: "button", className: "close", "aria-label": "Back to the overview", title: "Back to the overview (Esc)", onclick: () => change({ select: "" }) }, "×");

// ---- Nothing chosen
function overview(view) {
  if (!claims.length) return [el("h2", {}, "Nothing to show"), el("p", { className: "hint" }, "No sentence was read as a claim. Other documents, or fewer conditions on the command line, may give some.")];
  const strongest = [...view.edges].sort((one, other) => other.list.length - one.list.length).slice(0, 10);
  const links = strongest.map((edge) => el("li", {}, edgeButton(edge)));
  return [
    el("h2", {}, "Strongest links"),
    el("p", { className: "hint" }, "Choose a link or an actor, here or in the picture, to read the sentences behind it."),
    links.length ? el("ul", { className: "ranked" }, links) : el("p", { className: "hint" }, "No two actors here are linked. Each actor’s own claims are on its card."),
    section(documents.length === 1 ? "The document" : `The ${documents.length} documents`, sources(view)),
  ];
}

const edgeButton = (edge, list = edge.list, words = heading(edge)) =>
  el("button", { type: "button", className: "edge", onclick: () => selectEdge(edge.id) },
    stroke(toneOf(list), standingOf(list)),
    el("span", { className: "name", dir: "auto" }, words, el("small", {}, summary(list))), el("span", { className: "count" }, list.length));

function sources(view) {
  const counts = new Map(tally(view.claims, (claim) => claim.document));
  const rows = documents.map((source, number) => [source, counts.get(number) ?? 0]).filter(([, count]) => count || documents.length === 1);
  const shown = rows.sort(([, n], [, m]) => m - n).slice(0, 20).map(([source, count]) =>
    el("li", {}, el("span", { className: "name" }, citation(source)), el("span", { className: "count" }, count)));
  return el("ul", { className: "sources" }, shown, rows.length > 20 && el("li", { className: "hint" }, `and ${rows.length - 20} more`));
}

const citation = (source) => [
  el("cite", { dir: "auto" }, link(source.url, source.title)),
  el("small", {}, [source.publisher, source.published && readable(source.published)].filter(Boolean).join(", ")),
];

// ---- An edge
function edgePanel(edge, view) {
  const shown = new Set(view.claims);
  const same = (other) => pairOf(other) === pairOf(edge);
  const cardsOf = (one) => one.claims.map((number) => claims[number]).filter((claim) => shown.has(claim));
  const others = data.edges.filter((one) => one.id !== edge.id && same(one)).filter((one) => cardsOf(one).length);
  const list = cardsOf(edge);
  const back = others.map((one) => `${cardsOf(one).length} ${one.symmetric ? "mutual" : edge.symmetric ? "one-sided" : "in the other direction"}`);
  return [
    close(),
    el("h2", { className: "ends" }, endButton(edge.from), el("span", {}, edge.symmetric ? " ↔ " : " → "), endButton(edge.to)),
    el("p", { className: "hint" }, [several(list.length, "claim"), ...back].join(" · ")),
    list.length ? cards(list) : el("p", { className: "hint" }, "The filters leave no claim of this link."),
    ...others.map((one) => section(heading(one), cards(cardsOf(one)))),
  ];
}

const endButton = (number) => el("button", { type: "button", className: "end", dir: "auto", onclick: () => selectActor(number) }, symbol(actors[number].type), actors[number].label);

// ---- An actor
function actorPanel(number, view) {
  const actor = actors[number];
  const about = view.claims.filter((claim) => claim.parties.includes(number));
  const offices = about.filter((claim) => ["holdsOffice", "headOf", "officeOf"].includes(claim.relation));
  const near = neighbours(number, view);
  const said = claims.filter((claim) => claim.voice === actor.label).length;
  return [
    close(),
    el("h2", { className: "ends" }, symbol(actor.type), el("span", { dir: "auto" }, actor.label)),
    el("p", { className: "hint" }, [looks.type.get(actor.type).label, actor.for && `acts for ${actors[numberOf.get(actor.for)]?.label ?? actor.for}`, several(about.length, "claim")].filter(Boolean).join(" · ")),
    actor.aliases && el("p", { className: "hint", dir: "auto" }, `Also ${actor.aliases.slice(0, 6).join(", ")}`),
    actor.same && el("p", { className: "hint" }, "Same as ", actor.same.slice(0, 4).flatMap((url) => [link(url, url.replace(/^https?:\/\/(www\.)?/, "")), " "])),
    el("p", { className: "actions" },
      el("button", { type: "button", onclick: () => change({ near: state.near === actor.id ? "" : actor.id }) }, state.near === actor.id ? "Show all actors" : "Only its neighbours"),
      el("button", { type: "button", onclick: () => change({ hide: [...state.hide, actor.id], select: "" }) }, "Hide"),
      said > 0 && el("button", { type: "button", onclick: () => solo("voice", actor.label) }, `What it says (${said})`)),
    offices.length > 0 && section("Offices", el("ul", { className: "plain" }, offices.map((claim) => el("li", {}, sentenceOf(claim))))),
    near.length > 0 && section(`Linked with ${several(near.length, "actor")}`, el("ul", { className: "ranked" }, near.map(([other, edges]) =>
      el("li", {}, edgeButton(edges[0], edges.flatMap((edge) => edge.list), actors[other].label))))),
    section("Claims", about.length ? cards(about) : el("p", { className: "hint" }, "The filters leave no claim about this actor.")),
  ].filter(Boolean);
}

// The other ends of an actor's edges with those edges, the most claims first.
function neighbours(number, view) {
  const found = new Map();
  for (const edge of view.edges.filter((one) => [one.from, one.to].includes(number))) {
    const other = edge.from === number ? edge.to : edge.from;
    found.set(other, [...(found.get(other) ?? []), edge].sort((one, two) => two.list.length - one.list.length));
  }
  const weight = ([, edges]) => edges.reduce((sum, edge) => sum + edge.list.length, 0);
  return [...found].sort((one, two) => weight(two) - weight(one) || one[0] - two[0]);
}

const sentenceOf = (claim) => [actors[claim.subject].label, " ", el("b", {}, claim.verb), claim.object === undefined ? "" : ` ${actors[claim.object].label}`];

// ---- A claim
const cards = (list) => el("div", { className: "cards" }, list.map(card));

function card(claim) {
  const source = documents[claim.document];
  const badges = [claim.status !== "asserted" && statuses[claim.status], claim.status === "denied" && claim.modality !== "asserted" && statuses[claim.modality]];
  const element = el("article", { className: "card", tabIndex: 0 },
    el("header", {}, el("span", { dir: "auto" }, sentenceOf(claim)), badges.filter(Boolean).map((words) => el("span", { className: `badge ${claim.status}` }, words))),
    el("p", { className: "quote", dir: "auto" }, marked(data.sentences[claim.sentence], claim.marks)),
    claim.says.length > 0 && el("p", { className: "says" }, "says ", claim.says.flatMap((voice, step) => [step ? ", relaying " : "", el("b", { dir: "auto" }, voice.label)])),
    el("p", { className: "facts" }, [claim.day && dated(claim), claim.when && `“${claim.when}”`, claim.place && `in ${claim.place}`, claim.event && [claim.event, claim.mode].filter(Boolean).join(" · "), ...(claim.context ?? []), `confidence ${Math.round(claim.confidence * 100)} %`].filter(Boolean).map((words) => el("span", { dir: "auto" }, words))),
    el("footer", {}, citation(source)),
  );
  element.style.setProperty("--tone", colour(looks.tone.get(claim.tone)));
  element.dataset.claim = claim.id;
  return element;
}

const dated = (claim) => (claim.since === claim.day ? readable(claim.day) : `${readable(claim.since)} to ${readable(claim.day)}`);

function marked(text, marks) {
  const parts = [];
  let done = 0;
  for (const [begin, end, role] of marks) {
    parts.push(text.slice(done, begin), el("mark", { className: role, title: role }, text.slice(begin, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
}
