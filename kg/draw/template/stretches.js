// Which words of a sentence tell of which claim: a text cut where a claim, or a mark of the chosen one, begins or ends.
const PARTIES = ["subject", "trigger", "object"];

function reachOf(claim) {
  const marks = claim.marks.filter(([, , role]) => PARTIES.includes(role));
  if (!marks.length) return [0, claim.sentence.text.length];
  return [Math.min(...marks.map(([begin]) => begin)), Math.max(...marks.map(([, end]) => end))];
}

// Words that several claims share are the shortest claim's; words of the chosen claim are its own.
function stretches(text, list, chosen) {
  const reaches = list
    .map((claim) => ({ claim, reach: reachOf(claim) }))
    .sort((one, other) => one.reach[1] - one.reach[0] - (other.reach[1] - other.reach[0]))
    .sort((one, other) => (other.claim === chosen) - (one.claim === chosen));
  const marks = list.includes(chosen) ? chosen.marks : [];
  const cuts = [
    0,
    text.length,
    ...reaches.flatMap(({ reach }) => reach),
    ...marks.flatMap(([begin, end]) => [begin, end]),
  ];
  const places = [...new Set(cuts)].sort((one, other) => one - other);
  const parts = places.slice(1).map((end, step) => {
    const begin = places[step];
    const holds = ([from, to]) => from <= begin && end <= to;
    const claim = reaches.find(({ reach }) => holds(reach))?.claim;
    return { text: text.slice(begin, end), claim, role: marks.find(holds)?.[2] };
  });
  return parts.reduce((done, part) => {
    const last = done.at(-1);
    if (last && last.claim === part.claim && last.role === part.role) last.text += part.text;
    else done.push(part);
    return done;
  }, []);
}

// An article as its sentences that carry claims and what is between them: the text, or where there is none, a gap.
function laidOut(article, lines) {
  const whole = lines.every(({ text, begin }) => article.text?.startsWith(text, begin));
  const parts = [];
  let done = 0;
  for (const line of [...lines].sort((one, other) => one.begin - other.begin)) {
    if (line.begin < done) continue; // one that lies over another
    if (line.begin > done) parts.push(whole ? { text: article.text.slice(done, line.begin) } : { gap: true });
    parts.push({ line });
    done = line.begin + line.text.length;
  }
  if (article.text && whole && done < article.text.length) parts.push({ text: article.text.slice(done) });
  return parts;
}
