// The scene: the packed recording and what is asked of it -> all that is shown, as plain values. The same
// answers as scene/*.py; painters draw nothing else. What is `shut` never enters a scene.

const CARD = DATA.constants.card, TOPICS = DATA.constants.topics;
const [OWN, ALLIED, CIVIL, INTRUDER] = [0, 1, 2, 3], TRUTHS = { own: OWN, allies: ALLIED, airliners: CIVIL, intruder: INTRUDER };
const COUNTED = ["held", "correct", "left_unknown", "needle", "lost_friends"];
const DIFFERENCES = ["only_a", "only_b", "otherwise", "same", "differ"];
const BY_TRUTH = new Set(["correct", "lost_friends", ...Object.keys(TRUTHS)]);
const HUNTED = FLEET.allegiance.includes(INTRUDER);
const isNameless = (identity) => DATA.constants.no_id.includes(identity);

/** What is asked, with what is usual where nothing is said. */
function askedOf(wanted) {
  return { view: "side", single: 0, selected: null, altM: 6000, pins: [], ...wanted, shut: new Set(wanted.shut ?? []) };
}

/** The way to look that is possible. */
function looksOf({ view, pictures, shut }) {
  if ((view === "truth" || view === "difference") && shut.has("overviews")) return "side";
  return (view === "curtain" || view === "difference") && pictures.length < 2 ? "single" : view;
}

/** Each map on show: what kind it is, and which picture. */
function panesOf(asked) {
  const view = looksOf(asked);
  if (view === "truth" || view === "difference") return [{ kind: view, slot: 0 }];
  if (view === "single") return [{ kind: "picture", slot: Math.min(asked.single, asked.pictures.length - 1) }];
  return asked.pictures.map((_, slot) => ({ kind: "picture", slot }));
}

function slotsOf(asked) {
  const panes = panesOf(asked);
  return panes[0].kind === "picture" ? panes.map((pane) => pane.slot) : asked.pictures.map((_, slot) => slot);
}

/** All that is shown at an instant. */
function sceneAt(wanted, truth = truthAt(wanted.timeS)) {
  const asked = askedOf(wanted), tick = tickOf(asked.timeS), shown = asked.pictures.map((id) => PICTURES.get(id));
  const inside = Uint8Array.from({ length: AIRCRAFT }, (_, a) => holds(IN_AREA, a, tick));
  const flying = inside.map((yes, a) => yes || truth.alive[a]);
  const columns = shown.map((P) => ({ ...stateAt(P, tick), inside, flying }));
  const scene = {
    asked, shown, columns, truth, colours: shown.map((P) => accent(P.id)),
    panes: panesOf(asked).map(({ kind, slot }) => ({
      kind, slot, number: kind === "picture" ? shown[slot].number : FLEET.number,
      ...movingOf(asked, kind, slot, truth, flying),
    })),
  };
  scene.numbers = slotsOf(asked).flatMap((slot) => COUNTED.map((topic) => numberOf(columns[slot], slot, topic, asked.shut)));
  scene.board = boardOf(scene);
  for (const pane of scene.panes) {
    pane.cards = cardsOf(scene, pane, tick);
    pane.ring = ringOf(scene, pane);
  }
  scene.straws = scene.numbers.filter((one) => one.topic === "needle").map((one) => (
    [...one.lit].sort((a, b) => shown[one.slot].number[a] - shown[one.slot].number[b])
  ));
  scene.revealed = (a) => FLEET.allegiance[a] === INTRUDER && !asked.shut.has("intruder") && !asked.shut.has("whose");
  return scene;
}

/** What moves on one map: tracks in drawing order, ghosts. */
function movingOf(asked, kind, slot, truth, flying) {
  if (kind === "truth") return { tracks: tracksOfTruth(truth, flying), ghosts: [] };
  const ids = kind === "difference" ? asked.pictures.slice(0, 2) : [asked.pictures[slot]];
  const parts = ids.map((id) => knownTracks(PICTURES.get(id), asked.timeS));
  const held = new Map(parts.flatMap((part) => [...part]));
  const ghosts = [];
  for (let a = 0; a < AIRCRAFT && !asked.shut.has("ghosts"); a++) {
    if (flying[a] && !held.has(a)) ghosts.push({ a, km: kmOf(truth, a) });
  }
  if (kind === "difference") return { tracks: tracksOfDifference(held, parts), ghosts };
  const tracks = [...held.values()];
  tracks.sort((one, other) => LOOKS[one.identity].on_top - LOOKS[other.identity].on_top || one.a - other.a);
  return { tracks, ghosts };
}

