"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { load } = require("./modules.js");

const { ranges, at } = load(["words", "timeline"], ["ranges", "at"], { claims: [], documents: [], state: {} });
const days = (found) => found.map(({ from, to }) => `${from} ${to}`);

test("columns are days where they find room, and longer where they do not", () => {
  assert.deepStrictEqual(days(ranges(at("2024-02-28"), at("2024-03-01"), 10)), [
    "2024-02-28 2024-02-28",
    "2024-02-29 2024-02-29",
    "2024-03-01 2024-03-01",
  ]);
  assert.deepStrictEqual(days(ranges(at("2024-01-15"), at("2024-03-01"), 4)), [
    "2024-01-01 2024-01-31",
    "2024-02-01 2024-02-29",
    "2024-03-01 2024-03-31",
  ]);
});

test("columns follow one another without a gap", () => {
  for (const most of [5, 20, 90]) {
    const found = ranges(at("1999-11-03"), at("2004-05-06"), most);
    found.slice(1).forEach(({ from }, step) => assert.strictEqual(at(from) - at(found[step].to), 86400000));
  }
});
