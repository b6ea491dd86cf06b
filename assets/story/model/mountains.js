// Mountains: what the ground hides from a site, as earth/terrain.py has it. Only where the scenario has them.

const CLEAR_M = 8000, STEP_M = 1000, AZIMUTHS = 1440, FLAT_M = Math.fround(-1e6), CURVED_M = 2 * 4 / 3 * EARTH_M;
const SHADOWS_KEPT = 32, DEGREES = 180 / Math.PI;
const GROUND = MODEL.ground && { ...MODEL.ground, height: Float32Array.from(column(MODEL.ground.half_m), (half) => half / 2) };
/** So many rings are passed over at once; the ground's highest, in blocks that are longer than they are. */
const STRETCH_RINGS = 16, BLOCK_DEG = 0.25;
let SUMMITS = new Float32Array(0);
const SPOT_DEG = new Float64Array(2);
/** @type {number[]} */ const RING_COS = [], /** @type {number[]} */ RING_SIN = [];
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
 * What the ground hides from a post: null where there are no mountains, and for a carried one. Its rows are worked out
 * when they are asked for.
 * @param {Post} post
 * @returns {Shadow | null}
 */
function shadowOf({ xyz, height_m: heightM, range_m: rangeM, carrier }) {
  if (!GROUND || carrier >= 0) return null;
  const key = [...xyz, heightM, rangeM].join(), kept = SHADOWS.get(key);
  if (kept) return kept;
  if (SHADOWS.size >= SHADOWS_KEPT) SHADOWS.delete([...SHADOWS.keys()][0]);
  const rings = Math.ceil(rangeM / STEP_M) + 1, size = (AZIMUTHS + 1) * rings, [east, north] = tangents(xyz);
  const found = {
    xyz, heightM, rings, east, north, known: new Uint8Array(AZIMUTHS + 1), lowest: new Float32Array(size), crest: new Float32Array(size),
  };
  SHADOWS.set(key, found);
  return found;
}

/**
 * Where a row of a shadow begins in `lowest`, and in `crest`: the most of `lowest` up to a ring.
 * @param {Shadow} shadow
 * @param {number} z which azimuth, 0 to AZIMUTHS
 */
function shadowRow(shadow, z) {
  const { xyz, heightM, rings, known, lowest, crest, east, north } = shadow, start = z * rings;
  if (known[z]) return start;
  known[z] = 1;
  const turn = z % AZIMUTHS * (2 * Math.PI / AZIMUTHS), c = Math.cos(turn), s = Math.sin(turn);
  const [x, y, u] = [0, 1, 2].map((i) => c * north[i] + s * east[i]);
  const spot = (/** @type {number} */ r) => {
    const cos = RING_COS[r] ?? ringTurn(r), sin = RING_SIN[r], p0 = cos * xyz[0] + sin * x, p1 = cos * xyz[1] + sin * y;
    SPOT_DEG[0] = Math.atan2(cos * xyz[2] + sin * u, Math.sqrt(p0 * p0 + p1 * p1)) * DEGREES;
    SPOT_DEG[1] = Math.atan2(p1, p0) * DEGREES;
  };
  let steepest = -Infinity, most = -Infinity, looks = true;
  for (let r = 0, at = start; r < rings; r++, at++) {
    const range = r * STEP_M;
    lowest[at] = steepest === -Infinity ? FLAT_M : heightM + range * steepest + range ** 2 / CURVED_M;
    crest[at] = most = Math.max(most, lowest[at]);
    if (range < CLEAR_M) continue;
    if (r % STRETCH_RINGS === 0) { // where not even the highest ground around could hide more, none is looked at
      spot(r + STRETCH_RINGS / 2);
      const top = summitAt(SPOT_DEG[0], SPOT_DEG[1]);
      looks = top > 0 && (top - heightM) / range - range / CURVED_M >= steepest;
    }
    if (!looks) continue;
    spot(r);
    const height = groundAt(SPOT_DEG[0], SPOT_DEG[1]);
    if (height > 0) steepest = Math.max(steepest, (height - heightM) / range - range / CURVED_M);
  }
  return start;
}

