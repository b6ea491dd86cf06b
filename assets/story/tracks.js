// What moves on a panel: links, sites, trails, course vectors, symbols, ghosts.

const { trail: TRAIL, vector: VECTOR, frame_half_px: HALVES } = TABLE;
const TRAIL_ALPHAS = TRAIL.alphas.map((alpha) => alpha / 255);

/** Half the size of a track's frame: smaller where there are many. */
function halfOf(count) {
  return HALVES.up_to.find(([most]) => count <= most)?.[1] ?? HALVES.else;
}

/** What of a map of the scene is in view of a panel: tracks in drawing order, ghosts, their pixels. */
function sightOf(pane, view) {
  const near = (found) => found.map((t) => ({ ...t, number: pane.number[t.a], x: view.whole(view.x(t.km[0])), y: view.whole(view.y(t.km[1])) }))
    .filter(({ x, y }) => x > -40 && y > -40 && x < view.width + 40 && y < view.height + 40);
  const tracks = near(pane.tracks), ghosts = near(pane.ghosts);
  return { tracks, ghosts, half: view.unit * halfOf(tracks.length + ghosts.length) };
}

/** Draw ghosts, course vectors, symbols; what is not `lit` (a set), while something is, stands back. */
function drawTracks(ctx, sight, ratio, lit) {
  const ghost = ghostSprite(ratio), shown = (a) => (!lit || lit.has(a) ? 1 : 0.22);
  for (const { a, x, y } of sight.ghosts) {
    ctx.globalAlpha = shown(a);
    stamp(ctx, ghost, x, y);
  }
  ctx.globalAlpha = lit ? 0.22 : 1;
  drawVectors(ctx, sight);
  for (const t of sight.tracks) {
    ctx.globalAlpha = shown(t.a);
    drawTrack(ctx, t, sight.half, ratio);
  }
  ctx.globalAlpha = 1;
}

function drawTrack(ctx, t, half, ratio) {
  stamp(ctx, symbolSprite(t.identity, FLEET.categories[t.a], half, t.stale, ratio), t.x, t.y);
}

/** Lines along the courses, longer when faster; all of a colour in one stroke. */
function drawVectors(ctx, { tracks, half }) {
  const paths = new Map();
  for (const t of tracks) {
    const stop = VECTOR.stops[VECTOR.speeds_mps.filter((mps) => t.speed >= mps).length] * half;
    const east = Math.sin(t.course), north = Math.cos(t.course);
    if (!paths.has(t.identity)) paths.set(t.identity, new Path2D());
    const path = paths.get(t.identity);
    path.moveTo(t.x + east * VECTOR.start * half, t.y - north * VECTOR.start * half);
    path.lineTo(t.x + east * stop, t.y - north * stop);
  }
  ctx.lineCap = "round";
  for (const [identity, path] of paths) {
    ctx.strokeStyle = `rgba(${SHADOW},.5)`;
    ctx.lineWidth = 3;
    ctx.stroke(path);
    ctx.strokeStyle = rgb(LOOKS[identity].colour, 0.92);
    ctx.lineWidth = 1.5;
    ctx.stroke(path);
  }
}

/** Where tracks have been, as the picture knew it: short lines that fade. */
function drawTrails(ctx, P, timeS, view, sight) {
  const wanted = TRAIL.step_px / view.scale * 1000 / TRAIL.fast_mps;
  const step = TRAIL.steps_s.reduce(
    (best, s) => (Math.abs(s - wanted) < Math.abs(best - wanted) ? s : best),
  );
  const points = Math.min(TRAIL.most_points, Math.floor(TRAIL.most_segments / Math.max(1, sight.tracks.length)));
  if (points < 2) return;
  const newest = Math.floor(timeS / step), past = [];
  for (let k = 0; k < points; k++) past.push(pastAt(P, newest - k, step));
  ctx.lineWidth = 1.4;
  ctx.lineCap = "butt";
  for (const [colour, shades] of trailPaths(view, sight, past)) {
    shades.forEach((path, shade) => {
      ctx.strokeStyle = rgb(LOOKS[colour].colour, TRAIL_ALPHAS[shade]);
      ctx.stroke(path);
    });
  }
}

function trailPaths(view, sight, past) {
  const paths = new Map();
  for (const { a, identity } of sight.tracks) {
    if (!paths.has(identity)) paths.set(identity, TRAIL_ALPHAS.map(() => new Path2D()));
    const shades = paths.get(identity);
    for (let k = 0; k + 1 < past.length && past[k].held[a] && past[k + 1].held[a]; k++) {
      const path = shades[Math.floor(k * TRAIL_ALPHAS.length / past.length)];
      path.moveTo(view.x(past[k].km[2 * a]), view.y(past[k].km[2 * a + 1]));
      path.lineTo(view.x(past[k + 1].km[2 * a]), view.y(past[k + 1].km[2 * a + 1]));
    }
  }
  return paths;
}

const NOBODY = { held: new Uint8Array(AIRCRAFT), km: new Float64Array(2 * AIRCRAFT) };

/** Where a picture showed its tracks at a multiple of the step; the latest are kept. */
function pastAt(P, number, step) {
  if (number < 0) return NOBODY;
  const key = number * 1000 + step;
  let found = P.trail.get(key);
  if (!found) {
    const known = knownAt(P, number * step);
    found = { held: known.alive, km: motionKm(known) };
    if (P.trail.size > 96) P.trail.clear();
    P.trail.set(key, found);
  }
  return found;
}

