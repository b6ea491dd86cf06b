// What the reader has done to the scenario, and all that the model says of it then.

/** Steps that hold, and those that were taken back: of the story, and of the challenge at its end. */
const HISTORIES = { story: { done: [], undone: [] }, challenge: { done: [], undone: [] } };
/** How often the model has been asked: part of every key under which something drawn is kept. */
let edition = 0;
let SITES, IN_AREA, PICTURES, modelled = null;

/** The pictures of a world; each is folded when it is first asked for. */
class Pictures {
  constructor(found) {
    this.found = found;
    this.kept = new Map();
  }

  has(id) {
    return DATA.pictures.some((one) => one.id === id);
  }

  get(id) {
    if (!this.kept.has(id) && this.has(id)) {
      this.kept.set(id, pictureOf(DATA.pictures.find((one) => one.id === id), this.found));
    }
    return this.kept.get(id);
  }

  values() {
    return DATA.pictures.map((one) => this.get(one.id));
  }

  /** What each hears, without a fold. */
  specs() {
    return this.found.world.pictures;
  }
}

/** Let the model say what holds with some edits done. */
function remodel(edits) {
  const found = prepared(edits), { posts, active, present } = found.world;
  modelled = JSON.stringify(edits);
  edition += 1;
  LEGS = found.legs;
  IN_AREA = found.survey.inArea;
  SITES = { posts, active, present, links: found.world.links, hidden: posts.map(hiddenFrom) };
  PICTURES = new Pictures(found);
  for (const { name, like, number } of posts) if (like) DATA.phrases[name] = `${unplaced(phrase(like, "tr"))} (${number})`;
}

/** Let the model keep up with the edits that should hold now. While something is carried, a scenario that takes long
 * rests in between, so that the hand stays free. */
function keepUp(edits, carrying) {
  if (JSON.stringify(edits) === modelled) return;
  const nowMs = performance.now();
  if (carrying && nowMs < LAST.doneMs + LAST.tookMs - FLUID_MS) {
    setTimeout(invalidate, LAST.tookMs - FLUID_MS);
    return;
  }
  remodel(edits);
  LAST.doneMs = performance.now();
  LAST.tookMs = LAST.doneMs - nowMs;
}

const LAST = { doneMs: 0, tookMs: 0 }, FLUID_MS = 100;

/** What mountains leave of a post's circle at each altitude; empty where there are none, null where it is to be
 * worked out: the post was moved. */
function hiddenFrom(post) {
  const base = AS_IT_IS.posts.findIndex((one) => sameSpot(one, post));
  return base < 0 ? null : HIDDEN[base];
}

const HIDDEN = DATA.hidden.map((row) => row.map((found) => found && {
  rings: unpackLines(found.rings), cells: column(found.cells),
}));
remodel([]);
