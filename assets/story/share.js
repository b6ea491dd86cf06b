// A moment of the page as an address or a text, and back again: nothing is taken over but checked numbers and ids.

const MOST_TEXT = 40_000, REST_ADDRESS_MS = 500, FAR_KM = 2500;

/** What a moment is written with: each reads its own text, undefined if that is not known here. */
const READ = {
  scenario: (text) => (text === nameOfPage() ? text : undefined),
  t: (text) => numberIn(text, 0, TICKS),
  lang: (text) => (Object.hasOwn(DATA.languages, text) ? text : undefined),
  pictures: (text) => allOf(text.split(","), (id) => PICTURES.has(id)),
  view: (text) => (["side", "single"].includes(text) ? text : undefined),
  select: (text) => (FLEET.ids.includes(text) ? FLEET.ids.indexOf(text) : undefined),
  alt: (text) => (ALTITUDES_M.includes(Number(text)) ? Number(text) : undefined),
  look: (text) => {
    const [east, north, span, ...more] = text.split(",").map((part) => numberIn(part, -FARTHEST_KM, FARTHEST_KM));
    const fine = !more.length && Math.abs(east) <= FAR_KM && Math.abs(north) <= FAR_KM && span >= NEAREST_KM;
    return fine ? { east, north, span } : undefined;
  },
  edits: (text) => editsChecked(parsed(text)) ?? undefined,
  moves: (text) => {
    const sent = parsed(text);
    if (!PLAYED || !Array.isArray(sent) || sent.length > MOST_EDITS) return undefined;
    const steps = sent.map((step) => ({ move: step?.move, edits: editsChecked(step?.edits) }));
    return steps.every(({ move, edits }) => typeof move === "string" && Object.hasOwn(MOVE_WORDS, move) && edits) ? steps : undefined;
  },
};

function numberIn(text, low, high) {
  const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return number >= low && number <= high ? number : undefined;
}

function allOf(ids, isKnown) {
  return ids.length && ids.length <= 2 && ids.every(isKnown) ? ids : undefined;
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return undefined; }
}

/** What this page calls its scenario in an address. */
function nameOfPage() {
  return DATA.title.normalize("NFKD").replace(/[^a-zA-Z0-9]+/g, "-").toLowerCase();
}

/** The parts of an address, or of a text with a part in each line; later ones win. */
function partsOf(text) {
  const plain = text.includes("\n"), pairs = text.slice(text.indexOf("#") + 1).split(plain ? /\r?\n/ : "&").map((part) => part.trim());
  return new Map(pairs.filter(Boolean).map((part) => {
    const at = part.includes("=") ? part.indexOf("=") : part.length;
    return [part.slice(0, at), plain ? part.slice(at + 1) : decoded(part.slice(at + 1))];
  }));
}

function decoded(text) {
  try { return decodeURIComponent(text.replace(/\+/g, " ")); } catch { return text; }
}

/** What an address or a text asks for: `moment`, checked, and the names of what was left out. */
function momentOf(text) {
  const moment = {}, refused_ = [];
  if (text.length > MOST_TEXT) return { moment, refused: ["…"] };
  for (const [name, value] of partsOf(text)) {
    const known_ = Object.hasOwn(READ, name), found = known_ ? READ[name](value) : undefined;
    if (found === undefined) refused_.push(known_ ? name : "?");
    else moment[name] = found;
  }
  if (refused_.includes("scenario")) return { moment: {}, refused: ["scenario"] };
  return { moment, refused: [...new Set(refused_)] };
}

/** Show a moment; what was left out of it is said. */
function showMoment({ moment, refused: left }) {
  S.lang = moment.lang ?? S.lang;
  if (moment.t !== undefined) S.time = moment.t;
  if (moment.edits) HISTORIES.story = { done: moment.edits.map((edit) => ({ move: "sent", edits: [edit] })), undone: [] };
  if (moment.moves) HISTORIES.challenge = { done: moment.moves, undone: [] };
  if (moment.t !== undefined) open(chapterAt(S.time), false);
  if (moment.pictures) S.pictures = pairOf(moment.pictures);
  S.view = moment.view ?? S.view;
  S.altM = moment.alt ?? S.altM;
  if (moment.look) lookAt(moment.look, false);
  if (moment.select !== undefined) S.selected = moment.select;
  if (left.includes("scenario")) tell("share.other");
  else if (left.length) tell("share.unknown", { names: left.join(", ") });
}

