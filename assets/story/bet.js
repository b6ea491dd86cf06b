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
  const side = WORDS[lang].allegiances[DATA.constants.allegiances[FLEET.allegiance[a]]];
  return [phrase(FLEET.names[a], lang), FLEET.types[a], side].filter(Boolean).join(", ");
}

/** What to say of the bet: the question, then the reader's guess, then the answer. */
function betWords(S) {
  const bet = betAt(S.time), words = WORDS[S.lang];
  if (!bet || S.betPutAway === bet.open_s) return "";
  if (S.time < bet.reveal_s) {
    const asked = inLanguage(bet, "text", S.lang);
    return `${asked}  ${S.bet === null ? words.betAsk : words.betOn(trackName(S.bet))}`;
  }
  if (S.bet === null) return words.betAnswer(trackName(bet.aircraft));
  if (S.bet === bet.aircraft) return words.betRight(trackName(S.bet));
  return words.betWrong(trackName(S.bet), truthOf(S.bet, S.lang), trackName(bet.aircraft));
}

function drawBet(S) {
  const root = document.getElementById("bet"), said = betWords(S);
  if (root.dataset.said === said) return;
  root.dataset.said = said;
  root.hidden = !said;
  root.querySelector("p").textContent = said;
  root.querySelector("button").setAttribute("aria-label", WORDS[S.lang].close);
}
