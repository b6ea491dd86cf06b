// The scorecard strip: picture A against picture B, six measures, the needle among them.

const MOST_STRAWS = 24, ALTITUDES_M = DATA.altitudes_m;
const HUNTED = FLEET.allegiance.includes(DATA.constants.allegiances.indexOf("intruder"));
const SCORES = {
  held: ["scores.held", "scores.of_those_over"], correct: ["scores.correct", "scores.of_those_in_air"],
  unknown: ["scores.left_unknown", "scores.not_named"], needle: ["scores.needle", "scores.intruder_one_of"],
  friends: ["scores.lost_friends", "scores.minutes_so_far"], watched: ["scores.watched", "scores.share_at_height"],
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
    const title = document.createElement("h3"), words = document.createElement("span");
    if (name === "watched") note.append(this.slider);
    note.append(words);
    cell.append(title, note);
    const rows = ["A", "B"].map((letter) => {
      const row = document.createElement("div"), bar = document.createElement("div");
      const out = document.createElement("output");
      row.className = "row";
      row.append(letter, bar, out);
      bar.className = name === "needle" ? "straws" : "bar";
      if (name !== "needle") bar.append(document.createElement("i"));
      cell.append(row);
      return { row, bar, out };
    });
    this.root.append(cell);
    return { title, note: words, rows };
  }

  draw(S, panels) {
    const tick = tickOf(S.time), key = [tick, S.pictures, S.lang, S.altM].join();
    if (key === this.key) return;
    this.key = key;
    const said = (id, parts) => message(id, S.lang, parts), area = phrase(DATA.area.name, S.lang), shown = S.pictures.map((id) => PICTURES.get(id));
    const minutes = shown.map((P) => Math.round(measureSoFar(P, "unidentified_friends", tick) / 60));
    const parts = { area, minutes: minutes.join(" / "), height: written(S.altM, S.lang) };
    for (const [name, [title, note]] of Object.entries(SCORES)) {
      this.cells[name].title.textContent = said(title, parts);
      this.cells[name].note.textContent = said(note, parts);
    }
    this.slider.setAttribute("aria-label", said("takeaway.altitude"));
    this.slider.setAttribute("aria-valuetext", heightWords(S.altM, S.lang));
    this.slider.value = ALTITUDES_M.indexOf(S.altM);
    shown.forEach((P, slot) => this.column(P, slot, tick, said, S, panels[slot].posts));
  }

  column(P, slot, tick, said, S, posts) {
    const objects = measure(P, "objects", tick), colour = rgb(accent(P.id));
    const count = (name) => {
      const n = measure(P, name, tick);
      return objects ? { text: String(n), share: n / objects } : { text: said("scores.nothing"), none: true };
    };
    const needle = HUNTED ? measure(P, "needle", tick) : null, share = posts ? this.share(P, posts, S) : null;
    const found = {
      held: count("tracked"), correct: count("correct"), unknown: count("no_id"),
      friends: count("unidentified_friends"),
      needle: needle === null ? { text: said("scores.nothing"), none: true, straws: 0 }
        : needle < 0 ? { text: said("identity.not_held"), none: true, straws: 0 } : { text: said("scores.one_of", { count: needle }), straws: needle },
      watched: share === null ? { text: said("scores.nothing"), none: true } : { text: percent(share, S.lang), share },
    };
    for (const name of Object.keys(SCORES)) fillRow(this.cells[name].rows[slot], found[name], colour);
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
  const count = Math.min(straws, MOST_STRAWS);
  if (bar.childElementCount === count) return;
  bar.replaceChildren(...Array.from({ length: count }, (_, n) => {
    const straw = document.createElement("i");
    if (n === Math.floor(count * 5 / 8)) straw.className = "needle";
    return straw;
  }));
}
