// Place your bet: which of these tracks is it? Guess first; names tell.

/** What an aircraft truly is, in words. */
function truthOf(a, lang) {
  const side = message(`allegiance.${DATA.constants.allegiances[FLEET.allegiance[a]]}`, lang);
  return [phrase(FLEET.names[a], lang), FLEET.types[a], side].filter(Boolean).join(", ");
}

/** What a track is called in the picture in which a bet is asked. */
function betName(bet, a) {
  return trackName(a, PICTURES.get(bet.picture)?.number[a]);
}

/** Whether an aircraft may be bet on: a track without a name, in the picture in which is asked. */
function canBet(bet, a) {
  const { held, identity } = stateAt(PICTURES.get(bet.picture), tickOf(S.time));
  return Boolean(held[a]) && isNameless(identity[a]);
}

/** The haystack: the tracks that look like the one asked for, by number in the picture in which is asked. */
function strawsOf(bet) {
  const P = PICTURES.get(bet.picture), tick = tickOf(S.time), { held, identity } = stateAt(P, tick);
  const label = DATA.constants.needle_labels.find((names) => names.includes(identity[bet.aircraft])) ?? DATA.constants.needle_labels[0];
  return [...chosen((a) => held[a] && holds(IN_AREA, a, tick) && label.includes(identity[a]))].sort((a, b) => P.number[a] - P.number[b]);
}

/** What to say of the bet: the question, then the reader's guess, then the answer. */
function betWords(S) {
  const open_ = openBet(S.time), answered = answeredBet(S.time), said = (id, parts) => message(id, S.lang, parts);
  if (open_) {
    const asked = inLanguage(open_, "text", S.lang);
    if (S.bet === null) return `${said("bet.place", { count: strawsOf(open_).length })} ${said("bet.click_track")}.`;
    return `${asked}  ${said("bet.yours")} ${betName(open_, S.bet)}.`;
  }
  if (!answered || S.betPutAway === answered.open_s) return "";
  const answer = said("bet.it_was", { name: betName(answered, answered.aircraft) });
  if (S.bet === null) return answer;
  const name = betName(answered, S.bet);
  if (S.bet === answered.aircraft) return said("bet.found", { name });
  return `${said("bet.you_bet", { name })} ${truthOf(S.bet, S.lang)}. ${answer}`;
}

function drawBet(S) {
  const root = document.getElementById("bet"), said = betWords(S);
  if (root.dataset.said === said) return;
  root.dataset.said = said;
  root.hidden = !said;
  root.querySelector("p").textContent = said;
  root.querySelector("button").hidden = Boolean(openBet(S.time));
  root.querySelector("button").setAttribute("aria-label", message("takeaway.close", S.lang));
}
