// The why-card: what a picture calls the selected aircraft, by which rule, on what evidence, seen by whom.

const CARD_SITES = 3;

/** Show the card of the selected aircraft; returns where it lies, px, null if there is none. */
function showCard(panel, S, P, spot) {
  const { card, box } = panel;
  if (S.selected === null) {
    card.hidden = true;
    panel.cardKey = null;
    return null;
  }
  const key = [P.id, S.selected, tickOf(S.time), S.lang, S.reveal].join();
  if (key !== panel.cardKey) {
    panel.cardKey = key;
    fillCard(card, S, P, whyAt(P, S.selected, S.time));
    card.hidden = false;
  }
  return putCard(panel, spot, box);
}

/** Put the card in the first corner, inner ones first, where it does not hide the aircraft. */
function putCard(panel, spot, box) {
  const { card } = panel, wide = card.offsetWidth, high = card.offsetHeight;
  const inner = panel.slot ? 16 : box.width - 16 - wide, outer = box.width - wide - inner;
  const narrow = window.innerWidth <= 900, head = narrow ? 48 : 66;
  const foot = box.height - high - (narrow ? 28 : 44), left = narrow ? (box.width - wide) / 2 : inner;
  const corners = [[left, head], [left, foot], ...(narrow ? [] : [[outer, head], [outer, foot]])];
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

function fillCard(card, S, P, why) {
  const said = (id, parts) => message(id, S.lang, parts), make = (name, text, cls) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (cls) element.className = cls;
    return element;
  };
  const look = why.held ? LOOKS[why.identity].colour : QUIET;
  card.style.setProperty("--mark", rgb(look));
  const head = make("h3", trackName(S.selected)), close = make("button", "×");
  const name = identityWords(why, S.lang);
  close.setAttribute("aria-label", said("takeaway.close"));
  close.type = "button";
  close.dataset.act = "close";
  head.append(make("em", name), close);
  const parts = [head], list = (title, rows) => {
    if (!rows.length) return;
    const ul = make("ul");
    for (const [left, right] of rows) {
      const li = make("li");
      li.append(make("span", left), make("span", right));
      ul.append(li);
    }
    parts.push(make("h4", title), ul);
  };
  if (why.held) {
    list(said("card.rule"), [[`“${phrase(why.rule, S.lang)}”`, ""]]);
    list(said("takeaway.evidence"), why.evidence.map((e) => (
      [said(`evidence.${e.name}`), said("takeaway.since", { clock: clock(e.tick) })]
    )));
  } else {
    parts.push(make("p", said("takeaway.not_held")));
  }
  list(said("card.seen_by"), sightingRows(S, why));
  if (!isGuessing(S.time)) parts.push(truthButton(S, make));
  const focused = card.contains(document.activeElement) && document.activeElement.dataset.act;
  card.setAttribute("aria-label", `${trackName(S.selected)}: ${name}, ${phrase(P.title, S.lang)}`);
  card.replaceChildren(...parts);
  if (focused) card.querySelector(`[data-act=${focused}]`)?.focus();
}

function sightingRows(S, why) {
  const said = (id, parts) => message(id, S.lang, parts), seen = why.sightings, now = tickOf(S.time);
  if (!seen.length) return why.held ? [[said("card.nobody"), ""]] : [];
  const rows = seen.slice(0, CARD_SITES).map((one) => [
    phrase(SITES.names[one.site], S.lang) + (one.remote ? `, ${said("card.over_link")}` : ""),
    said("card.ago", { age: now - one.tick }),
  ]);
  if (seen.length > CARD_SITES) rows.push([said("takeaway.more", { count: seen.length - CARD_SITES }), ""]);
  return rows;
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
