// What the reader has chosen: kept in the address, so that a link or a reload shows it again, and undone step by step.
const TEXTS = ["from", "to", "select", "near", "theme", "view", "article", "claim", "groups"];
const LISTS = ["type", "relation", "tone", "status", "voice"];
// At first nothing is left out but what the data calls quiet.
const blank = () => ({
  top: data.top,
  least: 1,
  ...Object.fromEntries(TEXTS.map((name) => [name, ""])),
  hide: [],
  open: [],
  pin: {},
  ...Object.fromEntries(LISTS.map((name) => [name, []])),
  relation: [...quiet],
});

let state = read();
const past = [];
const changed = [];

const alike = (one, other) => one.length === other.length && one.every((value) => other.includes(value));

function read() {
  const found = new URLSearchParams(location.hash.slice(1));
  const fresh = blank();
  for (const name of [...LISTS, "hide", "open"]) if (found.has(name)) fresh[name] = found.getAll(name).filter(Boolean);
  for (const name of TEXTS) fresh[name] = found.get(name) ?? "";
  if (!found.size) fresh.select = data.select ?? "";
  for (const name of ["top", "least"]) fresh[name] = Math.max(1, parseInt(found.get(name), 10) || fresh[name]);
  for (const pin of found.getAll("pin")) {
    const [, id, x, y] = /^(.*)@(-?\d+),(-?\d+)$/.exec(pin) ?? [];
    if (id) fresh.pin[id] = [Number(x), Number(y)];
  }
  return fresh;
}

function written() {
  const fresh = blank();
  const found = new URLSearchParams();
  for (const name of [...LISTS, "hide", "open"]) {
    if (alike(state[name], fresh[name])) continue;
    for (const value of state[name].length ? state[name] : [""]) found.append(name, value);
  }
  for (const name of [...TEXTS, "top", "least"]) {
    if (state[name] !== fresh[name]) found.set(name, state[name]);
  }
  for (const [id, [x, y]] of Object.entries(state.pin)) found.append("pin", `${id}@${x},${y}`);
  return found.toString();
}

// The whole address: in the frame of a notebook "#…" alone would mean the notebook's.
function show(next) {
  state = next;
  history.replaceState(null, "", `${location.href.split("#")[0]}#${written()}`);
  changed.forEach((react) => react());
}

// `again` marks a step of a movement, as of a slider: the whole movement is undone at once.
function change(patch, again = "") {
  const last = past.at(-1);
  if (!again || last?.again !== again) past.push({ again, state });
  show({ ...state, ...patch });
}

const toggle = (list, value) =>
  change({
    [list]: state[list].includes(value) ? state[list].filter((other) => other !== value) : [...state[list], value],
  });

function undo() {
  if (past.length) show(past.pop().state);
}

window.addEventListener("hashchange", () => {
  if (location.hash.slice(1) !== written()) show(read());
});
