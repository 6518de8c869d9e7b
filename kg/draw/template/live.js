// What the store has beyond the page: neighbours and further claims of an actor, and actors by their names.
const PAUSE = 250; // ms without a key before the store is asked for a name
const LEAST = 2; // letters of one
const heldOf = new Map(); // by actor: how many of its claims have come, and how many the store has

const word = el("p", { className: "hint", role: "status" });
const elsewhere = el("ul", { className: "ranked", id: "elsewhere", "aria-label": "Actors elsewhere in the store" });
byId("actors").after(word, elsewhere);

const beside = (name) => new URL(name, new URL(data.live.expand, location)).pathname;

// The answer to a request, or null once the reader was told what went wrong.
async function askStore(path, parameters) {
  word.textContent = "Asking the server …";
  try {
    const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`);
    if (!answer.ok) throw new Error((await answer.text()).trim() || `The server answered ${answer.status}.`);
    const content = await answer.json();
    word.textContent = "";
    return content;
  } catch (error) {
    const lost = error instanceof TypeError;
    word.textContent = lost ? "The server cannot be reached. Is kg serve still running?" : error.message;
    return null;
  }
}

// ---- An actor
async function fetchNeighbours(id, skip = 0) {
  const more = await askStore(data.live.expand, { actor: id, skip });
  if (more) heldOf.set(id, [skip + more.shown, more.held]);
  return more;
}

// The page of an actor came with its newest claims, and does not know how many there are.
async function countHeld(id) {
  const told = await askStore(data.live.expand, { actor: id, limit: 0 });
  if (!told) return;
  heldOf.set(id, [claims.filter((claim) => claim.parties.includes(numberOf.get(id))).length, told.held]);
  asked.add(id);
  draw();
}

async function fetchMore(id) {
  const more = await fetchNeighbours(id, heldOf.get(id)[0]);
  if (!more) return;
  absorb(more);
  draw();
}

// On an actor's card, which is drawn anew with every change: how much the store tells of it, and the way to the rest.
function tellMore() {
  const actor = state.select.startsWith("actor:") && actors[selected()[0]];
  const buttons = byId("evidence").querySelector(".actions");
  if (actor && buttons && !byId("beyond"))
    buttons.after(el("p", { id: "beyond", className: "hint" }, storeWords(actor)));
}

function storeWords({ id }) {
  const [shown, held] = heldOf.get(id) ?? [0, 0];
  const part = `The newest ${shown.toLocaleString("en")} of ${several(held, "claim")} about it are here. `;
  const rest = button("More", () => fetchMore(id), { className: "more", title: "Look up the next ones" });
  const all = el(
    "a",
    { href: `${beside("describe")}?${new URLSearchParams({ actor: id })}` },
    "All that is said of it",
  );
  return [shown < held && [part, rest, " · "], all];
}

new MutationObserver(tellMore).observe(byId("evidence"), { childList: true });

// ---- A name
let waiting = 0;

async function searchStore() {
  const text = byId("search").value.trim();
  if (text.length < LEAST) return elsewhere.replaceChildren();
  const found = await askStore(beside("names"), { text });
  if (!found || text !== byId("search").value.trim()) return;
  const fresh = found.filter(({ id }) => !numberOf.has(id));
  const title = fresh.length > 0 && el("li", {}, hint("Elsewhere in the store"));
  elsewhere.replaceChildren(...[title, ...fresh.map((name) => el("li", {}, nameButton(name)))].filter(Boolean));
  if (!found.length) word.textContent = `Nobody in the store is called “${text}”.`;
}

const nameButton = ({ id, label, name }) => {
  const words = el("span", { className: "name", dir: "auto" }, label, name !== label && el("small", {}, ` ${name}`));
  return button(words, () => meet(id));
};

async function meet(id) {
  await expand(id);
  if (!numberOf.has(id)) return;
  byId("search").value = "";
  elsewhere.replaceChildren();
  selectActor(numberOf.get(id));
  byId("evidence").focus();
}

byId("search").addEventListener("input", () => {
  clearTimeout(waiting);
  elsewhere.replaceChildren();
  waiting = setTimeout(searchStore, PAUSE);
});
byId("search").addEventListener("keydown", (event) => {
  const first = elsewhere.querySelector("button");
  if (!first || byId("actors").querySelector("button") || !["ArrowDown", "Enter"].includes(event.key)) return;
  if (event.key === "Enter") first.click();
  else first.focus();
  event.preventDefault();
});

if (data.select.startsWith("actor:")) countHeld(data.select.slice("actor:".length));
