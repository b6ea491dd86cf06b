// Sensing: which site's scans have which aircraft inside their coverage, as sensing.py says. What Python surveyed
// of the scenario as it is comes packed; only sites that were moved and aircraft that were are looked at anew.

/** How often membership of the area is looked at, ticks; that of a declared line at every tick. */
const AREA_TICKS = 10, LINE_TICKS = 1;
/** More aircraft times ticks than this are not kept place by place. */
const KEPT_MOST = 4e6;
const PACKED_SURVEY = unpackSurvey(MODEL.survey);
const AS_IT_IS = worldOf([]);
/** Positions and heights at every tick, [x, y, z, m ...], by aircraft and the legs that it flies.
 * @type {Map<number, { legs: Legs, at: Float64Array }>} */
const PLACES = new Map();

/**
 * @param {PackedSurvey} packed
 * @returns {{ runs: Bare[][], inArea: Steps, lines: Steps[] }}
 */
function unpackSurvey(packed) {
  const [site, aircraft, first, last] = [packed.site, packed.aircraft, packed.first, packed.last].map((one) => column(one));
  /** @type {Bare[][]} */ const runs = [];
  site.forEach((post, n) => { (runs[post] ??= []).push({ a: aircraft[n], first: first[n], last: last[n] }); });
  return { runs, inArea: steps(DATA.in_area), lines: MODEL.lines.map((one) => steps(one.inside)) };
}

/**
 * The survey of a world.
 * @param {World} world
 * @param {Legs} legs
 * @returns {Survey}
 */
function surveyOf({ posts, moves }, legs) {
  const moved = new Set(moves.map(({ flight }) => FLEET.ids.indexOf(flight ?? ""))), all = FLEET.ids.map((_, a) => a);
  const inside = posts.flatMap((post, site) => {
    const { every } = post, stay = [post.start, Math.min(post.stop - 1, TICKS)], carried = moved.has(post.carrier);
    const base = carried ? -1 : AS_IT_IS.posts.findIndex((one) => sameSpot(one, post));
    const kept = base < 0 ? [] : (PACKED_SURVEY.runs[base] ?? []).filter(({ a }) => !moved.has(a));
    const fresh = (base < 0 ? all : [...moved]).flatMap((a) => seenFrom(post, a, legs));
    return [...kept, ...fresh].sort((one, other) => one.a - other.a).flatMap((run) => {
      const part = within({ ...run, site, every }, stay[0], stay[1]);
      return part ? [part] : [];
    });
  });
  if (!moved.size) return { inside, inArea: PACKED_SURVEY.inArea, lines: PACKED_SURVEY.lines };
  return {
    inside, inArea: membership(PACKED_SURVEY.inArea, moved, MODEL.area, AREA_TICKS, legs),
    lines: MODEL.lines.map((line, n) => membership(PACKED_SURVEY.lines[n], moved, line.rings, LINE_TICKS, legs)),
  };
}

/**
 * Whether a post stands where one of the scenario stands, and no longer.
 * @param {Post} one
 * @param {Post} post
 */
function sameSpot(one, post) {
  return one.written === post.written && one.start <= post.start && one.stop >= post.stop
    && one.height_m === post.height_m && one.xyz.every((part, i) => part === post.xyz[i]);
}

/**
 * An aircraft's first and last tick; none if first > last.
 * @param {Legs} legs
 * @param {number} a
 */
function lifeOf(legs, a) {
  const start = legs.t0_s[legs.first[a]], end = legs.t1_s[legs.first[a + 1] - 1];
  return [Math.max(Math.ceil(start), 0), Math.min(Math.ceil(end) - 1, TICKS)];
}

/**
 * What puts an aircraft's place at a tick, [x, y, z, m], into `out`: kept for every tick, where that is not too much.
 * @param {Legs} legs
 * @param {number} a
 * @returns {(tick: number, out: Float64Array) => void}
 */
function wayOf(legs, a) {
  if (AIRCRAFT * TICKS > KEPT_MOST) return (tick, out) => placeAt(legs, legAt(legs, a, tick), tick, out, 0);
  const at = placesOf(legs, a);
  return (tick, out) => { for (let i = 0; i < 4; i++) out[i] = at[4 * tick + i]; };
}

/**
 * @param {Legs} legs
 * @param {number} a
 * @param {number} tick
 */
function legAt(legs, a, tick) {
  return Math.max(legs.first[a], lastAtMost(legs.t0_s, tick, legs.first[a], legs.first[a + 1]));
}

/**
 * @param {Legs} legs
 * @param {number} leg
 * @param {number} tick
 * @param {Float64Array} out
 * @param {number} start where in `out`
 */
