// A student's page: it shows what the server says and sends one answer at a time. Whatever was chosen is kept on
// the phone until the server has counted it, so that sleep, reload and a lost network cost nothing.

const DATA = JSON.parse(document.getElementById("data").textContent), SVG = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);
const PATIENCE_MS = 30000, LONGEST_PAUSE_MS = 8000, TAP_PX = 10, NEAR_PX = 30;

/** What the phone keeps; where it may not keep anything, as long as the page is open. */
const kept = {
  memory: {},
  get(name) {
    try { return localStorage.getItem(`iffsim.${name}`) ?? ""; } catch { return this.memory[name] ?? ""; }
  },
  set(name, value) {
    try { localStorage.setItem(`iffsim.${name}`, value); } catch { this.memory[name] = value; }
  },
};

const S = {
  lang: kept.get("lang"), token: kept.get("token"), shown: null, mine: null, person: { name: "", team: "" },
  draft: "", draftOf: -1, pending: null, offline: false, said: "", view: null, poll: null, pause: null, sending: false,
};
try { S.pending = JSON.parse(kept.get("pending") || "null"); } catch { S.pending = null; }
if (!DATA.languages[S.lang]) {
  S.lang = (navigator.languages ?? []).map((code) => code.slice(0, 2)).find((code) => DATA.languages[code]) ?? DATA.lang;
}

function message(id, parts = {}) {
  const said = DATA.words[id]?.[S.lang] ?? DATA.words["phone.trouble"][S.lang];
  const form = typeof said === "string" ? said : Number(parts.count) === 1 ? said.one : said.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}
const inLanguage = (texts) => texts?.[S.lang] ?? texts?.en ?? "";
const trackName = (number) => `TK ${String(number).padStart(4, "0")}`;

function made(name, attributes = {}, ...children) {
  const found = name.startsWith("svg:") ? document.createElementNS(SVG, name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  found.append(...children);
  return found;
}

// Talking to the server

async function call(path, options = {}, patienceMs = PATIENCE_MS) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), patienceMs);
  if (options.poll) S.poll = stop;
  try {
    const reply = await fetch(path, {
      method: options.body ? "POST" : "GET", signal: stop.signal, cache: "no-store",
      headers: { ...(options.body && { "Content-Type": "application/json" }), ...(S.token && { Authorization: `Bearer ${S.token}` }) },
      body: options.body && JSON.stringify(options.body),
    });
    return { status: reply.status, data: await reply.json().catch(() => ({})) };
  } finally {
    clearTimeout(timer);
  }
}

const pause = (ms) => new Promise((done) => { S.pause = done; setTimeout(done, ms); });

/** Ask again at once: the phone woke up, or has a network again. */
function hurry() {
  S.poll?.abort();
  S.pause?.();
  deliver();
}

async function join() {
  const code = $("code").value, name = $("name").value, team = $("team").value;
  kept.set("name", name);
  kept.set("team", team);
  try {
    const { status, data } = await call("/join", { body: { code, name, team, token: S.token } });
    if (status !== 200) return refuse(data.say);
    S.token = data.token;
    kept.set("token", S.token);
    refuse("");
    if (!S.shown) show(null);
    follow();
  } catch {
    refuse("phone.offline");
  }
}

function refuse(id) {
  S.refused = id;
  $("refused").textContent = id ? message(id) : "";
}

let following = false;
async function follow() {
  if (following) return;
  following = true;
  let failed = 0;
  while (S.token) {
    try {
      const since = encodeURIComponent(S.shown?.version ?? "");
      const { status, data } = await call(`/state?since=${since}`, { poll: true });
      if (status === 401) break;
      if (status !== 200) throw new Error(String(status));
      failed = 0;
      offline(false);
      show(data);
      deliver();
    } catch {
      failed += 1;
      if (failed > 1) offline(true);
      await pause(Math.min(LONGEST_PAUSE_MS, 300 * 2 ** failed));
    }
  }
  following = false;
  if (S.token && await rejoined()) return follow();
  S.shown = null;
  paint();
}

/** Whether a server that was started anew lets this phone in again: it shows the code of the address. */
async function rejoined() {
  const code = location.hash.slice(1);
  if (!code || S.tried === code) return false;
  S.tried = code;
  const body = { code, name: kept.get("name"), team: kept.get("team"), token: S.token };
  const { status, data } = await call("/join", { body }).catch(() => ({}));
  if (status === 200) S.token = data.token;
  return status === 200;
}

function offline(is) {
  if (S.offline === is) return;
  S.offline = is;
  $("offline").textContent = is ? message("phone.offline") : "";
}

/** Keep an answer, and send it. */
function choose(choice) {
  const turn = Math.max(Date.now(), Number(kept.get("turn") || 0) + 1);
  kept.set("turn", String(turn));
  S.pending = { number: S.shown.asking.number, turn, choice };
  kept.set("pending", JSON.stringify(S.pending));
  S.said = "phone.sending";
  paint();
  deliver();
}

