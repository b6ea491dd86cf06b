// From pointers and buttons to actions.

const ZOOM = 1.18, CLICK_PX = 5, TAP_MS = 350, TAP_PX = 30, TAP_ZOOM = 2, STEP = 1.5;

/** A drag moves the map, a click asks why, the wheel and two fingers zoom. */
function bindMap(panel) {
  const { map } = panel, fingers = new Map();
  let moved = 0;
  const spot = (event) => {
    const box = map.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  map.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (event.isPrimary) fingers.clear();
    fingers.set(event.pointerId, spot(event));
    if (fingers.size === 1) moved = 0;
    else map.dispatchEvent(new Event("pinch"));
    map.setPointerCapture(event.pointerId);
  }, { capture: true });
  map.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = spot(event), others = [...fingers].filter(([id]) => id !== event.pointerId);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (others.length) {
      moved = Math.max(moved, CLICK_PX);
      pinch(panel, before, now, others[0][1]);
    } else if (moved >= CLICK_PX) {
      map.classList.add("drag");
      act.pan((before[0] - now[0]) / panel.view.scale, (now[1] - before[1]) / panel.view.scale);
    }
    fingers.set(event.pointerId, now);
  });
  const lift = (event) => {
    const held = fingers.delete(event.pointerId);
    map.classList.remove("drag");
    if (!held || event.type !== "pointerup" || moved >= CLICK_PX) return;
    if (event.pointerType === "touch" && twice(event)) return act.zoom(TAP_ZOOM, panel.view.east(spot(event)[0]), panel.view.north(spot(event)[1]));
    act.select(panel.nearest(...spot(event), event.pointerType === "touch" ? 34 : 26));
  };
  let tapped = null;
  const twice = ({ timeStamp, clientX, clientY }) => {
    const again = tapped && timeStamp - tapped.timeStamp < TAP_MS && Math.hypot(clientX - tapped.clientX, clientY - tapped.clientY) < TAP_PX;
    tapped = again ? null : { timeStamp, clientX, clientY };
    return again;
  };
  // A finger scrolls the page up and down, unless it holds something of the map.
  map.addEventListener("touchstart", (event) => {
    if (event.touches.length > 1 || (panel.view && !handsShut() && thingAt(panel, spot(event.touches[0]), true))) event.preventDefault();
  }, { passive: false });
  map.addEventListener("pointerup", lift);
  map.addEventListener("pointercancel", lift);
  map.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || S.inside || HELD) return;
    event.preventDefault();
    act.enter(panel);
  });
  map.addEventListener("blur", () => act.outside());
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    const [x, y] = spot(event), notches = -event.deltaY / (event.deltaMode ? 3 : 100);
    act.zoom(ZOOM ** Math.max(-4, Math.min(4, notches)), panel.view.east(x), panel.view.north(y));
  }, { passive: false });
}

function pinch(panel, before, now, other) {
  const far = (spot) => Math.max(10, Math.hypot(spot[0] - other[0], spot[1] - other[1]));
  const middle = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
  act.zoom(far(now) / far(before), panel.view.east(middle[0]), panel.view.north(middle[1]));
}

/** Zoom without a wheel or a second finger. */
function bindZoom({ root }) {
  const [out, in_, whole] = root.querySelectorAll(".zoom button");
  out.addEventListener("click", () => act.zoom(1 / STEP, S.camera.east, S.camera.north));
  in_.addEventListener("click", () => act.zoom(STEP, S.camera.east, S.camera.north));
  whole.addEventListener("click", () => act.look(DATA.home));
}

function bindSlider(timeline) {
  const { slider } = timeline;
  slider.addEventListener("pointerdown", (event) => {
    slider.setPointerCapture(event.pointerId);
    act.seek(timeline.timeAt(event.clientX));
  });
  slider.addEventListener("pointermove", (event) => {
    if (slider.hasPointerCapture(event.pointerId)) act.seek(timeline.timeAt(event.clientX));
  });
  slider.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    act.step(step);
  });
}

function bindAll(panels, scores, timeline) {
  bindKeys();
  document.addEventListener("pointerover", (event) => {
    act.light(event.target.closest("[data-lit]")?.dataset.lit ?? null);
  });
  const click = (id, then) => document.getElementById(id).addEventListener("click", then);
  click("back", () => act.turn(-1));
  click("next", () => act.turn(1));
  document.getElementById("chapter").addEventListener("change", (event) => act.chapter(Number(event.target.value)));
  click("tag", () => act.source());
  click("play", () => act.toggle());
  click("slower", () => act.pace(-1));
  click("faster", () => act.pace(1));
  click("lang", () => act.language());
  click("help", () => act.help());
  document.querySelector("#bet button").addEventListener("click", () => act.putAway());
  scores.slider.addEventListener("input", () => act.setAltitude(ALTITUDES_M[scores.slider.value]));
  bindSlider(timeline);
  bindHaystack();
  bindEnd();
  for (const panel of panels) {
    bindMap(panel);
    if (!panel.slot) bindZoom(panel);
    panel.select.addEventListener("change", () => act.show(panel.slot, panel.select.value));
    panel.card.addEventListener("click", (event) => {
      const what = event.target.closest("[data-act]")?.dataset.act;
      if (what === "close") act.select(null);
      if (what === "truth") act.reveal();
      if (what?.startsWith("suppose-")) supposeRow(Number(what.at(-1)));
    });
  }
}
