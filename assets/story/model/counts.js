// How well a picture shows the truth, counted at every tick in the area, as pictures/score.py; and what happened
// to its tracks, as pictures/events.py.

const LABELS = 8, NOT_LABELLED = LABELS - 1, SIDES = DATA.constants.allegiances.length, AWAY = SIDES * LABELS, WITHIN = 1024;
const INTRUDERS = DATA.constants.allegiances.indexOf("intruder"), HIDING = hidingLabels(DATA.constants.no_id);
/** How much an aircraft adds to each count, by its side and the label that it wears; the needle is no sum. */
const ADDS = DATA.constants.measures.map((name) => Uint8Array.from({ length: AWAY }, (_, state) => Number(addsTo(name, Math.floor(state / LABELS), state % LABELS))));

/**
 * The labels between which an intruder cannot be told from others: those without an identity together, each other alone.
 * @param {number[]} noId
 */
function hidingLabels(noId) {
  return [noId, ...Array.from({ length: NOT_LABELLED }, (_, label) => [label]).filter(([label]) => !noId.includes(label))];
}

/**
 * @param {string} name
 * @param {number} side
 * @param {number} label
 */
function addsTo(name, side, label) {
  const { no_id: noId, correct, allegiances } = DATA.constants, held = label !== NOT_LABELLED;
  if (name === "objects") return true;
  if (name === "tracked") return held;
  if (name === "no_id") return noId.includes(label);
  if (name === "correct") return held && correct[side].includes(label);
  return name === "unidentified_friends" && noId.includes(label) && ["own", "allied"].includes(allegiances[side]);
}

/**
 * The counts of `DATA.constants.measures`, one row a measure.
 * @param {Steps} inArea
 * @param {Steps} names
 * @returns {Steps}
 */
function seriesOf(inArea, names) {
  const { turns, count } = turnsOf(inArea, names), { measures } = DATA.constants, needle = measures.indexOf("needle");
  const worn = new Int32Array(AWAY), now = new Int32Array(measures.length), rows = measures.map(() => ({ tick: [0], value: [0] }));
  for (let n = 0, tick = 0; n <= count; n++) {
    const next = n < count ? Math.floor(turns[n] / WITHIN) : Infinity;
    if (next > tick) {
      now[needle] = needleAmong(worn);
      rows.forEach((row, m) => record(row, tick, now[m]));
      tick = next;
    }
    if (n === count) break;
    const part = turns[n] % WITHIN, state = part >> 1, by = part & 1 ? 1 : -1;
    worn[state] += by;
    for (let m = 0; m < now.length; m++) now[m] += by * ADDS[m][state];
  }
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, m) => { start[m + 1] = start[m] + row.tick.length; });
  return { start, tick: Int32Array.from(rows.flatMap((row) => row.tick)), value: Int32Array.from(rows.flatMap((row) => row.value)), rows: rows.length };
}

/**
 * @param {{ tick: number[], value: number[] }} row
 * @param {number} tick
 * @param {number} value
 */
function record({ tick: ticks, value: values }, tick, value) {
  if (tick === 0) values[0] = value;
  else if (values[values.length - 1] !== value) {
    ticks.push(tick);
    values.push(value);
  }
}

/**
 * Who turns from one label to another in the area, or comes and goes, in order of time: each (tick, side and label,
 * whether it is worn from then on) in one number.
 * @param {Steps} inArea
 * @param {Steps} names
 */
function turnsOf(inArea, names) {
  const turns = new Float64Array(2 * (inArea.tick.length + names.tick.length));
  let count = 0;
  for (let a = 0; a < AIRCRAFT; a++) {
    let before = AWAY;
    together(inArea, a, names, a, (tick, inside, name) => {
      const state = inside ? FLEET.allegiance[a] * LABELS + Math.min(name & 255, NOT_LABELLED) : AWAY, at = Math.max(tick, 0) * WITHIN;
      if (state === before || tick > TICKS) return;
      if (before !== AWAY) turns[count++] = at + 2 * before;
      if (state !== AWAY) turns[count++] = at + 2 * state + 1;
      before = state;
    });
  }
  return { turns: turns.subarray(0, count).sort(), count };
}

/**
 * Among how many tracks that look alike the intruder is; of several, the fewest; -1 where none is held.
 * @param {Int32Array} worn
 */
function needleAmong(worn) {
  let least = -1;
  for (const labels of HIDING) {
    let hides = 0, alike = 0;
    for (const label of labels) {
      hides += worn[INTRUDERS * LABELS + label];
      for (let side = 0; side < SIDES; side++) alike += worn[side * LABELS + label];
    }
    if (hides > 0 && (least < 0 || alike < least)) least = alike;
  }
  return least;
}

/**
 * What happened to the tracks of pictures, sorted by (tick, picture, aircraft, kind).
 * @param {{ named: Steps, tracks: Track[] }[]} pictures
 * @returns {Happened}
 */
function happenedIn(pictures) {
  /** @type {number[]} */ const found = [];
  const add = (/** @type {number} */ tick, /** @type {number} */ picture, /** @type {number} */ a, /** @type {number} */ kind, /** @type {number} */ after) => {
    if (tick >= 0 && tick <= TICKS) found.push((((tick * pictures.length + picture) * AIRCRAFT + a) * 4 + kind) * 256 + after);
  };
  pictures.forEach(({ named, tracks }, picture) => {
    let next = 0;
    for (let a = 0; a < AIRCRAFT; a++) {
      for (let at = named.start[a] + 1; at < named.start[a + 1]; at++) {
        const name = named.value[at] & 255, tick = named.tick[at];
        while (next < tracks.length && tracks[next].a === a && tracks[next].begin < tick) next++;
        const began = tracks[next]?.a === a && tracks[next].begin === tick;
        if (name !== UNHELD && name !== (named.value[at - 1] & 255) && !began) add(tick, picture, a, 1, name);
      }
      while (next < tracks.length && tracks[next].a === a) next++;
    }
    for (const { a, begin, end } of tracks) {
      add(begin, picture, a, 0, holds(named, a, begin) & 255);
      add(end, picture, a, 2, UNHELD);
    }
  });
  const sorted = Float64Array.from(found).sort(), part = (/** @type {number} */ by, /** @type {number} */ of) => Int32Array.from(sorted, (one) => Math.floor(one / by) % of);
  const own = 1024 * AIRCRAFT;
  return {
    tick: Int32Array.from(sorted, (one) => Math.floor(one / own / pictures.length)), picture: part(own, pictures.length), aircraft: part(1024, AIRCRAFT),
    kind: part(256, 4), after: part(1, 256),
  };
}
