// The scorecard strip: picture A against picture B, six measures, the needle among them.

const ALTITUDES_M = DATA.altitudes_m;
const SCORES = {
  held: ["scores.held", "scores.of_those_over"], correct: ["scores.correct", "scores.of_those_in_air"],
  left_unknown: ["scores.left_unknown", "scores.not_named"], needle: ["scores.needle", "scores.intruder_one_of"],
  lost_friends: ["scores.lost_friends", "scores.minutes_so_far"], watched: ["scores.watched", "scores.share_at_height"],
};

class Scores {
  constructor() {
    this.root = document.getElementById("scores");
    this.slider = Object.assign(document.createElement("input"), {
      type: "range", min: 0, max: ALTITUDES_M.length - 1, step: 1,
    });
    this.cells = Object.fromEntries(Object.keys(SCORES).map((name) => [name, this.cell(name)]));
    this.shares = new Map();
  }

  cell(name) {
    const cell = document.createElement("div"), note = document.createElement("p");
    cell.className = "score";
    if (name !== "watched") cell.dataset.lit = name;
    const title = document.createElement("h3"), words = document.createElement("span");
    if (name === "watched") note.append(this.slider);
    note.append(words);
    cell.append(title, note);
    const rows = ["A", "B"].map((letter, slot) => {
      const row = document.createElement("div"), bar = document.createElement("div");
      const out = document.createElement("output");
      row.className = "row";
      if (name !== "watched") row.dataset.lit = `${name}:${slot}`;
      row.append(letter, bar, out);
      bar.className = name === "needle" ? "straws" : "bar";
      if (name !== "needle") bar.append(document.createElement("i"));
      cell.append(row);
      return { row, bar, out };
    });
    this.root.append(cell);
    return { cell, title, note: words, rows };
  }

  draw(S, scene, panels) {
    const tick = tickOf(S.time), key = [tick, scene.asked.pictures, S.lang, S.altM, [...scene.asked.shut], S.bet, S.lit, edition].join();
    if (key === this.key) return;
    this.key = key;
    const said = (id, parts) => message(id, S.lang, parts), area = phrase(DATA.area.name, S.lang);
    const minutes = scene.shown.map((P) => written(measureSoFar(P, "unidentified_friends", tick) / 60, S.lang));
    const parts = { area, minutes: minutes.join(" / "), height: written(S.altM, S.lang) };
    for (const [name, [title, note]] of Object.entries(SCORES)) {
      this.cells[name].title.textContent = said(title, parts);
      const words = this.cells[name].note, plain = name === "lost_friends" && scene.asked.shut.has("whose") ? "" : said(note, parts);
      words.textContent = this.amongSkies(name, S, scene, parts, said) ?? plain;
      const line = words.parentElement;
      if (name === "lost_friends" && line.scrollWidth > line.clientWidth) words.textContent = plain; // no room for more
    }
    this.cells.needle.cell.classList.toggle("hunted", HUNTED);
    this.slider.setAttribute("aria-label", said("takeaway.altitude"));
    this.slider.setAttribute("aria-valuetext", heightWords(S.altM, S.lang));
    this.slider.value = ALTITUDES_M.indexOf(S.altM);
    for (const { rows } of Object.values(this.cells)) rows[1].row.hidden = scene.shown.length < 2;
    for (const one of scene.numbers) this.fill(one, scene, said, S.lang);
    scene.shown.forEach((P, slot) => {
      const share = panels[slot].posts ? this.share(P, panels[slot].posts, S) : null;
      const text = share === null ? said("scores.nothing") : percent(share, S.lang);
      fillRow(this.cells.watched.rows[slot], { text, share, none: share === null }, rgb(scene.colours[slot]));
    });
  }

  /** What the shipped study says beside a number, where there is one, nothing is changed and it is not shut. */
  amongSkies(name, S, scene, parts, said) {
    const skies = DATA.skies, shut = scene.asked.shut;
    if (!skies || editsNow().length || supposedNow() || shut.has("whose") || shut.has("intruder")) return undefined;
    if (name === "lost_friends") {
      const ranks = scene.shown.map((P) => skies.ranks[P.id] ?? 0), rank = Math.max(...ranks);
      return rank ? said("spread.unusual", { minutes: parts.minutes, rank: percent(rank, S.lang) }) : undefined;
    }
    if (name !== "needle") return undefined;
    const at = scene.shown.map((P) => {
      const found = skies.needle[P.id] ?? [];
      return found[Math.min(Math.floor(S.time / skies.every_s), found.length - 1)];
    });
    if (!at.some(Boolean)) return undefined;
    const spans = at.map((one) => (one ? one.map((n) => written(Math.round(n), S.lang)).join("–") : said("scores.nothing")));
    return said("spread.skies", { spans: spans.join(" / "), skies: written(skies.count, S.lang) });
  }

  /** Write one number of one picture, with its bar or its straws. */
  fill(one, scene, said, lang) {
    const { topic, slot, lit, of, nothing } = one, needle = topic === "needle";
    const why = { none: "scores.nothing", absent: "scores.no_needle", shut: "scores.hidden" };
    const text = nothing ? said(why[nothing]) : needle ? said("scores.one_of", { count: lit.size }) : written(lit.size, lang);
    const straws = needle ? scene.straws[slot].map((a) => [a, scene.revealed(a) ? "needle" : a === S.bet ? "bet" : ""]) : undefined;
    fillRow(this.cells[topic].rows[slot], { text, share: of ? lit.size / of : 0, straws, none: Boolean(nothing) }, rgb(scene.colours[slot]));
  }

  /** How much of the area a picture watches; worked out anew only when its coverage changed. */
  share(P, posts, S) {
    const key = coverageKey(posts, S.altM, 1), kept = this.shares.get(P.id);
    if (kept?.key === key) return kept.share;
    const share = watchedShare(posts, S.altM);
    this.shares.set(P.id, { key, share });
    return share;
  }
}

function fillRow({ row, bar, out }, { text, share = 0, straws, none = false }, colour) {
  row.style.setProperty("--accent", colour);
  out.textContent = text;
  out.classList.toggle("none", none);
  if (straws === undefined) {
    bar.firstChild.style.width = `${Math.min(1, share) * 100}%`;
    return;
  }
  bar.replaceChildren(...straws.map(([a, cls]) => {
    const straw = document.createElement("i");
    straw.className = [cls, S.lit === `a:${a}` ? "lit" : ""].join(" ").trim();
    straw.dataset.lit = `a:${a}`;
    return straw;
  }));
}
