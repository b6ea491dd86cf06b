// What the story says at an instant: what an open question shuts, whom it follows and marks, how fast it goes.
// The same rule as story/shut.py, on the lists that it packed.

const BETS = DATA.bets, begun = (startS, timeS) => startS <= timeS + 1e-6;

/** The bet that can be placed at a time; null if none. */
function openBet(timeS) {
  return BETS.find((bet) => begun(bet.open_s, timeS) && !begun(bet.reveal_s, timeS)) ?? null;
}

/** When a bet is answered: after a lever, once names have arrived. */
function toldFrom(bet) {
  return bet.told_s ?? bet.reveal_s;
}

/** The bet whose answer is shown at a time; null if none. */
function answeredBet(timeS) {
  return BETS.find((bet) => begun(toldFrom(bet), timeS) && !begun(bet.close_s, timeS)) ?? null;
}

/** What must not be shown at a time, what is said to whoever tries, and the one picture that may be shown. */
function closedAt(timeS) {
  const told = BETS.some((bet) => !begun(toldFrom(bet), timeS)) ? ["intruder"] : [];
  const bet = openBet(timeS), coming = BETS.find((one) => begun(one.seen_s, timeS) && !begun(one.open_s, timeS));
  const found = (kind, picture) => ({ things: new Set([...told, ...DATA.closed[kind].shut]), why: DATA.closed[kind].why, picture });
  if (bet) return found("betting", bet.picture);
  if (coming) return found("coming", CHAPTERS[chapterAt(timeS)].pictures[0] ?? coming.picture);
  return { things: new Set(told), why: "", picture: "" };
}

/** The pictures that are shown: those chosen, or the one that an open question leaves. */
function shownNow() {
  const { picture } = closedAt(S.time);
  return PICTURES.has(picture) ? [picture] : S.view === "single" ? S.pictures.slice(0, 1) : S.pictures;
}

/** Whether something is shut now; whoever tries it is told so. */
function refused(thing) {
  const { things, why } = closedAt(S.time), shut = things.has(thing) && why;
  if (shut) tell(why);
  return Boolean(shut);
}

/** Say what was refused, for a moment and to screen readers. */
function tell(id, parts) {
  const told = document.getElementById("told");
  told.textContent = message(id, S.lang, parts);
  told.hidden = false;
  clearTimeout(told.gone);
  told.gone = setTimeout(() => { told.hidden = true; }, 5000);
}

/** The aircraft that the story follows, once a caption has introduced it; null before. */
function followedAt(timeS) {
  const met = CHAPTERS.some(({ captions }) => (
    captions.some((line) => begun(line.at_s, timeS) && line.aircraft.includes(DATA.follow))
  ));
  return met ? DATA.follow : null;
}

/** What stands out at a time: aircraft by how they are marked, and spots, km. */
function markedAt(timeS) {
  const caption = captionAt(timeS), follow = followedAt(timeS), answer = answeredBet(timeS), found = new Map();
  if (follow !== null) found.set(follow, "follow");
  for (const a of caption?.aircraft ?? []) found.set(a, found.get(a) ?? "mark");
  if (answer) found.set(answer.aircraft, "answer");
  if (S.bet !== null && (openBet(timeS) || BETS.some((bet) => begun(bet.reveal_s, timeS) && !begun(bet.close_s, timeS)))) found.set(S.bet, "bet");
  if (answer && S.bet === answer.aircraft) found.set(S.bet, "answer");
  return { aircraft: found, spots: caption?.spots ?? [] };
}

/** How dark the second picture is, 0..1: where the second chapter shows one picture alone, the other one goes dark at
 * the first one's end; where motion is unwanted it is gone at once. */
function duskAt(timeS) {
  const [first, second] = CHAPTERS;
  if (S.still || second?.view !== "single" || first.view === "single" || begun(second.at_s, timeS)) return 0;
  return Math.min(Math.max(1 - (second.at_s - timeS) / DATA.dusk_s, 0), 1);
}

/** How fast the story goes by itself at a time, seconds of the run in one on the wall. */
function paceAt(timeS) {
  return DATA.paces.findLast(([fromS]) => begun(fromS, timeS))?.[1] ?? USUAL_PACE;
}

/** Whether all links of a picture are cut, and since when, s; null while one is up or where there is none. */
function cutSince(P, timeS) {
  const tick = tickOf(timeS), rows = P.hears.map((_, row) => row).filter((row) => P.remote[row]);
  if (!rows.length || rows.some((row) => holds(P.link, row, tick))) return null;
  return Math.max(...rows.map((row) => P.link.tick[lastAtMost(P.link.tick, tick, P.link.start[row], P.link.start[row + 1])]));
}
