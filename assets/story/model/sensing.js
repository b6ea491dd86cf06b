// Sensing: which site's scans have which aircraft inside their coverage, as sensing.py says. What Python surveyed
// of the scenario as it is comes packed; only sites that were moved and aircraft that were are looked at anew.

/** How often membership of the area is looked at, ticks; that of a declared line at every tick. */
const AREA_TICKS = 10, LINE_TICKS = 1;
/** So many scans are looked at one by one; angles that are equal but for rounding. */
const FEW_SCANS = 6, SLACK_RAD = 1e-6;
/** @type {Map<string, Run[]>} */
const KEPT_RUNS = new Map();
const PACKED_SURVEY = unpackSurvey(MODEL.survey);
const AS_IT_IS = worldOf([]);

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
  const moved = new Set(moves.map(({ flight }) => FLEET.ids.indexOf(flight ?? "")));
  const inside = posts.map((post, site) => {
    const base = moved.has(post.carrier) ? -1 : AS_IT_IS.posts.findIndex((one) => sameSpot(one, post));
    const kept = base < 0 ? [] : keptRuns(post, site, base, moved), fresh = base < 0 ? FLEET.ids.map((_, a) => a) : [...moved];
    if (!fresh.length) return kept;
    const seen = fresh.flatMap((a) => seenFrom(post, a, legs)).map((run) => ({ ...run, site, every: post.every }));
    return kept.length ? [...kept, ...seen].sort((one, other) => one.a - other.a) : seen;
  });
  if (!moved.size) return { inside, inArea: PACKED_SURVEY.inArea, lines: PACKED_SURVEY.lines };
  return {
    inside, inArea: membership(PACKED_SURVEY.inArea, moved, MODEL.area, AREA_TICKS, legs),
    lines: MODEL.lines.map((line, n) => membership(PACKED_SURVEY.lines[n], moved, line.rings, LINE_TICKS, legs)),
  };
}

/**
 * Of what is packed, the runs of a post that stands where it stood, but those of aircraft that were moved; the same
 * array whenever they are the same.
 * @param {Post} post
 * @param {number} site
 * @param {number} base its place among the posts of the scenario as it is
 * @param {Set<number>} moved
 * @returns {Run[]}
 */