function kmOf(motion, a) {
  return projected(motion.xyz[3 * a], motion.xyz[3 * a + 1], motion.xyz[3 * a + 2]);
}

/** Every track of a picture, by aircraft. */
function knownTracks(P, timeS) {
  const state = stateAt(P, tickOf(timeS)), known = knownAt(P, timeS), found = new Map();
  for (let a = 0; a < AIRCRAFT; a++) {
    if (!state.held[a]) continue;
    found.set(a, {
      a, identity: state.identity[a], km: kmOf(known, a), course: courseOf(known, a), speed: speedOf(known, a),
      altM: known.altM[a], stale: timeS - state.seen[a] > TABLE.stale_scans * P.longest_scan,
    });
  }
  return found;
}

function tracksOfDifference(held, [left, right]) {
  const how = (t) => (t.left === t.right ? 0 : t.right === NAMELESS ? 1 : t.left === NAMELESS ? 2 : 3);
  const tracks = [...held.values()].map((t) => ({
    ...t, left: left.get(t.a)?.identity ?? NAMELESS, right: right.get(t.a)?.identity ?? NAMELESS,
  }));
  return tracks.sort((one, other) => how(one) - how(other) || one.a - other.a);
}

function tracksOfTruth(truth, flying) {
  const found = [];
  for (let a = 0; a < AIRCRAFT; a++) {
    if (!flying[a]) continue;
    found.push({
      a, identity: wornBy(a), km: kmOf(truth, a), course: courseOf(truth, a), speed: speedOf(truth, a),
      altM: truth.altM[a], stale: false, own: FLEET.allegiance[a] === OWN,
    });
  }
  return found.sort((one, other) => (one.identity === 6) - (other.identity === 6) || one.a - other.a);
}

/** The identity whose frame an aircraft wears where the truth is shown. */
function wornBy(a) {
  return LOOKS.findIndex((look) => look.id === TABLE.truth_wears[FLEET.allegiance[a]]);
}

function openTo(shut, topic) {
  if ((topic === "not_held" || topic === "flying") && shut.has("ghosts")) return false;
  if (topic === "intruder" && shut.has("intruder")) return false;
  if (shut.has("numbers") && topic !== "held") return false;
  if (topic === "needle" && (shut.has("needle") || (shut.has("whose") && shut.has("ghosts")))) return false;
  return !(BY_TRUTH.has(topic) && shut.has("whose"));
}

/** Whether a topic can be pointed at: it may be shown, and the way of looking has it. */
function toldIn(asked, topic) {
  const { kind } = panesOf(asked)[0];
  if (DIFFERENCES.includes(topic)) return kind === "difference";
  if (topic === "flying") return kind === "truth";
  return kind === "truth" || openTo(asked.shut, topic);
}

/** Whether a topic means an aircraft in one picture. */
const MEANT = {
  not_held: (c, a) => c.flying[a] && !c.held[a],
  flying: (c, a) => c.flying[a],
  held: (c, a) => c.held[a] && c.inside[a],
  correct: (c, a) => MEANT.held(c, a) && DATA.constants.correct[FLEET.allegiance[a]].includes(c.identity[a]),
  left_unknown: (c, a) => MEANT.held(c, a) && isNameless(c.identity[a]),
  lost_friends: (c, a) => MEANT.left_unknown(c, a) && FLEET.allegiance[a] <= ALLIED,
};

function meant(columns, topic) {
  if (topic === "needle") return needleOf(columns);
  const test = MEANT[topic] ?? (topic in TRUTHS
    ? (c, a) => c.flying[a] && FLEET.allegiance[a] === TRUTHS[topic]
    : (c, a) => c.held[a] && LOOKS[c.identity[a]].means === topic);
  return chosen((a) => test(columns, a));
}

function chosen(test) {
  const found = new Set();
  for (let a = 0; a < AIRCRAFT; a++) if (test(a)) found.add(a);
  return found;
}

/** The tracks that wear an intruder's label; of several labels, the rarest. */
function needleOf(columns) {
  const labels = DATA.constants.needle_labels.map((names) => (
    chosen((a) => MEANT.held(columns, a) && names.includes(columns.identity[a]))
  ));
  const hides = labels.filter((some) => [...some].some((a) => FLEET.allegiance[a] === INTRUDER));
  return hides.reduce((best, some) => (best && best.size <= some.size ? best : some), null) ?? new Set();
}

