// Colours and shapes, as in the window: shape carries identity, colour repeats it.

const SHADOW = "6,10,15", TEXT = [232, 238, 244], QUIET = [166, 180, 194], FAINT = [118, 135, 152];
const COLOURS = {
  blue: [92, 178, 255], red: [255, 106, 92], green: [92, 214, 160], yellow: [255, 209, 84],
};
const ACCENTS = [
  [206, 190, 164], [178, 156, 255], [150, 176, 186], [236, 156, 204], [186, 196, 140],
  [222, 164, 138],
];
/** What a frame says, as the words of captions and legend say it. */
const MEANING = { cloud: "unknown", arch: "friend", box: "neutral", tent: "hostile" };
/** By identity: frame, colour, whether dashed, whether the kind of aircraft is shown. */
const LOOKS = [
  ["cloud", "yellow", true, false], ["cloud", "yellow", false, false],
  ["arch", "blue", true, true], ["arch", "blue", false, true], ["box", "green", false, true],
  ["tent", "red", true, false], ["tent", "red", false, true],
].map(([shape, colour, dashed, typed]) => ({
  shape, colour: COLOURS[colour], dashed, typed, means: MEANING[shape],
}));
const DRAW_ORDER = [1, 1, 3, 4, 0, 5, 6];

function rgb([r, g, b], alpha = 1) {
  return `rgba(${r},${g},${b},${alpha})`;
}

function mix(a, b, share) {
  return a.map((value, n) => Math.round(value + (b[n] - value) * share));
}

function accent(picture) {
  return ACCENTS[Math.max(0, DATA.order.indexOf(picture)) % ACCENTS.length];
}

function arcPoints(x, y, radius, startDeg, stopDeg, n = 20) {
  return Array.from({ length: n }, (_, step) => {
    const turn = (startDeg + (stopDeg - startDeg) * step / (n - 1)) * Math.PI / 180;
    return [x + radius * Math.cos(turn), y - radius * Math.sin(turn)];
  });
}

/** Frames in units of a symbol's half-size, x right, y down; open at the bottom. */
const FRAMES = {
  arch: [[-1, 0.92], ...arcPoints(0, -0.05, 1, 180, 0, 30), [1, 0.92]],
  box: [[-0.94, 0.92], [-0.94, -0.98], [0.94, -0.98], [0.94, 0.92]],
  tent: [[-1, 0.92], [-1, -0.08], [0, -1.25], [1, -0.08], [1, 0.92]],
  cloud: [
    [-0.72, 0.92], ...arcPoints(-0.66, 0.1, 0.56, 255, 100), ...arcPoints(0, -0.58, 0.6, 165, 15),
    ...arcPoints(0.66, 0.1, 0.56, 80, -75), [0.72, 0.92],
  ],
};

function mirrored(half) {
  return [...half, ...half.map(([x, y]) => [-x, y]).reverse()];
}

const ICONS = {
  fighter: mirrored([[0, -0.66], [0.12, -0.2], [0.64, 0.3], [0.64, 0.46], [0.14, 0.3],
    [0.14, 0.52], [0.3, 0.68]]),
  airliner: mirrored([[0, -0.68], [0.1, -0.52], [0.1, -0.12], [0.68, 0.2], [0.68, 0.35],
    [0.1, 0.2], [0.08, 0.48], [0.27, 0.62], [0.27, 0.71]]),
  tanker: mirrored([[0, -0.7], [0.16, -0.52], [0.16, -0.1], [0.7, 0.1], [0.7, 0.26], [0.16, 0.2],
    [0.1, 0.44], [0.3, 0.56], [0.3, 0.68], [0.05, 0.62], [0.04, 0.84]]),
  aew: mirrored([[0, -0.72], [0.1, -0.6], [0.1, -0.34], [0.42, -0.1], [0.42, 0.12], [0.68, 0.24],
    [0.68, 0.36], [0.1, 0.34], [0.08, 0.52], [0.27, 0.64], [0.27, 0.73]]),
  transport: mirrored([[0, -0.66], [0.15, -0.5], [0.15, -0.22], [0.72, -0.16], [0.72, 0.02],
    [0.15, 0.06], [0.1, 0.5], [0.32, 0.58], [0.32, 0.7]]),
  uav: [[0, -0.36], [0.8, 0.3], [0.64, 0.44], [0, 0], [-0.64, 0.44], [-0.8, 0.3]],
  helicopter: mirrored([[0.06, -0.5], [0.06, -0.3], [0.62, -0.62], [0.7, -0.5], [0.2, -0.12],
    [0.7, 0.26], [0.62, 0.38], [0.12, 0.06], [0.06, 0.72], [0.2, 0.78]]),
};

