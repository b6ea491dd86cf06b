// Colours and shapes, as in the window: shape carries identity, colour repeats it.

const TABLE = DATA.symbology, COLOURS = TABLE.colours;
const SHADOW = COLOURS.shadow.join(), TEXT = COLOURS.text, QUIET = COLOURS.text_2, FAINT = COLOURS.text_3, INK = COLOURS.ink;
/** A colour of the table: by its name, or its red, green, blue. */
const colourOf = (said) => (typeof said === "string" ? COLOURS[said] : said);
const ACCENTS = TABLE.accents.map(colourOf);
/** By identity: frame, colour, whether dashed, whether the kind of aircraft is shown, what the legend calls it. */
const LOOKS = TABLE.identities.map((row) => ({ ...row, colour: colourOf(row.colour) }));

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

/** Outlines in halves of a symbol, x right, y down. */
function outline(pieces) {
  return pieces.flatMap((piece) => (piece.arc ? arcPoints(...piece.arc) : [piece]));
}

function iconOf({ mirrored, whole }) {
  if (whole) return outline(whole);
  const half = outline(mirrored);
  return [...half, ...half.map(([x, y]) => [-x, y]).reverse()];
}

const each = (table, make) => Object.fromEntries(Object.entries(table).map(([name, said]) => [name, make(said)]));
const FRAMES = each(TABLE.frames, outline), ICONS = each(TABLE.icons, iconOf);

function trace(ctx, points, scale, x = 0, y = 0) {
  ctx.beginPath();
  points.forEach(([px, py], n) => ctx[n ? "lineTo" : "moveTo"](x + px * scale, y + py * scale));
}

/** Draw a track's symbol around the origin. */
function drawSymbol(ctx, identity, category, half, dim) {
  const look = LOOKS[identity], colour = dim ? mix(look.colour, INK, 0.5) : look.colour;
  const stroke = 1.9 * half / 11, bright = rgb(mix(colour, [255, 255, 255], dim ? 0.25 : 0.62));
  ctx.lineJoin = ctx.lineCap = "round";
  trace(ctx, FRAMES[look.shape], half);
  ctx.strokeStyle = `rgba(${SHADOW},.82)`;
  ctx.lineWidth = 4.8 * half / 11;
  ctx.stroke();
  ctx.fillStyle = rgb(mix(COLOURS.shadow, colour, 0.27), 0.92);
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

function ghostSprite(ratio, radius = TABLE.ghost.radius_px) {
  return sprite(`ghost|${radius}`, radius + 3, ratio, (ctx) => {
    ctx.strokeStyle = rgb(TABLE.ghost.colour, TABLE.ghost.alpha / 255);
    ctx.lineWidth = 1.1;
    ctx.setLineDash([radius * 0.44, radius * 0.345]);
    ctx.beginPath();
    ctx.arc(0, 0, radius, 0, 2 * Math.PI);
    ctx.stroke();
  });
}
