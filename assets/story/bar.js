// The bar of what can be changed: switches, one site's own buttons, undo, redo, reset.

const PUSHED = { link: () => hand.link(), codes: () => hand.codes(), four: () => hand.four(), move: () => carryByKeys(), off: () => hand.site(), cut: () => hand.siteLink(), undo: () => hand.undo(), redo: () => hand.redo(), reset: () => hand.reset() };

class Bar {
  constructor(open) {
    this.open = open;
    this.root = Object.assign(document.createElement("div"), { id: "hands", className: "hands" });
    this.root.setAttribute("role", "toolbar");
    this.select = document.createElement("select");
    this.select.addEventListener("change", () => { AT_SITE = this.select.value; invalidate(); });
    this.buttons = Object.fromEntries(Object.keys(PUSHED).map((name) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: `hand-${name}` });
      button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && PUSHED[name]());
      return [name, button];
    }));
    const group = (...parts) => {
      const root = document.createElement("div");
      root.append(...parts);
      return root;
    };
    const { link, codes, four, move, off, cut, undo, redo, reset } = this.buttons;
    this.site = group(this.select, move, off, cut);
    this.root.append(group(link, codes, four), this.site, group(undo, redo, reset));
    document.getElementById("panels").append(this.root);
  }

  draw() {
    const { done, undone } = historyNow(), shown = barShown(), goal = goalNow();
    this.root.hidden = !shown;
    this.open.setAttribute("aria-pressed", String(shown));
    const sites = sitesHere();
    if (!sites.includes(AT_SITE)) AT_SITE = sites[0] ?? null;
    const key = [S.lang, shown, edition, tickOf(S.time), AT_SITE, HELD?.how, done.length, undone.length, shownNow(), handsShut(), chapterAt(S.time)].join();
    if (key === this.key) return;
    this.key = key;
    const said = (id) => message(id, S.lang), P = aloneNow();
    this.open.textContent = [said("sandbox.open"), done.length || ""].filter(Boolean).join(" · ");
    if (!shown) return;
    this.root.setAttribute("aria-label", said("hands.bar"));
    this.list(sites, said);
    const shut = Boolean(handsShut()), works = AT_SITE !== null && siteWorks(AT_SITE), { links, up } = AT_SITE ? linksOf(AT_SITE) : { links: [], up: false };
    this.say("link", said("sandbox.link"), goal ? done.some((step) => step.move === "link") : Boolean(linkUp()), linkUp() === null || shut);
    this.say("codes", said("sandbox.codes"), Boolean(P && codesOn(P)), shut || !P);
    this.say("four", said("sandbox.four"), fourOn(), shut);
    this.say("move", said(HELD?.how === "keys" ? "hands.put" : "hands.move"), HELD?.how === "keys", shut);
    this.say("off", said(works ? "hands.off" : "hands.on"), undefined, shut || !AT_SITE);
    this.say("cut", said(up || !links.length ? "hands.cut" : "hands.restore"), undefined, shut || !links.length);
    for (const name of ["undo", "redo", "reset"]) this.say(name, said(BACK_WORDS[name]), undefined, shut || !(name === "redo" ? undone : done).length);
  }

  say(name, text, pressed, disabled) {
    const button = this.buttons[name];
    button.textContent = text;
    if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
    button.setAttribute("aria-disabled", String(disabled));
  }

  list(sites, said) {
    this.site.hidden = !sites.length;
    this.select.setAttribute("aria-label", said("hands.site"));
    const key = [S.lang, ...sites].join();
    if (key !== this.listed) {
      this.listed = key;
      this.select.replaceChildren(...sites.map((id) => new Option(phrase(SITES.posts[siteRow(id)].name, S.lang), id)));
    }
    this.select.value = AT_SITE ?? "";
  }
}

/** Take the bar's site up with keys, or put it down. */
function carryByKeys() {
  if (HELD?.how === "keys") return hand.put();
  if (AT_SITE) hand.take(AT_SITE);
}
