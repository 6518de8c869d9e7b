// The bottom: claims over time, coloured as the edges are, between two handles that snap to the bars.
const DAY = 86400000;
const steps = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
};
const MOST = 110; // bars
const AROUND = 2 * 365.25 * DAY; // what happened longer before the first document, or after the last, shares a bar
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const at = (day) => Date.parse(`${day}T00:00:00Z`);
const REST = { id: "rest", light: "#d5dae0", dark: "#353f4b" };
const bins = [];
const binOn = new Map(); // by day
let days = [];
let earliest;

function firstOf(year, month) {
  return new Date(0).setUTCFullYear(year, month, 1); // Date.UTC takes the year 50 for 1950
}

function startOf({ days: length, months }, time) {
  const when = new Date(time);
  if (months) return firstOf(when.getUTCFullYear(), when.getUTCMonth() - (when.getUTCMonth() % months));
  return length === 7 ? time - ((when.getUTCDay() + 6) % 7) * DAY : time;
}

function after({ days: length, months }, time) {
  const when = new Date(time);
  return months ? firstOf(when.getUTCFullYear(), when.getUTCMonth() + months) : time + length * DAY;
}

function reach() {
  const published = sorted(documents.map((source) => source.published));
  const low = published.length ? at(published[0]) - AROUND : -Infinity;
  const high = published.length ? at(published.at(-1)) + AROUND : Infinity;
  return [days[0], days.at(-1)].map((day) => Math.min(high, Math.max(low, at(day))));
}

const sorted = (values) => values.filter(Boolean).sort();

// Days, weeks, months or longer from the first to the last time, so many at most; the outermost hold what is beyond.
function ranges(first, last, most) {
  const length = ({ days: few, months }) => (few ?? months * 30.44) * DAY;
  const step = Object.values(steps).find((one) => (last - first) / length(one) < most) ?? steps.year;
  const found = [];
  for (let time = startOf(step, first); time <= last; time = after(step, time)) {
    found.push({ from: iso(time), to: iso(after(step, time) - DAY) });
  }
  if (days[0] < found[0].from) found[0].from = days[0];
  if (days.at(-1) > found.at(-1).to) found.at(-1).to = days.at(-1);
  return found;
}

function buildTimeline() {
  const bar = byId("timeline");
  bar.replaceChildren();
  days = sorted(claims.map((claim) => claim.day));
  [earliest] = sorted(claims.map((claim) => claim.since));
  if (!days.length) return bar.append(el("p", {}, claims.length ? "No claim here has a date." : ""));
  bins.splice(0, bins.length, ...ranges(...reach(), MOST));
  binOn.clear();
  if (bins.length < 2) return bar.append(el("p", {}, onlyDay()));
  const handle = (id, value, name) =>
    el("input", {
      type: "range",
      id,
      min: 0,
      max: bins.length - 1,
      value,
      "aria-label": name,
      oninput: () => slide(id),
    });
  bar.append(
    el("output", { id: "from-day" }),
    el(
      "div",
      { className: "bars" },
      el(
        "div",
        { id: "bars", "aria-hidden": "true" },
        bins.map(() => el("div", {})),
      ),
      handle("from", 0, "First day shown"),
      handle("to", bins.length - 1, "Last day shown"),
    ),
    el("output", { id: "to-day" }),
    el("p", { id: "undated" }),
  );
}

function onlyDay() {
  const undated = claims.length - days.length;
  return `Dated ${period(days[0], days.at(-1))}.${undated ? ` ${several(undated, "claim")} without a date.` : ""}`;
}

function slide(name) {
  const [from, to] = [Number(byId("from").value), Number(byId("to").value)];
  const [low, high] = name === "from" ? [Math.min(from, to), to] : [from, Math.max(from, to)];
  change({ from: low > 0 ? bins[low].from : "", to: high < bins.length - 1 ? bins[high].to : "" }, name);
}

function binOf({ day }) {
  if (day && !binOn.has(day))
    binOn.set(
      day,
      bins.findLastIndex((bin) => bin.from <= day),
    );
  return binOn.get(day);
}

// Whether a claim is about what is chosen: the others are grey.
function touches(claim, ends, way) {
  if (way.length) return joined(way, ...claim.parties);
  return ends.every((party) => claim.parties.includes(party));
}

function drawTimeline(view) {
  if (bins.length < 2) return;
  const ends = selected();
  const stacks = bins.map(() => new Map());
  for (const claim of view.timely) {
    const bin = binOf(claim);
    if (bin === undefined) continue;
    const tone = touches(claim, ends, view.way) ? claim.tone : "rest";
    stacks[bin].set(tone, (stacks[bin].get(tone) ?? 0) + 1);
  }
  const most = Math.max(1, ...stacks.map((stack) => [...stack.values()].reduce((sum, n) => sum + n, 0)));
  const low = state.from ? bins.findLastIndex((bin) => bin.from <= state.from) : 0;
  const high = state.to ? bins.findIndex((bin) => bin.to >= state.to) : bins.length - 1;
  [...byId("bars").children].forEach((column, number) =>
    fill(column, stacks[number], most, bins[number], number >= low && number <= high),
  );
  byId("from").value = Math.max(0, low);
  byId("to").value = high < 0 ? bins.length - 1 : high;
  byId("from-day").textContent = readable(state.from || earliest);
  byId("to-day").textContent = readable(state.to || days.at(-1));
  const undated = claims.length - days.length;
  byId("undated").textContent = undated ? `${undated} undated${state.from || state.to ? ", left out" : ""}` : "";
}

function fill(column, stack, most, bin, inside) {
  const total = [...stack.values()].reduce((sum, n) => sum + n, 0);
  column.classList.toggle("outside", !inside);
  column.title = `${period(bin.from, bin.to)}: ${several(total, "claim")}`;
  column.replaceChildren(
    ...[...data.tones, REST]
      .filter((row) => stack.has(row.id))
      .map((row) => {
        const part = el("span", {});
        part.style.height = `${(stack.get(row.id) / most) * 100}%`;
        part.style.background = colour(row);
        return part;
      }),
  );
}
