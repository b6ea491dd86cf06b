// What would change the selected track's name, shown on the maps, one change after the other: the same answers as
// view/model/supposing.py. Nothing of it is kept; it is gone as soon as another aircraft is selected.

/** What is supposed now; null as soon as its aircraft is not selected, or cards are shut. */
function supposedNow() {
  return S.supposed && S.supposed.aircraft === S.selected && mayBeSupposed() ? S.supposed : null;
}

/** Whether a change can be shown: a track is selected, and its card may be read. */
function mayBeSupposed() {
  return S.selected !== null && !goalNow() && !HELD && !closedAt(S.time).things.has("cards");
}

/** The changes that are offered: while one is shown, those that were offered before it. */
function offersNow() {
  return supposedNow()?.offers ?? (mayBeSupposed() ? offersAt(tickOf(S.time)) : []);
}

/** The changes (`change`: the place in `CARD.changes`) that would give the selected track another name in one of the
 * shown pictures, and that can be shown; `would` is what each of those would call it. */
function offersAt(tick) {
  const whys = shownNow().map((id) => whyAt(PICTURES.get(id), S.selected, tick)), called = whys.map((why) => (why.held ? why.identity : NAMELESS));
  const some = shownNow().map((id, n) => new Map(outcomesOf(PICTURES.get(id), whys[n], tick)
    .filter((one) => one.able && one.identity !== called[n] && CARD.supposes[one.change]).map((one) => [one.change, one.identity])));
  const changes = [...new Set(some.flatMap((one) => [...one.keys()]))].slice(0, CARD.most);
  return changes.map((change) => ({ change, would: called.map((name, n) => some[n].get(change) ?? name) }));
}

/** The edit that makes what is supposed, from the first second on; none while nothing is. */
function supposedEdits() {
  const now = supposedNow();
  return now ? [{ ...CARD.supposes[now.offers[now.at].change], at: hms(0), flight: FLEET.ids[now.aircraft] }] : [];
}

/** What is supposed, in words; "" while nothing is. */
function supposedWords(lang) {
  const now = supposedNow();
  return now ? message("sandbox.supposed", lang, { change: message(CARD.changes[now.offers[now.at].change], lang) }) : "";
}

/** Show the next change, after the last one none; false where no name would change. */
function supposeNext() {
  const now = supposedNow();
  if (now && now.at + 1 === now.offers.length) return supposeRow(now.at);
  return supposeRow(now ? now.at + 1 : 0);
}

/** Show one of the changes that are offered, or take it off if it is shown; false where it is not offered. */
function supposeRow(at) {
  if (refused("cards")) return true;
  const offers = offersNow();
  if (at >= offers.length) return false;
  S.supposed = supposedNow()?.at === at ? null : { aircraft: S.selected, offers, at };
  modelNow();
  announce();
  invalidate();
  return true;
}

/** The lines of a card that show a change when they are pushed. */
function offerLines(P, lang) {
  const slot = shownNow().indexOf(P.id), at = supposedNow()?.at;
  return offersNow().map(({ change, would }, n) => {
    const line = item("li", "offer"), button = Object.assign(item("button", ""), { type: "button" }), name = would[slot];
    button.dataset.act = `suppose-${n}`;
    button.setAttribute("aria-pressed", String(n === at));
    button.append(item("b", "", String(n + 1)), item("span", "", message(CARD.changes[change], lang)), item("span", `is-${LOOKS[name]?.means ?? "ghost"}`, spoken(nameOf(name), lang)));
    line.append(button);
    return line;
  });
}
