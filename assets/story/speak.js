// The words around the pictures: clock, caption, chapters, symbols, and every still word in the language.

const SHOWN = {};

/** Put a text into an element, if it is not there yet. */
function put(id, text) {
  if (SHOWN[id] === text) return;
  SHOWN[id] = text;
  document.getElementById(id).textContent = text;
}

function drawWords() {
  const now = chapterAt(S.time);
  put("clock", clock(S.time));
  const pace = `${written(S.speed ?? paceAt(S.time), S.lang)}×`, speed = S.speed === null || S.speed >= 1 ? pace : `${S.speed}×`;
  put("rate", S.playing ? speed : `${speed} · ${message("frame.paused", S.lang)}`);
  put("speed", speed);
  document.getElementById("chapter").value = now;
  put("play", S.playing ? "❚❚" : "▶");
  document.getElementById("play").setAttribute("aria-label", message(S.playing ? "takeaway.pause" : "takeaway.play", S.lang));
  for (const id of ["said", "bet"]) quiet(id);
  drawCaption(captionAt(S.time));
  drawBet(S);
  drawLever();
  drawFeed();
  drawHaystack();
  drawEnd();
  BAR.draw();
}

/** What changes by itself is read aloud only while the story stands still. */
function quiet(id) {
  const live = S.playing ? "off" : "polite", element = document.getElementById(id);
  if (element.getAttribute("aria-live") !== live) element.setAttribute("aria-live", live);
}

/** Fill the list of chapters, in the language. */
function listChapters() {
  const list = document.getElementById("chapter");
  list.hidden = !DATA.chapters.length;
  list.setAttribute("aria-label", message("takeaway.chapter", S.lang));
  list.replaceChildren(...CHAPTERS.map((chapter, n) => new Option(`${n + 1}/${CHAPTERS.length}  ${inLanguage(chapter, "title", S.lang)}`, n)));
  list.value = chapterAt(S.time);
}

function drawCaption(caption) {
  const key = `${caption?.at_s}|${S.lang}|${S.source}|${S.layout}|${S.touch}`;
  if (SHOWN.caption === key) return;
  SHOWN.caption = key;
  const tag = document.getElementById("tag");
  tag.hidden = !caption;
  tag.parentElement.className = `caption tag-${caption?.tag ?? "model"}`;
  if (caption) {
    tag.textContent = [message(`tag.${caption.tag}`, S.lang), caption.claim].filter(Boolean).join(" ");
    const means = message(`source.${caption.tag}`, S.lang, { author: DATA.author });
    tag.title = [means, inLanguage(caption, "source", S.lang)].filter(Boolean).join(" ");
    tag.setAttribute("aria-expanded", String(S.source));
  }
  const said = document.getElementById("caption");
  say(said, inLanguage(caption ?? DATA, caption ? "text" : "summary", S.lang));
  if (!caption || !S.source) return;
  said.append(Object.assign(document.createElement("small"), { textContent: tag.title }));
}

/** Put every still word into the language. */
function speak() {
  const said = (id) => message(id, S.lang), label = (id, text) => document.getElementById(id).setAttribute("aria-label", text);
  document.documentElement.lang = S.lang;
  put("title", inLanguage(DATA, "title", S.lang));
  put("back", `‹ ${said("takeaway.back")}`);
  put("next", `${said("frame.next")} ›`);
  put("lang", DATA.languages[otherLanguage()].short);
  put("elapsed", said("frame.elapsed"));
  for (const [id, words] of [["time", "takeaway.timeline"], ["scores", "takeaway.scores"]]) label(id, said(words));
  label("help", said("help.keys"));
  label("slower", said("takeaway.slower"));
  label("faster", said("takeaway.faster"));
  label("lang", DATA.languages[otherLanguage()].name);
  for (const panel of panels) panel.list(S.lang);
  drawLegend();
  speakHelp();
  speakShare();
  listChapters();
}

function drawLegend() {
  const looks = [null, 3, 6, 4, 1].map((identity) => (
    [identity, identityWords({ held: identity !== null, identity }, S.lang)]
  ));
  const marks = () => looks.map(([identity, text]) => {
    const item = document.createElement("li"), canvas = document.createElement("canvas");
    canvas.width = canvas.height = 48;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 24, 25);
    if (identity === null) stamp(ctx, ghostSprite(2), 0, 0);
    else drawSymbol(ctx, identity, "", 8, false);
    item.append(canvas, text);
    item.dataset.lit = identity === null ? TABLE.not_held.means : LOOKS[identity].means;
    return item;
  });
  for (const legend of document.querySelectorAll(".legend")) {
    legend.setAttribute("aria-label", message("handout.symbols", S.lang));
    legend.replaceChildren(...marks());
  }
}
