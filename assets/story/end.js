// The end: a challenge, played out by the engine before the page was written, and what to do after it.

/** The page as it came, before anything was drawn into it. */
const WHOLE = `<!doctype html>\n${document.documentElement.outerHTML}`;
const PLAYED = DATA.played, MOVE_WORDS = { link: "takeaway.move_link", codes: "takeaway.move_codes", four: "takeaway.move_four" };
const MOVES_MADE = [];

/** What the engine counts after some of the moves made. */
function playedAfter(count) {
  return PLAYED.after[PLAYED.offered.filter((move) => MOVES_MADE.slice(0, count).includes(move)).join("+")];
}

function drawEnd() {
  const root = document.getElementById("end"), goal = CHAPTERS[chapterAt(S.time)].challenge;
  root.hidden = !goal || !PLAYED;
  if (root.hidden) return;
  const key = [S.lang, ...MOVES_MADE].join();
  if (root.key === key) return;
  root.key = key;
  const said = (id, parts) => message(id, S.lang, parts), part = (name) => root.querySelector(name), left = goal.moves - MOVES_MADE.length;
  const now = playedAfter(MOVES_MADE.length), won = now.needle !== null && now.needle <= goal.needle;
  part("h2").textContent = said("takeaway.challenge", { needle: goal.needle, moves: goal.moves });
  part(".how").textContent = said("takeaway.challenge_how", { clock: clock(PLAYED.read_s) });
  for (const button of part(".moves").children) {
    const { move } = button.dataset;
    button.textContent = said(move === "undo" ? "sandbox.undo" : MOVE_WORDS[move]);
    button.setAttribute("aria-disabled", String(move === "undo" ? !MOVES_MADE.length : !left || MOVES_MADE.includes(move)));
    if (move !== "undo") button.setAttribute("aria-pressed", String(MOVES_MADE.includes(move)));
  }
  part(".results").replaceChildren(...[null, ...MOVES_MADE].map((move, n) => {
    const row = item("li", ""), { needle } = playedAfter(n), one = needle === null ? said("identity.not_held") : said("scores.one_of", { count: needle });
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
  const lines = [PLAYED.after[""].line, mine], most = Math.max(...lines.flat(), goal.needle, 1), count = mine.length;
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
  moves.replaceChildren(...[...PLAYED.offered, "undo"].map((move) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.dataset.move = move;
    return button;
  }));
  moves.addEventListener("click", (event) => {
    const button = event.target.closest("button"), goal = CHAPTERS[chapterAt(S.time)].challenge;
    if (!button || !goal || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.move === "undo") MOVES_MADE.pop();
    else MOVES_MADE.push(button.dataset.move);
    invalidate();
  });
  root.querySelector(".watch").addEventListener("click", () => act.watch());
  root.querySelector(".replay").addEventListener("click", () => act.replay());
  root.querySelector(".take").addEventListener("click", () => act.take());
}
