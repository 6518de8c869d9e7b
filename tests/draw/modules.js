// Modules of the page's template joined as the page joins them, for tests that need no browser.
"use strict";
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const TEMPLATE = join(__dirname, "../../kg/draw/template");
const names = readdirSync(TEMPLATE)
  .filter((name) => name.endsWith(".js"))
  .map((name) => name.slice(0, -3))
  .sort();
const source = (name) => readFileSync(join(TEMPLATE, `${name}.js`), "utf8");

// The values `wanted` of some modules; `given` stands in for what they take from others.
function load(modules, wanted, given = {}) {
  const text = modules.map(source).join("\n");
  const made = new Function(...Object.keys(given), `"use strict";\n${text}\nreturn { ${wanted.join(", ")} };`);
  return made(...Object.values(given));
}

module.exports = { load, names, source };
