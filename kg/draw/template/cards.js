// A claim as a card: its sentence word for word, who says it, how sure it is, and where it stands.
const CARDS = 100; // at first

function cards(list) {
  const box = el("div", { className: "cards" }, list.slice(0, CARDS).map(card));
  const rest = list.slice(CARDS);
  const all = () => more.replaceWith(...rest.map(card));
  const more = button(`Show ${several(rest.length, "more claim")}`, all, { className: "more" });
  if (rest.length) box.append(more);
  return box;
}

const told = (claim) => [
  actors[claim.subject].label,
  " ",
  el("b", {}, claim.verb),
  claim.object === undefined ? "" : ` ${actors[claim.object].label}`,
];

function card(claim) {
  const element = el(
    "article",
    { className: "card", tabIndex: 0 },
    el("header", {}, el("span", { dir: "auto" }, told(claim)), badges(claim)),
    el("p", { className: "quote", dir: "auto" }, marked(claim.sentence.text, claim.marks)),
    claim.within !== undefined && el("p", { className: "says" }, inside(claims[claim.within])),
    claim.says.length > 0 && el("p", { className: "says" }, "says ", voices(claim)),
    el("p", { className: "facts" }, particulars(claim)),
    el(
      "footer",
      {},
      citation(documents[claim.document]),
      button("In the article", () => openArticle(claim.document, claim), { className: "more" }),
    ),
  );
  element.style.setProperty("--tone", colour(looks.tone.get(claim.tone)));
  element.dataset.claim = claim.id;
  return element;
}

// Where a claim stands within what another one tells of, as within an accusation.
function inside(outer) {
  const { content } = names.get(outer.relation);
  if (!content || outer.object === undefined) return ["inside: ", told(outer)];
  return ["inside what ", told(outer), ` ${content}`];
}

function badges({ status, modality }) {
  const shown = status === "denied" ? [status, modality] : [status];
  return shown
    .filter((name) => name !== "asserted")
    .map((name) => el("span", { className: `badge ${name}` }, statuses[name]));
}

const voices = (claim) =>
  claim.says.flatMap((voice, step) => [step ? ", relaying " : "", el("b", { dir: "auto" }, voice.label)]);

function particulars(claim) {
  const known = [
    claim.day && period(claim.since, claim.day),
    claim.when && `“${claim.when}”`,
    claim.place && `in ${claim.place}`,
    claim.event,
    claim.mode,
    ...(claim.context ?? []),
    `confidence ${Math.round(claim.confidence * 100)} %`,
  ];
  return known.filter(Boolean).map((words) => el("span", { dir: "auto" }, words));
}

function marked(text, marks) {
  const parts = [];
  let done = 0;
  for (const [begin, end, role] of marks) {
    parts.push(text.slice(done, begin), el("mark", { className: role, title: role }, text.slice(begin, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
}

const citation = (source) => [
  el("cite", { dir: "auto" }, link(source.url, source.title)),
  el("small", {}, [source.publisher, source.published && readable(source.published)].filter(Boolean).join(", ")),
];
