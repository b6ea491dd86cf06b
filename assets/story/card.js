// The why-card: what a picture calls the selected aircraft, by which rule, on what evidence, seen by whom.

/** Show the card of the selected aircraft; returns where it lies, px, null if there is none. */
function showCard(panel, S, P, spot, found) {
  const { card, box } = panel;
  if (!found || S.layout !== "wide") {
    card.hidden = true;
    panel.cardKey = null;
    return null;
  }
  const key = [P.id, S.selected, tickOf(S.time), S.lang, S.reveal, edition].join();
  if (key !== panel.cardKey) {
    panel.cardKey = key;
    fillCard(card, S, P, found);
    card.hidden = false;
  }
  return putCard(panel, spot, box);
}

/** Put the card in the first corner, inner ones first, where it does not hide the aircraft. */
function putCard(panel, spot, box) {
  const { card } = panel, wide = card.offsetWidth, high = card.offsetHeight;
  const inner = panel.slot ? 16 : box.width - 16 - wide, outer = box.width - wide - inner;
  const head = 66, foot = box.height - high - 44, corners = [[inner, head], [inner, foot], [outer, head], [outer, foot]];
  const hides = ([x, y]) => spot && spot.x > x - 30 && spot.x < x + wide + 30
    && spot.y > y - 30 && spot.y < y + high + 30;
  const [x, y] = corners.find((corner) => !hides(corner)) ?? (spot.y < foot ? corners[1] : corners[0]), at = `${x},${y}`;
  if (panel.cardAt !== at) {
    panel.cardAt = at;
    card.style.left = `${x}px`;
    card.style.top = `${y}px`;
  }
  return { x, y, width: wide, height: high };
}

/** Who it is, why in a sentence, what would change it, the table. */
function fillCard(card, S, P, found) {
  const words = (one) => spoken(one, S.lang), make = (name, text, cls) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (cls) element.className = cls;
    return element;
  };
  card.style.setProperty("--mark", rgb(found.identity === NAMELESS ? QUIET : LOOKS[found.identity].colour));
  const title = trackName(found.aircraft, found.number), name = capital(words(found.word), S.lang);
  const head = make("h3", title), close = make("button", "×");
  close.setAttribute("aria-label", message("takeaway.close", S.lang));
  close.type = "button";
  close.dataset.act = "close";
  head.append(make("em", name), close);
  const offers = offerLines(P, S.lang), offered = new Set(offersNow().map((one) => CARD.changes[one.change]));
  const list = (rows, before = []) => {
    const ul = make("ul");
    ul.append(...before);
    for (const row of rows) {
      const li = make("li"), means = row.identity === null ? "" : `is-${LOOKS[row.identity]?.means ?? "ghost"}`;
      li.append(make("span", words(row.name)), make("span", words(row.value), means));
      ul.append(li);
    }
    return ul;
  };
  const parts = [head, make("p", capital(words(found.sentence), S.lang))];
  const rest = supposedNow() ? [] : found.changes.filter((row) => !offered.has(row.name.key));
  if (offers.length || rest.length) parts.push(list(rest, offers));
  if (found.rows.length) parts.push(list(found.rows));
  if (!closedAt(S.time).things.has("whose")) parts.push(truthButton(S, make));
  const focused = card.contains(document.activeElement) && document.activeElement.dataset.act;
  card.setAttribute("aria-label", `${title}: ${name}, ${phrase(P.title, S.lang)}`);
  card.replaceChildren(...parts);
  if (focused) card.querySelector(`[data-act=${focused}]`)?.focus();
}

/** First guess, then look: the truth hides behind a button. */
function truthButton(S, make) {
  const a = S.selected, button = make("button", message("takeaway.truth", S.lang), "truth");
  button.type = "button";
  button.dataset.act = "truth";
  button.setAttribute("aria-pressed", String(S.reveal));
  if (S.reveal) {
    button.textContent = `${message("lesson.in_truth", S.lang)}: ${truthOf(a, S.lang)}`;
  }
  return button;
}
