// The page's state, what can be done to it, and the loop that draws it.

const USUAL_M = 6000, USUAL_PACE = 8, SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 15, 30, 60], NEAREST_KM = 20, FARTHEST_KM = 6000, NUDGE = 8;
const FLIGHT_MS = 700, REST_MS = 140, STILL = matchMedia("(prefers-reduced-motion: reduce)");
const HOME = DATA.home;

const S = {
  time: 0, playing: false, speed: null, pictures: [], view: "side", camera: cameraOf(HOME), selected: null,
  reveal: false, supposed: null, altM: USUAL_M, lang: "en", bet: null, betPutAway: null, lit: null, source: false, hands: null, inside: false, layout: "wide", touch: false, still: STILL.matches, moving: false,
};
let wanted = false, lastMs = null, flight = null, resting = null;
let panels, scores, timeline, sheet;

function cameraOf([east, north, span]) {
  return { east, north, span };
}

/** Draw soon: once, in the browser's own time. */
function invalidate() {
  if (!timeline) return;
  if (!wanted) requestAnimationFrame(frame);
  wanted = true;
}

function frame(nowMs) {
  wanted = false;
  const passedMs = lastMs === null ? 0 : Math.min(100, nowMs - lastMs);
  lastMs = S.playing || flight ? nowMs : null;
  if (S.playing) pass(passedMs / 1000);
  if (flight) fly(nowMs);
  draw();
  if (S.playing || flight) invalidate();
}

function pass(wallS) {
  goTo(Math.min(TICKS, S.time + wallS * (S.speed ?? paceAt(S.time))));
  if (S.time >= TICKS) S.playing = false;
}

/** Move the camera on its way; the eye follows where both halves stay in step. */
function fly(nowMs) {
  move();
  flight.startMs ??= nowMs;
  const share = Math.min(1, (nowMs - flight.startMs) / FLIGHT_MS), eased = share * share * (3 - 2 * share);
  const { from, to } = flight, part = (a, b) => a + (b - a) * eased;
  S.camera = {
    east: part(from.east, to.east), north: part(from.north, to.north),
    span: Math.exp(part(Math.log(from.span), Math.log(to.span))),
  };
  if (share < 1) return;
  S.camera = to;
  flight = null;
}

/** The camera moves: maps are stretched until it has rested for a moment. */
function move() {
  S.moving = true;
  clearTimeout(resting);
  resting = setTimeout(() => { S.moving = false; invalidate(); }, REST_MS);
}

/** Go to a time; a new chapter brings its pictures, its look at the map and its aircraft. */
function goTo(timeS) {
  const before = chapterAt(S.time), after = chapterAt(timeS);
  S.time = timeS;
  hide();
  if (before !== after) open(after, true);
}

function open(number, gently) {
  const chapter = CHAPTERS[number];
  if (chapter.pictures.length) S.pictures = pairOf(chapter.pictures);
  if (chapter.camera) lookAt(cameraOf(chapter.camera), gently);
  S.altM = chapter.coverage_m ?? USUAL_M;
  if (chapter.view) S.view = chapter.view === "single" ? "single" : "side";
  S.selected = chapter.aircraft ?? (openBet(S.time) ? S.bet : chapter.lever ? S.bet : null);
  hide();
}

/** What a question shuts is not open from before. */
function hide() {
  if (closedAt(S.time).things.has("whose")) S.reveal = false;
}

/** Two pictures to show: those asked for, filled up in order; a lone picture stands beside itself. */
function pairOf(names) {
  const some = [...names, ...DATA.order.filter((id) => !names.includes(id))];
  return [some[0], some[1] ?? some[0]];
}

function lookAt(camera, gently) {
  const same = ["east", "north", "span"].every((name) => camera[name] === S.camera[name]);
  if (gently && !S.still && !same) flight = { from: S.camera, to: camera };
  else [flight, S.camera] = [null, camera];
}

