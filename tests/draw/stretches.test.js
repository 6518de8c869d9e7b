"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { load } = require("./modules.js");

const { stretches, laidOut } = load(["stretches"], ["stretches", "laidOut"]);

const TEXT = "Iran said that Oman helped Mali.";
const sentence = { text: TEXT, begin: 0 };
const mark = (words, role) => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length, role];
const outer = {
  id: "outer",
  sentence,
  marks: [mark("Iran", "subject"), mark("said", "trigger"), mark("Mali", "object")],
};
const inner = {
  id: "inner",
  sentence,
  marks: [mark("Oman", "subject"), mark("helped", "trigger"), mark("Mali", "object")],
};
const shown = (parts) => parts.map(({ text, claim, role }) => [text, claim?.id, role].filter(Boolean).join("|"));

test("words that two claims share are the shorter one's", () => {
  assert.deepStrictEqual(shown(stretches(TEXT, [outer, inner], undefined)), [
    "Iran said that |outer",
    "Oman helped Mali|inner",
    ".",
  ]);
});

test("the chosen claim has its own words, each with its role", () => {
  assert.deepStrictEqual(shown(stretches(TEXT, [outer, inner], outer)), [
    "Iran|outer|subject",
    " |outer",
    "said|outer|trigger",
    " that Oman helped |outer",
    "Mali|outer|object",
    ".",
  ]);
});

test("no word is lost, whatever the marks", () => {
  for (const chosen of [undefined, outer, inner]) {
    const words = stretches(TEXT, [outer, inner, { id: "bare", sentence, marks: [] }], chosen);
    assert.strictEqual(words.map(({ text }) => text).join(""), TEXT);
  }
});

test("an article is its sentences and what is between them", () => {
  const lines = [
    { text: "Two.", begin: 10 },
    { text: "One.", begin: 3 },
  ];
  const parts = laidOut({ text: "A: One.   Two. End" }, lines);
  assert.deepStrictEqual(
    parts.map(({ text, line }) => text ?? line.text),
    ["A: ", "One.", "   ", "Two.", " End"],
  );
});

test("where the text is not there, or is another, gaps stand for what is left out", () => {
  for (const text of [undefined, "Something else altogether."]) {
    const parts = laidOut({ text }, [
      { text: "Two.", begin: 10 },
      { text: "One.", begin: 0 },
    ]);
    assert.deepStrictEqual(
      parts.map(({ gap, line }) => (gap ? "…" : line.text)),
      ["One.", "…", "Two."],
    );
  }
});
