// The scenario with edits done to it, made ready to run: sites in turn, who hears whom, what changes when. The
// same answers as classroom/edits.py, truth/sites.py and truth/build.py.

const MODEL = DATA.model;

/**
 * Seconds of a time of a scenario, "00:12:30".
 * @param {string} time
 */
function secondsOf(time) {
  return time.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
}

/**
 * The world of the scenario with edits done, one after the other.
 * @param {Edit[]} edits
 * @returns {World}
 */
function worldOf(edits) {
  const written = writtenWith(edits), posts = postsOf(written), pictures = written.pictures.map((one) => specOf(one, written, posts));
  const [present, active] = timesOf(written, posts);
  const { links, events } = written, moves = events.filter((one) => one.do === "reroute" && !one.flown);
  return { posts, pictures, present, active, links, moves, ...transpondersOf(events) };
}

/**
 * What stands in the scenario once edits are done: sites, links, pictures, and events by time.
 * @param {Edit[]} edits
 * @returns {Written}
 */
function writtenWith(edits) {
  const sites = [...MODEL.sites], links = MODEL.links.map((one) => ({ ...one })), pictures = MODEL.pictures.map((one) => ({ ...one }));
  let events = [...MODEL.events];
  for (const edit of edits) {
    const at_s = secondsOf(edit.at);
    if (edit.do === "more_sites") {
      more({ sites, links, pictures, events }, edit, at_s);
      continue;
    }
    const event = { ...edit, at_s, site: edit.site?.split("~")[0] };
    if (edit.do === "move_site") { // while a site is dragged only the last place counts
      events = events.filter((one) => !(one.do === "move_site" && one.site === event.site && one.at_s === at_s));
    }
    events.push(event);
  }
  events.sort((one, other) => one.at_s - other.at_s);
  return { sites, links, pictures, events };
}

/**
 * Sites like one that is there appear, heard as it is heard.
 * @param {Written} written
 * @param {Edit} edit
 * @param {number} at_s
 */
function more({ sites, links, pictures }, edit, at_s) {
  const ground = sites.filter((site) => site.carrier < 0), name = edit.like?.split("~")[0];
  const like = ground.find((site) => (name === undefined ? site.battery : site.id === name)) ?? ground[0];
  const fresh = (edit.places ?? []).map((place) => {
    let number = 2;
    while (sites.some((site) => site.id === `${like.id}-${number}`)) number++;
    sites.push({
      ...like, id: `${like.id}-${number}`, name: `${unplaced(like.name)} (${number})`, like: like.name, number, xyz: xyzOf(place.lat_deg, place.lon_deg),
      height_m: groundAt(place.lat_deg, place.lon_deg) + like.antenna_m, appears: wholeTick(at_s),
    });
    return `${like.id}-${number}`;
  });
  for (const one of pictures) if (one.own.includes(like.id)) one.own = [...one.own, ...fresh];
  for (const one of links) if (one.sites.includes(like.id)) one.sites = [...one.sites, ...fresh];
}

/**
 * What a site is called wherever it stands: "Battery" of "Battery, Ankara".
 * @param {string} name
 */
function unplaced(name) {
  return name.split(", ")[0];
}

/**
 * The whole tick nearest to a time; of two, the even one.
 * @param {number} timeS
 */
function wholeTick(timeS) {
  const low = Math.floor(timeS), part = timeS - low;
  return part > 0.5 || (part === 0.5 && low % 2) ? low + 1 : low;
}

/**
 * All posts: the sites as written, then those that they are moved to; each there from `start` until before `stop`.
 * @param {Written} written
 * @returns {Post[]}
 */
