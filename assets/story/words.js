// What the page says: messages by their id, from the table that the program itself speaks from, packed with
// the page (`DATA.words`); names that the scenario wrote; numbers as a language writes them.

/** A message in a language, with `parts` put where it says {name}; one with two forms is counted by `count`. */
function message(id, lang, parts = {}) {
  const said = DATA.words[id][lang], form = Number(parts.count) === 1 ? said.one : said.other;
  return touched(typeof said === "string" ? said : form, lang).replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

/** What the scenario wrote, in the language, if it has a twin. */
function phrase(text, lang) {
  return lang === "tr" && Object.hasOwn(DATA.phrases, text) ? DATA.phrases[text] : text;
}

/** A whole number: 1,000 or 1.000. */
function written(number, lang) {
  return String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, DATA.languages[lang].thousands);
}

/** A share (0..1) as a percentage: 5 % or %5. */
function percent(share, lang) {
  return DATA.languages[lang].percent.replace("{number}", written(share * 100, lang));
}

/** Names of keys, as they stand on the keys of a language. */
function keyNames(names, lang) {
  return names.replace(/[A-Za-z]{4,}/g, (name) => {
    const id = `cap.${name.toLowerCase()}`;
    return Object.hasOwn(DATA.words, id) ? message(id, lang) : name;
  });
}

/** A text that begins with a capital. */
function capital(text, lang) {
  return capitals(text.slice(0, 1), lang) + text.slice(1);
}

/** What a picture calls a track, or that it holds none. */
function identityWords(why, lang) {
  const name = why.held ? DATA.constants.identities[why.identity] : "not_held";
  return capital(message(`identity.${name}`, lang), lang);
}

/** Capitals as the language has them: Turkish has an İ of its own, and so has Türkiye everywhere. */
function capitals(text, lang, home = false) {
  const special = DATA.languages[home ? "tr" : lang].capitals;
  return [...text].map((letter) => special[letter] ?? letter.toUpperCase()).join("");
}

/** What the story says, as it is where its pictures stand and with what the reader points. */
function inLanguage(item, name, lang) {
  const said = (lang === "tr" && item[`${name}_tr`]) || item[name];
  return touched(S.layout === "stacked" ? instead(said, lang, "stacked") : said, lang);
}

function touched(text, lang) {
  return S.touch ? instead(text, lang, "touched") : text;
}

const PATTERNS = new Map();

/** A text by one of a language's rules ("stacked", "touched"); what is quoted stays word for word. */
function instead(text, lang, rule) {
  const key = `${lang} ${rule}`;
  if (!PATTERNS.has(key)) PATTERNS.set(key, Object.entries(DATA.languages[lang][rule]).map(([pattern, words]) => [new RegExp(pattern, "giu"), words]));
  const replaced = (part) => PATTERNS.get(key).reduce((said, [pattern, words]) => (
    said.replace(pattern, (match) => (match[0] === match[0].toLowerCase() ? words : capital(words, lang)))
  ), part);
  return text.split(/(“[^”]*”)/).map((part) => (part.startsWith("“") ? part : replaced(part))).join("");
}

/** 12:30, or 1:02:30 from the first hour on. */
function clock(timeS) {
  const whole = Math.max(0, Math.floor(timeS)), two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600), rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** What a track is called: by its `number`, else as the leftmost picture that holds it calls it. */
function trackName(a, number = calledOf(a)) {
  return `TK ${String(number).padStart(4, "0")}`;
}

function calledOf(a) {
  const shown = shownNow().map((id) => PICTURES.get(id));
  return (shown.find((P) => stateAt(P, tickOf(S.time)).held[a]) ?? shown[0]).number[a];
}

/** Put a sentence into an element: text only; words that mean tracks as spans that light them. */
function say(element, text) {
  element.replaceChildren(...pieces(text).map(({ text: words, topic, bold }) => {
    if (!topic && !bold) return words;
    const span = document.createElement(bold ? "strong" : "span");
    span.textContent = words;
    if (topic) span.dataset.lit = topic;
    if (LOOKS.some((look) => look.means === topic)) span.className = `is-${topic}`;
    return span;
  }));
}
