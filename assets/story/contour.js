// The shape of a bubble that mountains cut into, for a site that was moved: rings on the map, as earth/contour.py
// draws them of a site's shadow.

const TURNS = 360, RING_M = 2000, SPECK_KM2 = 2, HIDDEN_VALUE = -1e15;
const SHAPES = new WeakMap();

/** What a post sees at an altitude: rings and cells of the area; null where nothing is hidden, the whole circle. */
function visibleFrom(post, altM) {
  if (!SHAPES.has(post)) SHAPES.set(post, new Map());
  const kept = SHAPES.get(post);
  if (!kept.has(altM)) kept.set(altM, shapeFrom(post, altM));
  return kept.get(altM);
}

function shapeFrom(post, altM) {
  const shadow = shadowOf(post), reach = Math.min(post.range_m, horizonM(post.height_m, altM));
  if (!shadow || reach <= 0 || !hides(shadow, altM)) return null;
  const field = fieldOf(shadow, reach, altM), rings = ringsOf(field).map((ring) => ringKm(shadow, field.ranges, ring));
  return { rings: rings.filter((ring) => Math.abs(areaOf(ring)) >= SPECK_KM2), cells: cellsUnder(shadow, reach, altM) };
}

/** Whether ground hides anything at an altitude: mostly some of the rows that are drawn tell. */
function hides(shadow, altM) {
  const some = (every) => Array.from({ length: AZIMUTHS / every }, (_, n) => n * every)
    .some((z) => shadow.crest[shadowRow(shadow, z) + shadow.rings - 1] > altM);
  return some(AZIMUTHS / TURNS) || some(1);
}

/** How far above the shadow an altitude is, by azimuth and ring; the last ring is hidden. */
function fieldOf(shadow, reach, altM) {
  const { rings, lowest } = shadow;
  const ranges = [], rows = [], everyZ = AZIMUTHS / TURNS, everyR = RING_M / STEP_M;
  for (let r = 0; r * STEP_M < reach && r < rings; r += everyR) ranges.push(r * STEP_M);
  const inner = ranges.length, last = Math.min(reach / STEP_M, rings - 1.001), ring = Math.floor(last), part = last - ring;
  ranges.push(reach, reach + 1);
  for (let z = 0; z < AZIMUTHS; z += everyZ) {
    const row = new Float64Array(inner + 2).fill(HIDDEN_VALUE), at = shadowRow(shadow, z);
    for (let r = 0; r < inner; r++) row[r] = altM - lowest[at + r * everyR];
    row[inner] = altM - (lowest[at + ring] * (1 - part) + lowest[at + ring + 1] * part);
    rows.push(row);
  }
  return { ranges, rows };
}

/** The rings on which seen turns to hidden, as points [ring, azimuth]: what is seen lies to their left. */
function ringsOf({ rows }) {
  const next = new Map(), spot = new Map(), turns = rows.length, rings = rows[0].length;
  for (let z = 0; z < turns; z++) for (let r = 0; r + 1 < rings; r++) crossings(rows, z, r, next, spot);
  const found = [];
  for (const start of next.keys()) {
    const ring = [];
    for (let key = start; next.has(key);) {
      ring.push(spot.get(key));
      const after = next.get(key);
      next.delete(key);
      key = after;
    }
    if (ring.length > 2) found.push(ring);
  }
  return found;
}

/** Where the line goes through one cell of the grid: from where its rim turns hidden to where it turns seen. */
function crossings(rows, z, r, next, spot) {
  const turns = rows.length, up = (z + 1) % turns, seen = rows[z][r] >= 0;
  if (seen === rows[z][r + 1] >= 0 && seen === rows[up][r] >= 0 && seen === rows[up][r + 1] >= 0) return;
  const corners = [[z, r], [z, r + 1], [z + 1, r + 1], [z + 1, r]], values = [rows[z][r], rows[z][r + 1], rows[up][r + 1], rows[up][r]];
  const keys = [`h${z},${r}`, `v${z},${r + 1}`, `h${up},${r}`, `v${z},${r}`], turned = [];
  for (let n = 0; n < 4; n++) {
    const one = values[n], other = values[(n + 1) % 4];
    if (one >= 0 === other >= 0) continue;
    const share = one / (one - other), [a, b] = [corners[n], corners[(n + 1) % 4]];
    if (!spot.has(keys[n])) spot.set(keys[n], [a[1] + share * (b[1] - a[1]), a[0] + share * (b[0] - a[0])]);
    turned.push({ key: keys[n], leaves: one >= 0 });
  }
  const inside = values.reduce((sum, value) => sum + value, 0) >= 0;
  turned.forEach(({ key, leaves }, n) => {
    if (leaves) next.set(key, turned[(n + (inside ? 1 : turned.length - 1)) % turned.length].key);
  });
}

/** Points [ring, azimuth] of a shadow's grid on the map, [x0, y0, x1, y1 ...] km. */
function ringKm({ xyz, east, north }, ranges, ring) {
  return Float32Array.from(ring.flatMap(([at, turned_]) => {
    const r = Math.floor(at), far = (ranges[r] + (at - r) * ((ranges[r + 1] ?? ranges[r]) - ranges[r])) / EARTH_M;
    const turn = turned_ * (2 * Math.PI / TURNS), c = Math.cos(turn), s = Math.sin(turn);
    return projected(...xyz.map((part, i) => Math.cos(far) * part + Math.sin(far) * (c * north[i] + s * east[i])));
  }));
}

function areaOf(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) sum += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
  return sum / 2;
}

/** For each cell of the area whether its middle is seen, a bit each. */
function cellsUnder(shadow, reach, altM) {
  const count = AREA.length / 3, bits = new Uint8Array(Math.ceil(count / 8)), least = Math.cos(reach / EARTH_M);
  for (let n = 0; n < count; n++) {
    const [x, y, z] = [AREA[3 * n], AREA[3 * n + 1], AREA[3 * n + 2]];
    if (dot(shadow.xyz, x, y, z) >= least && altM >= lowestSeen(shadow, x, y, z)) bits[n >> 3] |= 128 >> (n & 7);
  }
  return bits;
}
