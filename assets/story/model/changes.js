// Values that hold until they change, made anew: what base/steps.py builds, in the shape that decode.js reads.

const UNBEGUN = -(2 ** 30), ENDLESS = 2 ** 30 - 1;

/** Collects steps row by row, each row's changes in order of time; what changes nothing is left out. */
class StepsBuilder {
  constructor() {
    /** @type {number[]} */ this.start = [];
    /** @type {number[]} */ this.tick = [];
    /** @type {number[]} */ this.value = [];
  }

  /**
   * Begin the next row, with what it holds from ever on.
   * @param {number} value
   */
  row(value) {
    this.start.push(this.tick.length);
    this.tick.push(UNBEGUN);
    this.value.push(value);
  }

  /**
   * The row has another value from a tick on; of several at one tick the last holds.
   * @param {number} tick no earlier than the change before
   * @param {number} value
   */
  change(tick, value) {
    const last = this.tick.length - 1;
    if (this.tick[last] === tick) {
      this.value[last] = value;
      const first = this.start[this.start.length - 1];
      if (last > first && this.value[last - 1] === value) {
        this.tick.pop();
        this.value.pop();
      }
    } else if (this.value[last] !== value) {
      this.tick.push(tick);
      this.value.push(value);
    }
  }

  /** @returns {Steps} */
  done() {
    const start = Int32Array.from([...this.start, this.tick.length]);
    return { start, tick: Int32Array.from(this.tick), value: Int32Array.from(this.value), rows: this.start.length };
  }
}

/**
 * Steps from what each row holds at first, and changes [row, tick, value] in any order; of those at one row and
 * tick the last given holds.
 * @param {number[]} initial
 * @param {[number, number, number][]} changes
 */
function changed(initial, changes) {
  const builder = new StepsBuilder(), sorted = [...changes].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  let at = 0;
  initial.forEach((value, row) => {
    builder.row(value);
    for (; at < sorted.length && sorted[at][0] === row; at++) builder.change(sorted[at][1], sorted[at][2]);
  });
  return builder.done();
}

/**
 * Call `then` at every change of a row of either of two steps, in order.
 * @param {Steps} one
 * @param {number} row
 * @param {Steps} other
 * @param {number} row2
 * @param {(tick: number, mine: number, theirs: number) => void} then
 */
function together(one, row, other, row2, then) {
  let i = one.start[row], j = other.start[row2];
  const lastI = one.start[row + 1] - 1, lastJ = other.start[row2 + 1] - 1;
  then(UNBEGUN, one.value[i], other.value[j]);
  while (i < lastI || j < lastJ) {
    const mine = i < lastI ? one.tick[i + 1] : ENDLESS, theirs = j < lastJ ? other.tick[j + 1] : ENDLESS;
    if (mine <= theirs) i++;
    if (theirs <= mine) j++;
    then(Math.min(mine, theirs), one.value[i], other.value[j]);
  }
}
