// One picture's panel: its map, its words, and the ring around what is selected.

const SCALES_KM = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const GROUNDS = new Grounds(), CROWDED = 150;

class Panel {
  constructor(slot) {
    this.slot = slot;
    this.root = document.getElementById("panel").content.firstElementChild.cloneNode(true);
    const part = (selector) => this.root.querySelector(selector);
    Object.assign(this, {
      map: part(".map"), canvas: part("canvas"), select: part("select"), ab: part(".ab"), letter: part(".letter"),
      count: part(".count b"), of: part(".count span"), scale: part(".scale"),
      cover: part(".cover"), disclaimer: part(".disclaimer"), card: part(".card"),
    });
    if (slot) part(".zoom").remove();
    this.backdrop = new Backdrop(GROUNDS);
    this.labels = new Labels();
    this.sight = { tracks: [], ghosts: [], half: 10 };
    document.getElementById("feed").before(this.root);
    new ResizeObserver(() => this.resize()).observe(this.map);
  }

  resize() {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = this.map.clientWidth, height = this.map.clientHeight;
    this.box = { width, height, ratio };
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    invalidate();
  }

  /** Draw a map of the scene. */
  draw(S, scene, pane) {
    this.root.hidden = !pane;
    if (!pane) {
      this.sight = { tracks: [], ghosts: [], half: 10 };
      return;
    }
    const P = scene.shown[pane.slot], colour = scene.colours[pane.slot], lit = litOn(scene, pane);
    this.words(S, P, colour, scene.numbers.find((one) => one.slot === pane.slot && one.topic === "held"));
    this.posts = postsAt(P, S.time);
    if (!this.box?.width || !this.box.height) return;
    const view = lens(S.camera, this.box), ctx = this.canvas.getContext("2d", { alpha: false });
    this.view = view;
    view.toPx(ctx);
    this.backdrop.draw(ctx, S, this.box, this.posts, colour);
    drawSmallRing(ctx, view, pane.ring, S.lang);
    const sight = this.sight = sightOf(pane, view);
    drawLinks(ctx, this.posts, view, colour, S.time, S.still);
    if (!HELD || sight.tracks.length < CROWDED) drawTrails(ctx, P, S.time, view, sight); // in a crowd the hand comes first
    const { marks, names } = drawPosts(ctx, this.posts, view, colour, S.lang);
    drawTracks(ctx, sight, view.ratio, lit);
    writePosts(ctx, names, view.ratio);
    this.top(ctx, S, P, sight, marks, pane.cards[0], lit);
    drawMarks(ctx, sight, view, markedAt(S.time), S.lang);
    this.darken(ctx, this.slot && duskAt(S.time));
  }

  /** Let the map go dark, so far as its dusk says. */
  darken(ctx, dusk) {
    if (!dusk) return;
    ctx.fillStyle = rgb(INK, dusk);
    ctx.fillRect(0, 0, this.box.width, this.box.height);
  }

  /** Labels, then the selected aircraft over its neighbours, with its ring and its card. */
  top(ctx, S, P, sight, taken, found, lit) {
    const { width, height, ratio } = this.box;
    taken.push({ x: 0, y: 0, width, height: 58 }, { x: 0, y: height - 34, width, height: 34 });
    if (!this.slot) taken.push({ x: 8, y: height - 70, width: 118, height: 38 });
    const chosen = [...sight.tracks, ...sight.ghosts].find((t) => t.a === S.selected);
    const card = showCard(this, S, P, chosen, found);
    if (card) taken.push(card);
    const { camera } = S;
    const key = [P.id, camera.east, camera.north, camera.span, width, height, S.selected, sight.tracks.length].join();
    this.labels.draw(ctx, sight, this.view, S.selected, taken, key, lit);
    if (!chosen) return;
    const colour = chosen.identity === undefined ? QUIET : LOOKS[chosen.identity].colour;
    if (card && card.width < width * 0.7) drawLeader(ctx, chosen, card, colour);
    drawRing(ctx, chosen, colour);
    if (chosen.identity !== undefined) drawTrack(ctx, chosen, sight.half, ratio);
  }

