// What each picture holds at any instant: the same answers as recording.py and why.py.

const NEVER = UNBEGUN, NAMELESS = UNHELD;

/** A picture of a prepared world in the shape that the page asks. */
function pictureOf(packed, found) {
  const folded = foldOf(found, packed.id), { spec, tracks } = folded, { posts } = found.world;
  const scans = spec.hears.map((site) => posts[site].every), own = scans.filter((_, row) => !spec.remote[row]);
  const reports = columnsOf(folded.reports);
  return {
    ...packed, ...spec, reports, groups: grouped(reports), number: column(packed.number), link: spec.up, tracks,
    rules: spec.doctrines.map(({ from, doctrine }) => ({ from, ...doctrine })),
    state: folded.state, named: folded.named, track: folded.track,
    get happened() { return (folded.happened ??= happenedIn([folded])); },
    get series() { return (folded.series ??= withSums(seriesOf(found.survey.inArea, folded.named))); },
    kept: new Map(), trail: new Map(),
    step: Math.min(60, ...(own.length ? own : scans)), longest_scan: Math.max(1, ...scans),
  };
}

/** The runs of reports as columns, sorted by (aircraft, heard site, arrival). */
function columnsOf(reports) {
  const sorted = [...reports].sort((one, other) => one.a - other.a || one.heard - other.heard || one.arrival - other.arrival);
  const part = () => new Int32Array(sorted.length);
  const found = { aircraft: part(), heard: part(), first: part(), last: part(), every: part(), arrival: part(), evidence: part() };
  sorted.forEach((row, n) => {
    found.aircraft[n] = row.a;
    found.heard[n] = row.heard;
    found.first[n] = row.first;
    found.last[n] = row.last;
    found.every[n] = row.every;
    found.arrival[n] = row.arrival;
    found.evidence[n] = row.evidence;
  });
  return found;
}

/** Where the reports of each (aircraft, heard site) begin: they are sorted so, then by arrival. */
function grouped(reports) {
  const start = [], ofAircraft = new Int32Array(AIRCRAFT + 1), count = reports.aircraft.length;
  let aircraft = 0;
  for (let row = 0; row < count; row++) {
    const fresh = !row || reports.aircraft[row] !== reports.aircraft[row - 1]
      || reports.heard[row] !== reports.heard[row - 1];
    while (aircraft <= reports.aircraft[row]) ofAircraft[aircraft++] = start.length;
    if (fresh) start.push(row);
  }
  while (aircraft <= AIRCRAFT) ofAircraft[aircraft++] = start.length;
  return { start: Int32Array.from([...start, count]), ofAircraft };
}

/** Counts with their sums over time, so that "until now" is one look-up. */
function withSums(found) {
  const sums = new Float64Array(found.value.length);
  for (let row = 0; row < found.rows; row++) {
    for (let at = found.start[row] + 1; at < found.start[row + 1]; at++) {
      sums[at] = sums[at - 1] + found.value[at - 1] * (found.tick[at] - found.tick[at - 1]);
    }
  }
  return { ...found, sums };
}

function tickOf(timeS) {
  return Math.floor(Math.min(Math.max(timeS, 0), TICKS));
}

/** The row of reports and scan tick of the latest plot of one group at a tick; null if none. */
function latest(P, group, tick) {
  const low = P.groups.start[group];
  const row = lastAtMost(P.reports.arrival, tick, low, P.groups.start[group + 1]);
  if (row < low) return null;
  const every = P.reports.every[row];
  const late = Math.floor((tick - P.reports.arrival[row]) / every) * every;
  return { row, scan: Math.min(P.reports.first[row] + late, P.reports.last[row]) };
}

/** What a picture holds at a tick: columns, and each track's motion at its last plot. */
function stateAt(P, tick) {
  const kept = P.kept.get(tick);
  if (kept) return kept;
  const state = {
    tick, held: new Uint8Array(AIRCRAFT), identity: new Uint8Array(AIRCRAFT).fill(NAMELESS),
    rule: new Uint8Array(AIRCRAFT), evidence: new Uint16Array(AIRCRAFT),
    seen: new Int32Array(AIRCRAFT).fill(NEVER), since: new Int32Array(AIRCRAFT).fill(NEVER),
    count: 0, motion: emptyMotion(),
  };
  for (let a = 0; a < AIRCRAFT; a++) {
    const bits = holds(P.state, a, tick);
    if (bits & DATA.constants.held) holdTrack(P, state, a, bits, tick);
  }
  if (P.kept.size > 96) P.kept.clear();
  P.kept.set(tick, state);
  return state;
}

