// The end: a challenge, played by the model as its reader moves, and what to do after it.

/** The page as it came, before anything was drawn into it. */
const WHOLE = `<!doctype html>\n${document.documentElement.outerHTML}`;
const PLAYED = DATA.played;
const MOVE_WORDS = { link: "takeaway.move_link", codes: "takeaway.move_codes", four: "takeaway.move_four", drag: "takeaway.move_drag", site: "takeaway.move_site" };
const BACK_WORDS = { undo: "sandbox.undo", redo: "sandbox.redo", reset: "sandbox.reset" };
const PLAYED_NEEDLES = new Map();

/** The needle after the first moves made: when it is read, and its line over the run; null where it is not held. */
function playedAfter(count, goal) {
  const made = HISTORIES.challenge.done.slice(0, count), picture = made.some((step) => step.move === "link") ? PLAYED.linked : goal.picture;
  const edits = editsOf(made).map((edit) => (edit.do === "doctrine" ? { ...edit, picture } : edit)), key = JSON.stringify([picture, edits]);
  if (!PLAYED_NEEDLES.has(key)) PLAYED_NEEDLES.set(key, needlesOf(edits, picture));
  return PLAYED_NEEDLES.get(key);
}

function needlesOf(edits, picture) {
  const found = prepared(edits), series = seriesOf(found.survey.inArea, foldOf(found, picture).named);
  const row = DATA.constants.measures.indexOf("needle"), at = (timeS) => {
    const count = holds(series, row, tickOf(timeS));
    return count < 0 ? null : count;
  };
  return { needle: at(PLAYED.read_s), line: Array.from({ length: Math.ceil(TICKS / PLAYED.every_s) }, (_, n) => at(n * PLAYED.every_s)) };
}

function drawEnd() {
  const root = document.getElementById("end"), goal = CHAPTERS[chapterAt(S.time)].challenge;
  root.hidden = !goal || !PLAYED;
  if (root.hidden) return;
  const made = HISTORIES.challenge.done, key = [S.lang, edition, made.length, ...made.map((step) => step.move), HISTORIES.challenge.undone.length].join();
  if (root.key === key) return;
  root.key = key;
  const said = (id, parts) => message(id, S.lang, parts), part = (name) => root.querySelector(name), left = goal.moves - made.length;
  const now = playedAfter(made.length, goal), won = now.needle !== null && now.needle <= goal.needle;
  part("h2").textContent = said("takeaway.challenge", { needle: goal.needle, moves: goal.moves });
  part(".how").textContent = said("takeaway.challenge_how", { clock: clock(PLAYED.read_s) });
  for (const button of part(".moves").children) {
    const { move } = button.dataset;
    button.textContent = said(BACK_WORDS[move] ?? MOVE_WORDS[move]);
    const before = made.some((step) => step.move === move);
    button.setAttribute("aria-disabled", String(move === "undo" ? !made.length : move === "redo" ? !HISTORIES.challenge.undone.length : !left || before));
    if (!["undo", "redo"].includes(move)) button.setAttribute("aria-pressed", String(before));
  }
  part(".results").replaceChildren(...[null, ...made.map((step) => step.move)].map((move, n) => {
    const row = item("li", ""), { needle } = playedAfter(n, goal), one = needle === null ? said("scores.no_needle") : said("scores.one_of", { count: needle });
    const title = move ? said("takeaway.your_move", { number: n, move: said(MOVE_WORDS[move]) }) : said("takeaway.as_article");
    row.append(item("span", "", title), item("b", needle !== null && needle <= goal.needle ? "won" : "", one));
    return row;
  }));
  part(".verdict").textContent = won ? said("takeaway.won", { count: now.needle }) : left ? said("takeaway.moves_left", { count: left }) : said("takeaway.no_moves");
  part(".verdict").className = `verdict ${won ? "won" : ""}`;
  drawNeedleLine(part("svg"), goal, now.line);
  for (const [name, title, text] of [["watch", "takeaway.watch", "takeaway.watch_how"], ["replay", "takeaway.replay", "takeaway.replay_how"], ["take", "takeaway.take", "takeaway.take_how"]]) {
    part(`.${name}`).replaceChildren(item("b", "", said(title)), item("span", "", said(text)));
  }
}

/** The needle over the run: as the article has it, and after the moves made; the goal is dotted. */
function drawNeedleLine(svg, goal, mine) {
  const lines = [playedAfter(0, goal).line, mine], most = Math.max(...lines.flat(), goal.needle, 1), count = mine.length;
  const at = (n, value) => `${(n / (count - 1) * 300).toFixed(1)},${(58 - value / most * 54).toFixed(1)}`;
  const path = (line) => line.map((value, n) => (value === null ? "" : `${n && line[n - 1] !== null ? "L" : "M"}${at(n, value)}`)).join("");
  svg.setAttribute("aria-label", message("takeaway.line", S.lang));
  const paths = [["goal", `M${at(0, goal.needle)}L${at(count - 1, goal.needle)}`], ["article", path(lines[0])], ["mine", path(lines[1])]];
  svg.replaceChildren(...paths.map(([name, d]) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", d);
    line.setAttribute("class", name);
    return line;
  }));
}

function bindEnd() {
  const root = document.getElementById("end"), moves = root.querySelector(".moves");
  if (!PLAYED) return;
  moves.replaceChildren(...[...(PLAYED.linked ? ["link"] : []), "codes", "four", "drag", "undo", "redo"].map((move) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.dataset.move = move;
    return button;
  }));
  moves.addEventListener("click", (event) => {
    const button = event.target.closest("button"), goal = CHAPTERS[chapterAt(S.time)].challenge;
    if (!button || !goal || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.move === "drag") hand.take(batteryHere());
    else hand[button.dataset.move]();
  });
  root.querySelector(".watch").addEventListener("click", () => act.watch());
  root.querySelector(".replay").addEventListener("click", () => act.replay());
  root.querySelector(".take").addEventListener("click", () => act.take());
}

/** The battery that a move of the challenge means, by its written id. */
function batteryHere() {
  return SITES.posts.find((post) => post.battery && post.carrier < 0)?.written;
}
