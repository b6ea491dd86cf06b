// Labels of tracks, placed so that they do not overlap: four places each, the weightier first.

const { label: LABEL } = TABLE, LABEL_CELL = LABEL.cell_px, LABEL_WIDE = 46, LABEL_HIGH = 26;

class Labels {
  constructor() {
    this.placed = new Map();
    this.age = 0;
  }

  /** Draw the labels; `key` changes whenever they must find new places at once. */
  draw(ctx, sight, view, selected, taken, key, lit) {
    this.age += 1;
    if (key !== this.key || this.age >= LABEL.every_frames) {
      this.placed = placeLabels(sight, view, selected, taken);
      [this.key, this.age] = [key, 0];
    }
    for (const t of sight.tracks) {
      const slot = this.placed.get(t.a);
      ctx.globalAlpha = !lit || lit.has(t.a) ? 1 : 0.22;
      if (slot) writeLabel(ctx, t, slot, view.ratio);
    }
    ctx.globalAlpha = 1;
  }
}

/** Which tracks get a label and where; none lies on another, on a symbol or off the panel. */
function placeLabels(sight, view, selected, taken) {
  const columns = Math.ceil(view.width / LABEL_CELL), rows = Math.ceil(view.height / LABEL_CELL);
  const used = new Uint8Array(columns * rows);
  const grid = { used, columns, rows };
  for (const box of taken) mark(grid, box.x, box.y, box.width, box.height);
  const reach = sight.half * 0.9;
  for (const t of sight.tracks) mark(grid, t.x - reach, t.y - reach, 2 * reach, 2 * reach);
  const weight = (t) => LOOKS[t.identity].label_weight + (t.a === selected ? 10 : 0);
  const order = [...sight.tracks].sort((one, other) => weight(other) - weight(one) || one.x - other.x);
  const found = new Map();
  for (const t of order.slice(0, LABEL.most)) {
    const slot = labelSlots(sight.half, t.a === selected)
      .find(([dx, dy]) => isFree(grid, t.x + dx, t.y + dy));
    if (!slot) continue;
    mark(grid, t.x + slot[0], t.y + slot[1], LABEL_WIDE, LABEL_HIGH);
    found.set(t.a, slot);
  }
  return found;
}

/** Right, left, below, above: the label's corner from the track, and how it is aligned. */
function labelSlots(half, ringed) {
  const gap = half * LABEL.gap + (ringed ? half * LABEL.beside_ring : 0), wide = LABEL_WIDE, high = LABEL_HIGH;
  return [
    [gap, -high / 2, 0], [-gap - wide, -high / 2, 1], [-wide / 2, gap, 0.5],
    [-wide / 2, -gap - high, 0.5],
  ];
}

function mark({ used, columns, rows }, x, y, width, height) {
  const left = Math.max(0, Math.floor(x / LABEL_CELL)), top = Math.max(0, Math.floor(y / LABEL_CELL));
  const right = Math.min(columns - 1, Math.floor((x + width) / LABEL_CELL));
  const bottom = Math.min(rows - 1, Math.floor((y + height) / LABEL_CELL));
  for (let row = top; row <= bottom; row++) {
    if (right >= left) used.fill(1, row * columns + left, row * columns + right + 1);
  }
}

function isFree({ used, columns, rows }, x, y) {
  const left = Math.floor(x / LABEL_CELL), top = Math.floor(y / LABEL_CELL);
  const right = Math.floor((x + LABEL_WIDE) / LABEL_CELL);
  const bottom = Math.floor((y + LABEL_HIGH) / LABEL_CELL);
  if (left < 0 || top < 0 || right >= columns || bottom >= rows) return false;
  for (let row = top; row <= bottom; row++) {
    for (let cell = left; cell <= right; cell++) if (used[row * columns + cell]) return false;
  }
  return true;
}

/** The track's number in its identity's colour, and its level. */
function writeLabel(ctx, t, [dx, dy, shift], ratio) {
  const level = String(Math.round(t.altM / 0.3048 / 500) * 5).padStart(3, "0");
  const name = trackName(t.a, t.number), colour = rgb(mix(LOOKS[t.identity].colour, TEXT, LABEL.colour_share));
  const aligned = ["left", "center", "right"][shift * 2];
  const picture = sprite(`label|${name}|${level}|${t.identity}|${shift}`, 30, ratio, (label) => {
    label.textAlign = aligned;
    label.textBaseline = "middle";
    label.lineJoin = "round";
    label.strokeStyle = `rgba(${SHADOW},.85)`;
    label.lineWidth = 3;
    const x = (shift - 0.5) * LABEL_WIDE;
    for (const [text, y, font, ink] of [
      [name, -6, "600 13px", colour], [`FL${level}`, 6.5, "400 12px", rgb(QUIET)],
    ]) {
      label.font = `${font} "Plex Condensed", sans-serif`;
      label.strokeText(text, x, y);
      label.fillStyle = ink;
      label.fillText(text, x, y);
    }
  });
  stamp(ctx, picture, Math.round(t.x + dx + LABEL_WIDE / 2), Math.round(t.y + dy + LABEL_HIGH / 2));
}