async function deliver() {
  if (S.sending || !S.pending || !S.token) return;
  S.sending = true;
  const sent = S.pending;
  let again = 0;
  try {
    const { status, data } = await call("/answer", { body: sent }, 12000);
    const over = status === 200 || status === 409 || status === 400 || status === 413;
    if (over && S.pending === sent) {
      S.pending = null;
      kept.set("pending", "null");
    }
    if (over && S.shown?.asking?.number === sent.number) S.mine = data.mine ?? S.mine;
    S.said = over ? data.say : "phone.kept";
    again = status === 401 ? 0 : over ? (S.pending ? 1 : 0) : 3000;
  } catch {
    S.said = "phone.kept";
    again = 2000;
  }
  S.sending = false;
  status();
  if (again) setTimeout(deliver, again);
}

// Showing

function show(data) {
  const before = S.shown?.asking, now = data?.asking;
  S.shown = data ?? S.shown ?? { version: "", asking: null, title: {} };
  if (data) [S.mine, S.person] = data.mine;
  const fresh = now && before?.number !== now.number;
  if (fresh) {
    S.said = "";
    S.draft = "";
    S.view = null;
    if (S.pending && S.pending.number !== now.number) S.pending = null;
  }
  if (data && before && now && !fresh && S.painted === data.version) return;
  S.painted = data?.version;
  paint();
  if (fresh) $("question").focus();
  else if (now?.told && !before?.told) $("told").scrollIntoView({ block: "nearest" });
}

function paint() {
  document.documentElement.lang = S.lang;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = message(element.dataset.say);
  languages();
  const inside = Boolean(S.shown);
  $("join").hidden = inside;
  $("room").hidden = !inside;
  refuse(S.refused ?? "");
  $("offline").textContent = S.offline ? message("phone.offline") : "";
  $("title").textContent = inLanguage(S.shown?.title);
  if (!inside) return;
  const asking = S.shown.asking;
  $("idle").hidden = Boolean(asking);
  $("ask").hidden = !asking;
  const { name, team } = S.person;
  $("who").textContent = name ? message("phone.you_are", { name: team ? `${name} (${team})` : name }) : team || message("phone.no_name");
  if (asking) question(asking);
}

function languages() {
  $("languages").replaceChildren(...Object.entries(DATA.languages).map(([code, { name }]) => {
    const button = made("button", { type: "button", lang: code, "aria-pressed": code === S.lang, "aria-label": name }, code.toUpperCase());
    button.addEventListener("click", () => {
      S.lang = code;
      kept.set("lang", code);
      paint();
      document.querySelector(`nav [lang="${code}"]`).focus();
    });
    return button;
  }));
}

const chosen = () => (S.pending?.number === S.shown.asking.number ? S.pending.choice : S.mine);

function question(asking) {
  const { kind, told } = asking, track = kind === "track";
  $("question").textContent = inLanguage(asking.text);
  $("where").textContent = inLanguage(asking.picture);
  $("options").hidden = kind !== "options";
  $("map").hidden = !asking.map;
  $("typed").hidden = kind === "options" || Boolean(told);
  $("send").hidden = kind === "options" || Boolean(told);
  $("what").textContent = message(track ? "phone.tap" : "phone.own_words");
  $("own").inputMode = track ? "numeric" : "text";
  if (kind === "options") options(asking);
  else if (!told) {
    $("own").value = S.draft || (track && chosen() ? String(chosen()).padStart(4, "0") : chosen() ?? "");
  }
  if (asking.map) map(asking);
  status();
  $("told").hidden = !told;
  if (told) answers(asking, told);
}

function options(asking) {
  const legend = $("options").firstElementChild, focused = document.activeElement?.value;
  $("options").replaceChildren(legend, ...asking.options.map((texts, n) => {
    const input = made("input", { type: "radio", name: "option", value: n });
    input.checked = chosen() === String(n);
    input.disabled = Boolean(asking.told);
    input.addEventListener("change", () => choose(String(n)));
    return made("label", {}, input, made("span", {}, inLanguage(texts)));
  }));
  if (focused) $("options").querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
}

function status() {
  const asking = S.shown?.asking;
  if (!asking) return;
  const counted = !S.pending && S.mine !== null && !asking.told;
  const id = asking.told ? "" : S.said && S.said !== "phone.counted" ? S.said : counted ? "phone.counted" : "";
  $("status").textContent = id ? message(id) : "";
}

function inWords(asking, choice) {
  if (asking.kind === "options") return inLanguage(asking.options[Number(choice)]);
  return asking.kind === "track" ? trackName(choice) : choice;
}

