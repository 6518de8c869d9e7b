"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { load } = require("./modules.js");

const WANTED = ["merge", "documents", "actors", "sentences", "claims", "nodes", "edges", "ties", "quiet", "edgesById"];
const rows = () => load(["rows"], WANTED);

// Rows of claims "subject relation object" ("~" before the relation: two-sided), the actors in the order given.
function piece(actors, told, others = {}) {
  const number = (id) => actors.indexOf(id);
  const claims = told.map((words, step) => {
    const [subject, relation, object] = words.split(" ");
    const symmetric = relation.startsWith("~");
    const row = {
      id: words,
      subject: number(subject),
      relation,
      sentence: step,
      polarity: "positive",
      modality: "asserted",
    };
    return { ...row, ...(object && { object: number(object) }), ...(symmetric && { symmetric }) };
  });
  const edges = claims.flatMap(({ subject, object, symmetric = false }, step) =>
    object === undefined ? [] : [{ from: subject, to: object, symmetric, claims: [step] }],
  );
  return {
    documents: [{ id: "d1", title: "One" }],
    actors: actors.map((id) => ({ id, label: id, type: "State" })),
    sentences: told.map((words) => [words, 0, words.length]),
    claims,
    nodes: actors.map(() => ({ shape: "dot", size: 9, spots: [], stray: true })),
    edges,
    classes: [{ id: "State" }],
    tones: [],
    standings: [],
    relations: [...new Set(claims.map(({ relation }) => relation))].map((id) => ({ id, label: id })),
    quiet: [],
    ...others,
  };
}

test("rows refer to one another by what they are, not by the numbers they came with", () => {
  const { merge, claims, actors, edges, edgesById } = rows();
  merge(piece(["A", "B"], ["A hits B", "A ~meets B"]));
  merge(piece(["C", "B", "A"], ["C hits A", "A hits B", "B ~meets A"]));
  assert.deepStrictEqual(
    actors.map(({ id }) => id),
    ["A", "B", "C"],
  );
  assert.deepStrictEqual(
    claims.map(({ subject, object }) => [subject, object].map((one) => actors[one].id).join(" ")),
    ["A B", "A B", "C A", "B A"],
  );
  assert.deepStrictEqual(
    edges.map(({ id, claims: list }) => [id, list]),
    [
      ["A>B", [0]],
      ["A~B", [1, 3]],
      ["C>A", [2]],
    ],
  );
  assert.strictEqual(edgesById.get("A~B").symmetric, true);
});

test("the same rows again change nothing", () => {
  const found = rows();
  found.merge(piece(["A", "B"], ["A hits B", "B denies"], { edges: [{ from: 0, to: 1, tie: true }] }));
  const before = JSON.stringify(found);
  found.merge(piece(["B", "A"], ["B denies", "A hits B"], { edges: [{ from: 1, to: 0, tie: true }] }));
  assert.strictEqual(JSON.stringify(found), before);
  assert.deepStrictEqual(found.ties, [{ from: 0, to: 1 }]);
  assert.deepStrictEqual(
    found.actors.map((actor) => actor.claims),
    [1, 2],
  );
});

test("identifiers that hold the sign of an edge do not make two edges one", () => {
  const { merge, edges } = rows();
  merge(piece(["A", "A>B", "B>C", "C"], ["A hits B>C", "A>B hits C"]));
  assert.deepStrictEqual(
    edges.map(({ id }) => id),
    ["A>B>C", "A>B>C'"],
  );
});

test("what is quiet stays so only where it was not shown before", () => {
  const { merge, quiet } = rows();
  merge(piece(["A", "B"], ["A holds B"]));
  merge(piece(["A", "C"], ["A holds C", "A relates C"], { quiet: ["holds", "relates"] }));
  assert.deepStrictEqual(quiet, ["relates"]);
});
