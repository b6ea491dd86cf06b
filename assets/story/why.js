// The card of a selected aircraft, as plain values: why, in a sentence; what would change it; the table. The
// same answers as scene/card.py and whatif.py.

const {
  unrecognised_reply: UNRECOGNISED, no_reply: NO_REPLY, not_interrogated: NOT_ASKED, plan_match: ON_PLAN, crossed_line: CROSSED,
} = EVIDENCE_BIT;
const { P: WHY } = CARD, VALID = CARD.codes.map((_, n) => 1 << n), SUPPLIER = EVIDENCE_BIT.supplier_reply;
const ANY_VALID = UNRECOGNISED - 1, REPLIES = ON_PLAN - 1, ALL_CODES = SUPPLIER - 1, AFTER_CODES = VALID.length;
const say_ = (key, parts = {}) => ({ key, parts, written: false });
const wrote = (key) => ({ key, parts: {}, written: true });
const rowOf = (name, value, weight = 5, identity = null) => ({ name, value, weight, identity });
const nameOf = (identity) => say_(`identity.${identity === NAMELESS ? TABLE.not_held.id : LOOKS[identity].id}`);

/** The cards of a map: two where two pictures are compared. */
function cardsOf(scene, pane, tick) {
  const { asked, shown } = scene, a = asked.selected;
  if (a === null || asked.shut.has("cards")) return [];
  if (pane.kind === "truth") return scene.truth.alive[a] ? [truthCard(scene, a)] : [];
  const some = pane.kind === "difference" ? shown : [shown[pane.slot]];
  const found = some.map((P) => cardOf(P, a, tick));
  return asked.shut.has("ghosts") ? found.filter((one) => one.identity !== NAMELESS) : found;
}

function cardOf(P, a, tick) {
  const why = whyAt(P, a, tick), card = { aircraft: a, number: P.number[a] };
  if (!why.held) return { ...card, identity: NAMELESS, word: nameOf(NAMELESS), ...absentOf(P, a, tick) };
  const { bits, sightings: seen } = why;
  const reply = CARD.reply.find(([bit]) => bits & bit)[1];
  return {
    ...card, identity: why.identity, word: nameOf(why.identity), sentence: sentenceOf(P, why),
    changes: changesOf(P, why, tick),
    rows: [
      rowOf(say_(WHY.last_seen), seen.length ? say_(WHY.ago, { age: Math.max(0, tick - seen[0].tick) }) : say_(WHY.coasting), 6),
      rowOf(say_(WHY.reply), say_(reply), 9),
      rowOf(say_(WHY.seen_by), seenBy(seen), 5),
      rowOf(say_(WHY.plan), say_(bits & ON_PLAN ? WHY.matches : WHY.no_plan), 3),
      rowOf(say_(WHY.rule), wrote(why.rule), 8),
    ],
  };
}

function truthCard(scene, a) {
  const whose = say_(CARD.whose[FLEET.allegiance[a]]), [title, twin] = FLEET.titles[FLEET.types[a]];
  const rows = scene.shown.map((P, slot) => {
    const { identity } = stateAt(P, tickOf(scene.asked.timeS));
    return rowOf(say_(WHY.calls, { letter: "AB"[slot] }), nameOf(identity[a]), 5, identity[a]);
  });
  return {
    aircraft: a, number: FLEET.number[a], identity: wornBy(a), word: whose, sentence: say_(WHY.truth, { whose }),
    changes: [], rows: [rowOf(say_(WHY.type), { ...wrote(title), twin: twin || undefined }, 9), ...rows],
  };
}

function sentenceOf(P, why) {
  const name = nameOf(why.identity), key = caseOf(why.bits, why.identity);
  if (key === "silent") return silentOf(P, why, name);
  const parts = { name };
  if (key === "answer" || key === "answer_plan") parts.kind = say_(CARD.codes[VALID.findIndex((bit) => why.bits & bit)]);
  if (key === "by_rule") parts.rule = wrote(why.rule);
  return say_(WHY[key], parts);
}

