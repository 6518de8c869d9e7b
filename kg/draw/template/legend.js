// How to read the lines of the graph, or the marks of the timeline.
function drawLegend() {
  const timely = state.view === "time";
  const present = (rows, field) => rows.filter((row) => claims.some((claim) => claim[field] === row.id));
  const sign = (tone, standing) => (timely ? eventSign(standing) : stroke(tone, standing));
  const entry = (row, ...signs) => el("span", {}, ...signs, row.label);
  byId("legend").replaceChildren(
    ...(timely ? [] : present(data.tones, "tone").map((row) => entry(row, stroke(row.id)))),
    el("i", {}),
    ...present(data.standings, "standing").map((row) => entry(row, sign(null, row.id))),
    ...(ties.length && !timely ? [el("span", { className: "tie" }, stroke(null), "Acts for")] : []),
  );
}

const eventSign = (standing) => el("span", { className: `event ${standing}` });
