// What a hand can do to the scenario: edits as classroom/edits.py writes them. The same answers as
// view/model/sandbox.py; in the challenge all of it holds from the first second on.

const HANDS = DATA.model.hands, LINK_EVENTS = ["link_down", "link_up"], SITE_EVENTS = ["site_silent", "site_active"];

/** The challenge that is on; null in every other chapter. */
function goalNow() {
  return (PLAYED && CHAPTERS[chapterAt(S.time)].challenge) || null;
}

function historyNow() {
  return goalNow() ? HISTORIES.challenge : HISTORIES.story;
}

/** All edits of some steps, in order. */
function editsOf(steps_) {
  return steps_.flatMap((step) => step.edits);
}

/** The time of an edit, "00:12:30". */
function hms(timeS) {
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  return `${two(timeS / 3600)}:${two(timeS / 60 % 60)}:${two(timeS % 60)}`;
}

/** From when on an edit holds: settled, but not before what it undoes, which `undoes` tells of an event. */
function whenNow(undoes = () => false) {
  if (goalNow()) return hms(0);
  const edits = editsOf(historyNow().done).map((edit) => ({ ...edit, at_s: secondsOf(edit.at) }));
  const since = [...MODEL.events, ...edits].filter((event) => undoes(event) && event.at_s <= S.time).map((event) => event.at_s);
  return hms(Math.max(0, S.time - HANDS.settle_s, ...since));
}

/** The edit that puts a site at a place, km. */
function siteMoved(id, [east, north], at) {
  return { do: "move_site", at, site: id, place: pointAt(east, north) };
}

function pointAt(east, north) {
  const [lat, lon] = latLon(...unprojected(east, north)), round4 = (deg) => Math.round(deg * 1e4) / 1e4;
  return { lat_deg: round4(lat), lon_deg: round4(lon) };
}

/** When an aircraft is put elsewhere, and how far it is then, km, from where it is now. */
function aircraftShift(a) {
  const start = LEGS.t0_s[LEGS.first[a]], atS = Math.ceil(Math.min(Math.max(0, S.time - HANDS.settle_s, start + 1), S.time));
  const then = emptyMotion(), now = emptyMotion();
  place(then, a, atS);
  place(now, a, S.time);
  const [was, is] = [kmOf(then, a), kmOf(now, a)];
  return { at: hms(atS), shift: [was[0] - is[0], was[1] - is[1]] };
}

/** Whether an aircraft can be put elsewhere: not where the scenario itself sends it another way later on. */
function carriable(flight) {
  return !MODEL.events.some((event) => event.do === "reroute" && event.flight === flight);
}

function aircraftMoved(a, [east, north], { at, shift }) {
  return { do: "reroute", at, flight: FLEET.ids[a], from: pointAt(east + shift[0], north + shift[1]) };
}

/** The row of a site, by its written id, where it stands now; -1 if it does not. */
function siteRow(id) {
  return SITES.posts.findLastIndex((post, row) => post.written === id && holds(SITES.present, row, tickOf(S.time)));
}

function siteWorks(id) {
  const row = siteRow(id);
  return row >= 0 && Boolean(holds(SITES.active, row, tickOf(S.time)));
}

function siteSwitched(id) {
  const undoes = (event) => SITE_EVENTS.includes(event.do) && event.site === id;
  return [{ do: siteWorks(id) ? "site_silent" : "site_active", at: whenNow(undoes), site: id }];
}

/** The links over which pictures hear a site, and whether any does now. */
function linksOf(id) {
  const rows = PICTURES.specs().flatMap((spec) => spec.hears.flatMap((site, row) => (
    spec.remote[row] && SITES.posts[site].written === id ? [holds(spec.up, row, tickOf(S.time))] : []
  )));
  const links = SITES.links.filter((link) => link.sites.includes("*") || link.sites.includes(id)).map((link) => link.id);
  return { links: rows.length ? links : [], up: rows.some(Boolean) };
}

/** Cut the links of a site, or restore them. */
function siteLinkSwitched(id) {
  const { links, up } = linksOf(id), undoes = (event) => LINK_EVENTS.includes(event.do);
  return links.map((link) => ({ do: up ? "link_down" : "link_up", at: whenNow(undoes), link, site: id }));
}

/** Whether any site reports over a link; null where no picture has one. */
function linkUp() {
  const rows = PICTURES.specs().flatMap((spec) => spec.hears.flatMap((_, row) => (spec.remote[row] ? [holds(spec.up, row, tickOf(S.time))] : [])));
  return rows.length ? rows.some(Boolean) : null;
}

