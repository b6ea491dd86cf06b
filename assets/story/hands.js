// Hands on the model: sites and aircraft are dragged with a mouse, a finger or keys; a bar switches the rest.

const SITE_PX = 17, SITE_TOUCH_PX = 28, LINK_PX = 7, DRAG_PX = 5;
const WAYS_KM = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** What is held: a site or an aircraft, where it is carried to (km; null: not yet), since when the edit holds. */
let HELD = null;
/** The site that the bar is about, by its written id. */
let AT_SITE = null;
let BAR = null;

/** Why nothing may be changed now, as it is to be said; "" if it may. */
function handsShut() {
  return closedAt(S.time).why;
}

/** Whether a change is refused now; whoever tries is told why. */
function handsRefused() {
  const why = handsShut();
  if (why) tell(why);
  return Boolean(why);
}

/** What is changed is taken back where a question is asked of the story as it is told; it can be done again. */
function takenBack() {
  if (!handsShut()) return;
  HELD = null;
  const { done, undone } = HISTORIES.story;
  if (!done.length) return;
  undone.push(...done.splice(0).reverse());
  tell("hands.taken_back");
}

/** The edits that hold now, with what is being carried. */
function editsNow() {
  return [...editsOf(historyNow().done), ...carriedEdits()];
}

function carriedEdits() {
  if (!HELD?.km) return [];
  return [HELD.site === undefined ? aircraftMoved(HELD.aircraft, HELD.km, HELD) : siteMoved(HELD.site, HELD.km, HELD.at)];
}

/** Do something that can be taken back; `move` says which move of the challenge it is. */
function handDone(move, edits) {
  if (!edits.length && move !== "link") return;
  const history = historyNow(), goal = goalNow();
  if (goal && history.done.length >= goal.moves) return tell("takeaway.no_moves");
  history.done.push({ move, edits });
  history.undone.length = 0;
  invalidate();
}

const hand = {
  undo() { taken("done", "undone"); },
  redo() { taken("undone", "done"); },
  reset() {
    if (handsRefused()) return;
    const { done, undone } = historyNow();
    undone.push(...done.splice(0).reverse());
    invalidate();
  },
  link() {
    if (handsRefused()) return;
    if (goalNow()) return handDone("link", []);
    const up = linkUp();
    handDone("link", linksSwitched());
    if (up !== null) tell(up ? "sandbox.link_cut" : "sandbox.link_up");
  },
  codes() {
    if (handsRefused()) return;
    const P = goalNow() ? PICTURES.get(goalNow().picture) : aloneNow();
    if (!P) return tell("sandbox.refused");
    handDone("codes", codesSwitched(P));
    tell("sandbox.codes_changed");
  },
  four() {
    if (handsRefused()) return;
    const on = fourOn();
    handDone("four", fourSwitched());
    tell(on ? "sandbox.four_silent" : "sandbox.four_there");
  },
  /** Turn a site off or on. */
  site(id = AT_SITE) {
    if (!id || handsRefused()) return;
    const works = siteWorks(id);
    handDone("site", siteSwitched(id));
    tell(works ? "sandbox.silent" : "sandbox.active");
  },
  /** Cut the links of one site, or restore them. */
  siteLink(id = AT_SITE) {
    if (!id || handsRefused()) return;
    const { links, up } = linksOf(id);
    if (!links.length) return tell("sandbox.refused");
    handDone("site", siteLinkSwitched(id));
    tell(up ? "sandbox.link_cut" : "sandbox.link_up");
  },
  /** Take a site into the hand, to be carried with keys: the selected aircraft first, then one site after the other. */
  take(id) {
    if (handsRefused()) return;
    const all = [...aircraftHere(), ...sitesHere().map((site) => ({ site }))];
    const next = id ? { site: id } : all[(all.findIndex((one) => one.site === HELD?.site && one.aircraft === HELD?.aircraft) + 1) % all.length];
    hand.leave();
    if (!next) return;
    S.playing = false; // what is done holds from the instant at which it was begun
    if (next.site) holdSite(next.site, "keys");
    else holdAircraft(next.aircraft, "keys", next.km);
    tell("hands.held");
    sayHeld("hands.takes", HELD);
  },
  /** Put down what is held, where it is. */
  put() {
    const held = HELD, edits = carriedEdits();
    HELD = null;
    document.getElementById("told").hidden = true; // how to put it down need not be said any more
    if (edits.length) handDone("drag", edits);
    if (edits.length) sayHeld("hands.moved", held);
    invalidate();
  },
  /** Let go of what is held: it stands where it stood. */
  leave() {
    HELD = null;
    invalidate();
  },
  /** Show the bar, or put it away. */
  bar() {
    S.hands = !barShown();
    invalidate();
  },
};

