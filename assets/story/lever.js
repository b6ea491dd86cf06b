// The link's lever, the names that arrive once it is pulled, and the haystack of a bet: the same answers as
// story/feed.py and story/haystack.py.

const MOST_NAMES = 6;
const REASONS = ["feed.national", "feed.allied", "feed.civil", "feed.supplier"].map((id, n) => [1 << n, id]);

/** Whether a lever waits: a bet is open, and the next chapter is the lever's. */
function leverAhead() {
  return openBet(S.time) !== null && Boolean(CHAPTERS[chapterAt(S.time) + 1]?.lever);
}

/** The bet whose haystack is shown: while it is open, while its answer is awaited and shown. */
function betOnShow() {
  return openBet(S.time) ?? BETS.find((bet) => begun(bet.reveal_s, S.time) && !begun(bet.close_s, S.time)) ?? null;
}

/** The latest tracks of the linked picture that got a name since the lever was pulled, newest first. */
function arrivals(P, sinceS, timeS) {
  const { happened } = P, found = [];
  for (let n = happened.tick.length - 1; n >= 0; n--) {
    const tick = happened.tick[n], a = happened.aircraft[n], after = happened.after[n];
    if (happened.kind[n] !== 1 || tick < sinceS || tick > timeS) continue;
    const before = holds(P.named, a, tick - 1) & 255;
    if (after !== NAMELESS && !isNameless(after) && isNameless(before)) found.push({ tick, a });
  }
  return found.sort((one, other) => other.tick - one.tick).slice(0, MOST_NAMES);
}

/** Why a track got its name: who heard its answer, else the rule. */
function reasonOf(P, { tick, a }) {
  const why = whyAt(P, a, tick);
  for (const [bit, id] of REASONS) {
    const seen = why.sightings.find((one) => one.evidence & bit);
    if (seen) return message(id, S.lang, { site: phrase(SITES.posts[seen.site].name, S.lang) });
  }
  return phrase(why.rule, S.lang);
}

function item(tag, cls, text = "") {
  return Object.assign(document.createElement(tag), { className: cls, textContent: text });
}

function drawLever() {
  const lever = document.getElementById("lever"), ahead = leverAhead(), locked = S.bet === null;
  lever.hidden = !ahead;
  if (!ahead) return;
  lever.setAttribute("aria-disabled", String(locked));
  const said = ["lever.title", "lever.off", locked ? "lever.locked" : "lever.pull"].map((id) => message(id, S.lang)), key = said.join();
  if (lever.key === key) return;
  lever.key = key;
  lever.replaceChildren(item("b", "", said[0]), item("i", "slot"), item("span", "", said[1]), item("strong", "", said[2]));
}

/** Names arriving; read aloud only while the story stands still. */
function drawFeed() {
  const feed = document.getElementById("feed"), chapter = CHAPTERS[chapterAt(S.time)], id = shownNow()[1];
  feed.hidden = !chapter.lever || !id;
  if (feed.hidden) return;
  feed.querySelector("ol").setAttribute("aria-live", S.playing ? "off" : "polite");
  const P = PICTURES.get(id), key = [tickOf(S.time), S.lang, id, edition].join();
  if (feed.key === key) return;
  feed.key = key;
  const named = arrivals(P, chapter.at_s, tickOf(S.time)), bet = answeredBet(S.time), rows = [];
  const waiting = bet && stateAt(P, tickOf(S.time));
  if (waiting?.held[bet.aircraft] && isNameless(waiting.identity[bet.aircraft])) {
    rows.push(feedRow(P, bet.aircraft, waiting.identity[bet.aircraft], message("feed.still", S.lang), message("feed.nothing", S.lang)));
  }
  for (const one of named.slice(0, MOST_NAMES - rows.length)) {
    const identity = holds(P.named, one.a, one.tick) & 255;
    rows.push(feedRow(P, one.a, identity, identityWords({ held: true, identity }, S.lang), reasonOf(P, one)));
  }
  feed.querySelector("h3").textContent = message(rows.length ? "feed.title" : "feed.soon", S.lang);
  feed.querySelector("ol").replaceChildren(...rows);
}

function feedRow(P, a, identity, word, reason) {
  const row = item("li", ""), name = item("b", `is-${LOOKS[identity].means}`, `${trackName(a, P.number[a])}  ${word}`);
  row.dataset.lit = `a:${a}`;
  row.append(name, item("span", "", reason));
  return row;
}

/** The haystack: a straw for each track that looks like the one asked for; names turn it into hay. */
function drawHaystack() {
  const root = document.getElementById("haystack"), bet = betOnShow(), line = document.getElementById("falling");
  document.getElementById("hay").hidden = !bet;
  if (!bet) return;
  const tick = tickOf(S.time), beside = begun(bet.reveal_s, S.time) ? PICTURES.get(shownNow()[1]) : null;
  const key = [tick, beside?.id, S.bet, S.lang, S.lit, edition].join();
  if (root.key === key) return;
  root.key = key;
  const P = PICTURES.get(bet.picture), names = (beside && stateAt(beside, tick)) ?? stateAt(P, tick), straws = strawsOf(bet);
  const named = (a) => Boolean(beside) && names.held[a] && !isNameless(names.identity[a]);
  const left = straws.filter((a) => !named(a)).length, lit = (a) => S.lit === `a:${a}`;
  line.textContent = beside ? `${message("haystack.falling", S.lang, { count: straws.length, left })} ${message("haystack.point", S.lang)}` : message("haystack.point", S.lang);
  while (root.children.length > straws.length) root.lastChild.remove();
  while (root.children.length < straws.length) root.append(Object.assign(item("button", "straw"), { type: "button", tabIndex: root.children.length ? -1 : 0 }));
  straws.forEach((a, n) => {
    const straw = root.children[n], identity = names.held[a] ? names.identity[a] : stateAt(P, tick).identity[a];
    straw.dataset.lit = `a:${a}`;
    straw.dataset.a = a;
    straw.className = ["straw", `is-${LOOKS[identity].means}`, named(a) ? "hay" : "", a === S.bet ? "bet-on" : "", lit(a) ? "lit" : ""].join(" ").trim();
    straw.textContent = named(a) ? identityWords({ held: true, identity }, S.lang)[0] : "?";
    straw.setAttribute("aria-label", `${trackName(a, P.number[a])}: ${identityWords({ held: true, identity }, S.lang)}`);
    straw.setAttribute("aria-pressed", String(a === S.bet));
  });
}

function bindHaystack() {
  const root = document.getElementById("haystack");
  root.addEventListener("click", (event) => {
    const straw = event.target.closest(".straw");
    if (straw) act.select(Number(straw.dataset.a));
  });
  root.addEventListener("focusin", (event) => act.light(event.target.dataset.lit ?? null));
  root.addEventListener("focusout", () => act.light(null));
  root.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], all = [...root.children];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const now = all.indexOf(event.target), next = all[now + step];
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  document.getElementById("lever").addEventListener("click", () => act.pull());
}