  words(S, P, colour, held) {
    const tick = tickOf(S.time), key = [P.id, tick, S.lang, S.camera.span, S.altM, this.box?.width, edition].join();
    if (key === this.key) return;
    this.key = key;
    const said = (id, parts) => message(id, S.lang, parts), letter = "AB"[this.slot], { scale } = lens(S.camera, this.box ?? { width: 1 });
    this.root.style.setProperty("--accent", rgb(colour));
    this.root.dataset.accent = "";
    this.select.value = P.id;
    this.select.style.width = `${this.wide(this.select.selectedOptions[0].text) + 36}px`;
    const cutS = cutSince(P, S.time), cut = cutS === null || !cutS ? "" : said("takeaway.link_cut", { count: Math.floor((S.time - cutS) / 60) });
    const supposed = supposedWords(S.lang);
    this.root.classList.toggle("cut", Boolean(cut || supposed));
    this.root.classList.toggle("supposed", Boolean(supposed));
    this.ab.textContent = letter;
    this.letter.textContent = [letter, supposed || cut || phrase(P.subtitle, S.lang)].filter(Boolean).join("  ·  ");
    this.count.textContent = written(held.lit.size, S.lang);
    this.of.textContent = [said("frame.of_held", { count: held.of ?? 0 }), uncounted(held, S.lang)].filter(Boolean).join(", ");
    this.count.parentElement.dataset.lit = `held:${this.slot}`;
    this.disclaimer.textContent = said("frame.disclaimer");
    this.cover.textContent = `${said("frame.coverage_at")} ${heightWords(S.altM, S.lang)}   ·`;
    const km = SCALES_KM.findLast((length) => length * scale <= Math.min(130, (this.box?.width ?? 400) / 5)) ?? 1;
    this.scale.style.width = `${km * scale}px`;
    this.scale.dataset.km = `${km} km`;
    this.root.querySelector(".north").textContent = `▲ ${said("frame.north")}`;
    this.map.setAttribute("aria-label", said("takeaway.map", { title: phrase(P.title, S.lang) }));
  }

  /** How wide the title is, px: a list would be as wide as its longest entry. */
  wide(text) {
    const ctx = this.canvas.getContext("2d", { alpha: false });
    ctx.font = `600 ${getComputedStyle(this.select).fontSize} "Plex Condensed", sans-serif`;
    return Math.ceil(ctx.measureText(text).width);
  }

  /** Fill the list of pictures, in a language. */
  list(lang) {
    this.root.querySelectorAll(".zoom button").forEach((button, n) => {
      button.setAttribute("aria-label", message(["takeaway.zoom_out", "takeaway.zoom_in", "takeaway.whole"][n], lang));
    });
    this.select.setAttribute("aria-label", `${message("report.picture", lang)} ${"AB"[this.slot]}`);
    this.select.replaceChildren(...DATA.order.map((id) => {
      return new Option(capitals(phrase(PICTURES.get(id).title, lang), lang), id);
    }));
    this.key = null;
  }

  /** The aircraft drawn nearest to a point, as a track or a ghost; null if none is near. */
  nearest(x, y, reach = 26) {
    let best = null, least = reach;
    for (const t of [...this.sight.tracks, ...this.sight.ghosts]) {
      const far = Math.hypot(t.x - x, t.y - y);
      if (far < least) [best, least] = [t.a, far];
    }
    return best;
  }
}

/** How many tracks are drawn and not counted, in words; "" for none. */
function uncounted({ outside, gone }, lang) {
  const parts = { count: written(outside, lang), area: phrase(DATA.area.name, lang) };
  return outside ? message(gone ? "frame.not_over" : "frame.outside", lang, parts) : "";
}

function metres(altM, lang) {
  return `${written(altM, lang)} m`;
}

function heightWords(altM, lang) {
  return `${metres(altM, lang)} (${written(Math.round(altM / 30.48) * 100, lang)} ft)`;
}

function drawRing(ctx, { x, y }, colour) {
  for (const [radius, width, alpha] of [[27.3, 2, 0.11], [25, 2, 0.17]]) {
    ctx.strokeStyle = rgb(colour, alpha);
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.strokeStyle = "rgba(255,255,255,.96)";
  ctx.lineWidth = 1.7;
  ctx.lineCap = "round";
  for (let quarter = 0; quarter < 4; quarter++) {
    const start = (quarter * 90 + 22) * Math.PI / 180;
    ctx.beginPath();
    ctx.arc(x, y, 22, start, start + 0.8);
    ctx.stroke();
  }
}

/** A bent line from the ring to the card's nearer edge. */
function drawLeader(ctx, { x, y }, card, colour) {
  const left = x < card.x + card.width / 2, edge = left ? card.x : card.x + card.width;
  const bend = [edge + (left ? -12 : 12), card.y + 18];
  const far = Math.hypot(bend[0] - x, bend[1] - y);
  if (far < 30) return;
  ctx.strokeStyle = rgb(colour);
  ctx.lineWidth = 1.1;
  ctx.beginPath();
  ctx.moveTo(x + (bend[0] - x) * 24 / far, y + (bend[1] - y) * 24 / far);
  ctx.lineTo(...bend);
  ctx.lineTo(edge, bend[1]);
  ctx.stroke();
}