/** The moment that is shown, by the names of its parts. */
function momentNow() {
  const { east, north, span } = S.camera, story = editsOf(HISTORIES.story.done), moves = HISTORIES.challenge.done;
  const round = (km) => Math.round(km * 100) / 100;
  return {
    scenario: nameOfPage(), t: String(Math.round(S.time * 100) / 100), lang: S.lang, pictures: S.pictures.join(","), view: S.view,
    ...(S.selected === null ? {} : { select: FLEET.ids[S.selected] }), alt: String(S.altM), look: [east, north, span].map(round).join(","),
    ...(story.length ? { edits: JSON.stringify(story) } : {}), ...(moves.length ? { moves: JSON.stringify(moves) } : {}),
  };
}

function fragmentNow() {
  return Object.entries(momentNow()).map(([name, text]) => `${name}=${encodeURIComponent(text).replace(/%2C/g, ",").replace(/%3A/g, ":")}`).join("&");
}

function textNow() {
  return Object.entries(momentNow()).map(([name, text]) => `${name}=${text}\n`).join("");
}

let restingAddress = null;

/** The address keeps up while the story stands still. */
function keepAddress() {
  if (S.playing || HELD) return;
  clearTimeout(restingAddress);
  restingAddress = setTimeout(() => {
    if (S.playing || HELD) return;
    try { history.replaceState(null, "", `#${fragmentNow()}`); } catch { /* where it may not, the address stays */ }
  }, REST_ADDRESS_MS);
}

/** What puts this page into another, as high as it wants to be. */
function snippet() {
  const address = `${location.href.split("#")[0]}#${fragmentNow()}`.replace(/&/g, "&amp;"), title = inLanguage(DATA, "title", S.lang).replace(/[&"<>]/g, "");
  return `<iframe src="${address}" title="${title}" width="100%" height="760" style="border:0" allow="clipboard-write"></iframe>
<${"script"}>
addEventListener("message", ({ data, source }) => {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source && data?.iffsim?.height > 0) frame.height = data.iffsim.height;
  }
});
<\/script>
`;
}

/** Tell the page around this one how high it wants to be. */
function tellHeight() {
  if (window.parent === window) return;
  document.documentElement.classList.add("embedded");
  const told = () => window.parent.postMessage({ iffsim: { height: Math.ceil(document.body.getBoundingClientRect().height) } }, "*");
  new ResizeObserver(told).observe(document.body);
}

/** Put the words of the dialog into the language. */
function speakShare() {
  const said = (id) => message(id, S.lang), root = document.getElementById("share"), put_ = (name, id) => { root.querySelector(`.${name}`).textContent = said(id); };
  document.getElementById("sharing").textContent = said("share.title");
  for (const [name, id] of [["heading", "share.title"], ["link", "share.link"], ["text", "share.text"], ["mine", "share.state"], ["apply", "share.apply"], ["yours", "share.embed"], ["copy", "share.copy"], ["close", "takeaway.close"]]) put_(name, id);
  root.querySelector(".file").textContent = location.protocol === "file:" ? said("share.file") : "";
}

async function copied(text, field) {
  const done = document.querySelector("#share .done");
  done.textContent = "";
  try {
    await navigator.clipboard.writeText(text);
    done.textContent = message("share.copied", S.lang);
  } catch {
    field.value = text;
    field.select();
    done.textContent = message("share.by_hand", S.lang);
  }
}

function bindShare() {
  const root = document.getElementById("share"), part = (name) => root.querySelector(`.${name}`), [state, embed] = root.querySelectorAll("textarea");
  const click = (name, then) => part(name).addEventListener("click", then);
  document.getElementById("sharing").addEventListener("click", () => {
    S.playing = false;
    state.value = textNow();
    embed.value = snippet();
    part("done").textContent = "";
    root.showModal();
    invalidate();
  });
  click("link", () => copied(`${location.href.split("#")[0]}#${fragmentNow()}`, state));
  click("text", () => copied(textNow(), state));
  click("copy", () => copied(embed.value, embed));
  click("close", () => root.close());
  click("apply", () => {
    root.close();
    showNow(state.value);
  });
  window.addEventListener("hashchange", () => showNow(location.hash));
  tellHeight();
}

/** Show what an address or a text asks for, while the page is open. */
function showNow(text) {
  const { lang } = S;
  S.playing = false;
  showMoment(momentOf(text));
  if (S.lang !== lang) speak();
  invalidate();
}
