// The map of a panel: bright where a picture looks, fog elsewhere; coverage; names.

const MAP = Object.fromEntries(
  Object.entries(DATA.map).map(([name, packed]) => [name, kmPath(unpackLines(packed))]),
);
const GRID = graticule();
const ZONES = DATA.zones.map((packed) => {
  const parts = unpackLines(packed), points = [];
  for (const xy of parts) for (let n = 0; n < xy.length; n += 8) points.push([xy[n], xy[n + 1]]);
  return { path: kmPath(parts), points, ink: packed.declared ? COLOURS.red : TEXT };
});
const BRIGHT = {
  sea: COLOURS.sea, glow: [25, 44, 63], land: COLOURS.land, home: COLOURS.home,
  lake: [25, 44, 63], grid: [22, 38, 54], border: COLOURS.border, homeBorder: COLOURS.home_border,
  coast: COLOURS.coast,
};
const DIM = Object.fromEntries(Object.entries(BRIGHT).map(([name, colour]) => [name, fogged(colour)]));
const RANK_AT_KM = { 1: 1e9, 2: 2200, 3: 1100, 4: 600 };
const MARGIN = 0.2;
const NAME_SLOTS = [["left", 1, 0], ["right", -1, 0], ["center", 0, 1], ["center", 0, -1]];

/** A colour where nobody watches: greyer and darker. */
function fogged(colour) {
  const grey = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2], lift = [2, 4, 7];
  return colour.map((v, n) => Math.round((v + (grey - v) * 0.45) * 136 / 255 + lift[n]));
}

/** A path in km, north up (y turned, as canvases have it). */
function kmPath(parts, close = false) {
  const path = new Path2D();
  for (const xy of parts) {
    path.moveTo(xy[0], -xy[1]);
    for (let n = 2; n < xy.length; n += 2) path.lineTo(xy[n], -xy[n + 1]);
    if (close) path.closePath();
  }
  return path;
}

/** Meridians every 4 degrees, parallels every 2. */
function graticule() {
  const parts = [];
  for (let lon = 8; lon < 65; lon += 4) {
    parts.push(Array.from({ length: 27 }, (_, n) => projected(...xyzOf(26 + n, lon))).flat());
  }
  for (let lat = 26; lat < 53; lat += 2) {
    parts.push(Array.from({ length: 29 }, (_, n) => projected(...xyzOf(lat, 8 + 2 * n))).flat());
  }
  return kmPath(parts);
}

/** What turns km into the pixels of a panel `box` = { width, height } for a camera. */
function lens(camera, box) {
  const scale = box.width / camera.span;
  return {
    scale, width: box.width, height: box.height, ratio: box.ratio,
    unit: Math.min(1, Math.max(0.72, box.width / 780)),
    x: (east) => box.width / 2 + (east - camera.east) * scale,
    y: (north) => box.height / 2 - (north - camera.north) * scale,
    east: (x) => camera.east + (x - box.width / 2) / scale,
    north: (y) => camera.north - (y - box.height / 2) / scale,
    whole: (px) => Math.round(px * box.ratio) / box.ratio,
    toKm(ctx) {
      const k = scale * box.ratio;
      ctx.setTransform(
        k, 0, 0, k, (box.width / 2 - camera.east * scale) * box.ratio,
        (box.height / 2 + camera.north * scale) * box.ratio,
      );
    },
    toPx: (ctx) => ctx.setTransform(box.ratio, 0, 0, box.ratio, 0, 0),
  };
}

function newCanvas(box) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(box.width * box.ratio);
  canvas.height = Math.round(box.height * box.ratio);
  return canvas;
}

function drawGround(canvas, view, colours) {
  const ctx = canvas.getContext("2d", { alpha: false }), px = 1 / view.scale;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = rgb(colours.sea);
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  view.toKm(ctx);
  ctx.lineJoin = "round";
  for (const [width, share] of [[22, 0.22], [13, 0.3], [6, 0.38]]) {
    stroke(ctx, MAP.shore, colours.glow, width * px, share);
  }
  stroke(ctx, GRID, colours.grid, px);
  for (const [layer, colour] of [["land", "land"], ["home", "home"], ["lakes", "lake"]]) {
    ctx.fillStyle = rgb(colours[colour]);
    ctx.fill(MAP[layer], "evenodd");
  }
  stroke(ctx, MAP.borders, colours.border, px);
  stroke(ctx, MAP.home_borders, colours.homeBorder, px);
  stroke(ctx, MAP.coast, colours.coast, px);
}

