// The timeline: dated events in a lane for each quad class, between the same two handles as the histogram.
const WIDE = 13; // pixels that a column of marks needs
const TALL = 12; // pixels of a mark; where stacks are higher than the lane, all get lower,
const LOW = 6; // and below this they run together into a bar
const DAYS_APART = 110; // pixels
const BUSIEST = 12; // rows of the list of where most happened
const NAME = 30; // pixels over the marks of a lane
const lanes = data.tones.filter((row) => row.id !== STATE);

// What is chosen there: "days:2024-03-11..2024-03-17:verbal_conflict".
function chosenPeriod() {
  const [, from, to, tone] = /^days:(-?[\d-]+)\.\.(-?[\d-]+):(.+)$/.exec(state.select) ?? [];
  return looks.tone.has(tone) ? { from, to, tone } : null;
}

function datedEvents(view) {
  const hidden = new Set(state.hide.map((id) => numberOf.get(id)));
  return view.passing.filter((claim) => claim.event && claim.day && !claim.parties.some((party) => hidden.has(party)));
}

function drawEvents(view) {
  const shown = state.view === "time";
  for (const box of [byId("graph"), byId("zoom")]) {
    box.classList.toggle("away", shown);
    box.inert = shown;
  }
  byId("events").hidden = !shown;
  byId("as-graph").setAttribute("aria-pressed", String(!shown));
  byId("as-time").setAttribute("aria-pressed", String(shown));
  if (!shown) return;
  const held = byId("events").contains(document.activeElement) && document.activeElement.dataset.pile;
  byId("events").replaceChildren(...eventLanes(view));
  if (held) [...byId("events").querySelectorAll(".pile")].find((pile) => pile.dataset.pile === held)?.focus();
}

function eventLanes(view) {
  const list = datedEvents(view);
  if (!list.length) return [hint("The filters leave no event that has a date.")];
  const box = byId("events");
  const columns = columnsFor(list);
  const stacks = stacked(list, columns);
  const most = Math.max(1, ...[...stacks.values()].flatMap((row) => row.map((stack) => stack.length)));
  const room = Math.max(30, box.clientHeight / lanes.length - NAME - 10);
  const height = Math.min(TALL, room / most);
  return [...lanes.map((row) => lane(row, stacks.get(row.id), columns, height, view)), axis(columns)];
}

// From the first to the last day that the handles leave; what lies outside the reach of the news shares a column.
function columnsFor(list) {
  const shown = sorted(list.map((claim) => claim.day));
  const [low, high] = reach();
  const [first, last] = [state.from || shown[0], state.to || shown.at(-1)].map((day) =>
    Math.min(high, Math.max(low, at(day))),
  );
  return ranges(first, Math.max(first, last), Math.floor(byId("events").clientWidth / WIDE));
}

function stacked(list, columns) {
  const stacks = new Map(lanes.map((row) => [row.id, columns.map(() => [])]));
  for (const claim of list) {
    const column = columns.findLastIndex((one) => one.from <= claim.day);
    stacks.get(claim.tone)?.[Math.max(0, column)].push(claim);
  }
  return stacks;
}

function lane(row, stacks, columns, height, view) {
  const total = stacks.reduce((sum, stack) => sum + stack.length, 0);
  const cells = stacks.map((stack, step) =>
    el("div", {}, stack.length > 0 && pile(row, stack, columns[step], height, view)),
  );
  const [first] = cells.flatMap((cell) => [...cell.children]);
  if (first) first.tabIndex = 0; // the arrows lead on from here
  const element = el(
    "div",
    { className: "lane", role: "group", "aria-label": `${row.label}: ${several(total, "event")}` },
    el("p", {}, el("b", {}, row.label), " ", el("span", { className: "count" }, several(total, "event"))),
    el("div", { className: "piles" }, cells),
  );
  element.style.setProperty("--tone", colour(row));
  return element;
}

const pileOf = ({ from, to }, tone) => `days:${from}..${to}:${tone}`;

