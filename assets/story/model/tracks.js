// One picture: a fold over reports into tracks, evidence and identities, as pictures/picture.py has it. It knows
// nothing of truth.

const {
  unrecognised_reply: SAID_UNRECOGNISED, no_reply: SAID_NOTHING, not_interrogated: SAID_UNASKED, plan_match: SAID_PLAN,
  over_link: SAID_LINK, crossed_line: SAID_LINE,
} = EVIDENCE_BIT;
const UNHELD = 255;

/** @type {WeakMap<Plot[], Map<string, Received[]>>} */
const RECEIVED = new WeakMap();

/**
 * What reaches a picture of all plots by the end of the run, sorted by (aircraft, arrival).
 * @param {World} world
 * @param {Spec} spec
 * @param {Plot[][]} plots by post
 * @returns {Received[]}
 */
function receivedBy({ posts }, spec, plots) {
  return spec.hears.flatMap((site, heard) => {
    const kept = RECEIVED.get(plots[site]) ?? new Map();
    RECEIVED.set(plots[site], kept);
    const key = [spec.id, heard, posts[site].id, spec.remote[heard], spec.asks[heard], spec.latency[heard], spec.loss[heard], spec.plans, rowKey(spec.up, heard)].join();
    return keptUnder(kept, key, () => heardFrom(posts, spec, plots[site], heard));
  }).sort((one, other) => one.a - other.a || one.arrival - other.arrival || one.heard - other.heard);
}

/**
 * What reaches a picture of the plots of one post.
 * @param {Post[]} posts
 * @param {Spec} spec
 * @param {Plot[]} plots
 * @param {number} heard
 * @returns {Received[]}
 */
function heardFrom(posts, spec, plots, heard) {
  const late = spec.latency[heard];
  /** @type {Received[]} */
  const sent = plots.map((plot) => ({ ...plot, heard, arrival: 0, evidence: evidenceOf(posts, spec, plot, heard) }));
  const linked = split(sent, spec.up, () => heard, (run, up) => (up ? run : null));
  return thinned(linked, () => 1 - spec.loss[heard], drawsAt(posts, LINK), (run, got) => (got ? run : null)).flatMap((run) => {
    const part = within(run, run.first, TICKS - late);
    return part ? [{ ...part, arrival: part.first + late }] : [];
  });
}

/**
 * The bits that the reports of a plot put on a track.
 * @param {Post[]} posts
 * @param {Spec} spec
 * @param {Plot} plot
 * @param {number} heard
 */
function evidenceOf(posts, spec, plot, heard) {
  const asked = spec.asks[heard], reply = answered(plot.reply, asked), valid = reply & posts[plot.site].accepts;
  let said = valid;
  if (!asked) said |= SAID_UNASKED;
  else if (!reply) said |= SAID_NOTHING;
  else if (!valid) said |= SAID_UNRECOGNISED;
  if (plot.plan && spec.plans) said |= SAID_PLAN;
  if (spec.remote[heard]) said |= SAID_LINK;
  if (plot.line) said |= SAID_LINE;
  return said;
}

/**
 * Chain the reports, and keep the chains that became tracks.
 * @param {Spec} spec
 * @param {Received[]} reports by (aircraft, arrival)
 * @returns {Track[]}
 */
function tracksOf(spec, reports) {
  /** @type {Track[]} */ const found = [];
  let at = 0;
  while (at < reports.length) {
    const head = at, { a } = reports[head];
    let reach = reports[at].last + spec.drop;
    for (at += 1; at < reports.length && reports[at].a === a && reports[at].arrival <= reach; at++) {
      reach = Math.max(reach, reports[at].last + spec.drop);
    }
    const chain = reports.slice(head, at), begin = nthArrival(chain, spec.initiate);
    if (begin <= reach) found.push({ a, begin, end: reach + 1, first: firstOf(chain) });
  }
  return found;
}

/**
 * When the n-th report of a chain arrives; `ENDLESS` if none does.
 * @param {Received[]} chain
 * @param {number} n
 */
function nthArrival(chain, n) {
  /** @type {number[]} */ const arrivals = [];
  for (const { first, last, every, arrival } of chain) {
    for (let k = 0; k < n && first + k * every <= last; k++) arrivals.push(arrival + k * every);
  }
  return arrivals.sort((one, other) => one - other)[n - 1] ?? ENDLESS;
}

/**
 * When each bit of evidence first arrived; `ENDLESS`: never.
 * @param {Received[]} chain
 */
function firstOf(chain) {
  return DATA.constants.evidence.map((_, bit) => (
    chain.reduce((least, one) => (one.evidence >> bit & 1 ? Math.min(least, one.arrival) : least), ENDLESS)
  ));
}

/**
 * What each aircraft's track says (`HELD` and evidence, 0 where none is held), and which track it is (-1: none).
 * @param {Track[]} tracks by (aircraft, begin)
 * @returns {[Steps, Steps]}
 */
function statesOf(tracks) {
  const state = new StepsBuilder(), number = new StepsBuilder(), { held } = DATA.constants;
  let at = 0;
  for (let a = 0; a < AIRCRAFT; a++) {
    state.row(0);
    number.row(-1);
    for (; at < tracks.length && tracks[at].a === a; at++) {
      const { begin, end, first } = tracks[at];
      for (let tick = begin; tick < end;) {
        let bits = held, next = end;
        for (let bit = 0; bit < first.length; bit++) {
          if (first[bit] <= tick) bits |= 1 << bit;
          else if (first[bit] < next) next = first[bit];
        }
        if (bits !== held) state.change(tick, bits);
        tick = next;
      }
      state.change(end, 0);
      number.change(begin, at);
      number.change(end, -1);
    }
  }
  return [state.done(), number.done()];
}

/**
 * What a held track is called, and by which rule (in the upper byte); `UNHELD` where none is held.
 * @param {Spec} spec
 * @param {Steps} state
 */
function namesOf(spec, state) {
  const names = new StepsBuilder(), turns = new StepsBuilder(), { held } = DATA.constants;
  turns.row(0);
  spec.doctrines.slice(1).forEach(({ from }, n) => turns.change(from, n + 1));
  const turn = turns.done();
  for (let a = 0; a < AIRCRAFT; a++) {
    together(state, a, turn, 0, (tick, bits, n) => {
      const { identity, rule } = spec.doctrines[n].doctrine, evidence = bits & ~held;
      const name = bits & held ? identity[evidence] | rule[evidence] << 8 : UNHELD;
      if (tick === UNBEGUN) names.row(name);
      else names.change(tick, name);
    });
  }
  return names.done();
}