function stroke(ctx, path, colour, width, alpha = 1) {
  ctx.strokeStyle = rgb(colour, alpha);
  ctx.lineWidth = width;
  ctx.stroke(path);
}

/** A camera and a box that reach `MARGIN` of the panel's size beyond each edge. */
function around(camera, box) {
  const wide = Math.round(box.width * MARGIN), high = Math.round(box.height * MARGIN);
  const width = box.width + 2 * wide;
  return {
    camera: { ...camera, span: camera.span * width / box.width },
    box: { width, height: box.height + 2 * high, ratio: box.ratio }, wide, high,
  };
}

function cameraKey(camera, box) {
  return [camera.east, camera.north, camera.span, box.width, box.height, box.ratio].join();
}

/** The map of one camera and size, bright and in fog; all panels share it. */
class Grounds {
  at(camera, box) {
    const key = cameraKey(camera, box);
    if (key !== this.key) {
      this.key = key;
      const fits = this.bright?.width === Math.round(box.width * box.ratio)
        && this.bright.height === Math.round(box.height * box.ratio);
      if (!fits) [this.bright, this.dim] = [newCanvas(box), newCanvas(box)];
      const view = lens(camera, box);
      drawGround(this.bright, view, BRIGHT);
      drawGround(this.dim, view, DIM);
    }
    return this;
  }
}

/** The coverage of a picture at an altitude: for each site that it hears its outlines, clockwise. */
function discsOf(posts, altM) {
  return posts.filter((post) => post.heard && reachM(post, altM) > 0).map(
    (post) => cutOf(post, altM)?.rings ?? [circleKm(post.xyz, reachM(post, altM)).flat()],
  );
}

/** What coverage depends on; a site counts as still until it has moved two pixels. */
function coverageKey(posts, altM, scale) {
  const parts = posts.map((post) => {
    if (!post.heard) return "";
    const [x, y] = projected(...post.xyz);
    return `${Math.round(x * scale / 2)},${Math.round(y * scale / 2)}`;
  });
  return `${altM}|${parts.join(";")}`;
}

/** One panel's still layers, kept until camera, coverage or language change. While the camera
 * moves, what is kept is shifted and stretched; it is drawn afresh when the camera rests. While a
 * hand changes the coverage, what is in view is drawn at once, and nothing is kept. */
class Backdrop {
  constructor(grounds) {
    this.grounds = grounds;
  }

  draw(ctx, S, box, posts, colour) {
    const still = S.moving && this.reaches(S.camera, box) ? this.camera : S.camera;
    const covered = coverageKey(posts, S.altM, box.width / still.span);
    if (HELD && still === S.camera) {
      const whole = around(still, box), px = (by) => -Math.round(by * box.ratio);
      return this.compose(ctx, lens(still, box), this.grounds.at(whole.camera, whole.box), S, posts, colour, px(whole.wide), px(whole.high));
    }
    const key = [cameraKey(still, box), S.lang, colour, covered, this.grounds.age].join("|");
    if (key !== this.key) {
      [this.key, this.camera, this.box] = [key, still, box];
      const whole = around(still, box), ground = this.grounds.at(whole.camera, whole.box);
      if (this.canvas?.width !== ground.dim.width || this.canvas.height !== ground.dim.height) {
        this.canvas = newCanvas(whole.box);
      }
      this.compose(this.canvas.getContext("2d", { alpha: false }), lens(whole.camera, whole.box), ground, S, posts, colour, 0, 0);
    }
    return this.show(ctx, S.camera, box);
  }

  /** Whether what is kept will do for a moving camera. */
  reaches(camera, box) {
    if (!this.camera || this.box.width !== box.width || this.box.height !== box.height) return false;
    const zoom = camera.span / this.camera.span, scale = box.width / this.camera.span;
    if (zoom !== 1) return zoom > 0.4 && zoom < 2.5;
    return Math.abs(camera.east - this.camera.east) * scale < box.width * MARGIN
      && Math.abs(camera.north - this.camera.north) * scale < box.height * MARGIN;
  }

  /** Put the part that a camera sees on a panel. */
  show(ctx, camera, box) {
    const zoom = this.camera.span / camera.span, scale = box.width / camera.span, whole = around(this.camera, box);
    const x = box.width / 2 + (this.camera.east - camera.east) * scale - whole.box.width / 2 * zoom;
    const y = box.height / 2 - (this.camera.north - camera.north) * scale - whole.box.height / 2 * zoom;
    if (zoom < 1) {
      ctx.fillStyle = rgb(DIM.land);
      ctx.fillRect(0, 0, box.width, box.height);
    }
    const near = (px) => (zoom === 1 ? Math.round(px * box.ratio) / box.ratio : px);
    ctx.drawImage(this.canvas, near(x), near(y), whole.box.width * zoom, whole.box.height * zoom);
  }

