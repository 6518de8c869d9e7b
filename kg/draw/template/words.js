// Numbers, counts and days as a reader would write them.
const several = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

const tally = (items, key) => {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
};

const spelling = (parts) => {
  const format = new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
};
const readable = spelling({ day: "numeric", month: "short", year: "numeric" });
const month = spelling({ month: "short" });
const monthOfYear = spelling({ month: "short", year: "numeric" });
const wholeMonth = spelling({ month: "long", year: "numeric" });

// "2018", "May 2025", "Apr to Jun 2025", "5 Jun 2025" or the two days, whichever says it shortest.
function period(from, to) {
  const last = new Date(Date.parse(to) + 86400000).toISOString().slice(5, 10);
  if (from === to) return readable(from);
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith("-01-01") && last === "01-01") return from.slice(0, 4);
  if (from.slice(0, 7) === to.slice(0, 7) && from.endsWith("-01") && last.endsWith("-01")) {
    return wholeMonth(from);
  }
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith("-01") && last.endsWith("-01")) {
    return `${month(from)} to ${monthOfYear(to)}`;
  }
  return `${readable(from)} to ${readable(to)}`;
}
