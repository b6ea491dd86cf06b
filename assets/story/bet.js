// Place your bet: which of these tracks is it? Guess first; the next chapter tells.

const SHOWN_S = 60;

/** The question that is open or has just been answered at a time; null if none. */
function betAt(timeS) {
  return DATA.bets.find((bet) => timeS >= bet.open_s && timeS < bet.reveal_s + SHOWN_S) ?? null;
}

/** Whether a reader is asked to guess now: then nothing gives the answer away. */
function isGuessing(timeS) {
  const bet = betAt(timeS);
  return bet !== null && timeS < bet.reveal_s;
}

/** What an aircraft truly is, in words. */
function truthOf(a, lang) {
  const side = message(`allegiance.${DATA.constants.allegiances[FLEET.allegiance[a]]}`, lang);
  return [phrase(FLEET.names[a], lang), FLEET.types[a], side].filter(Boolean).join(", ");
}

/** What to say of the bet: the question, then the reader's guess, then the answer. */
function betWords(S) {
  const bet = betAt(S.time), said = (id, parts) => message(id, S.lang, parts);
  if (!bet || S.betPutAway === bet.open_s) return "";
  if (S.time < bet.reveal_s) {
    const asked = inLanguage(bet, "text", S.lang);
    if (S.bet === null) return `${asked}  ${said("bet.place")} ${said("bet.click_track")}.`;
    return `${asked}  ${said("bet.yours")} ${trackName(S.bet)}.`;
  }
  const answer = said("bet.it_was", { name: trackName(bet.aircraft) });
  if (S.bet === null) return answer;
  if (S.bet === bet.aircraft) return said("bet.found", { name: trackName(S.bet) });
  return `${said("bet.you_bet", { name: trackName(S.bet) })} ${truthOf(S.bet, S.lang)}. ${answer}`;
}

function drawBet(S) {
  const root = document.getElementById("bet"), said = betWords(S);
  if (root.dataset.said === said) return;
  root.dataset.said = said;
  root.hidden = !said;
  root.querySelector("p").textContent = said;
  root.querySelector("button").setAttribute("aria-label", message("takeaway.close", S.lang));
}
