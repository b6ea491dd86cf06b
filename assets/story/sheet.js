// The narrow page: how it is laid out, and the sheet below the maps that says what cards say beside each other.

const EDGE_PX = { top: 62, bottom: 44, side: 30 };

/** Take over how the page is laid out, as the styles have it, and whether a finger points. */
function layOut() {
  const layout = getComputedStyle(document.documentElement).getPropertyValue("--layout").trim(), touch = FINGER.matches;
  if (layout === S.layout && touch === S.touch) return;
  Object.assign(S, { layout, touch });
  if (timeline) speak();
  invalidate();
}

const FINGER = matchMedia("(pointer: coarse)");

class Sheet {
  constructor() {
    this.root = document.getElementById("sheet");
    this.body = this.root.querySelector("div");
    this.grip = this.root.querySelector(".grip");
    this.grip.addEventListener("click", () => this.open(!this.opened));
    this.root.querySelector(".away").addEventListener("click", () => act.select(null));
    this.body.addEventListener("click", (event) => {
      const what = event.target.closest("[data-act]")?.dataset.act;
      if (what === "truth") act.reveal();
      if (what?.startsWith("suppose-")) supposeRow(Number(what.at(-1)));
    });
    this.bindDrag();
    this.open(false);
  }

  open(opened) {
    this.opened = opened;
    this.root.classList.toggle("opened", opened);
    this.key = null;
    invalidate();
  }

  /** A pull on the grip opens the sheet, a push closes it, and once more puts it away. */
  bindDrag() {
    let fromY = null;
    this.grip.addEventListener("pointerdown", (event) => { fromY = event.clientY; });
    this.grip.addEventListener("pointerup", (event) => {
      const by = event.clientY - (fromY ?? event.clientY);
      fromY = null;
      if (Math.abs(by) < 24) return;
      event.preventDefault();
      if (by > 0 && !this.opened) act.select(null);
      else this.open(by < 0);
    });
  }

  draw(scene) {
    const found = S.layout === "wide" ? [] : scene.panes.filter((pane) => pane.cards[0]);
    this.root.hidden = !found.length;
    if (!found.length) {
      this.shown = this.key = null;
      return;
    }
    const key = [S.selected, tickOf(S.time), S.lang, S.reveal, S.layout, edition, ...scene.asked.pictures].join();
    if (key !== this.key) this.fill(found, scene);
    this.key = key;
    if (this.shown !== S.selected) requestAnimationFrame(() => bringIntoView());
    this.shown = S.selected;
  }

  fill(found, scene) {
    const said = (id) => message(id, S.lang);
    this.root.setAttribute("aria-label", said("takeaway.selected"));
    this.grip.textContent = said(this.opened ? "takeaway.less" : "takeaway.more");
    this.grip.setAttribute("aria-expanded", String(this.opened));
    this.root.querySelector(".away").setAttribute("aria-label", said("takeaway.close"));
    const focused = this.body.contains(document.activeElement) && document.activeElement.dataset.act;
    this.body.replaceChildren(...found.map((pane) => {
      const card = item("article", "card");
      fillCard(card, S, scene.shown[pane.slot], pane.cards[0]);
      card.querySelector("h3").prepend(item("b", "ab", "AB"[pane.slot]));
      card.querySelector("[data-act=close]").remove();
      return card;
    }));
    const [truth, ...more_] = this.body.querySelectorAll("[data-act=truth]"); // once for both
    more_.forEach((one) => one.remove());
    if (truth) this.body.append(truth);
    if (focused) this.body.querySelector(`[data-act=${focused}]`)?.focus();
  }
}

/** Move the maps so that what is selected lies clear of their edges and words. */
function bringIntoView() {
  const panel = panels.find((one) => one.view && !one.root.hidden && [...one.sight.tracks, ...one.sight.ghosts].some((t) => t.a === S.selected));
  if (!panel || flight) return;
  const { x, y } = [...panel.sight.tracks, ...panel.sight.ghosts].find((t) => t.a === S.selected), { width, height } = panel.box;
  const inside = (at, low, high) => Math.min(Math.max(at, low), Math.max(low, high));
  const by = [x - inside(x, EDGE_PX.side, width - EDGE_PX.side), y - inside(y, EDGE_PX.top, height - EDGE_PX.bottom)];
  if (by.some((far) => Math.abs(far) > 0.5)) act.pan(by[0] / panel.view.scale, -by[1] / panel.view.scale);
}

function bindLayout() {
  window.addEventListener("resize", layOut);
  FINGER.addEventListener("change", layOut);
  layOut();
}