const act = {
  toggle() {
    if (!S.playing && S.time >= TICKS) goTo(0);
    S.playing = !S.playing;
    invalidate();
  },
  seek(timeS) { goTo(Math.min(TICKS, Math.max(0, timeS))); invalidate(); },
  step(count) {
    S.playing = false;
    act.seek(Math.floor(S.time) + count * Math.min(...shownNow().map((id) => PICTURES.get(id).step)));
  },
  turn(count) {
    const now = chapterAt(S.time), late = S.time > CHAPTERS[now].at_s + 2 && count < 0;
    act.chapter(Math.min(CHAPTERS.length - 1, Math.max(0, now + (late ? 0 : count))));
  },
  chapter(number) {
    S.time = Math.max(0, CHAPTERS[number].at_s);
    open(number, true);
    invalidate();
  },
  pace(count) {
    const now = S.speed ?? paceAt(S.time), faster = SPEEDS.find((one) => one > now) ?? now;
    S.speed = count > 0 ? faster : SPEEDS.findLast((one) => one < now) ?? now;
    invalidate();
  },
  ownPace() { S.speed = null; invalidate(); },
  view(name) {
    if (refused("others")) return;
    S.view = name;
    invalidate();
  },
  /** Move the map by a part of its width. */
  nudge(east, north) { act.pan(east * S.camera.span / NUDGE, north * S.camera.span / NUDGE); },
  pan(east, north) {
    act.look([S.camera.east + east, S.camera.north + north, S.camera.span]);
  },
  zoom(factor, east, north) {
    const span = Math.min(FARTHEST_KM, Math.max(NEAREST_KM, S.camera.span / factor)), keep = span / S.camera.span;
    act.look([east + (S.camera.east - east) * keep, north + (S.camera.north - north) * keep, span]);
  },
  look([east, north, span]) {
    const near = (km) => Math.min(2500, Math.max(-2500, km));
    move();
    lookAt({ east: near(east), north: near(north), span }, false);
    invalidate();
  },
  select(aircraft) {
    if (aircraft !== S.selected) [S.reveal, S.supposed] = [false, null];
    S.selected = aircraft;
    const bet = openBet(S.time);
    if (aircraft !== null && bet && canBet(bet, aircraft)) S.bet = aircraft;
    if (aircraft !== null) announce();
    invalidate();
  },
  /** The next track by number among those in view, around and around; false if there is none. */
  tab(count) {
    const seen = new Set(panels.flatMap((panel) => panel.sight.tracks.map((t) => t.a)));
    const order = [...seen].sort((one, other) => calledOf(one) - calledOf(other)), at = order.indexOf(S.selected);
    if (!order.length) return false;
    act.select(order.at(at < 0 ? Math.min(0, count) : (at + count) % order.length));
    return true;
  },
  /** Go into a map: Tab goes through its tracks until Escape leaves it. */
  enter(panel) {
    S.inside = true;
    panel.map.classList.add("inside");
    if (S.selected === null) act.tab(1);
    else announce();
  },
  outside() {
    S.inside = false;
    for (const panel of panels) panel.map.classList.remove("inside");
  },
  leave() {
    act.outside();
    act.select(null);
  },
  reveal() {
    if (refused("whose")) return;
    S.reveal = !S.reveal;
    invalidate();
  },
  source() { S.source = !S.source; invalidate(); },
  light(name) {
    if (name !== S.lit) invalidate();
    S.lit = name;
  },
  putAway() { S.betPutAway = answeredBet(S.time)?.open_s ?? null; invalidate(); },
  altitude(count) {
    const at = ALTITUDES_M.indexOf(S.altM) + count;
    act.setAltitude(ALTITUDES_M[Math.min(ALTITUDES_M.length - 1, Math.max(0, at))]);
  },
  setAltitude(altM) { S.altM = altM; invalidate(); },
  show(slot, id) {
    if (refused("others")) {
      panels[slot].key = null;
      return invalidate();
    }
    S.pictures = S.pictures.map((old, n) => (n === slot ? id : old));
    invalidate();
  },
  swap(slot) {
    const { order } = DATA;
    if (S.view === "single" && slot) S.view = "side";
    act.show(slot, order[(order.indexOf(S.pictures[slot]) + 1) % order.length]);
  },
  pull() {
    if (!leverAhead()) return;
    if (S.bet === null) tell("said.bet_first");
    else act.chapter(chapterAt(S.time) + 1);
  },
  /** Two chapters before the end, once more: linked, and wrong. */
  watch() { act.chapter(Math.max(0, CHAPTERS.length - 3)); },
  replay() {
    S.bet = S.betPutAway = null;
    for (const history of Object.values(HISTORIES)) history.done.length = history.undone.length = 0;
    S.hands = null;
    S.selected = null;
    act.chapter(0);
    S.playing = !S.still;
  },
  /** Save this page as a file: it asks for nothing, so it is whole. */
  take() {
    const address = URL.createObjectURL(new Blob([WHOLE], { type: "text/html" }));
    Object.assign(document.createElement("a"), { href: address, download: "iffsim.html" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  },
  language(lang = otherLanguage()) { S.lang = lang; speak(); invalidate(); },
  help() {
    const keys = document.getElementById("keys");
    if (keys.open) keys.close();
    else keys.showModal();
  },
};

/** The language that comes after the one spoken. */
function otherLanguage() {
  const all = Object.keys(DATA.languages);
  return all[(all.indexOf(S.lang) + 1) % all.length];
}

/** Tell screen readers what each half calls the selected track. */
function announce() {
  const names = shownNow().map((id) => {
    const why = whyAt(PICTURES.get(id), S.selected, S.time);
    return `${phrase(PICTURES.get(id).title, S.lang)}: ${identityWords(why, S.lang)}`;
  });
  document.getElementById("announce").textContent = [supposedWords(S.lang), `${trackName(S.selected)}: ${names.join("; ")}`].filter(Boolean).join(". ");
}

/** What the page asks of the scene now. */
function askedNow() {
  const pictures = shownNow(), view = pictures.length < 2 ? "single" : "side";
  return { timeS: S.time, pictures, view, selected: S.selected, altM: S.altM, pins: pinnedNow(), shut: closedAt(S.time).things };
}

/** Whom the story follows or speaks of, not the bet and its answer. */
function pinnedNow() {
  return [...markedAt(S.time).aircraft].filter(([, how]) => how === "follow" || how === "mark").map(([a]) => a);
}

/** Which aircraft stand out on a map: a topic's ("held", or of one picture "held:1"), or one alone ("a:12"). */
function litOn(scene, pane) {
  if (!S.lit) return null;
  const [topic, which] = S.lit.split(":");
  if (topic === "row") return litByRow(scene, pane, Number(which));
  if (topic === "a") return new Set([Number(which)]);
  return litIn(scene, pane, topic, which === undefined ? null : Number(which));
}

/** Let the model say what holds now, with what is carried and what is supposed. */
function modelNow() {
  keepUp([...editsNow(), ...supposedEdits()], HELD !== null);
}

function draw() {
  takenBack();
  S.supposed = supposedNow();
  modelNow();
  const scene = sceneAt(askedNow());
  for (const panel of panels) panel.draw(S, scene, scene.panes.find((pane) => pane.slot === panel.slot));
  drawBoard(S, scene);
  sheet.draw(scene);
  scores.draw(S, scene, panels);
  timeline.draw(S);
  drawWords();
  keepAddress();
  if (!performance.getEntriesByName("first-picture").length) performance.mark("first-picture");
}

function start() {
  const asked = navigator.language.slice(0, 2), sent = momentOf(location.hash);
  panels = [new Panel(0), new Panel(1)];
  sheet = new Sheet();
  scores = new Scores();
  timeline = new Timeline();
  S.lang = Object.hasOwn(DATA.languages, asked) ? asked : "en";
  S.pictures = pairOf([]);
  open(chapterAt(S.time), false);
  showMoment(sent);
  S.playing = !S.still && sent.moment.t === undefined;
  bindAll(panels, scores, timeline);
  bindHands(panels);
  bindShare();
  bindLayout();
  speak();
  STILL.addEventListener("change", () => { S.still = STILL.matches; });
  document.fonts.ready.then(() => { SPRITES.clear(); GROUNDS.age = 1; speak(); invalidate(); });
  invalidate();
}

start();
/** For whoever looks closer, and for the tests. */
window.iffsim = {
  pictureAt, seek: act.seek, draw, state: S,
  scene: plainScene, pieces, pace: paceAt, choose: act.select,
  index: (id) => FLEET.ids.indexOf(id),
  closed: () => [...closedAt(S.time).things], marked: () => [...markedAt(S.time).aircraft.keys()],
  whole: () => WHOLE, straws: () => [...sceneAt(askedNow()).straws[0]], toldFrom: () => toldFrom(DATA.bets[0]),
  watched: (id, timeS, altM) => watchedShare(postsAt(PICTURES.get(id), timeS), altM),
  measure: (id, name, timeS) => measure(PICTURES.get(id), name, tickOf(timeS)),
  edition: () => edition, shown: shownNow, suppose: supposeNext, supposable: () => offersNow().map((one) => [CARD.changes[one.change], one.would]), edits: editsNow, restore: editsRestored, instead, moment: momentOf, show: showNow, fragment: fragmentNow, text: textNow,
  /** Hold a site over a place, km, as a hand does; null lets go. */
  hold(id, km) {
    if (id === null) return hand.leave();
    holdSite(id, "pointer");
    HELD.km = km;
  },
  /** Where a panel shows a site, pixels of the window. */
  site(slot, id) {
    const { map, view } = panels[slot], box = map.getBoundingClientRect(), [east, north] = projected(...SITES.posts[siteRow(id)].xyz);
    return [box.left + view.x(east), box.top + view.y(north)];
  },
  /** Where a panel shows an aircraft, pixels of the window. */
  spot(slot, id) {
    const { sight, map } = panels[slot], box = map.getBoundingClientRect();
    const found = [...sight.tracks, ...sight.ghosts].find((t) => FLEET.ids[t.a] === id);
    return found && [box.left + found.x, box.top + found.y];
  },
};