function pile(row, stack, column, height, view) {
  const id = pileOf(column, row.id);
  const [ends, way] = [selected(), view.way];
  const words = [
    ...new Set(
      stack.map((claim) =>
        told(claim)
          .map((part) => part.textContent ?? part)
          .join(""),
      ),
    ),
  ];
  const title = `${period(column.from, column.to)}: ${several(stack.length, "event")}\n${words.slice(0, 5).join("\n")}`;
  const marks = height < LOW ? bars(stack, height) : stack.map((claim) => [claim, height]);
  const element = button(
    marks.map(([claim, high]) => eventMark(claim, high, touches(claim, ends, way))),
    () => select(state.select === id ? "" : id),
    { className: "pile", tabIndex: -1, title, "aria-label": title, "aria-pressed": String(state.select === id) },
  );
  element.dataset.pile = id;
  return element;
}

function eventMark(claim, height, lit) {
  const mark = el("span", { className: `event ${claim.standing}${lit ? "" : " faint"}` });
  mark.style.height = `${Math.max(1, height - (height < LOW ? 0 : 1))}px`;
  return mark;
}

// Many marks as one for each standing.
const bars = (stack, height) =>
  data.standings
    .map((row) => stack.filter((claim) => claim.standing === row.id))
    .filter((list) => list.length)
    .map((list) => [list[0], list.length * height]);

// A column is told by its first day, or where that is the first of a month, by the month; the first may begin long before.
function dayOn({ from, to }) {
  if (at(to) - at(from) > 400 * DAY) return `to ${to.slice(0, 4)}`;
  return from.endsWith("-01") ? monthOfYear(from) : readable(from);
}

// As many days as find room.
function axis(columns) {
  const step = Math.max(1, Math.ceil((columns.length * DAYS_APART) / byId("events").clientWidth));
  const shown = columns.map((column, number) => number % step === 0 && number + step / 2 < columns.length);
  const days = columns.map((column, number) => el("span", {}, shown[number] && el("time", {}, dayOn(column))));
  return el("div", { className: "axis", "aria-hidden": "true" }, days);
}

// Nothing chosen: where most happened, in words.
function eventsPanel(view) {
  const list = datedEvents(view);
  const columns = list.length ? columnsFor(list) : [];
  const piles = [...(list.length ? stacked(list, columns) : [])].flatMap(([tone, stacks]) =>
    stacks.map((stack, step) => ({ tone, stack, column: columns[step] })),
  );
  const most = piles
    .filter(({ stack }) => stack.length)
    .sort((one, other) => other.stack.length - one.stack.length)
    .slice(0, BUSIEST);
  const row = ({ tone, stack, column }) => {
    const words = [period(column.from, column.to), el("small", {}, looks.tone.get(tone).label)];
    return button([stroke(tone), ...counted(words, stack.length)], () => select(pileOf(column, tone)), {
      className: "edge",
    });
  };
  return [
    el("h2", {}, "When most happened"),
    hint("Choose some days, here or in the lanes, to read the sentences. The handles below choose the years."),
    most.length ? listed("ranked", most.map(row)) : hint("The filters leave no event that has a date."),
  ];
}

function periodPanel({ from, to, tone }, view) {
  const list = datedEvents(view).filter((claim) => claim.tone === tone && claim.day >= from && claim.day <= to);
  return [
    close(),
    el("h2", {}, looks.tone.get(tone).label),
    hint(`${period(from, to)} · ${several(list.length, "event")}`),
    list.length ? cards(list) : hint("The filters leave no event of these days."),
  ];
}

const besides = (step) => {
  const piles = [...(document.activeElement.closest(".lane")?.querySelectorAll(".pile") ?? [])];
  piles[piles.indexOf(document.activeElement) + step]?.focus();
  return piles.length > 0;
};

for (const [id, view] of [
  ["as-graph", ""],
  ["as-time", "time"],
]) {
  byId(id).addEventListener("click", () => change({ view }));
}
