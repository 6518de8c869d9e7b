"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { names, source } = require("./modules.js");

test("no two modules of the page define the same name", () => {
  const defined = names.flatMap((name) => [...source(name).matchAll(/^(?:async )?(?:function|const|let) (\w+)/gm)]);
  const found = defined.map(([, name]) => name);
  assert.ok(found.length > 100);
  assert.deepStrictEqual(
    found.filter((name, place) => found.indexOf(name) !== place),
    [],
  );
});
