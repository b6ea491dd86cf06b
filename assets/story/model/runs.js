// Runs of scans: one row for as long as nothing changes, as base/runs.py has them.

/**
 * The part of a run inside [first, last], moved inwards onto its scans; null if nothing is left.
 * @template {Run} R
 * @param {R} run
 * @param {number} first
 * @param {number} last
 * @returns {R | null}
 */
function within(run, first, last) {
  if (first <= run.first && last >= run.last) return run;
  const { every } = run;
  const begin = first <= run.first ? run.first : run.first + Math.ceil((first - run.first) / every) * every;
  const end = last >= run.last ? run.last : run.first + Math.floor((last - run.first) / every) * every;
  return begin <= end ? { ...run, first: begin, last: end } : null;
}

/**
 * Cut runs where steps change, and give each part what holds in it.
 * @template {Run} R
 * @param {R[]} runs
 * @param {Steps} found
 * @param {(run: R) => number} rowOf
 * @param {(run: R, value: number) => R | null} give a new run, or null for what is left out
 * @returns {R[]}
 */
function split(runs, found, rowOf, give) {
  /** @type {R[]} */ const parts = [];
  for (const run of runs) {
    const row = rowOf(run), stop = found.start[row + 1];
    for (let at = lastAtMost(found.tick, run.first, found.start[row], stop); at < stop; at++) {
      if (found.tick[at] > run.last) break;
      const part = within(run, found.tick[at], at + 1 < stop ? found.tick[at + 1] - 1 : ENDLESS);
      const given = part && give(part, found.value[at]);
      if (given) parts.push(given);
    }
  }
  return parts;
}

/**
 * Cut runs by what chance says of each scan.
 * @template {Run} R
 * @param {R[]} runs
 * @param {(run: R) => number} p how likely each scan is to pass
 * @param {(run: R) => (tick: number) => number} draws
 * @param {(run: R, passed: boolean) => R | null} give
 * @returns {R[]}
 */
function thinned(runs, p, draws, give) {
  /** @type {R[]} */ const parts = [];
  const add = (/** @type {R} */ run, /** @type {boolean} */ passed) => {
    const given = give(run, passed);
    if (given) parts.push(given);
  };
  for (const run of runs) {
    const likely = p(run);
    if (likely >= 1) {
      add(run, true);
      continue;
    }
    const draw = draws(run);
    let first = run.first, passed = draw(first) < likely;
    for (let tick = run.first + run.every; tick <= run.last; tick += run.every) {
      const next = draw(tick) < likely;
      if (next === passed) continue;
      add({ ...run, first, last: tick - run.every }, passed);
      [first, passed] = [tick, next];
    }
    add({ ...run, first, last: run.last }, passed);
  }
  return parts;
}

const MOST_KEPT = 200;

/**
 * What is kept under a key, made when it is first asked for: most of what one step of a drag needs, the next needs too.
 * @template T
 * @param {Map<string, T>} kept
 * @param {string} key
 * @param {() => T} make
 * @returns {T}
 */
function keptUnder(kept, key, make) {
  const found = kept.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, made);
  return made;
}

/**
 * One row of steps as a key.
 * @param {Steps} found
 * @param {number} row
 */
function rowKey({ start, tick, value }, row) {
  return `${tick.subarray(start[row], start[row + 1]).join()}/${value.subarray(start[row], start[row + 1]).join()}`;
}