/** A number with the set of what it counts. */
function numberOf(columns, slot, topic, shut) {
  const none = (nothing, of = null) => ({ topic, slot, lit: new Set(), of, outside: 0, gone: 0, nothing });
  if (!openTo(shut, topic)) return none("shut");
  const lit = meant(columns, topic);
  if (!COUNTED.includes(topic)) return { ...none(""), lit };
  const objects = columns.inside.reduce((sum, yes) => sum + yes, 0), of = shut.has("ghosts") ? null : objects;
  if (topic === "needle" && !HUNTED) return none("none", of);
  if (topic === "needle" && !lit.size) return none("absent", of);
  if (!objects) return none("none", of);
  const alike = chosen((a) => columns.held[a] && !columns.inside[a]
    && (topic === "held" || (topic === "left_unknown" && isNameless(columns.identity[a]))));
  return { topic, slot, lit, of, outside: alike.size, gone: [...alike].filter((a) => !columns.flying[a]).length, nothing: "" };
}

/** Which aircraft a topic lights in a pane; of one picture alone if `slot` says which. */
function litIn(scene, pane, topic, slot = null) {
  const { asked, columns } = scene;
  if (!toldIn(asked, topic)) return new Set();
  if (DIFFERENCES.includes(topic)) return differing(...columns, topic);
  if (pane.kind === "picture") {
    return slot === null || slot === pane.slot ? numberOf(columns[pane.slot], pane.slot, topic, asked.shut).lit : new Set();
  }
  const worn = LOOKS.some((look) => look.means === topic);
  if (pane.kind === "truth" && (worn || topic in TRUTHS || topic === "flying")) {
    return worn ? chosen((a) => columns[0].flying[a] && LOOKS[wornBy(a)].means === topic) : meant(columns[0], topic);
  }
  const some = slot === null ? columns : [columns[slot]];
  return new Set(some.flatMap((one) => [...numberOf(one, 0, topic, asked.shut).lit]));
}

function differing(left, right, topic) {
  const test = {
    only_a: (a) => left.held[a] && !right.held[a], only_b: (a) => right.held[a] && !left.held[a],
    otherwise: (a) => left.held[a] && right.held[a] && left.identity[a] !== right.identity[a],
    same: (a) => left.held[a] && right.held[a] && left.identity[a] === right.identity[a],
    differ: (a) => (left.held[a] || right.held[a]) && left.identity[a] !== right.identity[a],
  };
  return chosen(test[topic]);
}

/** A word of a sentence that means tracks, and which; `**words**` are bold. */
const LETTER = "[\\p{L}\\p{N}_]";
const NAMED = Object.entries(TABLE.meanings).map(meaningOf).join("|");
const PIECE = new RegExp(`\\*\\*(?<bold>.+?)\\*\\*|(?<!${LETTER})(?:${NAMED})(?!${LETTER})`, "giu");

/** A topic's words as a named group; an i has two capitals. */
function meaningOf([name, words]) {
  return `(?<${name}>${words.replaceAll("\\w", LETTER).replaceAll("i", "[iİ]")})`;
}

function pieces(text) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index), topic: null, bold: false });
    const [name, words] = Object.entries(match.groups).find(([, part]) => part !== undefined);
    found.push({ text: words, topic: name === "bold" ? null : name, bold: name === "bold" });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), topic: null, bold: false });
  return found;
}

/** A scene as JSON, to be compared with the window's. */
function plainScene(wanted) {
  const scene = sceneAt(wanted), list = (set) => [...set].sort((a, b) => a - b);
  return {
    panes: scene.panes.map((pane) => ({
      kind: pane.kind, slot: pane.slot, cards: pane.cards, ring: pane.ring && [pane.ring.a, pane.ring.reach],
      tracks: pane.tracks.map((t) => [
        t.a, t.identity, LOOKS[t.identity].shape, LOOKS[t.identity].colour, t.stale, ...t.km, t.course, t.speed, t.altM,
        t.left ?? null, t.right ?? null, t.own ?? null, pane.number[t.a],
      ]),
      ghosts: pane.ghosts.map((t) => [t.a, ...t.km]),
      posts: pane.kind !== "picture" ? null : postsAt(scene.shown[pane.slot], wanted.timeS).filter((post) => post.standing)
        .map((post) => [post.site, post.heard, markOf(post), ...projected(...post.xyz)]),
      lit: Object.fromEntries(TOPICS.map((topic) => [topic, list(litIn(scene, pane, topic))])),
    })),
    colours: scene.colours,
    numbers: scene.numbers.map((one) => ({ ...one, lit: list(one.lit) })),
    straws: scene.straws,
    board: scene.board && scene.board.map(({ struck, minutes, lit }) => [struck, minutes, lit && list(lit)]),
  };
}
