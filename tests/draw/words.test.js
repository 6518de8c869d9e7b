"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { load } = require("./modules.js");

const { period, several, tally } = load(["words"], ["period", "several", "tally"]);

test("a period is told as shortly as it can be", () => {
  const told = {
    "2018-01-01 2018-12-31": "2018",
    "2024-02-01 2024-02-29": "February 2024",
    "2025-04-01 2025-06-30": "Apr to Jun 2025",
    "2025-06-05 2025-06-05": "5 Jun 2025",
    "2025-06-05 2025-06-09": "5 Jun 2025 to 9 Jun 2025",
    "2024-12-01 2025-01-31": "1 Dec 2024 to 31 Jan 2025",
  };
  for (const [days, words] of Object.entries(told)) assert.strictEqual(period(...days.split(" ")), words);
});

test("one thing is one, and many are many", () => {
  assert.strictEqual(several(1, "claim"), "1 claim");
  assert.strictEqual(several(1200, "claim"), "1,200 claims");
});

test("a tally has the most frequent first, and names break ties", () => {
  assert.deepStrictEqual(
    tally(["b", "a", "c", "c"], (name) => name),
    [
      ["c", 2],
      ["a", 1],
      ["b", 1],
    ],
  );
});