function holdTrack(P, state, a, bits, tick) {
  const name = holds(P.named, a, tick);
  state.held[a] = 1;
  state.count += 1;
  state.evidence[a] = bits & ~DATA.constants.held;
  state.identity[a] = name & 255;
  state.rule[a] = name >> 8;
  state.since[a] = P.tracks[holds(P.track, a, tick)].begin;
  for (let group = P.groups.ofAircraft[a]; group < P.groups.ofAircraft[a + 1]; group++) {
    const plot = latest(P, group, tick);
    if (plot && plot.scan > state.seen[a]) state.seen[a] = plot.scan;
  }
  place(state.motion, a, state.seen[a]);
  state.motion.alive[a] = 1;
}

/** Where a display shows each held aircraft: its last plot carried on, straight, to `timeS`. */
function knownAt(P, timeS) {
  const state = stateAt(P, tickOf(timeS)), plotted = state.motion, motion = emptyMotion();
  motion.alive = state.held;
  motion.altM = plotted.altM;
  for (let a = 0; a < AIRCRAFT; a++) {
    if (state.held[a]) carry(plotted, motion, a, Math.max(timeS, 0) - state.seen[a]);
  }
  return motion;
}

function carry(plotted, motion, a, ageS) {
  const speed = turnRate(plotted.velocity, a);
  const cos = Math.cos(speed * ageS), sin = Math.sin(speed * ageS);
  for (let i = 3 * a; i < 3 * a + 3; i++) {
    const along = plotted.velocity[i] / (speed > 0 ? speed : 1);
    motion.xyz[i] = cos * plotted.xyz[i] + sin * along;
    motion.velocity[i] = speed * (cos * along - sin * plotted.xyz[i]);
  }
}

/** Every site now: position, height, whether it stands there, whether it works. */
function sitesAt(timeS) {
  const tick = tickOf(timeS), found = [], motion = emptyMotion();
  for (let s = 0; s < SITES.posts.length; s++) {
    const { carrier } = SITES.posts[s];
    let { xyz, height_m: height } = SITES.posts[s], working = !!holds(SITES.active, s, tick);
    let present = !!holds(SITES.present, s, tick);
    if (carrier >= 0) {
      place(motion, carrier, timeS);
      xyz = [...motion.xyz.subarray(3 * carrier, 3 * carrier + 3)];
      height = motion.altM[carrier];
      present = present && !!motion.alive[carrier];
      working = working && !!motion.alive[carrier];
    }
    found.push({ site: s, xyz, height, working, present, standing: !!holds(SITES.present, s, tick), carried: carrier >= 0 });
  }
  return found;
}

/** The sites that a picture may hear: `heard` while they work and their link is up. */
function postsAt(P, timeS) {
  const all = sitesAt(timeS), tick = tickOf(timeS);
  return P.hears.map((site, row) => ({
    ...all[site], remote: P.remote[row],
    heard: all[site].working && !!holds(P.link, row, tick),
  }));
}

/** How far a site at a height sees an aircraft at an altitude over a smooth Earth, m. */
function horizonM(heightM, altM) {
  return DATA.constants.horizon_m * (Math.sqrt(Math.max(heightM, 0)) + Math.sqrt(Math.max(altM, 0)));
}

/** How far a site sees an aircraft of a signature at an altitude, m: that share of its range, or the horizon. */
function reachM(post, altM, signature = 1) {
  return Math.min(signature * SITES.posts[post.site].range_m, horizonM(post.height, altM));
}

/** What mountains leave of a site's circle at an altitude; undefined or null where they hide nothing. */
function cutOf(post, altM) {
  const packed = SITES.hidden[post.site];
  return packed ? packed[DATA.altitudes_m.indexOf(altM)] : visibleFrom(SITES.posts[post.site], altM);
}

