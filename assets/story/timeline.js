// The timeline: chapters as bars, what happened to tracks as ticks, and the knob.

const TICK_SPACING = 36, DROPPED = 2;
const CHAPTERS = DATA.chapters.length
  ? DATA.chapters : [{ at_s: 0, title: "", title_tr: "", pictures: [], captions: [], camera: null, aircraft: null, coverage_m: null, view: "", lever: false, challenge: null }];

function chapterAt(timeS) {
  return Math.max(0, CHAPTERS.findLastIndex((chapter) => chapter.at_s <= timeS + 1e-6));
}

/** When a chapter's bar begins and ends; the first one's begins with the run. */
function chapterSpan(n) {
  return [n ? CHAPTERS[n].at_s : 0, CHAPTERS[n + 1]?.at_s ?? TICKS];
}

/** The caption to show: the last begun, within its chapter. */
function captionAt(timeS) {
  const chapter = CHAPTERS[chapterAt(timeS)];
  if (chapter.at_s > timeS + 1e-6) return null;
  return chapter.captions.findLast((caption) => caption.at_s <= timeS + 1e-6) ?? null;
}

/** In each part of the run the weightiest change of a track's identity; at most one in each slot. */
function ticksOf(pictures, slots) {
  const best = new Map();
  for (const { happened } of pictures.map((id) => PICTURES.get(id))) for (let n = 0; n < happened.tick.length; n++) {
    const tick = happened.tick[n], after = happened.after[n];
    if (happened.kind[n] === DROPPED || after === NAMELESS || tick <= 0) continue;
    const slot = Math.floor(tick / Math.max(1, TICKS) * slots);
    const worth = LOOKS[after].tick_weight + (happened.kind[n] === 1 ? 4 : 0);
    const now = best.get(slot);
    if (!now || worth > now.worth || (worth === now.worth && tick < now.tick)) best.set(slot, { tick, after, worth });
  }
  const least = TICKS / slots / 2, sorted = [...best.values()].sort((a, b) => a.tick - b.tick);
  const far = sorted.filter(({ tick }) => DATA.given.every(({ at_s }) => Math.abs(at_s - tick) > least));
  return far.filter(({ tick }, n) => !n || tick - far[n - 1].tick > least);
}

class Timeline {
  constructor() {
    this.slider = document.getElementById("slider");
    this.canvas = this.slider.querySelector("canvas");
    this.names = document.getElementById("chapters");
    this.buttons = CHAPTERS.map((chapter, n) => {
      const button = document.createElement("button"), [start, stop] = chapterSpan(n);
      button.type = "button";
      button.style.left = `${start / TICKS * 100}%`;
      button.style.width = `calc(${(stop - start) / TICKS * 100}% - 6px)`;
      button.addEventListener("click", () => act.chapter(n));
      if (DATA.chapters.length) this.names.append(button);
      return button;
    });
    this.slider.setAttribute("aria-valuemax", TICKS);
    new ResizeObserver(() => this.resize()).observe(this.slider);
  }

  resize() {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    this.width = this.slider.clientWidth;
    this.height = this.slider.clientHeight;
    this.ratio = ratio;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    invalidate();
  }

  /** The time under a point of the screen. */
  timeAt(clientX) {
    const box = this.slider.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * TICKS;
  }

  draw(S) {
    if (!this.width) return;
    const ctx = this.canvas.getContext("2d"), now = chapterAt(S.time), y = this.height - 10;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    CHAPTERS.forEach((_, n) => this.bar(ctx, S, n, n === now, y));
    this.marks(ctx, S, y - 15);
    const x = this.x(S.time);
    for (const [radius, colour] of [[10, rgb(INK)], [7, rgb(TEXT)]]) {
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.fill();
    }
    this.names_(S, now);
  }

  x(timeS) {
    return Math.min(this.width - 8, Math.max(8, timeS / TICKS * this.width));
  }

  bar(ctx, S, n, current, y) {
    const [start, stop] = chapterSpan(n).map((timeS) => timeS / TICKS * this.width);
    const left = start + (n ? 2 : 0), right = Math.max(left + 8, stop - 2);
    ctx.fillStyle = rgb(COLOURS.groove);
    ctx.beginPath();
    ctx.roundRect(left, y - 4, right - left, 8, 4);
    ctx.fill();
    const done = Math.min(right, S.time / TICKS * this.width);
    if (done <= left) return;
    ctx.save();
    ctx.clip();
    ctx.fillStyle = current ? rgb(TEXT) : "#708294";
    ctx.fillRect(left, y - 4, done - left, 8);
    ctx.restore();
  }

  marks(ctx, S, y) {
    const pictures = shownNow(), key = [pictures, this.width, edition].join();
    if (key !== this.key && !(HELD && this.ticks)) { // what is still carried is marked once it is put down
      this.key = key;
      this.ticks = ticksOf(pictures, Math.max(1, Math.floor(this.width / TICK_SPACING)));
    }
    const ahead = (colour, past) => rgb(past ? colour : mix(colour, INK, 0.56));
    const untold = closedAt(S.time).things.has("future"), hidden = (atS) => untold && atS > S.time;
    for (const { tick, after } of this.ticks.filter((one) => !hidden(one.tick))) {
      trace(ctx, FRAMES[LOOKS[after].shape], 4.6, this.x(tick), y);
      ctx.fillStyle = ahead(LOOKS[after].colour, tick <= S.time);
      ctx.fill();
    }
    for (const { at_s } of DATA.given.filter((one) => !hidden(one.at_s))) {
      trace(ctx, [[0, -1], [0.8, 0], [0, 1], [-0.8, 0]], 5.2, this.x(at_s), y);
      ctx.fillStyle = ahead(TEXT, at_s <= S.time);
      ctx.fill();
    }
  }

  names_(S, now) {
    const said = `${clock(S.time)}, ${inLanguage(CHAPTERS[now], "title", S.lang)}`;
    this.slider.setAttribute("aria-label", message("takeaway.timeline", S.lang));
    this.slider.setAttribute("aria-valuenow", Math.floor(S.time));
    this.slider.setAttribute("aria-valuetext", said);
    const key = `${now}|${S.lang}|${this.width}`;
    if (key === this.named) return;
    this.named = key;
    this.buttons.forEach((button, n) => {
      const number = document.createElement("b");
      number.textContent = n + 1;
      const title = inLanguage(CHAPTERS[n], "title", S.lang);
      const [start, stop] = chapterSpan(n), room = (stop - start) / TICKS * this.width;
      button.replaceChildren(number, room > 56 ? title : "");
      button.title = title;
      button.className = [n === now ? "now" : n < now ? "past" : "", room > 56 ? "" : "short"].join(" ");
    });
  }
}
