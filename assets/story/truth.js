// Truth: where every aircraft is, as a function of time. The same functions as geo.py and traffic.py.

const DATA = JSON.parse(document.getElementById("data").textContent);
const EARTH_M = DATA.constants.earth_radius_m;
const TICKS = DATA.ticks;
const FLEET = {
  ...DATA.fleet, allegiance: column(DATA.fleet.allegiance), number: column(DATA.fleet.number), signature: column(DATA.fleet.signature),
};
const AIRCRAFT = FLEET.ids.length;
/** The legs that are flown now. */
let LEGS = Object.fromEntries(Object.entries(DATA.legs).map(([name, packed]) => [name, column(packed)]));

/** The unit vector of a latitude and longitude in degrees. */
function xyzOf(latDeg, lonDeg) {
  const lat = latDeg * Math.PI / 180, lon = lonDeg * Math.PI / 180;
  return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
}

/** Unit tangents to east and north at a unit vector. */
function tangents([x, y, z]) {
  const flat = Math.hypot(x, y), east = [-y / flat, x / flat, 0];
  return [east, [-z * east[1], z * east[0], x * east[1] - y * east[0]]];
}

const CENTRE = xyzOf(...DATA.constants.centre_deg);
const [CENTRE_EAST, CENTRE_NORTH] = tangents(CENTRE);

function dot(a, x, y, z) {
  return a[0] * x + a[1] * y + a[2] * z;
}

/** Lambert's azimuthal equal-area: km east and north of the middle of Türkiye. */
function projected(x, y, z) {
  const scale = EARTH_M / 1000 * Math.sqrt(2 / (1 + dot(CENTRE, x, y, z)));
  return [scale * dot(CENTRE_EAST, x, y, z), scale * dot(CENTRE_NORTH, x, y, z)];
}

/** The inverse of `projected`. */
function unprojected(east, north) {
  const radius = EARTH_M / 1000, rho = Math.hypot(east, north) / radius;
  const towards = 1 - rho * rho / 2, stretch = Math.sqrt(Math.max(0, 1 - rho * rho / 4)) / radius;
  return [0, 1, 2].map(
    (i) => towards * CENTRE[i] + stretch * (east * CENTRE_EAST[i] + north * CENTRE_NORTH[i]),
  );
}

/** Latitude and longitude, degrees. */
function latLon(x, y, z) {
  return [Math.atan2(z, Math.hypot(x, y)) * 180 / Math.PI, Math.atan2(y, x) * 180 / Math.PI];
}

/** The small circle `radiusM` around a unit vector, as [x, y] km. */
function circleKm(centre, radiusM, points = 144) {
  const [east, north] = tangents(centre), turn = radiusM / EARTH_M, found = [];
  const cos = Math.cos(turn), sin = Math.sin(turn);
  for (let n = 0; n < points; n++) {
    const c = Math.cos(2 * Math.PI * n / points), s = Math.sin(2 * Math.PI * n / points);
    found.push(projected(
      ...[0, 1, 2].map((i) => cos * centre[i] + sin * (c * north[i] + s * east[i])),
    ));
  }
  return found;
}

/** An empty motion of all aircraft: position (unit vectors), velocity (rad/s), altitude. */
function emptyMotion() {
  return {
    alive: new Uint8Array(AIRCRAFT), xyz: new Float64Array(3 * AIRCRAFT),
    velocity: new Float64Array(3 * AIRCRAFT), altM: new Float64Array(AIRCRAFT),
  };
}

/** Put one aircraft's true motion at a time into `motion`. */
function place(motion, a, timeS) {
  const first = LEGS.first[a], stop = LEGS.first[a + 1];
  const leg = Math.max(first, lastAtMost(LEGS.t0_s, timeS, first, stop));
  const dt = Math.min(Math.max(timeS, LEGS.t0_s[leg]), LEGS.t1_s[leg]) - LEGS.t0_s[leg];
  const w = LEGS.w_radps[leg], cos = Math.cos(w * dt), sin = Math.sin(w * dt);
  for (let i = 0; i < 3; i++) {
    const at = i * LEGS.t0_s.length + leg, u = LEGS.u[at], v = LEGS.v[at];
    motion.xyz[3 * a + i] = cos * u + sin * v + LEGS.k[at];
    motion.velocity[3 * a + i] = w * (cos * v - sin * u);
  }
  motion.altM[a] = LEGS.alt0_m[leg] + LEGS.climb_mps[leg] * dt;
  motion.alive[a] = timeS >= LEGS.t0_s[first] && timeS < LEGS.t1_s[stop - 1] ? 1 : 0;
}

/** Every aircraft's true motion. */
function truthAt(timeS) {
  const motion = emptyMotion();
  for (let a = 0; a < AIRCRAFT; a++) place(motion, a, timeS);
  return motion;
}

/** The course of a motion, radians clockwise from north. */
function courseOf(motion, a) {
  const p = motion.xyz, v = motion.velocity, i = 3 * a;
  const x = p[i], y = p[i + 1], z = p[i + 2], vx = v[i], vy = v[i + 1], vz = v[i + 2];
  const course = Math.atan2(x * vy - y * vx, vz * (x * x + y * y) - z * (x * vx + y * vy));
  return course < 0 ? course + 2 * Math.PI : course;
}

/** How fast a position turns, rad/s. */
function turnRate(velocity, a) {
  const x = velocity[3 * a], y = velocity[3 * a + 1], z = velocity[3 * a + 2];
  return Math.sqrt(x * x + y * y + z * z);
}

/** Speed over ground, m/s. */
function speedOf(motion, a) {
  return turnRate(motion.velocity, a) * EARTH_M;
}

/** Kilometres on the map, [x0, y0, x1, y1 ...], of every aircraft of a motion. */
function motionKm(motion) {
  const km = new Float64Array(2 * AIRCRAFT), p = motion.xyz;
  for (let a = 0; a < AIRCRAFT; a++) {
    const [x, y] = projected(p[3 * a], p[3 * a + 1], p[3 * a + 2]);
    km[2 * a] = x;
    km[2 * a + 1] = y;
  }
  return km;
}
