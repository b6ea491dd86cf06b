// Keys, by the program's own table of commands (`DATA.keys`): what the page does of it, and the list in help.

/** What the page does of the commands, by their ids; `false` says that the key is the browser's after all. */
const DOES = {
  "play": () => act.toggle(),
  "scan.back": () => act.step(-1),
  "scan.next": () => act.step(1),
  "speed.up": () => act.pace(1),
  "speed.down": () => act.pace(-1),
  "go.start": () => act.seek(0),
  "go.end": () => act.seek(TICKS),
  "chapter.next": () => act.turn(1),
  "chapter.page": () => act.turn(1),
  "chapter.back": () => act.turn(-1),
  "pace": () => act.ownPace(),
  "view.side": () => act.view("side"),
  "view.single": () => act.view("single"),
  "picture.left": () => act.swap(0),
  "picture.right": () => act.swap(1),
  "height.down": () => act.altitude(-1),
  "height.up": () => act.altitude(1),
  "fit.area": () => act.look(DATA.home),
  "pan.left": () => act.nudge(-1, 0),
  "pan.right": () => act.nudge(1, 0),
  "pan.up": () => act.nudge(0, 1),
  "pan.down": () => act.nudge(0, -1),
  "zoom.in": () => act.zoom(ZOOM, S.camera.east, S.camera.north),
  "zoom.out": () => act.zoom(1 / ZOOM, S.camera.east, S.camera.north),
  "select.next": () => S.inside && act.tab(1),
  "select.back": () => S.inside && act.tab(-1),
  "lever": () => act.pull(),
  "source": () => act.source(),
  "back": () => act.leave(),
  "truth": () => act.reveal(),
  "sandbox": () => hand.bar(),
  "link": () => hand.link(),
  "codes": () => hand.codes(),
  "four": () => hand.four(),
  "undo": () => hand.undo(),
  "redo": () => hand.redo(),
  "reset": () => hand.reset(),
  "carry.take": () => hand.take(),
  "suppose": () => supposeNext(),
  "suppose.row": (chord) => supposeRow(Number(chord.at(-1)) - 1),
  "help": () => act.help(),
  "language": () => act.language(),
};
const NAMES = {
  " ": "Space", ArrowLeft: "Left", ArrowRight: "Right", ArrowUp: "Up", ArrowDown: "Down", "+": "Plus", "=": "Plus", "-": "Minus", "−": "Minus",
};
/** Keys that scroll a page which is longer than its window. */
const SCROLLS = { ArrowUp: 1, ArrowDown: 1, PageUp: 1, PageDown: 1, Home: 1, End: 1 };
const SAVED = "iffsim.letters";
/** Whether single letters, digits and signs are shortcuts: whoever dictates or mistypes can turn them off. */
let LETTERS = remembered() !== "off";

/** What was chosen before; a page that may not keep anything forgets it. */
function remembered() {
  try { return localStorage.getItem(SAVED); } catch { return null; }
}

function setLetters(on) {
  LETTERS = on;
  try { localStorage.setItem(SAVED, on ? "on" : "off"); } catch { /* it holds until the page is closed */ }
}

/** A pressed key as the table writes it: "Ctrl+Z", "Alt+Left", "?". */
function chordOf(event) {
  const plain = event.altKey && !/^\w/.test(event.key) && /^(?:Key|Digit)(\w)$/.exec(event.code), typed = plain ? plain[1] : event.key; // a Mac's Alt writes signs
  const key = NAMES[typed] ?? (typed.length === 1 ? capitals(typed, "en") : typed);
  const held = [[event.ctrlKey || event.metaKey, "Ctrl"], [event.altKey, "Alt"], [event.shiftKey && (event.key.length > 1 || /\p{L}/u.test(key)), "Shift"]];
  return [...held.filter(([down]) => down).map(([, name]) => name), key].join("+");
}

/** Whether a key belongs to what has the focus, or to the browser. */
function ownKey({ target, key }) {
  if (target.closest("dialog")) return key !== "?";
  if (["select", "textarea", "input"].some((tag) => target.closest(tag))) return key !== "Escape";
  if (target.matches("[role=slider]")) return false;
  if (SCROLLS[key] && !S.inside && document.documentElement.scrollHeight > window.innerHeight + 1) return true;
  return Boolean(target.closest("button")) && (key === " " || key === "Enter");
}

function onKey(event) {
  if (ownKey(event)) return;
  const chord = chordOf(event), single = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
  const row = DATA.keys.rows.find((one) => one.keys.includes(chord));
  if (!row || (single && !LETTERS)) return;
  if (event.repeat && !row.again) return event.preventDefault();
  if (DOES[row.id](chord) !== false) event.preventDefault();
}

/** Put the keys, the symbols and the setting into the help, in the language. */
function speakHelp() {
  const said = (id) => message(id, S.lang), root = document.getElementById("keys");
  root.querySelector("h2").textContent = said("help.keys");
  root.querySelector("dl").replaceChildren(...DATA.keys.lines.flatMap(([keys, means]) => [
    item("dt", "", keyNames(keys, S.lang)), item("dd", "", said(means)),
  ]));
  root.querySelector(".letters").textContent = said("takeaway.letters");
  root.querySelector("input").checked = LETTERS;
  root.querySelector("p").textContent = said("takeaway.about");
  root.querySelector("button").textContent = said("takeaway.close");
}

function bindKeys() {
  const root = document.getElementById("keys");
  document.addEventListener("keydown", onKey);
  root.querySelector("button").addEventListener("click", () => act.help());
  root.querySelector("input").addEventListener("change", (event) => setLetters(event.target.checked));
}
