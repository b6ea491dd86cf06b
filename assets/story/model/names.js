// The 64-bit key of a name: BLAKE2b (RFC 7693) of eight bytes, as base/random.py has it.

const BLAKE_START = [
  0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
];
const BLAKE_ORDER = [
  "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
  "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0",
].map((row) => [...row].map((digit) => parseInt(digit, 16)));
const BLAKE_ROUNDS = 12, BLAKE_BLOCK = 128, KEY_BYTES = 8;
const BLAKE_LANES = [
  [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
  [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
];

/**
 * A word turned to the right.
 * @param {bigint} word
 * @param {bigint} by
 */
function turned(word, by) {
  return ((word >> by) | (word << (64n - by))) & WORD;
}

/**
 * The key of a name.
 * @param {string} name
 * @returns {bigint}
 */
function nameKey(name) {
  const bytes = new TextEncoder().encode(name), state = [...BLAKE_START];
  state[0] ^= 0x01010000n ^ BigInt(KEY_BYTES);
  const blocks = Math.max(1, Math.ceil(bytes.length / BLAKE_BLOCK));
  for (let n = 0; n < blocks; n++) {
    const part = new Uint8Array(BLAKE_BLOCK), last = n === blocks - 1;
    part.set(bytes.subarray(n * BLAKE_BLOCK, (n + 1) * BLAKE_BLOCK));
    squeeze(state, new DataView(part.buffer), last ? bytes.length : (n + 1) * BLAKE_BLOCK, last);
  }
  return state[0];
}

/**
 * Work one block into the state.
 * @param {bigint[]} state
 * @param {DataView} block
 * @param {number} count bytes so far
 * @param {boolean} last
 */
function squeeze(state, block, count, last) {
  const words = Array.from({ length: 16 }, (_, n) => block.getBigUint64(8 * n, true));
  const v = [...state, ...BLAKE_START];
  v[12] ^= BigInt(count);
  if (last) v[14] ^= WORD;
  for (let round = 0; round < BLAKE_ROUNDS; round++) {
    const order = BLAKE_ORDER[round % BLAKE_ORDER.length];
    BLAKE_LANES.forEach(([a, b, c, d], lane) => {
      v[a] = (v[a] + v[b] + words[order[2 * lane]]) & WORD;
      v[d] = turned(v[d] ^ v[a], 32n);
      v[c] = (v[c] + v[d]) & WORD;
      v[b] = turned(v[b] ^ v[c], 24n);
      v[a] = (v[a] + v[b] + words[order[2 * lane + 1]]) & WORD;
      v[d] = turned(v[d] ^ v[a], 16n);
      v[c] = (v[c] + v[d]) & WORD;
      v[b] = turned(v[b] ^ v[c], 63n);
    });
  }
  state.forEach((word, n) => { state[n] = word ^ v[n] ^ v[n + 8]; });
}