/** Whether the bar is on show: until it is asked for or put away, where a chapter lets its reader try. */
function barShown() {
  const { sandbox, challenge } = CHAPTERS[chapterAt(S.time)];
  return S.hands ?? Boolean(sandbox && !challenge);
}

function taken(from, to) {
  if (handsRefused()) return;
  const history = historyNow(), step = history[from].pop();
  if (step) history[to].push(step);
  invalidate();
}

/** Hold a site, as it stands now; with a mouse or finger, or with keys. */
function holdSite(id, how) {
  const post = SITES.posts[siteRow(id)];
  AT_SITE = id;
  HELD = { site: id, how, km: null, begun: projected(...post.xyz), at: whenNow() };
  invalidate();
}

/** Hold an aircraft; `begun` is where it is shown, km. */
function holdAircraft(aircraft, how, begun) {
  HELD = { aircraft, how, km: null, begun, ...aircraftShift(aircraft) };
  invalidate();
}

/** The selected aircraft, where it is shown and can be carried: with the bar open, as for a mouse. */
function aircraftHere() {
  const shown = barShown() && S.selected !== null && carriable(FLEET.ids[S.selected]);
  const track = shown && panels.flatMap((panel) => panel.sight.tracks).find((t) => t.a === S.selected);
  return track ? [{ aircraft: track.a, km: track.km }] : [];
}

/** The sites that stand on the ground now, by their written ids. */
function sitesHere() {
  const tick = tickOf(S.time);
  return SITES.posts.filter((post, row) => post.carrier < 0 && holds(SITES.present, row, tick)).map((post) => post.written);
}

/** Tell screen readers what is done with a thing that is or was held. */
function sayHeld(id, { site, aircraft }) {
  const name = site === undefined ? trackName(aircraft) : phrase(SITES.posts[siteRow(site)]?.name ?? site, S.lang);
  document.getElementById("announce").textContent = message(id, S.lang, { site: name });
}

/** The ground site of a panel nearest to a point, and how far it is, px; null if none is near. */
function siteNear(panel, x, y, reach) {
  const near = (panel.posts ?? []).filter((post) => post.present && !post.carried).map((post) => {
    const [east, north] = projected(...post.xyz);
    return { id: SITES.posts[post.site].written, far: Math.hypot(panel.view.x(east) - x, panel.view.y(north) - y) };
  }).sort((one, other) => one.far - other.far)[0];
  return near && near.far <= reach ? near : null;
}

/** The site whose link's line lies under a point of a panel; null if none does. */
function linkNear(panel, x, y) {
  const px = (post) => { const [east, north] = projected(...post.xyz); return [panel.view.x(east), panel.view.y(north)]; };
  const hub = (panel.posts ?? []).find((post) => !post.remote);
  if (!hub) return null;
  const [hx, hy] = px(hub);
  const found = panel.posts.filter((post) => post.remote && post.working).find((post) => {
    const [px_, py] = px(post), size = Math.hypot(px_ - hx, py - hy) || 1;
    const along = ((x - hx) * (px_ - hx) + (y - hy) * (py - hy)) / size;
    return along > 12 && along < size - 12 && Math.abs((x - hx) * (py - hy) - (y - hy) * (px_ - hx)) / size < LINK_PX;
  });
  return found ? SITES.posts[found.site].written : null;
}