function trace(ctx, points, scale, x = 0, y = 0) {
  ctx.beginPath();
  points.forEach(([px, py], n) => ctx[n ? "lineTo" : "moveTo"](x + px * scale, y + py * scale));
}

/** Draw a track's symbol around the origin. */
function drawSymbol(ctx, identity, category, half, dim) {
  const look = LOOKS[identity], colour = dim ? mix(look.colour, [9, 13, 19], 0.5) : look.colour;
  const stroke = 1.9 * half / 11, bright = rgb(mix(colour, [255, 255, 255], dim ? 0.25 : 0.62));
  ctx.lineJoin = ctx.lineCap = "round";
  trace(ctx, FRAMES[look.shape], half);
  ctx.strokeStyle = `rgba(${SHADOW},.82)`;
  ctx.lineWidth = 4.8 * half / 11;
  ctx.stroke();
  ctx.fillStyle = rgb(mix([6, 10, 15], colour, 0.27), 0.92);
  ctx.fill();
  ctx.strokeStyle = rgb(colour);
  ctx.lineWidth = stroke;
  if (look.dashed) ctx.setLineDash([stroke * 1.1, stroke * 2.1]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = bright;
  if (look.typed && ICONS[category]) {
    trace(ctx, ICONS[category], half * 0.82);
    ctx.fill();
  }
  if (look.typed && !look.dashed) return;
  ctx.font = `600 ${half * (look.typed ? 0.95 : 1.35)}px "Plex Condensed", sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText("?", look.typed ? half * 0.95 : 0, look.typed ? -half * 0.95 : half * 0.05);
}

/** Sprites by key, drawn once for each scale of the screen. */
const SPRITES = new Map();

function sprite(key, half, ratio, draw) {
  const name = `${key}|${half}|${ratio}`;
  let found = SPRITES.get(name);
  if (!found) {
    if (SPRITES.size > 3000) SPRITES.clear();
    const side = 2 * Math.ceil(half * ratio);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, side / 2, side / 2);
    draw(ctx);
    found = { canvas, half: side / 2 / ratio, side: side / ratio };
    SPRITES.set(name, found);
  }
  return found;
}

function stamp(ctx, found, x, y) {
  ctx.drawImage(found.canvas, x - found.half, y - found.half, found.side, found.side);
}

function symbolSprite(identity, category, half, dim, ratio) {
  const icon = LOOKS[identity].typed ? category : "";
  return sprite(
    `track|${identity}|${icon}|${dim}|${half}`, half * 1.5 + 3, ratio,
    (ctx) => drawSymbol(ctx, identity, icon, half, dim),
  );
}

function ghostSprite(ratio, radius = 6) {
  return sprite(`ghost|${radius}`, radius + 3, ratio, (ctx) => {
    ctx.strokeStyle = "rgba(134,148,162,.9)";
    ctx.lineWidth = 1.1;
    ctx.setLineDash([radius * 0.44, radius * 0.345]);
    ctx.beginPath();
    ctx.arc(0, 0, radius, 0, 2 * Math.PI);
    ctx.stroke();
  });
}
