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
 * The plots of a whole run, by post: runs with what was answered, whether it fits a plan, whether it is over a line. The
 * same array for a post of which nothing has changed.
 * @param {World} world
 * @param {Survey} survey
 * @returns {Plot[][]}
 */
function plotsOf(world, { inside, lines }) {
  const { active, replies, plans } = world;
  return inside.map((runs, site) => {
    const works = rowKey(active, site), kept = PLOTS.get(runs);
    const same = kept?.works === works && kept.replies === replies && kept.plans === plans && kept.lines === lines;
    const plots = same ? kept.plots : reported(world, runs, lines);
    PLOTS.set(runs, { works, replies, plans, lines, plots });
    return plots;
  });
}

/** @type {WeakMap<Run[], { works: string, replies: Steps, plans: Steps, lines: Steps[], plots: Plot[] }>} */
const PLOTS = new WeakMap();

/**
 * @param {World} world
 * @param {Run[]} runs
 * @param {Steps[]} lines
 * @returns {Plot[]}
 */
function reported({ posts, active, replies, plans }, runs, lines) {
  const looking = split(runs, active, ({ site }) => site, (run, works) => (works ? run : null));
  /** @type {Plot[]} */
  const bare = thinned(looking, ({ site }) => posts[site].p_detect, drawsAt(posts, DETECT), (run, seen) => (seen ? run : null))
    .map((run) => ({ ...run, reply: 0, plan: 0, line: 0 }));
  const asked = split(bare, replies, ({ a }) => a, (run, bits) => ({ ...run, reply: answered(bits, posts[run.site].asks) }));
  const replied = thinned(asked, ({ site }) => posts[site].p_reply, drawsAt(posts, REPLY), (run, heard) => (
    heard ? run : { ...run, reply: 0 }
  ));
  const planned = split(replied, plans, ({ a }) => a, (run, plan) => ({ ...run, plan }));
  return lines.reduce((parts, inside) => (
    split(parts, inside, ({ a }) => a, (run, over) => ({ ...run, line: run.line | over }))
  ), planned);
}