function postsOf({ sites, events }) {
  /** @type {Post[]} */
  const found = sites.map((site) => ({ ...site, written: site.id, start: site.appears ?? UNBEGUN, stop: ENDLESS }));
  const now = new Map(found.map((post) => [post.id, { post, times: 1 }]));
  for (const event of events) {
    const turn = event.do === "move_site" ? now.get(event.site ?? "") : undefined;
    if (!turn) continue;
    const left = turn.post, tick = Math.max(wholeTick(event.at_s), left.start), { place } = event;
    turn.times += 1;
    left.stop = tick;
    turn.post = {
      ...left, id: `${left.written}~${turn.times}`, name: unplaced(left.name), start: tick, stop: ENDLESS,
      xyz: place ? xyzOf(place.lat_deg, place.lon_deg) : event.xyz ?? left.xyz,
      height_m: event.height_m ?? (event.ground_m ?? (place ? groundAt(place.lat_deg, place.lon_deg) : 0)) + left.antenna_m,
    };
    found.push(turn.post);
  }
  return found;
}

/**
 * When each post is there, and when it works.
 * @param {Written} written
 * @param {Post[]} posts
 * @returns {[Steps, Steps]}
 */
function timesOf({ events }, posts) {
  const awake = changed(posts.map(() => 1), events.flatMap((event) => {
    if (event.do !== "site_active" && event.do !== "site_silent") return [];
    return posts.flatMap((post, row) => (post.written === event.site ? [change(row, event, event.do === "site_active")] : []));
  }));
  const present = new StepsBuilder(), active = new StepsBuilder();
  posts.forEach(({ start, stop }) => {
    const there = start < stop;
    present.row(there && start === UNBEGUN ? 1 : 0);
    if (there && start !== UNBEGUN) present.change(start, 1);
    if (there && stop !== ENDLESS) present.change(stop, 0);
  });
  const stands = present.done();
  posts.forEach((_, row) => together(awake, row, stands, row, (tick, works, is) => {
    if (tick === UNBEGUN) active.row(works & is);
    else active.change(tick, works & is);
  }));
  return [stands, active.done()];
}

/**
 * @param {number} row
 * @param {ModelEvent} event
 * @param {boolean} value
 * @returns {[number, number, number]}
 */
function change(row, event, value) {
  return [row, wholeTick(event.at_s), value ? 1 : 0];
}

/**
 * What one picture hears, and by which doctrines it names.
 * @param {WrittenPicture} picture
 * @param {Written} written
 * @param {Post[]} posts
 * @returns {Spec}
 */
function specOf(picture, { sites, links, events }, posts) {
  /** @type {Map<string, WrittenLink | null>} */
  const sources = new Map(picture.own.map((id) => [id, null]));
  for (const link of links.filter((one) => picture.links.includes(one.id))) {
    const all = link.sites.includes("*") ? sites.map((site) => site.id) : link.sites;
    for (const id of all) if (!sources.has(id)) sources.set(id, link);
  }
  const heard = [...sources].flatMap(([id, link]) => posts.flatMap((post, row) => (post.written === id ? [{ row, link }] : [])));
  const up = changed(heard.map(() => 1), events.flatMap((event) => {
    if (event.do !== "link_up" && event.do !== "link_down") return [];
    return heard.flatMap(({ row, link }, h) => {
      const meant = link?.id === event.link && (!event.site || event.site === posts[row].written);
      return meant ? [change(h, event, event.do === "link_up")] : [];
    });
  }));
  const later = new Map(events.flatMap((event) => {
    const own = event.do === "doctrine" && event.picture === picture.id && event.doctrine !== undefined;
    return own ? [[wholeTick(event.at_s), doctrineOf(/** @type {string} */ (event.doctrine))]] : [];
  }));
  return {
    id: picture.id, hears: heard.map(({ row }) => row), remote: heard.map(({ link }) => link !== null),
    latency: heard.map(({ link }) => link?.latency ?? 0), loss: heard.map(({ link }) => link?.loss ?? 0), up,
    asks: heard.map(({ row }) => posts[row].asks & picture.accepts), plans: picture.plans, accepts: picture.accepts,
    initiate: picture.initiate, drop: picture.drop,
    doctrines: [{ from: UNBEGUN, doctrine: doctrineOf(picture.doctrine) },
      ...[...later].sort((one, other) => one[0] - other[0]).map(([from, doctrine]) => ({ from, doctrine }))],
  };
}