function answers(asking, told) {
  const mine = S.mine === null ? "phone.yours_none" : "phone.yours";
  $("right").textContent = inLanguage(told.text);
  $("verdict").textContent = message(mine, { answer: S.mine === null ? "" : inWords(asking, S.mine) });
  if (told.right && S.mine !== null) {
    $("verdict").append(" ", message(told.right === S.mine ? "phone.it_is_right" : "phone.it_is_not_right"));
  }
  $("why").replaceChildren(...told.why.map((texts) => made("p", {}, inLanguage(texts))));
  $("called").replaceChildren(...told.called.flatMap(([who, what]) => [
    made("dt", {}, inLanguage(who)), made("dd", {}, inLanguage(what)),
  ]));
  const all = told.counts.reduce((sum, one) => sum + one.count, 0);
  $("counts").replaceChildren(...told.counts.map((one) => made(
    "li", { class: one.right ? "right" : "" },
    made("span", {}, `${one.right ? "✓ " : ""}${inLanguage(one.text)}`, made("b", {}, String(one.count))),
    made("progress", { max: Math.max(1, all), value: one.count, "aria-hidden": "true" }),
  )));
}

// The map

const LOOKS = DATA.map.looks, [WEST, SOUTH, EAST, NORTH] = DATA.map.bounds_km;

function map(asking) {
  const sky = $("sky"), box = sky.getBoundingClientRect();
  sky.setAttribute("aria-label", message("phone.map_label", { count: asking.map.tracks.length }));
  for (const [id, said] of [["in", "phone.closer"], ["out", "phone.farther"]]) $(id).setAttribute("aria-label", message(said));
  S.view ??= fitted(asking.map.tracks, box);
  const kmPerPx = Math.max((EAST - WEST) / box.width, 0.001) / S.view.zoom;
  S.kmPerPx = kmPerPx;
  const wide = box.width * kmPerPx, high = box.height * kmPerPx;
  sky.setAttribute("viewBox", `${S.view.x - wide / 2} ${S.view.y - high / 2} ${wide} ${high}`);
  const layers = Object.entries(DATA.map.layers).map(([name, d]) => made("svg:path", { class: name, d }));
  const order = [...asking.map.tracks].sort((a, b) => rings(a[0], asking).length - rings(b[0], asking).length);
  sky.replaceChildren(...layers, ...order.map((one) => symbol(one, asking, kmPerPx)), ...labels(order, asking, kmPerPx));
  const worn = new Set(asking.map.tracks.map(([, , , identity]) => LOOKS[identity].means));
  $("legend").replaceChildren(...Object.keys(LOOKS).filter((id) => !LOOKS[id].dashed && worn.delete(LOOKS[id].means)).map((id) => made(
    "li", {}, made("svg:svg", { viewBox: "-1.4 -1.4 2.8 2.8", "aria-hidden": "true" }, frame(id)), message(`identity.${LOOKS[id].means}`),
  )));
}

/** The view that shows all tracks. */
function fitted(tracks, box) {
  const xs = tracks.map(([, x]) => x), ys = tracks.map(([, , y]) => -y);
  if (!xs.length) return { x: (WEST + EAST) / 2, y: -(SOUTH + NORTH) / 2, zoom: 1 };
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const kmPerPx = Math.max((right - left) / (box.width - 60), (bottom - top) / (box.height - 70), 0.4);
  return { x: (left + right) / 2, y: (top + bottom) / 2, zoom: (EAST - WEST) / box.width / kmPerPx };
}

/** The rings that a track wears, by class, with how wide each is in halves of a symbol. */
function rings(number, asking) {
  const right = asking.told && asking.kind === "track" && asking.told.right === String(number);
  return [
    ...(asking.map.about === number ? [["about", 2]] : []),
    ...(chosenTrack() === number ? [["mine", 2]] : []),
    ...(right ? [["right", 2.6]] : []),
  ];
}

/** Numbers of tracks, those that wear a ring first; none lies on another. */
function labels(order, asking, kmPerPx) {
  const wide = 34 * kmPerPx, high = 14 * kmPerPx, taken = [];
  return [...order].reverse().flatMap(([number, x, y]) => {
    const at = [x, -y + 25 * kmPerPx];
    if (taken.some(([tx, ty]) => Math.abs(tx - at[0]) < wide && Math.abs(ty - at[1]) < high)) return [];
    taken.push(at);
    return [made("svg:text", { x: at[0], y: at[1], "font-size": 12 * kmPerPx, "stroke-width": 3 * kmPerPx }, String(number).padStart(4, "0"))];
  });
}

function frame(identity) {
  const { shape, means, dashed } = LOOKS[identity];
  return made("svg:path", { d: DATA.map.frames[shape], class: means, ...(dashed && { "stroke-dasharray": "3 3" }) });
}