function placeAt({ t0_s, t1_s, k, u, v, w_radps, alt0_m, climb_mps }, leg, tick, out, start) {
  const dt = Math.min(Math.max(tick, t0_s[leg]), t1_s[leg]) - t0_s[leg], count = t0_s.length;
  const turn = w_radps[leg] * dt, cos = Math.cos(turn), sin = Math.sin(turn);
  for (let i = 0, n = leg; i < 3; i++, n += count) out[start + i] = cos * u[n] + sin * v[n] + k[n];
  out[start + 3] = alt0_m[leg] + climb_mps[leg] * dt;
}

/**
 * Where an aircraft is at every tick.
 * @param {Legs} legs
 * @param {number} a
 */
function placesOf(legs, a) {
  const kept = PLACES.get(a);
  if (kept?.legs === legs) return kept.at;
  const at = new Float64Array(4 * (TICKS + 1));
  for (let tick = 0, leg = legs.first[a]; tick <= TICKS; tick++) {
    while (leg + 1 < legs.first[a + 1] && legs.t0_s[leg + 1] <= tick) leg++;
    placeAt(legs, leg, tick, at, 4 * tick);
  }
  PLACES.set(a, { legs, at });
  return at;
}

/**
 * The runs of a post's scans that have an aircraft in coverage.
 * @param {Post} post
 * @param {number} a
 * @param {Legs} legs
 * @returns {Bare[]}
 */
function seenFrom(post, a, legs) {
  const { every, phase, carrier } = post, life = lifeOf(legs, a), own = carrier >= 0 ? lifeOf(legs, carrier) : [0, TICKS];
  const from = Math.max(life[0], own[0], post.start), until = Math.min(life[1], own[1], post.stop - 1, TICKS);
  const test = coverOf(post, a, legs);
  /** @type {Bare[]} */ const runs = [];
  let open = false;
  for (let tick = phase + Math.max(0, Math.ceil((from - phase) / every)) * every; tick <= until; tick += every) {
    const sees = a === carrier || test(tick); // no distance, which rounding must not hide
    if (sees && open) runs[runs.length - 1].last = tick;
    else if (sees) runs.push({ a, first: tick, last: tick });
    open = sees;
  }
  return runs;
}

/**
 * Whether an aircraft is in a post's coverage at a tick: within range, over the horizon, behind no mountain.
 * @param {Post} post
 * @param {number} a
 * @param {Legs} legs
 * @returns {(tick: number) => boolean}
 */
function coverOf(post, a, legs) {
  const { horizon_m: horizonM } = DATA.constants, reach = post.range_m * FLEET.signature[a], shadow = shadowOf(post);
  const way = wayOf(legs, a), carrier = post.carrier >= 0 ? wayOf(legs, post.carrier) : null;
  const p = new Float64Array(4), q = Float64Array.from([...post.xyz, post.height_m]), least = Math.cos(Math.min(reach / EARTH_M, Math.PI));
  return (tick) => {
    way(tick, p);
    if (carrier) carrier(tick, q);
    const toward = p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
    if (toward < least) return false;
    const limit = horizonM * (Math.sqrt(Math.max(q[3], 0)) + Math.sqrt(Math.max(p[3], 0)));
    if (limit < reach && toward < Math.cos(limit / EARTH_M)) return false;
    return !shadow || p[3] >= shadow.highest || p[3] >= lowestSeen(shadow, p[0], p[1], p[2]);
  };
}

/**
 * When aircraft are inside a region: as packed, but for those that were moved.
 * @param {Steps} packed
 * @param {Set<number>} moved
 * @param {Packed[]} region
 * @param {number} every how often is looked, ticks
 * @param {Legs} legs
 * @returns {Steps}
 */
function membership(packed, moved, region, every, legs) {
  const builder = new StepsBuilder(), rings = region.map((one) => column(one));
  for (let a = 0; a < AIRCRAFT; a++) {
    if (!moved.has(a)) {
      for (let at = packed.start[a]; at < packed.start[a + 1]; at++) {
        if (at === packed.start[a]) builder.row(packed.value[at]);
        else builder.change(packed.tick[at], packed.value[at]);
      }
      continue;
    }
    const way = wayOf(legs, a), p = new Float64Array(4), [first, last] = lifeOf(legs, a);
    builder.row(0);
    for (let tick = Math.floor(first / every) * every; tick <= last; tick += every) {
      way(tick, p);
      const inside = contains(rings, projected(p[0], p[1], p[2]));
      builder.change(Math.max(tick, first), inside ? 1 : 0);
    }
    if (first <= last) builder.change(last + 1, 0);
  }
  return builder.done();
}

/**
 * Whether a point lies inside rings, km: crossed an odd number of times on its way east.
 * @param {ArrayLike<number>[]} rings
 * @param {number[]} point
 */
function contains(rings, [x, y]) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const above = ring[i + 1] > y;
      if (above !== ring[j + 1] > y && x < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) inside = !inside;
    }
  }
  return inside;
}
