// Doctrines: ordered rules, first match wins, compiled to one look-up, as doctrine.py has them.

/**
 * Each bit of evidence by its name.
 * @type {Record<string, number>}
 */
const EVIDENCE_BIT = Object.fromEntries(DATA.constants.evidence.map((name, bit) => [name, 1 << bit]));

/** @type {Map<string, Doctrine>} */
const COMPILED = new Map();

/**
 * A doctrine by its name.
 * @param {string} name
 * @returns {Doctrine}
 */
function doctrineOf(name) {
  const kept = COMPILED.get(name);
  if (kept) return kept;
  const rules = MODEL.doctrines[name], size = 2 ** DATA.constants.evidence.length;
  const identity = new Uint8Array(size), rule = new Uint8Array(size);
  for (let evidence = 0; evidence < size; evidence++) {
    const first = rules.findIndex(({ all, any, none }) => (
      (evidence & all) === all && (!any || (evidence & any) !== 0) && (evidence & none) === 0
    ));
    identity[evidence] = rules[first].identity;
    rule[evidence] = first;
  }
  const found = { name, names: rules.map((row) => row.name), identity, rule };
  COMPILED.set(name, found);
  return found;
}
