// Mountains: what the ground hides from a site, as earth/terrain.py has it. Only where the scenario has them.

const CLEAR_M = 8000, STEP_M = 1000, AZIMUTHS = 1440, FLAT_M = Math.fround(-1e6), CURVED_M = 2 * 4 / 3 * EARTH_M;
const SHADOWS_KEPT = 32, DEGREES = 180 / Math.PI;
const GROUND = MODEL.ground && { ...MODEL.ground, height: Float32Array.from(column(MODEL.ground.half_m), (half) => half / 2) };
/** @type {Map<string, Shadow>} */
const SHADOWS = new Map();

/**
 * The elevation at a latitude and longitude, m, bilinear between the middles of cells; 0 outside, and without ground.
 * @param {number} latDeg
 * @param {number} lonDeg
 */
function groundAt(latDeg, lonDeg) {
  if (!GROUND) return 0;
  const { rows, columns, height } = GROUND;
  const y = Math.min(Math.max((GROUND.north_deg - latDeg) / GROUND.cell_deg + 0.5, 0), rows - 1.001);
  const x = Math.min(Math.max((lonDeg - GROUND.west_deg) / GROUND.cell_deg + 0.5, 0), columns - 1.001);
  const row = Math.floor(y), col = Math.floor(x), corner = row * columns + col, right = x - col;
  const top = height[corner] * (1 - right) + height[corner + 1] * right;
  const below = height[corner + columns] * (1 - right) + height[corner + columns + 1] * right;
  return top + (y - row) * (below - top);
}

/**
 * What the ground hides from a post: null where there are no mountains, and for a carried one.
 * @param {Post} post
 * @returns {Shadow | null}
 */
function shadowOf({ xyz, height_m: heightM, range_m: rangeM, carrier }) {
  if (!GROUND || carrier >= 0) return null;
  const key = [...xyz, heightM, rangeM].join(), kept = SHADOWS.get(key);
  if (kept) return kept;
  if (SHADOWS.size >= SHADOWS_KEPT) SHADOWS.delete([...SHADOWS.keys()][0]);
  const found = shadowOver(xyz, heightM, rangeM);
  SHADOWS.set(key, found);
  return found;
}

/**
 * @param {number[]} xyz
 * @param {number} heightM
 * @param {number} rangeM
 * @returns {Shadow}
 */
function shadowOver(xyz, heightM, rangeM) {
  const rings = Math.ceil(rangeM / STEP_M) + 1, lowest = new Float32Array((AZIMUTHS + 1) * rings), [east, north] = tangents(xyz);
  const cos = new Float64Array(rings), sin = new Float64Array(rings);
  for (let r = 0; r < rings; r++) [cos[r], sin[r]] = [Math.cos(r * STEP_M / EARTH_M), Math.sin(r * STEP_M / EARTH_M)];
  for (let z = 0; z < AZIMUTHS; z++) {
    const turn = z * (2 * Math.PI / AZIMUTHS), c = Math.cos(turn), s = Math.sin(turn);
    const along = [0, 1, 2].map((i) => c * north[i] + s * east[i]);
    let steepest = -Infinity;
    for (let r = 0, at = z * rings; r < rings; r++, at++) {
      const range = r * STEP_M;
      lowest[at] = steepest === -Infinity ? FLAT_M : heightM + range * steepest + range ** 2 / CURVED_M;
      if (range < CLEAR_M) continue;
      const p0 = cos[r] * xyz[0] + sin[r] * along[0], p1 = cos[r] * xyz[1] + sin[r] * along[1], p2 = cos[r] * xyz[2] + sin[r] * along[2];
      const height = groundAt(Math.atan2(p2, Math.sqrt(p0 * p0 + p1 * p1)) * DEGREES, Math.atan2(p1, p0) * DEGREES);
      if (height > 0) steepest = Math.max(steepest, (height - heightM) / range - range / CURVED_M);
    }
  }
  lowest.copyWithin(AZIMUTHS * rings, 0, rings);
  return { xyz, rings, lowest, east, north, highest: lowest.reduce((most, one) => Math.max(most, one), -Infinity) };
}

/**
 * The lowest altitude that is seen at a position, m, bilinear in the grid.
 * @param {Shadow} shadow
 * @param {number} px
 * @param {number} py
 * @param {number} pz
 */
function lowestSeen({ xyz, rings, lowest, east, north }, px, py, pz) {
  const x = east[0] * px + east[1] * py + east[2] * pz, y = north[0] * px + north[1] * py + north[2] * pz;
  const half = Math.sqrt((px - xyz[0]) ** 2 + (py - xyz[1]) ** 2 + (pz - xyz[2]) ** 2) / 2;
  const away = 2 * EARTH_M * Math.asin(Math.min(half, 1));
  let turn = Math.atan2(x, y) / (2 * Math.PI);
  if (turn < 0) turn += 1;
  const z = turn * AZIMUTHS, r = Math.min(away / STEP_M, rings - 1.001), row = Math.min(Math.floor(z), AZIMUTHS - 1), ring = Math.floor(r);
  const corner = row * rings + ring, part = r - ring;
  const here = lowest[corner] + part * (lowest[corner + 1] - lowest[corner]);
  const beside = lowest[corner + rings] + part * (lowest[corner + rings + 1] - lowest[corner + rings]);
  return here + (z - row) * (beside - here);
}
