"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { load } = require("./modules.js");

const actors = [..."ABCDE"].map((id) => ({ id }));
const { wayBetween } = load(["path"], ["wayBetween"], { actors });
const claims = (pairs) =>
  pairs.map((pair) => ({ parties: [...pair].map((id) => actors.findIndex((actor) => actor.id === id)) }));

test("the shortest way is found, the best attested of those as short", () => {
  assert.deepStrictEqual(wayBetween(0, 3, claims(["AB", "BD", "AC", "AC", "CD", "AE"])), [0, 2, 3]);
});

test("there may be no way", () => {
  assert.deepStrictEqual(wayBetween(0, 3, claims(["AB", "CD", "A"])), []);
});
