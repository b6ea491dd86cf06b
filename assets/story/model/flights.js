// Aircraft that are put elsewhere: from an instant on the rest of a way is turned as one piece, as
// truth/reroutes.py does it. Courses turn; speeds, levels and times stay.

const AS_PACKED = LEGS;

/**
 * The legs of everybody after moves, in order of time; those of the scenario if there are none.
 * @param {ModelEvent[]} moves
 * @returns {Legs}
 */
function legsAfter(moves) {
  /** @type {Map<number, Leg[]>} */ const ways = new Map();
  for (const { flight, from, at_s } of moves) {
    const a = FLEET.ids.indexOf(flight ?? "");
    if (a >= 0 && from) ways.set(a, turnedWay(ways.get(a) ?? legsOf(AS_PACKED, a), wholeTick(at_s), xyzOf(from.lat_deg, from.lon_deg)));
  }
  if (!ways.size) return AS_PACKED;
  const all = FLEET.ids.map((_, a) => ways.get(a) ?? legsOf(AS_PACKED, a)), flat = all.flat();
  const first = new Int32Array(all.length + 1);
  all.forEach((way, a) => { first[a + 1] = first[a] + way.length; });
  const row = (/** @type {(leg: Leg) => number} */ of) => Float64Array.from(flat, of);
  const axes = (/** @type {(leg: Leg) => number[]} */ of) => Float64Array.from([0, 1, 2].flatMap((i) => flat.map((leg) => of(leg)[i])));
  return {
    first, t0_s: row((leg) => leg.t0), t1_s: row((leg) => leg.t1), k: axes((leg) => leg.k), u: axes((leg) => leg.u),
    v: axes((leg) => leg.v), w_radps: row((leg) => leg.w), alt0_m: row((leg) => leg.alt0), climb_mps: row((leg) => leg.climb),
  };
}

/**
 * @param {Legs} legs
 * @param {number} a
 * @returns {Leg[]}
 */
function legsOf(legs, a) {
  const count = legs.t0_s.length, found = [];
  for (let n = legs.first[a]; n < legs.first[a + 1]; n++) {
    const axis = (/** @type {Float64Array} */ of) => [of[n], of[count + n], of[2 * count + n]];
    found.push({
      t0: legs.t0_s[n], t1: legs.t1_s[n], k: axis(legs.k), u: axis(legs.u), v: axis(legs.v),
      w: legs.w_radps[n], alt0: legs.alt0_m[n], climb: legs.climb_mps[n],
    });
  }
  return found;
}

/**
 * A way whose rest, from `now` on, is moved so that it begins at `to`; the same if nobody flies then.
 * @param {Leg[]} way
 * @param {number} now
 * @param {number[]} to
 */
function turnedWay(way, now, to) {
  if (now < way[0].t0 || now >= way[way.length - 1].t1) return way;
  const rest = way.filter((leg) => leg.t1 > now).map((leg) => begunAt(leg, Math.max(leg.t0, now)));
  const here = rest[0].u.map((u, i) => u + rest[0].k[i]), turn = rotation(here, to);
  const moved = rest.map((leg) => ({ ...leg, k: turn(leg.k), u: turn(leg.u), v: turn(leg.v) }));
  return [...way.filter((leg) => leg.t0 < now).map((leg) => ({ ...leg, t1: Math.min(leg.t1, now) })), ...moved];
}

/**
 * The rest of a leg from a time on.
 * @param {Leg} leg
 * @param {number} t0
 * @returns {Leg}
 */
function begunAt(leg, t0) {
  const turn = leg.w * (t0 - leg.t0), cos = Math.cos(turn), sin = Math.sin(turn);
  return {
    ...leg, t0, u: leg.u.map((u, i) => cos * u + sin * leg.v[i]), v: leg.v.map((v, i) => cos * v - sin * leg.u[i]),
    alt0: leg.alt0 + leg.climb * (t0 - leg.t0),
  };
}

/**
 * The turn that takes one unit vector to another by the shortest way.
 * @param {number[]} was
 * @param {number[]} now
 * @returns {(p: number[]) => number[]}
 */
function rotation(was, now) {
  const cosine = was[0] * now[0] + was[1] * now[1] + was[2] * now[2];
  let axis = crossed(was, now), sine = Math.hypot(...axis);
  if (sine < 1e-9) { // the same point, or the opposite one: any axis across will do
    const flat = was.map(Math.abs), least = flat.indexOf(Math.min(...flat));
    axis = crossed(was, [0, 1, 2].map((i) => (i === least ? 1 : 0)));
    sine = 0;
  }
  const size = Math.hypot(...axis), [x, y, z] = axis.map((part) => part / size);
  const cross = [[0, -z, y], [z, 0, -x], [-y, x, 0]];
  const turn = cross.map((row, i) => row.map((part, j) => (
    (i === j ? 1 : 0) + sine * part + (1 - cosine) * (row[0] * cross[0][j] + row[1] * cross[1][j] + row[2] * cross[2][j])
  )));
  return (p) => turn.map((row) => row[0] * p[0] + row[1] * p[1] + row[2] * p[2]);
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function crossed(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