/** Why a picture calls an aircraft what it does. */
function whyAt(P, a, timeS) {
  const tick = tickOf(timeS), state = stateAt(P, tick), sightings = [];
  for (let group = P.groups.ofAircraft[a]; group < P.groups.ofAircraft[a + 1]; group++) {
    const plot = latest(P, group, tick);
    if (!plot || tick - plot.scan > P.drop) continue;
    const heard = P.reports.heard[plot.row];
    sightings.push({
      site: P.hears[heard], tick: plot.scan, remote: P.remote[heard],
      evidence: P.reports.evidence[plot.row],
    });
  }
  sightings.sort((one, other) => other.tick - one.tick || one.site - other.site);
  if (!state.held[a]) return { held: false, sightings, evidence: [] };
  const { first } = P.tracks[holds(P.track, a, tick)];
  const evidence = DATA.constants.evidence
    .map((name, bit) => ({ name, bit, tick: first[bit] }))
    .filter((found) => found.tick <= tick)
    .sort((one, other) => one.tick - other.tick || one.bit - other.bit);
  return {
    held: true, sightings, evidence, since: state.since[a], seen: state.seen[a],
    identity: state.identity[a], rule: doctrineAt(P, tick).names[state.rule[a]], bits: state.evidence[a],
  };
}

/** The doctrine that holds at a tick: names of its rules, and what it calls each set of evidence. */
function doctrineAt(P, tick) {
  return P.rules.filter((row, n) => !n || row.from <= tick).at(-1);
}

/** One of the counts at a tick. */
function measure(P, name, tick) {
  return holds(P.series, DATA.constants.measures.indexOf(name), tick);
}

/** The sum of a count over all ticks until now. */
function measureSoFar(P, name, tick) {
  const row = DATA.constants.measures.indexOf(name), { series } = P;
  const at = lastAtMost(series.tick, tick, series.start[row], series.start[row + 1]);
  return series.sums[at] + series.value[at] * (tick - series.tick[at] + 1);
}

const AREA = areaPoints(DATA.area);

/** Middles of the cells of the area of interest, as unit vectors [x0, y0, z0, x1 ...]. */
function areaPoints(packed) {
  const runs = column(packed.runs), found = [], size = packed.size_km;
  for (let n = 0; n < runs.length; n += 3) {
    for (let i = runs[n + 1]; i < runs[n + 1] + runs[n + 2]; i++) {
      found.push(...unprojected(
        packed.corner_km[0] + (i + 0.5) * size, packed.corner_km[1] + (runs[n] + 0.5) * size,
      ));
    }
  }
  return Float64Array.from(found);
}

/** The share of the area of interest under the coverage of the posts that are heard, 0..1. */
function watchedShare(posts, altM) {
  const discs = posts.filter((post) => post.heard && reachM(post, altM) > 0).map((post) => ({
    xyz: post.xyz, least: Math.cos(reachM(post, altM) / EARTH_M), cells: cutOf(post, altM)?.cells,
  }));
  let inside = 0;
  for (let i = 0, n = 0; i < AREA.length; i += 3, n++) {
    for (const { xyz, least, cells } of discs) {
      const seen = cells ? cells[n >> 3] >> (7 - (n & 7)) & 1
        : dot(xyz, AREA[i], AREA[i + 1], AREA[i + 2]) >= least;
      if (seen) { inside++; break; }
    }
  }
  return AREA.length ? inside / (AREA.length / 3) : null;
}

/** Rows like those of pictures.csv, for all aircraft that fly or are held. */
function pictureAt(id, timeS) {
  const P = PICTURES.get(id), tick = tickOf(timeS), state = stateAt(P, tick), truth = truthAt(timeS);
  const rows = [];
  for (let a = 0; a < AIRCRAFT; a++) if (state.held[a] || truth.alive[a]) rows.push(tableRow(P, state, a));
  return rows;
}

function tableRow(P, state, a) {
  if (!state.held[a]) return { aircraft: FLEET.ids[a], held: 0 };
  const why = whyAt(P, a, state.tick), m = state.motion;
  const [lat, lon] = latLon(...m.xyz.subarray(3 * a, 3 * a + 3));
  return {
    aircraft: FLEET.ids[a], held: 1, seen_s: state.seen[a], lat_deg: lat, lon_deg: lon,
    alt_m: m.altM[a], identity: DATA.constants.identities[state.identity[a]],
    evidence: DATA.constants.evidence.filter((_, bit) => state.evidence[a] >> bit & 1).join(" "),
    rule: why.rule, since_s: state.since[a],
    sites: why.sightings.map((s) => s.site).sort((x, y) => x - y).map((s) => SITES.posts[s].id).join(" "),
  };
}
