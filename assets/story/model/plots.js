// Plots: what the sites report of the scans in which they had an aircraft in coverage, as pictures/plots.py.

const AIRCRAFT_KEY = column(MODEL.key);

/**
 * What keys the draws of a kind at each post.
 * @param {Post[]} posts
 * @param {number} kind
 */
function drawsAt(posts, kind) {
  /** @type {Map<number, [number, number]>} */ const keys = new Map();
  return (/** @type {Run} */ { site, a }) => {
    const key = keys.get(site) ?? drawKey(MODEL.seed, kind, nameKey(posts[site].id));
    keys.set(site, key);
    const lo = AIRCRAFT_KEY[2 * a], hi = AIRCRAFT_KEY[2 * a + 1];
    return (/** @type {number} */ tick) => draw01(key, tick, hi, lo);
  };
}

/**
 * The plots of a whole run: runs with what was answered, whether it fits a plan, whether it is over a line.
 * @param {World} world
 * @param {Survey} survey
 * @returns {Plot[]}
 */
function plotsOf({ posts, active, replies, plans }, survey) {
  const looking = split(survey.inside, active, ({ site }) => site, (run, works) => (works ? run : null));
  /** @type {Plot[]} */
  const bare = thinned(looking, ({ site }) => posts[site].p_detect, drawsAt(posts, DETECT), (run, seen) => (seen ? run : null))
    .map((run) => ({ ...run, reply: 0, plan: 0, line: 0 }));
  const asked = split(bare, replies, ({ a }) => a, (run, bits) => ({ ...run, reply: answered(bits, posts[run.site].asks) }));
  const replied = thinned(asked, ({ site }) => posts[site].p_reply, drawsAt(posts, REPLY), (run, heard) => (
    heard ? run : { ...run, reply: 0 }
  ));
  const planned = split(replied, plans, ({ a }) => a, (run, plan) => ({ ...run, plan }));
  return survey.lines.reduce((runs, inside) => (
    split(runs, inside, ({ a }) => a, (run, over) => ({ ...run, line: run.line | over }))
  ), planned);
}
