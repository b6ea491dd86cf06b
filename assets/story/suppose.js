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

/** The changes (their places in `CARD.changes`) that would give the selected track another name in one of the shown
 * pictures, and that can be shown. */
function supposable() {
  if (!mayBeSupposed()) return [];
  const tick = tickOf(S.time), found = shownNow().flatMap((id) => {
    const P = PICTURES.get(id), why = whyAt(P, S.selected, tick);
    return outcomesOf(P, why, tick).filter((one) => one.able && one.identity !== why.identity && CARD.supposes[one.change]);
  });
  return [...new Set(found.map((one) => one.change))].slice(0, CARD.most);
}

/** The edit that makes what is supposed, from the first second on; none while nothing is. */
function supposedEdits() {
  const now = supposedNow();
  return now ? [{ ...CARD.supposes[now.changes[now.at]], at: hms(0), flight: FLEET.ids[now.aircraft] }] : [];
}

/** What is supposed, in words; "" while nothing is. */
function supposedWords(lang) {
  const now = supposedNow();
  return now ? message("sandbox.supposed", lang, { change: message(CARD.changes[now.changes[now.at]], lang) }) : "";
}

/** Show the next change, after the last one none; false where no name would change. */
function supposeNext() {
  if (refused("cards")) return true;
  const now = supposedNow(), changes = now?.changes ?? supposable(), at = now ? now.at + 1 : 0;
  if (!changes.length) return false;
  S.supposed = at < changes.length ? { aircraft: S.selected, changes, at } : null;
  modelNow();
  announce();
  invalidate();
  return true;
}

/** The button of a card that does so; null where no name would change. */
function supposeButton(make) {
  const now = supposedNow();
  if (!now && !supposable().length) return null;
  const button = make("button", supposedWords(S.lang) || message("sandbox.suppose", S.lang), "truth");
  button.type = "button";
  button.dataset.act = "suppose";
  button.setAttribute("aria-pressed", String(Boolean(now)));
  return button;
}