  /** Draw ground, coverage, zones and names; the ground's pictures begin at a pixel. */
  compose(ctx, view, ground, S, posts, colour, left, top) {
    const discs = discsOf(posts, S.altM), union = kmPath(discs.flat(), true);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(ground.dim, left, top);
    if (discs.length) {
      ctx.save();
      view.toKm(ctx);
      stroke(ctx, union, colour, 7 / view.scale, 0.14); // what of the outlines lies inside is covered
      stroke(ctx, union, colour, 3 / view.scale);
      ctx.clip(union);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.drawImage(ground.bright, left, top);
      ctx.fillStyle = rgb(colour, 0.06);
      ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
      ctx.restore();
      if (discs.length > 1) this.dashes(ctx, view, union, colour);
    }
    drawZones(ctx, view, discs);
    view.toPx(ctx);
    writeNames(ctx, view, posts, S.lang);
  }

  dashes(ctx, view, union, colour) {
    view.toKm(ctx);
    ctx.setLineDash([4 / view.scale, 6 / view.scale]);
    stroke(ctx, union, mix(BRIGHT.land, colour, 0.42), 1 / view.scale, 0.8);
    ctx.setLineDash([]);
  }
}

/** Outline the scenario's zones: whole if all of it is watched, else broken; lines are red. */
function drawZones(ctx, view, discs) {
  for (const zone of ZONES) {
    const watched = zone.points.every((point) => discs.some((rings) => contains(rings, point)));
    view.toKm(ctx);
    ctx.setLineDash(watched ? [] : [3 / view.scale, 4 / view.scale]);
    stroke(ctx, zone.path, mix(BRIGHT.land, zone.ink, watched ? 0.75 : 0.45), 1 / view.scale);
    ctx.setLineDash([]);
  }
}

/** Write seas, countries and cities, the more the nearer; what would overlap is left out. */
function writeNames(ctx, view, posts, lang) {
  const span = view.width / view.scale;
  const taken = posts.filter((post) => !post.carried && post.present).map((post) => {
    const [x, y] = projected(...post.xyz);
    return { x: view.x(x) - 18, y: view.y(y) - 18, width: 36, height: 46 };
  });
  for (const place of DATA.places) {
    const x = view.x(place.km[0]), y = view.y(place.km[1]);
    const near = x > -80 && y > 40 && x < view.width + 80 && y < view.height - 20;
    if (near && span <= (RANK_AT_KM[place.rank] ?? 0)) writeName(ctx, place, x, y, taken, lang);
  }
}

function writeName(ctx, place, x, y, taken, lang) {
  const label = nameLook(place, lang), dotted = place.kind === "city" || place.kind === "site";
  ctx.font = `${label.font} "Plex Condensed", sans-serif`;
  ctx.letterSpacing = `${label.spacing}px`;
  ctx.textBaseline = "middle";
  const width = ctx.measureText(label.text).width;
  for (const [align, dx, dy] of dotted ? NAME_SLOTS : [["center", 0, 0]]) {
    const left = align === "left" ? x + 6 : align === "right" ? x - 6 - width : x - width / 2;
    const box = { x: left - 3, y: y + dy * 11 - 9, width: width + 6, height: 18 };
    if (taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    ctx.textAlign = "left";
    ctx.fillStyle = label.colour;
    ctx.fillText(label.text, left, y + dy * 11);
    if (dotted) {
      ctx.beginPath();
      ctx.arc(x, y, 2, 0, 2 * Math.PI);
      ctx.fill();
    }
    break;
  }
  ctx.letterSpacing = "0px";
}

function nameLook(place, lang) {
  const text = phrase(place.name, lang);
  if (place.kind === "sea") {
    const font = "italic 400 13px";
    return { text: capitals(text, lang), font, spacing: 4, colour: "#4f7393" };
  }
  if (place.kind === "country" && place.rank === 1) {
    return { text: capitals(text, lang, true), font: "600 16px", spacing: 10, colour: "#8f9fb0" };
  }
  if (place.kind === "country") {
    return { text: capitals(text, lang), font: "400 11px", spacing: 3, colour: "#677788" };
  }
  return { text, font: "400 12.5px", spacing: 0, colour: "#9eadbc" };
}

function overlaps(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width
    && one.y < other.y + other.height && other.y < one.y + one.height;
}