/** A dotted line from each linked site to the picture's own; a wave runs while reports come in. */
function drawLinks(ctx, posts, view, colour, timeS, still) {
  const hub = posts.find((post) => !post.remote);
  if (!hub) return;
  const [hx, hy] = projected(...hub.xyz);
  ctx.lineCap = "round";
  for (const post of posts) {
    if (!post.remote || !post.working) continue;
    const [x, y] = projected(...post.xyz);
    const from = [view.x(x), view.y(y)], to = [view.x(hx), view.y(hy)];
    const line = new Path2D();
    line.moveTo(...from);
    line.lineTo(...to);
    dotted(ctx, line, post.heard ? colour : FAINT, [0.1, 8], 0, 2, post.heard ? 0.5 : 0.35);
    if (post.heard && !still) dotted(ctx, line, colour, [0.1, 63.9], -timeS * 4, 3.6, 0.95);
    ctx.setLineDash([]);
  }
}

function dotted(ctx, line, colour, dash, offset, width, alpha) {
  ctx.setLineDash(dash);
  ctx.lineDashOffset = offset;
  ctx.strokeStyle = rgb(colour, alpha);
  ctx.lineWidth = width;
  ctx.stroke(line);
}

function markOf(post) {
  return post.carried ? "airborne" : SITES.posts[post.site].battery ? "battery" : "radar";
}

/** The mark of each site, dim while nothing comes from it; returns where they are, and what to name. */
function drawPosts(ctx, posts, view, colour, lang) {
  const marks = [], names = [];
  for (const post of posts) {
    if (!post.present) continue;
    const [east, north] = projected(...post.xyz), x = view.x(east), y = view.y(north);
    if (x < -30 || y < -30 || x > view.width + 30 || y > view.height + 30) continue;
    const kind = markOf(post);
    const ink = !post.heard ? FAINT : kind === "battery" ? COLOURS.blue : colour;
    stamp(ctx, postSprite(kind, ink, view), x, y);
    const half = (kind === "radar" ? 9 : 18) * view.unit;
    marks.push({ x: x - half, y: y - half, width: 2 * half, height: 2 * half });
    if (post.remote && !post.carried) continue;
    const text = phrase(SITES.posts[post.site].name, lang);
    names.push({ text, x, y: y + 22 * view.unit, ink });
    marks.push({ x: x - 3.2 * text.length, y: y + 22 * view.unit - 8, width: 6.4 * text.length, height: 16 });
  }
  return { marks, names };
}

function postSprite(kind, ink, view) {
  return sprite(`${kind}|${ink}|${view.unit}`, 24, view.ratio, (ctx) => {
    ctx.scale(view.unit, view.unit);
    MARKS[kind](ctx, ink);
  });
}

/** The names of the picture's own sites and of those that fly. */
function writePosts(ctx, names, ratio) {
  for (const { text, x, y, ink } of names) {
    const half = 3.2 * text.length + 12;
    stamp(ctx, sprite(`post|${text}|${ink}`, half, ratio, (name) => writeShadowed(name, text, 0, 0, "600 12px", rgb(ink))), Math.round(x), Math.round(y));
  }
}

function writeShadowed(ctx, text, x, y, font, colour) {
  ctx.font = `${font} "Plex Condensed", sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = `rgba(${SHADOW},.85)`;
  ctx.lineWidth = 3;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

const MARKS = {
  battery(ctx, ink) {
    ctx.lineCap = ctx.lineJoin = "round";
    ctx.fillStyle = `rgba(${SHADOW},.86)`;
    ctx.fillRect(-17, -12, 34, 24);
    ctx.fillStyle = rgb(mix(COLOURS.shadow, ink, 0.3), 0.96);
    ctx.strokeStyle = rgb(ink);
    ctx.lineWidth = 1.8;
    ctx.fillRect(-15, -10, 30, 20);
    ctx.strokeRect(-15, -10, 30, 20);
    ctx.beginPath();
    ctx.arc(0, 10, 11, Math.PI * 1.03, Math.PI * 1.97);
    ctx.moveTo(0, 8);
    ctx.lineTo(0, -5);
    ctx.moveTo(-4, -1.5);
    ctx.lineTo(0, -5.5);
    ctx.lineTo(4, -1.5);
    ctx.stroke();
  },
  radar(ctx, ink) {
    for (const [radius, fill] of [[7.4, `rgba(${SHADOW},.86)`], [5.4, rgb(mix(COLOURS.shadow, ink, 0.35))]]) {
      ctx.fillStyle = fill;
      ctx.beginPath();
      ctx.arc(0, 0, radius, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.strokeStyle = ctx.fillStyle = rgb(ink);
    ctx.lineWidth = 1.5;
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(0, 0, 1.9, 0, 2 * Math.PI);
    ctx.fill();
  },
  airborne(ctx, ink) {
    ctx.strokeStyle = rgb(ink, 0.92);
    ctx.lineWidth = 1.5;
    ctx.lineCap = "round";
    for (const start of [0.8, 3.94]) {
      ctx.beginPath();
      ctx.arc(0, 0, 18, start - 0.95, start + 0.95);
      ctx.stroke();
    }
  },
};
