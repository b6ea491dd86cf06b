// Chance that needs no stream: the same keyed hash as base/random.py, in two halves of 32 bits.

/** What a draw decides: `Kind` of base/random.py. */
const DETECT = 1, REPLY = 2, LINK = 3;
const [GOLDEN_HI, GOLDEN_LO, GOLDEN] = [0x9e3779b9, 0x7f4a7c15, 0x9e3779b97f4a7c15n];
const SEED_FACTOR = 0x632be59bd9b4e019n, WORD = (1n << 64n) - 1n;
/** The number at work: its upper and its lower half. */
let high = 0, low = 0;

/**
 * The upper half of the product of two numbers of 32 bits.
 * @param {number} a
 * @param {number} b
 */
function upper(a, b) {
  const al = a & 0xffff, ah = a >>> 16, bl = b & 0xffff, bh = b >>> 16;
  const across = al * bh, back = ah * bl;
  const carry = ((al * bl) >>> 16) + (across & 0xffff) + (back & 0xffff);
  return (ah * bh + (across >>> 16) + (back >>> 16) + (carry >>> 16)) >>> 0;
}

/**
 * Multiply the number at work, and drop what does not fit.
 * @param {number} hi
 * @param {number} lo
 */
function times(hi, lo) {
  high = (upper(low, lo) + Math.imul(low, hi) + Math.imul(high, lo)) >>> 0;
  low = Math.imul(low, lo) >>> 0;
}

/**
 * Cross the number at work with itself, `count` bits (< 32) to the right.
 * @param {number} count
 */
function fold32(count) {
  low = (low ^ ((low >>> count) | (high << (32 - count)))) >>> 0;
  high = (high ^ (high >>> count)) >>> 0;
}

/** The finaliser of SplitMix64. */
function mix64() {
  fold32(30);
  times(0xbf58476d, 0x1ce4e5b9);
  fold32(27);
  times(0x94d049bb, 0x133111eb);
  fold32(31);
}

/**
 * What keys the draws of one kind at one site: [upper half, lower half].
 * @param {number} seed
 * @param {number} kind
 * @param {bigint} siteKey
 * @returns {[number, number]}
 */
function drawKey(seed, kind, siteKey) {
  const start = (siteKey + BigInt(seed) * SEED_FACTOR + BigInt(kind) * GOLDEN) & WORD;
  [high, low] = [Number(start >> 32n), Number(start & 0xffffffffn)];
  mix64();
  return [high, low];
}

/**
 * A number in [0, 1) for one scan of one aircraft.
 * @param {[number, number]} key of `drawKey`
 * @param {number} tick 0 or more
 * @param {number} keyHi
 * @param {number} keyLo the aircraft's key
 */
function draw01([siteHi, siteLo], tick, keyHi, keyLo) {
  [high, low] = [0, tick];
  times(GOLDEN_HI, GOLDEN_LO);
  high = (high ^ siteHi) >>> 0;
  low = (low ^ siteLo) >>> 0;
  mix64();
  const sum = low + keyLo;
  low = sum >>> 0;
  high = (high + keyHi + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  mix64();
  return (high * 2 ** 21 + (low >>> 11)) * 2 ** -53;
}
