// Rings and names of whom the story is about: the plane that it follows, a caption's marks, the bet, its answer.

const RING_PX = 17, PIN_HIGH = 20;

/** Ring what is marked on a map, and name it where there is room beside the names before it. */
function drawMarks(ctx, sight, view, { aircraft, spots }, lang) {
  const taken = [];
  for (const [east, north] of spots) ring(ctx, view.x(east), view.y(north), 26, rgb(TEXT), [5, 5]);
  const drawn = [...sight.tracks, ...sight.ghosts].filter((t) => aircraft.has(t.a));
  for (const t of drawn) {
    const how = aircraft.get(t.a), colour = how === "answer" ? rgb(COLOURS.red) : how === "bet" ? rgb(COLOURS.warm) : rgb(TEXT);
    ring(ctx, t.x, t.y, RING_PX, colour, how === "mark" ? [6, 4] : []);
    pin(ctx, t, pinWords(t.a, how, lang), colour, view, taken);
  }
}

/** The name at a ring: "" where it would tell what is still to be found. */
function pinWords(a, how, lang) {
  return how === "bet" ? message("bet.mark", lang) : phrase(FLEET.names[a], lang);
}

function ring(ctx, x, y, radius, colour, dash) {
  for (const [ink, width] of [[`rgba(${SHADOW},.8)`, 5], [colour, 2.2]]) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function pin(ctx, { x, y }, text, colour, view, taken) {
  if (!text) return;
  ctx.font = '600 12.5px "Plex Condensed", sans-serif';
  const wide = ctx.measureText(text).width + 14, near = RING_PX + 5;
  const spots = [[x - wide / 2, y - near - PIN_HIGH], [x - wide / 2, y + near], [x + near, y - PIN_HIGH / 2], [x - near - wide, y - PIN_HIGH / 2]];
  const fits = ([left, top]) => left > 2 && top > 56 && left + wide < view.width - 2 && top + PIN_HIGH < view.height - 30
    && !taken.some((box) => left < box.x + box.wide && box.x < left + wide && top < box.y + PIN_HIGH && box.y < top + PIN_HIGH);
  const spot = spots.find(fits);
  if (!spot) return;
  const [left, top] = spot;
  taken.push({ x: left, y: top, wide });
  ctx.fillStyle = rgb(INK, 0.92);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(left, top, wide, PIN_HIGH, 4);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, left + 7, top + PIN_HIGH / 2 + 0.5);
}
