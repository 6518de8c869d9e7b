// Files of what is visible, made in the page and handed over as blobs.
const COLUMNS = [
  "day",
  "subject",
  "relation",
  "object",
  "polarity",
  "modality",
  "says",
  "confidence",
  "event",
  "sentence",
  "title",
  "publisher",
  "published",
  "url",
];

function save(name, blob) {
  const anchor = el("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

const fileName = (ending) =>
  `${
    data.title
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "graph"
  }.${ending}`;

function claimRow(claim) {
  const source = documents[claim.document];
  const says = claim.says.map((voice) => voice.label).join(" < ");
  const [subject, object] = [actors[claim.subject].label, actors[claim.object]?.label];
  return { ...source, ...claim, subject, object, relation: claim.verb, says, sentence: claim.sentence.text };
}

// A cell that a spreadsheet would take for a formula gets an apostrophe, which it reads as "text".
function cell(value) {
  const text = String(value ?? "");
  const plain = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

const csv = (view) =>
  [COLUMNS, ...view.claims.map((claim) => COLUMNS.map((name) => claimRow(claim)[name]))]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");

const NAMESPACE = "http://graphml.graphdrawing.org/xmlns";
const legal = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

function graphml(view) {
  const file = document.implementation.createDocument(NAMESPACE, "graphml");
  const add = (parent, name, attributes, text = "") => {
    const element = file.createElementNS(NAMESPACE, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, legal(value)));
    element.textContent = legal(text);
    return parent.appendChild(element);
  };
  const keys = {
    node: { label: "string", type: "string", claims: "int" },
    edge: { weight: "int", relations: "string", quad: "string", symmetric: "boolean" },
  };
  for (const [kind, fields] of Object.entries(keys)) {
    for (const [name, type] of Object.entries(fields))
      add(file.documentElement, "key", { id: `${kind}-${name}`, for: kind, "attr.name": name, "attr.type": type });
  }
  const graph = add(file.documentElement, "graph", { id: "graph", edgedefault: "directed" });
  const values = (parent, kind, row) =>
    Object.entries(row).forEach(([name, value]) => add(parent, "data", { key: `${kind}-${name}` }, value));
  for (const number of view.visible) {
    const { id, label, type } = actors[number];
    values(add(graph, "node", { id }), "node", { label, type, claims: view.activity.get(number) });
  }
  for (const edge of view.edges) {
    const row = add(graph, "edge", { id: edge.id, source: actors[edge.from].id, target: actors[edge.to].id });
    values(row, "edge", {
      weight: edge.list.length,
      relations: summary(edge.list),
      quad: toneOf(edge.list),
      symmetric: edge.symmetric,
    });
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}

function png() {
  const picture = canvasBox.querySelector("canvas");
  const copy = el("canvas", { width: picture.width, height: picture.height });
  const context = copy.getContext("2d");
  context.fillStyle = skin("ground");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(picture, 0, 0);
  copy.toBlob((blob) => save(fileName("png"), blob));
}

byId("png").addEventListener("click", png);
byId("csv").addEventListener("click", () =>
  save(fileName("csv"), new Blob(["\ufeff", csv(drawn)], { type: "text/csv" })),
);
byId("svg").addEventListener("click", () => save(fileName("svg"), new Blob([picture()], { type: "image/svg+xml" })));
byId("graphml").addEventListener("click", () =>
  save(fileName("graphml"), new Blob([graphml(drawn)], { type: "application/xml" })),
);