/** Which sentence fits a track's evidence and name. */
function caseOf(bits, identity) {
  const valid = bits & ANY_VALID;
  if (LOOKS[identity].means === "hostile") return bits & CROSSED && !valid ? "crossed" : "by_rule";
  if (!isNameless(identity)) {
    if (valid) return bits & ON_PLAN ? "answer_plan" : "answer";
    return bits & ON_PLAN ? "fits_plan" : "by_rule";
  }
  if (valid) return "unused";
  if (bits & UNRECOGNISED) return "wrong";
  if (bits & NO_REPLY) return "silent";
  return bits & NOT_ASKED ? "not_asked" : "by_rule";
}

function silentOf(P, why, name) {
  const every = (bits) => bits.reduce((one, other) => one | other, 0);
  const asked = every(why.sightings.map((one) => P.asks[P.hears.indexOf(one.site)])) || every(P.asks);
  const codes = VALID.flatMap((bit, n) => (asked & bit ? [say_(CARD.codes[n])] : []));
  if ((asked & ALL_CODES) === ALL_CODES || !codes.length) return say_(WHY.silent_all, { name });
  const whole = P.remote.some(Boolean) || P.hears.length > 1 ? "silent_network" : "silent_battery";
  return say_(WHY[whole], { name, codes: codes.reduce((one, other) => say_(WHY.and, { one, other })) });
}

function seenBy(seen) {
  if (!seen.length) return say_(WHY.nobody);
  const sites = seen.length === 1 ? wrote(SITES.posts[seen[0].site].name) : say_(WHY.count_sites, { count: seen.length });
  return seen.some((one) => one.remote) ? say_(WHY.over_link, { sites }) : sites;
}

/** What each single change would make of a held track, as whatif.py: `change` is its place in `CARD.changes`. */
function outcomesOf(P, why, tick) {
  if (!why.held) return [];
  const { bits } = why, names = doctrineAt(P, tick).identity, plain = bits & ~REPLIES;
  const seen = new Set(why.sightings.map((one) => one.site)), found = [];
  const asking = P.hears.map((site, n) => ({ site, asked: P.asks[n], valid: P.asks[n] & SITES.posts[site].accepts }))
    .filter(({ site }) => !seen.size || seen.has(site));
  VALID.forEach((bit, n) => {
    if (bits & bit || (bit === SUPPLIER && !asking.some(({ asked }) => asked & bit))) return;
    const said = asking.reduce((sum, { asked, valid }) => (
      sum | (valid & bit ? bit : asked & bit ? UNRECOGNISED : asked ? NO_REPLY : NOT_ASKED)
    ), 0);
    found.push({ change: n, able: Boolean(said & bit), bit, identity: names[plain | said] });
  });
  if (bits & ANY_VALID) found.push({ change: AFTER_CODES, able: true, identity: names[plain | NO_REPLY] });
  const flipped = P.plans ? bits ^ ON_PLAN : bits;
  found.push({ change: AFTER_CODES + (bits & ON_PLAN ? 2 : 1), able: P.plans, identity: names[flipped] });
  if (bits & CROSSED) found.push({ change: AFTER_CODES + 3, able: true, identity: names[bits & ~CROSSED] });
  return found;
}

/** What would have changed a track's identity, and which replies nobody asks for. */
function changesOf(P, why, tick) {
  const found = outcomesOf(P, why, tick), telling = found.filter((one) => one.able && one.identity !== why.identity);
  const rows = telling.map((one, n) => rowOf(say_(CARD.changes[one.change]), nameOf(one.identity), 7 - n, one.identity));
  const deaf = found.reduce((sum, one) => sum | (one.able ? 0 : one.bit ?? 0), 0);
  if (deaf === ALL_CODES) rows.push(rowOf(say_(WHY.any_reply), say_(WHY.unasked), 7));
  else if (deaf) rows.push(rowOf(say_(CARD.unasked[deaf]), say_(WHY.unasked), 4));
  if (!rows.length) rows.push(rowOf(say_(WHY.another), say_(WHY.no_change), 2));
  return rows.slice(0, CARD.most);
}

