// What transponders answer, and whose plans are known, over time: as truth/changes.py has it.

const ANSWERS = column(MODEL.answers), PLANNED = column(MODEL.planned), OFF = new Set(MODEL.off);
const WRONG_SHIFT = DATA.constants.card.codes.length, RIGHT = (1 << WRONG_SHIFT) - 1;

/**
 * What comes back from a transponder that is asked; 0 for silence.
 * @param {number} bits what it answers in
 * @param {number} asked
 */
function answered(bits, asked) {
  return bits & (asked | asked << WRONG_SHIFT);
}

/**
 * In what an aircraft answers that is given `names`; "wrong" stands for those that it would usually know and that
 * are not named beside it.
 * @param {string[]} names
 * @param {number} usual
 */
function answersIn(names, usual) {
  const right = names.reduce((bits, name) => bits | (EVIDENCE_BIT[`${name}_reply`] ?? 0), 0);
  if (!names.includes("wrong")) return right;
  return right | (((usual | usual >> WRONG_SHIFT) & RIGHT || RIGHT) & ~right) << WRONG_SHIFT;
}

const TRANSPONDER_EVENTS = ["credentials", "transponder_off", "transponder_on", "swap_replies", "unswap_replies", "plan_filed", "plan_dropped"];
/** @type {Map<string, { replies: Steps, plans: Steps }>} */
const TRANSPONDERS = new Map();

/**
 * What transponders answer and whose plans are known, over time; the same as before while nothing has changed.
 * @param {ModelEvent[]} events by time
 * @returns {{ replies: Steps, plans: Steps }}
 */
function transpondersOf(events) {
  const own = events.filter((event) => TRANSPONDER_EVENTS.includes(event.do));
  return keptUnder(TRANSPONDERS, JSON.stringify(own), () => ({ replies: repliesOf(own), plans: plansOf(own) }));
}

/**
 * In what each aircraft's position answers, over time; of two that are swapped each is heard with the other's replies.
 * @param {ModelEvent[]} events by time
 * @returns {Steps}
 */
function repliesOf(events) {
  /** @type {Map<number, number>} */ const given = new Map(), /** @type {Map<number, number>} */ partner = new Map();
  /** @type {Map<number, boolean>} */ const works = new Map();
  /** @type {[number, number, number][]} */ const changes = [];
  const emitted = (/** @type {number} */ a) => (works.get(a) ?? !OFF.has(a) ? given.get(a) ?? ANSWERS[a] : 0);
  for (const event of events) {
    const [a, b] = (event.flights ?? [event.flight ?? ""]).map((id) => FLEET.ids.indexOf(id)), touched = new Set([a]);
    if (event.do === "credentials") given.set(a, answersIn(event.credentials ?? [], ANSWERS[a]));
    else if (event.do === "transponder_off" || event.do === "transponder_on") works.set(a, event.do === "transponder_on");
    else if (event.do === "swap_replies" || event.do === "unswap_replies") {
      for (const one of [b, partner.get(a), partner.get(b)]) if (one !== undefined) touched.add(one);
      for (const one of touched) partner.delete(one);
      if (event.do === "swap_replies") partner.set(a, b).set(b, a);
    } else continue;
    for (const one of [...touched]) touched.add(partner.get(one) ?? one);
    for (const one of touched) changes.push([one, wholeTick(event.at_s), emitted(partner.get(one) ?? one)]);
  }
  return changed(Array.from(ANSWERS, (bits, a) => (OFF.has(a) ? 0 : bits)), changes);
}

/**
 * Whether each aircraft flies a plan that is known, over time.
 * @param {ModelEvent[]} events by time
 * @returns {Steps}
 */
function plansOf(events) {
  return changed([...PLANNED], events.flatMap((event) => {
    if (event.do !== "plan_filed" && event.do !== "plan_dropped") return [];
    return [change(FLEET.ids.indexOf(event.flight ?? ""), event, event.do === "plan_filed")];
  }));
}