/**
 * No ground within a stretch of rings from a latitude and longitude is higher, m.
 * @param {number} latDeg
 * @param {number} lonDeg
 */
function summitAt(latDeg, lonDeg) {
  if (!GROUND) return 0;
  const { rows, columns, height, north_deg: north, west_deg: west, cell_deg: cell } = GROUND, size = Math.round(BLOCK_DEG / cell);
  const high = Math.ceil(rows / size), wide = Math.ceil(columns / size), inside = (/** @type {number} */ n, /** @type {number} */ count) => Math.min(Math.max(n, 0), count - 1);
  if (!SUMMITS.length) {
    SUMMITS = new Float32Array(high * wide);
    for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
      for (let n = -1; n <= 1; n++) for (let m = -1; m <= 1; m++) {
        const block = inside(Math.floor(row / size) + n, high) * wide + inside(Math.floor(column / size) + m, wide);
        SUMMITS[block] = Math.max(SUMMITS[block], height[row * columns + column]);
      }
    }
  }
  return SUMMITS[inside(Math.floor((north - latDeg) / cell / size), high) * wide + inside(Math.floor((lonDeg - west) / cell / size), wide)];
}

/**
 * The cosine of how far a ring is; its sine is kept beside it.
 * @param {number} r
 */
function ringTurn(r) {
  RING_SIN[r] = Math.sin(r * STEP_M / EARTH_M);
  return RING_COS[r] = Math.cos(r * STEP_M / EARTH_M);
}

/**
 * Whether a height is above all of a shadow within an angle of a point.
 * @param {Shadow} shadow
 * @param {Float64Array} p
 * @param {number} away how far the point is from the site, rad
 * @param {number} swing rad
 * @param {number} heightM
 */
function clears(shadow, p, away, swing, heightM) {
  if (away < 2 * swing) return false;
  const { east, north, rings, crest } = shadow, ring = Math.min(Math.ceil((away + swing) * EARTH_M / STEP_M) + 1, rings - 1);
  const middle = Math.atan2(dot3(east, p), dot3(north, p)), half = Math.asin(Math.min(1, Math.sin(swing) / Math.sin(away)));
  const row = (/** @type {number} */ turn) => Math.floor(turn / (2 * Math.PI) * AZIMUTHS);
  const under = (/** @type {number} */ z) => crest[shadowRow(shadow, (z + AZIMUTHS) % AZIMUTHS) + ring] + 1 < heightM;
  if (!under(row(middle))) return false;
  for (let z = row(middle - half) - 1; z <= row(middle + half) + 2; z++) if (!under(z)) return false;
  return true;
}

/**
 * @param {number[]} a
 * @param {Float64Array} p
 */
function dot3(a, p) {
  return a[0] * p[0] + a[1] * p[1] + a[2] * p[2];
}

/**
 * The lowest altitude that is seen at a position, m, bilinear in the grid.
 * @param {Shadow} shadow
 * @param {number} px
 * @param {number} py
 * @param {number} pz
 */
function lowestSeen(shadow, px, py, pz) {
  const { xyz, rings, lowest, east, north } = shadow;
  const x = east[0] * px + east[1] * py + east[2] * pz, y = north[0] * px + north[1] * py + north[2] * pz;
  const half = Math.sqrt((px - xyz[0]) ** 2 + (py - xyz[1]) ** 2 + (pz - xyz[2]) ** 2) / 2;
  const away = 2 * EARTH_M * Math.asin(Math.min(half, 1));
  let turn = Math.atan2(x, y) / (2 * Math.PI);
  if (turn < 0) turn += 1;
  const z = turn * AZIMUTHS, r = Math.min(away / STEP_M, rings - 1.001), row = Math.min(Math.floor(z), AZIMUTHS - 1), ring = Math.floor(r);
  const corner = shadowRow(shadow, row) + ring, part = r - ring;
  shadowRow(shadow, row + 1);
  const here = lowest[corner] + part * (lowest[corner + 1] - lowest[corner]);
  const beside = lowest[corner + rings] + part * (lowest[corner + rings + 1] - lowest[corner + rings]);
  return here + (z - row) * (beside - here);
}
