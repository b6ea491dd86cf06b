// The board beside the map and the ring of whoever is seen only from near: the same answers as scene/board.py
// and scene/rings.py.

const COUNTS_TELL = ["numbers", "others", "whose"], HELD_TELLS = ["ghosts", "whose", "intruder"];

/** The rows of the board; null where there is none, or while what the story says is shut. */
function boardOf(scene) {
  const { asked } = scene, shown = new Set(slotsOf(asked).map((slot) => asked.pictures[slot]));
  if (!DATA.board || asked.shut.has("caption")) return null;
  const rows = DATA.board.rows.filter((row) => row.picture === null || shown.has(row.picture)).map((row) => ({
    row, struck: row.struck_s !== null && begun(row.struck_s, asked.timeS),
    minutes: row.aircraft === null || HELD_TELLS.some((one) => asked.shut.has(one)) ? []
      : slotsOf(asked).map((slot) => [slot, heldMin(scene.shown[slot], row.aircraft, tickOf(asked.timeS))]),
    lit: row.picture === null || COUNTS_TELL.some((one) => asked.shut.has(one)) ? null : namedIn(scene, row),
  }));
  return rows.length ? rows : null;
}

/** For how many minutes a picture has held an aircraft until a tick. */
function heldMin({ tracks }, a, tick) {
  return tracks.reduce((sum, one) => sum + (one.a === a ? Math.max(0, Math.min(one.end, tick) - one.begin) : 0), 0) / 60;
}

/** Which aircraft in the area one picture holds and another has a name for. */
function namedIn({ asked, columns }, { picture, named_by: namedBy }) {
  const tick = tickOf(asked.timeS), [mine, other] = [picture, namedBy].map((id) => stateAt(PICTURES.get(id), tick));
  return chosen((a) => mine.held[a] && columns[0].inside[a] && other.held[a] && !isNameless(other.identity[a]));
}

/** The aircraft that a row of the board counts, on the map of their picture. */
function litByRow(scene, pane, index) {
  const found = scene.board?.[index];
  return found?.lit && scene.asked.pictures[pane.slot] === found.row.picture ? found.lit : new Set();
}

/** Show the board. */
function drawBoard(S, scene) {
  const root = document.getElementById("board"), found = scene.board;
  root.hidden = !found;
  if (!found) return;
  const key = JSON.stringify([S.lang, found.map(({ struck, minutes, lit }) => [struck, minutes.map(([, n]) => n.toFixed(1)), lit && lit.size])]);
  if (root.key === key) return;
  root.key = key;
  const make = (name, text, cls = "") => Object.assign(document.createElement(name), { textContent: text, className: cls });
  const list = make("ul", "");
  list.append(...found.map(({ row, struck, minutes, lit }, index) => {
    const line = make("li", ""), value = make("span", "");
    if (row.how) value.textContent = message(row.how === "shown" ? "board.shown_here" : "board.said_only", S.lang);
    for (const [slot, count] of minutes) {
      const number = make("b", `${"AB"[slot]} ${tenths(count, S.lang)}`);
      number.style.color = rgb(scene.colours[slot]);
      value.append(number, " ");
    }
    if (minutes.length) value.append(message("board.minutes", S.lang));
    if (lit) {
      value.append(make("b", written(lit.size, S.lang)));
      line.dataset.lit = `row:${index}`;
    }
    line.append(make(struck ? "s" : "span", inLanguage(row, "text", S.lang)), value);
    return line;
  }));
  root.replaceChildren(make("h3", inLanguage(DATA.board, "title", S.lang)), list);
}

/** How far each site that a picture hears would see the first pinned aircraft of a smaller signature; null without one. */
function ringOf({ asked, shown }, pane) {
  if (pane.kind !== "picture" || HELD_TELLS.some((one) => asked.shut.has(one))) return null;
  const small = asked.pins.find((a) => FLEET.signature[a] < 1);
  if (small === undefined) return null;
  const posts = postsAt(shown[pane.slot], asked.timeS).filter((post) => post.heard);
  return { a: small, posts, reach: posts.map((post) => reachM(post, asked.altM, FLEET.signature[small])) };
}

/** Draw it: dashed circles, the name at the one that is largest on the map. */
function drawSmallRing(ctx, view, found, lang) {
  if (!found) return;
  const parts = found.posts.map((post, n) => ({ rings: [circleKm(post.xyz, found.reach[n]).flat()], reach: found.reach[n] }));
  view.toKm(ctx);
  ctx.setLineDash([7 / view.scale, 6 / view.scale]);
  for (const { rings } of parts) stroke(ctx, kmPath(rings, true), TEXT, 1.5 / view.scale);
  ctx.setLineDash([]);
  view.toPx(ctx);
  const tops = parts.map(({ rings: [xy], reach }) => {
    let top = 0;
    for (let n = 0; n < xy.length; n += 2) if (xy[n + 1] > xy[top + 1]) top = n;
    return { x: view.x(xy[top]), y: view.y(xy[top + 1]), reach };
  }).filter(({ x, y }) => x > 0 && x < view.width && y > 60 && y < view.height);
  if (!tops.length) return;
  const { x, y } = tops.reduce((one, other) => (other.reach > one.reach ? other : one));
  pin(ctx, { x, y: y + RING_PX }, message("ring.smaller", lang, { type: typeOf(found.a, lang) }), rgb(TEXT), view, []);
}

/** What type an aircraft is. */
function typeOf(a, lang) {
  const [title, twin] = FLEET.titles[FLEET.types[a]];
  return (lang === "tr" && twin) || title;
}

/** A number with one decimal. */
function tenths(number, lang) {
  return number.toFixed(1).replace(".", DATA.languages[lang].decimal);
}