/** What keeps each site from showing an aircraft, the nearest miss first. */
function absentOf(P, a, tick) {
  const truth = emptyMotion();
  place(truth, a, tick);
  if (!truth.alive[a]) {
    return { sentence: say_(WHY.absent_ground), changes: [], rows: [rowOf(say_(WHY.flight), say_(WHY.not_flying), 9)] };
  }
  const found = sitesAt(tick).filter((site) => holds(SITES.present, site.site, tick))
    .map((site) => barrierOf(P, a, tick, site, truth))
    .filter((one) => P.hears.includes(one.site) || one.barrier === "not_heard");
  const seen = ["too_far", "too_low", "hidden"], order = Object.keys(CARD.barriers);
  const rank = (one) => (seen.includes(one.barrier) ? order.length : order.indexOf(one.barrier));
  found.sort((one, other) => rank(one) - rank(other) || one.shortKm - other.shortKm);
  const changes = found.slice(0, CARD.most).map((one, n) => rowOf(wrote(SITES.posts[one.site].name), barrierWords(one), 7 - n));
  return { sentence: say_(WHY.absent), changes, rows: [rowOf(say_(WHY.identity), say_(WHY.no_identity), 8)] };
}

function barrierWords({ barrier, shortKm, needM }) {
  const parts = {};
  if (barrier === "too_low") parts.height = Math.ceil(needM / (needM < 3000 ? 100 : 500)) * (needM < 3000 ? 100 : 500);
  if (barrier === "too_far") parts.distance = Math.max(1, shortKm);
  return say_(CARD.barriers[barrier], parts);
}

function barrierOf(P, a, tick, { site, xyz, height, working }, truth) {
  const at = truth.xyz.subarray(3 * a, 3 * a + 3), altM = truth.altM[a];
  const far = 2 * EARTH_M * Math.asin(Math.min(1, Math.hypot(at[0] - xyz[0], at[1] - xyz[1], at[2] - xyz[2]) / 2));
  const root = Math.sqrt(Math.max(height, 0)), horizon = DATA.constants.horizon_m * (root + Math.sqrt(Math.max(altM, 0)));
  const range = SITES.posts[site].range_m * FLEET.signature[a];
  if (far > range) return { site, barrier: "too_far", shortKm: (far - Math.min(range, horizon)) / 1000, needM: 0 };
  if (far > horizon) {
    return { site, barrier: "too_low", shortKm: (far - horizon) / 1000, needM: Math.max(far / DATA.constants.horizon_m - root, 0) ** 2 };
  }
  if (GROUND && SITES.posts[site].carrier < 0 && working && !plotted(a, site, tick)) return { site, barrier: "hidden", shortKm: 0, needM: 0 };
  const row = P.hears.indexOf(site);
  if (row < 0) return { site, barrier: "not_heard", shortKm: 0, needM: 0 };
  const barrier = !working ? "silent" : holds(P.link, row, tick) ? "too_new" : "link_down";
  return { site, barrier, shortKm: 0, needM: 0 };
}

/** Whether a site has had a plot of an aircraft of late, in any picture. */
function plotted(a, site, tick) {
  return [...PICTURES.values()].some((P) => {
    const { ofAircraft } = P.groups;
    for (let group = ofAircraft[a]; group < ofAircraft[a + 1]; group++) {
      const plot = latest(P, group, tick);
      if (plot && P.hears[P.reports.heard[plot.row]] === site && tick - plot.scan <= P.reports.every[plot.row]) return true;
    }
    return false;
  });
}

/** What was said, in a language. */
function spoken({ key, parts, written: fixed, twin }, lang) {
  if (fixed) return (lang === "tr" && twin) || phrase(key, lang);
  const words = Object.entries(parts).map(([name, part]) => [
    name, typeof part === "number" ? written(part, lang) : typeof part === "object" ? spoken(part, lang) : part,
  ]);
  return message(key, lang, Object.fromEntries(words));
}
