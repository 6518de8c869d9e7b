// An article with its claims underlined, beside the graph; a claim that is chosen is told beneath its sentence.
const openArticle = (number, claim) => change({ article: documents[number].id, claim: claim?.id ?? "" });
const closeArticle = () => change({ article: "", claim: "" });
const openedArticle = () => documentAt.get(state.article);

// A claim without an object is told of its actor alone.
const targetOf = (claim) => edges.find((edge) => edge.claims.includes(claim.number));
const chooseClaim = (claim) => {
  const edge = targetOf(claim);
  change({ claim: claim.id, select: edge ? `edge:${edge.id}` : `actor:${actors[claim.subject].id}` });
};

function articlePanel(number, view) {
  const article = documents[number];
  const list = view.passing.filter((claim) => claim.document === number);
  const chosen = list.find((claim) => claim.id === state.claim);
  const parts = laidOut(article, [...new Set(list.map((claim) => claim.sentence))]);
  return [
    button("×", closeArticle, {
      className: "close",
      "aria-label": "Close the article",
      title: "Close the article (Esc)",
    }),
    el("h2", { dir: "auto" }, article.title),
    hint([article.publisher, article.published && readable(article.published)].filter(Boolean).join(", ")),
    article.url && hint(link(article.url, article.url)),
    hint(`${several(list.length, "claim")} underlined. Choose one to see its link in the picture.`),
    !article.text && hint("The article itself is not here: these are its sentences that carry claims."),
    el(
      "div",
      { className: "article", dir: "auto" },
      parts.map((part, step) => passage(part, list, chosen, parts[step - 1]?.line)),
    ),
  ];
}

function passage({ text, gap, line }, list, chosen, before) {
  if (gap) return el("span", { className: "gap", title: "Left out here" }, " … ");
  if (!line) return before && before === chosen?.sentence ? text.trimStart() : text; // the notes end a line themselves
  const here = list.filter((claim) => claim.sentence === line);
  const words = stretches(line.text, here, chosen);
  const parts = words.map((part, step) =>
    underlined(part, chosen, words.findIndex(({ claim }) => claim === part.claim) === step),
  );
  return here.includes(chosen)
    ? [
        parts,
        el(
          "div",
          { className: "notes" },
          here.map((claim) => note(claim, chosen)),
        ),
      ]
    : parts;
}

// The first stretch of a claim is where the keyboard stops.
function underlined({ text, claim, role }, chosen, first) {
  const words = role ? el("mark", { className: role, title: role }, text) : text;
  if (!claim) return words;
  const label = told(claim)
    .map((part) => part.textContent ?? part)
    .join("");
  const element = el(
    "a",
    {
      className: `told ${claim.standing}${claim === chosen ? " chosen" : ""}`,
      role: "button",
      tabIndex: first ? 0 : -1,
      title: label,
      onclick: () => chooseClaim(claim),
      onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), chooseClaim(claim)),
    },
    words,
  );
  element.style.setProperty("--tone", colour(looks.tone.get(claim.tone)));
  element.dataset.claim = claim.id;
  return element;
}

function note(claim, chosen) {
  const element = button(
    [el("span", { className: "who", dir: "auto" }, told(claim)), badges(claim), particularsLine(claim)],
    () => chooseClaim(claim),
    { className: "note", "aria-pressed": String(claim === chosen) },
  );
  element.style.setProperty("--tone", colour(looks.tone.get(claim.tone)));
  return element;
}

const particularsLine = (claim) =>
  el(
    "span",
    { className: "facts" },
    claim.says.length > 0 && el("span", {}, "says ", voices(claim)),
    particulars(claim),
  );