function symbol([number, x, y, identity, course, stale], asking, kmPerPx) {
  const half = 8 * kmPerPx, turn = course * Math.PI / 180;
  const group = made("svg:g", { class: `track${stale ? " stale" : ""}`, transform: `translate(${x} ${-y})` });
  const line = made("svg:path", { class: LOOKS[identity].means, d: `M${1.2 * half * Math.sin(turn)} ${-1.2 * half * Math.cos(turn)}L${2.6 * half * Math.sin(turn)} ${-2.6 * half * Math.cos(turn)}` });
  const shape = frame(identity);
  shape.setAttribute("transform", `scale(${half})`);
  group.append(line, shape);
  for (const [name, size] of rings(number, asking)) group.append(made("svg:circle", { class: `ring ${name}`, r: size * half }));
  return group;
}

function chosenTrack() {
  if (S.shown.asking.kind !== "track") return null;
  const typed = S.shown.asking.told ? S.mine : $("own").value || chosen();
  return typed ? Number(typed) : null;
}

function zoomed(times, at = null) {
  if (!S.shown?.asking?.map || !S.view) return;
  const box = $("sky").getBoundingClientRect(), before = S.kmPerPx;
  const zoom = Math.min(12, Math.max(0.8, S.view.zoom * times)), after = before * S.view.zoom / zoom;
  if (at) {
    S.view.x += (at.x - box.left - box.width / 2) * (before - after);
    S.view.y += (at.y - box.top - box.height / 2) * (before - after);
  }
  S.view.zoom = zoom;
  map(S.shown.asking);
}

function tapped(x, y) {
  const { asking } = S.shown, box = $("sky").getBoundingClientRect();
  if (asking.kind !== "track" || asking.told) return;
  const km = [S.view.x + (x - box.left - box.width / 2) * S.kmPerPx, S.view.y + (y - box.top - box.height / 2) * S.kmPerPx];
  const far = ([, tx, ty]) => Math.hypot(tx - km[0], -ty - km[1]) / S.kmPerPx;
  const nearest = asking.map.tracks.reduce((best, one) => (!best || far(one) < far(best) ? one : best), null);
  if (!nearest || far(nearest) > NEAR_PX) return;
  $("own").value = String(nearest[0]).padStart(4, "0");
  S.draft = $("own").value;
  S.said = "phone.press_send";
  map(asking);
  status();
}

const fingers = new Map();
let moved = 0;
function press(event) {
  $("sky").setPointerCapture(event.pointerId);
  if (!fingers.size) moved = 0;
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
}
function drag(event) {
  const was = fingers.get(event.pointerId);
  if (!was || !S.view) return;
  const now = { x: event.clientX, y: event.clientY };
  moved += Math.hypot(now.x - was.x, now.y - was.y);
  fingers.set(event.pointerId, now);
  if (fingers.size === 2) {
    const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
    const span = (one) => Math.max(20, Math.hypot(one.x - other.x, one.y - other.y));
    zoomed(span(now) / span(was), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  } else if (moved > TAP_PX) {
    S.view.x -= (now.x - was.x) * S.kmPerPx;
    S.view.y -= (now.y - was.y) * S.kmPerPx;
    map(S.shown.asking);
  }
}
function lift(event) {
  const was = fingers.get(event.pointerId);
  fingers.delete(event.pointerId);
  if (was && event.type === "pointerup" && moved <= TAP_PX && !fingers.size) tapped(event.clientX, event.clientY);
}

// Hands

$("join").addEventListener("submit", (event) => { event.preventDefault(); join(); });
$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const { asking } = S.shown, text = $("own").value.trim();
  if (asking.told || asking.kind === "options" || !text) return;
  if (asking.kind === "track" && !asking.map.tracks.some(([number]) => number === Number(text))) {
    S.said = "phone.no_such_track";
    return status();
  }
  S.draft = "";
  choose(asking.kind === "track" ? String(Number(text)) : text);
});
$("own").addEventListener("input", () => {
  S.draft = $("own").value;
  if (S.shown.asking.map) map(S.shown.asking);
});
$("in").addEventListener("click", () => zoomed(1.6));
$("out").addEventListener("click", () => zoomed(1 / 1.6));
$("sky").addEventListener("pointerdown", press);
$("sky").addEventListener("pointermove", drag);
for (const name of ["pointerup", "pointercancel"]) $("sky").addEventListener(name, lift);
$("sky").addEventListener("wheel", (event) => {
  event.preventDefault();
  zoomed(event.deltaY < 0 ? 1.25 : 0.8, { x: event.clientX, y: event.clientY });
}, { passive: false });
for (const name of ["online", "pageshow"]) addEventListener(name, hurry);
addEventListener("resize", () => { if (S.shown?.asking?.map) map(S.shown.asking); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });

$("code").value = location.hash.slice(1);
$("name").value = kept.get("name");
$("team").value = kept.get("team");
paint();
if (S.token) follow();
