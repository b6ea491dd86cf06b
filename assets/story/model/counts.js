// How well a picture shows the truth, counted at every tick in the area, as pictures/score.py; and what happened
// to its tracks, as pictures/events.py.

const LABELS = 8, NOT_LABELLED = LABELS - 1;

/**
 * The counts of `DATA.constants.measures`, one row a measure.
 * @param {Steps} inArea
 * @param {Steps} names
 * @returns {Steps}
 */
function seriesOf(inArea, names) {
  const sides = DATA.constants.allegiances.length, away = sides * LABELS;
  /** @type {Map<number, Int32Array>} */ const turns = new Map([[0, new Int32Array(away)]]);
  const add = (/** @type {number} */ tick, /** @type {number} */ state, /** @type {number} */ by) => {
    if (state === away || tick > TICKS) return;
    const at = Math.max(tick, 0), row = turns.get(at) ?? new Int32Array(away);
    row[state] += by;
    turns.set(at, row);
  };
  for (let a = 0; a < AIRCRAFT; a++) {
    let before = away;
    together(inArea, names, a, (tick, inside, name) => {
      const state = inside ? FLEET.allegiance[a] * LABELS + Math.min(name & 255, NOT_LABELLED) : away;
      if (state === before) return;
      add(tick, before, -1);
      add(tick, state, 1);
      before = state;
    });
  }
  const worn = new Int32Array(away), moments = [...turns.keys()].sort((one, other) => one - other);
  const found = moments.map((tick) => {
    const turn = /** @type {Int32Array} */ (turns.get(tick));
    for (let n = 0; n < away; n++) worn[n] += turn[n];
    return measured(worn, sides);
  });
  const builder = new StepsBuilder();
  DATA.constants.measures.forEach((name) => {
    builder.row(found[0][name]);
    builder.tick[builder.tick.length - 1] = 0;
    moments.forEach((tick, n) => builder.change(tick, found[n][name]));
  });
  return builder.done();
}

/**
 * The counts of an instant, from how many of each side wear each label.
 * @param {Int32Array} worn
 * @param {number} sides
 * @returns {Record<string, number>}
 */
function measured(worn, sides) {
  const { no_id: noId, correct, allegiances } = DATA.constants, all = [...Array(sides).keys()];
  const wearing = (/** @type {number[]} */ who, /** @type {number[]} */ labels) => (
    who.reduce((sum, side) => labels.reduce((part, label) => part + worn[side * LABELS + label], sum), 0)
  );
  const labels = [...Array(NOT_LABELLED).keys()], intruder = allegiances.indexOf("intruder");
  const hides = [noId, ...labels.filter((label) => !noId.includes(label)).map((label) => [label])]
    .filter((label) => wearing([intruder], label) > 0).map((label) => wearing(all, label));
  return {
    objects: wearing(all, [...labels, NOT_LABELLED]), tracked: wearing(all, labels), no_id: wearing(all, noId),
    correct: all.reduce((sum, side) => sum + wearing([side], correct[side]), 0),
    needle: hides.length ? Math.min(...hides) : -1,
    unidentified_friends: wearing([allegiances.indexOf("own"), allegiances.indexOf("allied")], noId),
  };
}

/**
 * What happened to the tracks of pictures, sorted by (tick, picture, aircraft).
 * @param {{ named: Steps, tracks: Track[] }[]} pictures
 * @returns {Happened}
 */
function happenedIn(pictures) {
  /** @type {number[][]} */ const rows = [];
  pictures.forEach(({ named, tracks }, picture) => {
    const began = new Set(tracks.map(({ a, begin }) => `${a} ${begin}`));
    for (const { a, begin, end } of tracks) {
      rows.push([begin, picture, a, 0, holds(named, a, begin) & 255], [end, picture, a, 2, UNHELD]);
    }
    for (let a = 0; a < AIRCRAFT; a++) {
      for (let at = named.start[a] + 1; at < named.start[a + 1]; at++) {
        const name = named.value[at] & 255, before = named.value[at - 1] & 255;
        if (name !== UNHELD && name !== before && !began.has(`${a} ${named.tick[at]}`)) rows.push([named.tick[at], picture, a, 1, name]);
      }
    }
  });
  const inside = rows.filter(([tick]) => tick >= 0 && tick <= TICKS);
  inside.sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || one[3] - other[3]);
  const part = (/** @type {number} */ n) => Int32Array.from(inside, (row) => row[n]);
  return { tick: part(0), picture: part(1), aircraft: part(2), kind: part(3), after: part(4) };
}