/** Cut every link, or restore them. */
function linksSwitched() {
  const up = linkUp(), undoes = (event) => LINK_EVENTS.includes(event.do);
  return up === null ? [] : MODEL.links.map((link) => ({ do: up ? "link_down" : "link_up", at: whenNow(undoes), link: link.id }));
}

/** The first shown picture that hears no link and has codes; undefined if none does. */
function aloneNow() {
  return shownNow().map((id) => PICTURES.get(id)).find((P) => !P.remote.some(Boolean) && P.accepts);
}

/** Whether a picture uses its codes. */
function codesOn(P) {
  return doctrineAt(P, tickOf(S.time)).names.length > 1;
}

/** Let a picture drop its codes, or use them again. */
function codesSwitched(P) {
  if (!P) return [];
  const doctrine = codesOn(P) ? "none" : MODEL.pictures.find((one) => one.id === P.id).doctrine;
  return [{ do: "doctrine", at: whenNow((event) => event.do === "doctrine"), picture: P.id, doctrine }];
}

/** The ids of sites that edits have added. */
function addedSites() {
  return SITES.posts.filter((post) => post.like && post.id === post.written).map((post) => post.written);
}

function fourOn() {
  return addedSites().some(siteWorks);
}

/** Three more batteries, or switch those that were added off or on. */
function fourSwitched() {
  const more_ = addedSites(), undoes = (event) => SITE_EVENTS.includes(event.do);
  if (!more_.length) return [{ do: "more_sites", at: whenNow(), places: HANDS.four }];
  return more_.map((site) => ({ do: fourOn() ? "site_silent" : "site_active", at: whenNow(undoes), site }));
}

const WELL_FORMED = {
  link_down: (edit) => known(edit.link, MODEL.links) && siteOrNone(edit.site),
  link_up: (edit) => WELL_FORMED.link_down(edit),
  site_silent: (edit) => typeof edit.site === "string" && siteOrNone(edit.site),
  site_active: (edit) => WELL_FORMED.site_silent(edit),
  move_site: (edit) => WELL_FORMED.site_silent(edit) && onEarth(edit.place),
  doctrine: (edit) => known(edit.picture, MODEL.pictures) && typeof edit.doctrine === "string" && Object.hasOwn(MODEL.doctrines, edit.doctrine),
  more_sites: (edit) => Array.isArray(edit.places) && edit.places.length > 0 && edit.places.length <= MOST_PLACES && edit.places.every(onEarth),
  reroute: (edit) => FLEET.ids.includes(edit.flight) && carriable(edit.flight) && onEarth(edit.from),
};
const KEPT = {
  link_down: ["link", "site"], link_up: ["link", "site"], site_silent: ["site"], site_active: ["site"], move_site: ["site", "place"],
  doctrine: ["picture", "doctrine"], more_sites: ["places"], reroute: ["flight", "from"],
};
const MOST_EDITS = 200, MOST_PLACES = 16;

function known(id, among) {
  return among.some((one) => one.id === id);
}

function siteOrNone(id) {
  if (id === undefined) return true;
  if (typeof id !== "string") return false;
  const stem = id.replace(/-\d{1,2}$/, "");
  return MODEL.sites.some((site) => site.carrier < 0 && (site.id === id || site.id === stem));
}

function onEarth(point) {
  return Number.isFinite(point?.lat_deg) && Number.isFinite(point?.lon_deg) && Math.abs(point.lat_deg) <= 85 && Math.abs(point.lon_deg) <= 180;
}

/** Edits that a stranger sent, with nothing in them but what is known here: ids, times and places; null if any is
 * not one that a hand can make. */
function editsChecked(sent) {
  if (!Array.isArray(sent) || sent.length > MOST_EDITS) return null;
  const fine = sent.every((edit) => (
    typeof edit?.do === "string" && Object.hasOwn(WELL_FORMED, edit.do) && typeof edit.at === "string" && /^\d{2}:[0-5]\d:[0-5]\d$/.test(edit.at)
      && secondsOf(edit.at) <= TICKS && WELL_FORMED[edit.do](edit)
  ));
  if (!fine) return null;
  const point = ({ lat_deg, lon_deg }) => ({ lat_deg, lon_deg });
  return sent.map((edit) => Object.fromEntries(["do", "at", ...KEPT[edit.do]].filter((name) => edit[name] !== undefined).map((name) => [
    name, name === "places" ? edit.places.map(point) : name === "place" || name === "from" ? point(edit[name]) : edit[name],
  ])));
}

/** Put edits in place of all that was done in the story; false if they are not fit for it. */
function editsRestored(sent) {
  const edits = editsChecked(sent);
  if (!edits) return false;
  HISTORIES.story = { done: edits.map((edit) => ({ move: "sent", edits: [edit] })), undone: [] };
  return true;
}
