// Columns and steps, as export/pack.py packs them.

const KINDS = {
  f64: Float64Array, i32: Int32Array, u32: Uint32Array, i16: Int16Array, u16: Uint16Array, u8: Uint8Array,
};

/** The typed array of a packed column. */
function column(packed) {
  const bytes = Uint8Array.from(atob(packed.of), (letter) => letter.charCodeAt(0));
  return new KINDS[packed.as](bytes.buffer);
}

/** Values that hold until they change: where each row starts, ticks, values. */
function steps(packed) {
  return {
    start: column(packed.start), tick: column(packed.tick), value: column(packed.value),
    rows: column(packed.start).length - 1,
  };
}

/** The last index in [low, high) whose value is at most `wanted`; low - 1 if none. */
function lastAtMost(values, wanted, low, high) {
  let lo = low, hi = high;
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (values[middle] <= wanted) lo = middle + 1;
    else hi = middle;
  }
  return lo - 1;
}

/** The value of one row of steps at a tick. */
function holds(found, row, tick) {
  return found.value[lastAtMost(found.tick, tick, found.start[row], found.start[row + 1])];
}

/** Lines or rings of a packed map layer: arrays of [x0, y0, x1, y1 ...] in km. */
function unpackLines(packed) {
  const count = column(packed.count), xy = column(packed.xy), found = [];
  let at = 0;
  for (const points of count) {
    found.push(Float32Array.from(xy.subarray(at, at + 2 * points), (v) => v * packed.grain_km));
    at += 2 * points;
  }
  return found;
}