function keptRuns({ id, every, start, stop }, site, base, moved) {
  return keptUnder(KEPT_RUNS, [id, site, start, stop, ...moved].join(), () => (PACKED_SURVEY.runs[base] ?? []).flatMap((run) => {
    const part = moved.has(run.a) ? null : within({ ...run, site, every }, start, Math.min(stop - 1, TICKS));
    return part ? [part] : [];
  }));
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
 * The runs of a post's scans that have an aircraft in coverage.
 * @param {Post} post
 * @param {number} a
 * @param {Legs} legs
 * @returns {Bare[]}
 */
function seenFrom(post, a, legs) {
  const { every, phase, carrier } = post, life = lifeOf(legs, a), own = carrier >= 0 ? lifeOf(legs, carrier) : [0, TICKS];
  const from = Math.max(life[0], own[0], post.start), until = Math.min(life[1], own[1], post.stop - 1, TICKS);
  const first = phase + Math.max(0, Math.ceil((from - phase) / every)) * every;
  /** @type {Bare[]} */ const runs = [];
  const see = (/** @type {number} */ tick, /** @type {number} */ last) => {
    const before = runs[runs.length - 1];
    if (before?.last === tick - every) before.last = last;
    else runs.push({ a, first: tick, last });
  };
  const look = lookFrom(post, a, legs, see), stop = legs.first[a + 1], spans = carrier < 0 ? legSpans(legs) : null, [x, y, z] = post.xyz;
  const reach = post.range_m * FLEET.signature[a] / EARTH_M + SLACK_RAD;
  for (let tick = first, leg = legAt(legs, a, first); tick <= until && leg < stop; leg++) {
    const end = leg + 1 < stop ? Math.min(until, Math.ceil(legs.t0_s[leg + 1]) - 1) : until;
    if (end < tick) continue;
    const last = tick + Math.floor((end - tick) / every) * every;
    const far = !spans ? 0 : Math.acos(Math.min(1, x * spans[4 * leg] + y * spans[4 * leg + 1] + z * spans[4 * leg + 2]));
    if (!spans || far < reach + spans[4 * leg + 3]) look(leg, tick, last);
    tick = last + every;
  }
  return runs;
}

/** @type {WeakMap<Legs, Float64Array>} */
const SPANS = new WeakMap();

/**
 * Of each leg its middle, and how far its ends are from there: [x, y, z, rad ...].
 * @param {Legs} legs
 */
function legSpans(legs) {
  const kept = SPANS.get(legs), count = legs.t0_s.length, found = kept ?? new Float64Array(4 * count);
  for (let leg = 0; !kept && leg < count; leg++) {
    const half = (legs.t1_s[leg] - legs.t0_s[leg]) / 2;
    placeAt(legs, leg, legs.t0_s[leg] + half, found, 4 * leg);
    found[4 * leg + 3] = Math.abs(legs.w_radps[leg]) * half + SLACK_RAD;
  }
  SPANS.set(legs, found);
  return found;
}

/**
 * What looks at an aircraft from a post at each scan of a stretch of one leg, and says which of them see it: within
 * range, over the horizon, behind no mountain. Where all or none does by far, it is not looked at each.
 * @param {Post} post
 * @param {number} a
 * @param {Legs} legs
 * @param {(tick: number, last: number) => void} see
 * @returns {(leg: number, first: number, last: number) => void}
 */
function lookFrom(post, a, legs, see) {
  const { every, carrier } = post, { horizon_m: horizonM } = DATA.constants, reach = post.range_m * FLEET.signature[a], shadow = shadowOf(post);
  const p = new Float64Array(4), q = Float64Array.from([...post.xyz, post.height_m]), least = Math.cos(Math.min(reach / EARTH_M, Math.PI));
  const limit = (/** @type {number} */ altM) => horizonM * (Math.sqrt(Math.max(q[3], 0)) + Math.sqrt(Math.max(altM, 0)));
  const sees = () => {
    const toward = p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
    if (toward < least) return false;
    const far = limit(p[3]);
    if (far < reach && toward < Math.cos(far / EARTH_M)) return false;
    return !shadow || p[3] >= lowestSeen(shadow, p[0], p[1], p[2]);
  };
  /**
   * @param {number} leg
   * @param {number} first
   * @param {number} last
   * @returns {void}
   */
  const look = (leg, first, last) => {
    if (carrier < 0 && last - first > FEW_SCANS * every) {
      const middle = first + Math.floor((last - first) / every / 2) * every;
      const ends = [first, last].map((tick) => { placeAt(legs, leg, tick, p, 0); return p[3]; });
      placeAt(legs, leg, middle, p, 0);
      const away = Math.acos(Math.min(1, p[0] * q[0] + p[1] * q[1] + p[2] * q[2])), swing = Math.abs(legs.w_radps[leg]) * (last - middle) + SLACK_RAD;
      if (away - swing > Math.min(reach, limit(Math.max(...ends))) / EARTH_M) return undefined;
      const low = Math.min(...ends), whole = away + swing < Math.min(reach, limit(low)) / EARTH_M;
      if (whole && (!shadow || clears(shadow, p, away, swing, low))) return see(first, last);
      look(leg, first, middle - every);
      return look(leg, middle, last);
    }
    for (let tick = first; tick <= last; tick += every) {
      placeAt(legs, leg, tick, p, 0);
      if (carrier >= 0) placeAt(legs, legAt(legs, carrier, tick), tick, q, 0);
      if (a === carrier || sees()) see(tick, tick); // its own distance is none, which rounding must not hide
    }
    return undefined;
  };
  return look;
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
    const p = new Float64Array(4), [first, last] = lifeOf(legs, a);
    builder.row(0);
    for (let tick = Math.floor(first / every) * every; tick <= last; tick += every) {
      placeAt(legs, legAt(legs, a, tick), tick, p, 0);
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