/** Let a map's sites, and with the bar open its aircraft, be taken hold of before the map itself is. */
function bindHand(panel) {
  const { map } = panel, spot = (event) => {
    const box = map.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const km = ([x, y]) => [panel.view.east(x), panel.view.north(y)];
  let press = null;
  map.addEventListener("pointerdown", (event) => {
    if (event.button || press || !panel.view) return;
    const at = spot(event);
    if (HELD?.how === "keys") { // without a drag: taken up by a button, put down with a click
      event.stopImmediatePropagation();
      HELD.km = km(at);
      return invalidate();
    }
    const what = thingAt(panel, at, event.pointerType === "touch");
    if (!what) return;
    press = { ...what, at, pointer: event.pointerId, moved: false, shut: handsShut() };
    if (press.shut) return; // the map is dragged instead; it is said why
    event.stopImmediatePropagation();
    event.preventDefault();
    map.focus({ preventScroll: true });
    map.setPointerCapture(event.pointerId);
  }, { capture: true });
  map.addEventListener("pointermove", (event) => {
    if (!press || event.pointerId !== press.pointer) return hover(panel, spot(event), event);
    const now = spot(event);
    if (!press.moved && Math.hypot(now[0] - press.at[0], now[1] - press.at[1]) < DRAG_PX) return;
    if (!press.moved && press.shut) tell(press.shut);
    if (!press.moved && !press.shut) takeThing(press);
    press.moved = true;
    if (press.shut) return;
    event.stopImmediatePropagation();
    if (HELD) HELD.km = km(now);
    invalidate();
  }, { capture: true });
  const lift = (event) => {
    if (!press || event.pointerId !== press.pointer) return;
    const { moved, shut, id, aircraft, track } = press;
    press = null;
    if (shut) return;
    event.stopImmediatePropagation();
    if (event.type !== "pointerup") return hand.leave();
    if (moved) return hand.put();
    if (track !== null) act.select(track);
    else if (id !== undefined) openSite(id);
    else act.select(aircraft);
  };
  map.addEventListener("pinch", () => { // a second finger: the map is meant
    press = null;
    hand.leave();
  });
  map.addEventListener("pointerup", lift, { capture: true });
  map.addEventListener("pointercancel", lift, { capture: true });
  map.addEventListener("click", (event) => {
    const at = spot(event), id = panel.view && barShown() && panel.nearest(...at) === null && !siteNear(panel, ...at, SITE_PX) && linkNear(panel, ...at);
    if (id && !handsShut()) openSite(id);
  });
}

/** The site or aircraft that a press takes hold of, and the track that a click without a drag would mean. */
function thingAt(panel, [x, y], touch) {
  const site = siteNear(panel, x, y, touch ? SITE_TOUCH_PX : SITE_PX), near = panel.nearest(x, y, touch ? 34 : 15);
  const track = near === null ? null : [...panel.sight.tracks, ...panel.sight.ghosts].find((t) => t.a === near);
  const far = track ? Math.hypot(track.x - x, track.y - y) : Infinity;
  if (site && !(track && barShown() && far < site.far)) return { id: site.id, track: far < site.far ? near : null };
  const held = track && barShown() && carriable(FLEET.ids[near]) && panel.sight.tracks.includes(track);
  return held ? { aircraft: near, track: near } : null;
}

function takeThing({ id, aircraft }) {
  S.playing = false; // what is done holds from the instant at which it was begun
  if (id !== undefined) holdSite(id, "pointer");
  else holdAircraft(aircraft, "pointer", null);
}

/** Show with the cursor what could be taken hold of. */
function hover(panel, at, { buttons }) {
  if (buttons || !panel.view) return;
  const what = thingAt(panel, at, false);
  panel.map.classList.toggle("over", Boolean(what && what.track === null && !handsShut()));
}

/** Let the bar be about a site. */
function openSite(id) {
  AT_SITE = id;
  S.hands = true;
  invalidate();
}

/** What is held with keys has the arrows, Enter, Escape and Delete. */
function onHandKey(event) {
  const { key, target } = event, held = HELD?.how === "keys";
  if (event.altKey || ["dialog", "select", "input", "textarea"].some((tag) => target.closest?.(tag))) return;
  const done = () => { event.preventDefault(); event.stopImmediatePropagation(); };
  if (event.ctrlKey || event.metaKey) return;
  if (held && key in WAYS_KM) {
    done();
    const step = event.shiftKey ? HANDS.fine_km : HANDS.carry_km, from = HELD.km ?? HELD.begun;
    HELD.km = [from[0] + WAYS_KM[key][0] * step, from[1] + WAYS_KM[key][1] * step];
    invalidate();
  } else if (held && { Enter: 1, Escape: 1, Delete: 1 }[key]) {
    done();
    const { site } = HELD;
    if (key === "Enter") hand.put();
    else hand.leave();
    if (key === "Delete" && site) hand.site(site);
  }
}

/** Build the bar, and bind all hands. */
function bindHands(panels) {
  const open = Object.assign(document.createElement("button"), { type: "button", className: "try" });
  open.addEventListener("click", hand.bar);
  document.getElementById("lang").before(open);
  BAR = new Bar(open);
  document.addEventListener("keydown", onHandKey, { capture: true });
  for (const panel of panels) bindHand(panel);
}
