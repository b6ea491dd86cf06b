// Every word of the page itself, in English and Turkish. Captions and titles bring their own.

const WORDS = {
  en: {
    chapter: (n, of) => `Chapter ${n} of ${of}`, paused: "paused",
    held: (of) => `of ${of} aircraft held`, notHeld: "Not held", friend: "Friend",
    hostile: "Hostile", neutral: "Neutral", unknown: "Unknown",
    disclaimer: "Illustrative, not real ranges", coverageAt: "coverage at",
    back: "Back", next: "Next", play: "Play", pause: "Pause", slower: "Slower", faster: "Faster",
    help: "Keys", close: "Close", picture: "Picture", altitude: "Altitude that coverage is shown for",
    timeline: "Time of the run", speed: "Speed", legend: "Symbols",
    map: (title) => `Map: ${title}. Tab goes through the tracks, Escape lets go.`,
    scores: {
      held: ["Aircraft held", (area) => `of those over ${area}`],
      correct: ["Identified correctly", () => "of those in the air"],
      unknown: ["Left unknown", () => "held, but not named"],
      needle: ["The needle", () => "the intruder is one of …"],
      friends: ["Friends not recognised", (soFar) => `${soFar} aircraft-min so far`],
      watched: [(area) => `${area} under watch`, () => "share of the area"],
    },
    oneOf: (n) => `1 of ${n}`, intruderNotHeld: "not held", nothing: "n/a",
    percent: (n) => `${n} %`,
    identities: {
      pending: "Pending", unknown: "Unknown", assumed_friend: "Assumed friend", friend: "Friend",
      neutral: "Neutral", suspect: "Suspect", hostile: "Hostile",
    },
    cardHeld: "Held since", rule: "Rule", evidence: "Evidence", sightings: "Seen by",
    first: (clock) => `since ${clock}`, ago: (s) => `${s} s ago`, overLink: "link",
    more: (n) => `and ${n} more`, nobody: "nobody now: the track coasts",
    notHeldWhy: "No site that this picture hears has it.",
    betAsk: "Click a track to place your bet.", betOn: (track) => `Your bet: ${track}.`,
    betRight: (track) => `Right: ${track} is the one.`,
    betWrong: (track, truth, answer) => `You bet on ${track}: ${truth}. It was ${answer}.`,
    betAnswer: (answer) => `It was ${answer}.`,
    truth: "What is it really?", truthIs: "In truth",
    allegiances: { own: "own", allied: "allied", neutral: "neutral", intruder: "intruder" },
    selected: (track, names) => `${track}: ${names.join("; ")}`,
    tags: { article: "article", model: "model", record: "record" },
    tagMeans: {
      article: "What the 2019 article says", model: "What this model shows",
      record: "What is on record",
    },
    evidenceShort: {
      national_reply: "valid national reply", allied_reply: "valid allied reply",
      civil_reply: "valid civil reply", unrecognised_reply: "reply not recognised",
      no_reply: "no reply", not_interrogated: "not asked", plan_match: "fits a flight plan",
      over_link: "over the link", crossed_line: "crossed a declared line",
    },
    keys: [
      ["Space", "play, pause"], ["← →", "one scan back, forward"], ["+ −   ↑ ↓", "faster, slower"],
      ["N  B", "next, previous chapter"], ["Home  End", "start, end"],
      ["Tab", "from the map: the next track"], ["Click", "why is it called that?"],
      ["T", "what it really is"], ["S", "whose word the caption is"], ["Esc", "let go"], [",  .", "coverage lower, higher"],
      ["[  ]", "another picture left, right"], ["Wheel  Drag", "zoom, move the map"],
      ["0", "the whole area"], ["L", "English, Türkçe"], ["?", "this help"],
    ],
    about: "Simulation for illustration only: ranges, speeds and places of sites are round or invented. It shows what follows if the article's claims hold; it does not say that they do. No reply does not mean hostile. Map: Natural Earth; lines endorse no claim. Letters: IBM Plex, OFL.",
    other: "Türkçe", otherShort: "TR",
  },
  tr: {
    chapter: (n, of) => `Bölüm ${n} / ${of}`, paused: "durdu",
    held: (of) => `/ ${of} uçak izleniyor`, notHeld: "İzlenmiyor", friend: "Dost",
    hostile: "Düşman", neutral: "Tarafsız", unknown: "Bilinmeyen",
    disclaimer: "Temsilîdir, gerçek menziller değildir", coverageAt: "kapsama irtifası",
    back: "Geri", next: "İleri", play: "Oynat", pause: "Durdur", slower: "Yavaşlat",
    faster: "Hızlandır", help: "Tuşlar", close: "Kapat", picture: "Resim",
    altitude: "Kapsamanın gösterildiği irtifa", timeline: "Zaman", speed: "Hız",
    legend: "Simgeler",
    map: (title) => `Harita: ${title}. Sekme tuşu izleri gezer, Esc bırakır.`,
    scores: {
      held: ["İzlenen uçak", (area) => `${area} üzerindekilerden`],
      correct: ["Doğru tanınan", () => "havadakilerden"],
      unknown: ["Bilinmeyen kalan", () => "izleniyor ama adı yok"],
      needle: ["İğne", () => "davetsiz, bunlardan biri …"],
      friends: ["Tanınmayan dost", (soFar) => `şimdiye dek ${soFar} uçak-dk`],
      watched: [() => "Gözetim altındaki alan", () => "alanın payı"],
    },
    oneOf: (n) => `${n} izden 1’i`, intruderNotHeld: "izlenmiyor", nothing: "yok",
    percent: (n) => `%${n}`,
    identities: {
      pending: "Bekliyor", unknown: "Bilinmeyen", assumed_friend: "Dost sayılan", friend: "Dost",
      neutral: "Tarafsız", suspect: "Şüpheli", hostile: "Düşman",
    },
    cardHeld: "İzleniyor:", rule: "Kural", evidence: "Kanıt", sightings: "Gören",
    first: (clock) => `${clock} anından beri`, ago: (s) => `${s} sn önce`, overLink: "bağlantı",
    more: (n) => `ve ${n} tane daha`, nobody: "şu an kimse: iz tahminle sürüyor",
    notHeldWhy: "Bu resmin duyduğu hiçbir radar onu görmüyor.",
    betAsk: "Tahmininiz için bir ize tıklayın.", betOn: (track) => `Tahmininiz: ${track}.`,
    betRight: (track) => `Bildiniz: aranan ${track}.`,
    betWrong: (track, truth, answer) => `Tahmininiz ${track}: ${truth}. Aranan: ${answer}.`,
    betAnswer: (answer) => `Aranan: ${answer}.`,
    truth: "Aslında nedir?", truthIs: "Gerçekte",
    allegiances: { own: "kendi", allied: "müttefik", neutral: "tarafsız", intruder: "davetsiz" },
    selected: (track, names) => `${track}: ${names.join("; ")}`,
    tags: { article: "makale", model: "model", record: "kayıt" },
    tagMeans: {
      article: "2019 tarihli makalenin sözü", model: "Bu modelin gösterdiği",
      record: "Kayıtlara geçmiş olan",
    },
    evidenceShort: {
      national_reply: "geçerli millî yanıt", allied_reply: "geçerli müttefik yanıtı",
      civil_reply: "geçerli sivil yanıt", unrecognised_reply: "yanıt tanınmadı",
      no_reply: "yanıt yok", not_interrogated: "sorulmadı", plan_match: "uçuş planına uyuyor",
      over_link: "bağlantıdan geldi", crossed_line: "ilan edilmiş çizgiyi geçti",
    },
    keys: [
      ["Boşluk", "oynat, durdur"], ["← →", "bir tarama geri, ileri"], ["+ −   ↑ ↓", "hızlı, yavaş"],
      ["N  B", "sonraki, önceki bölüm"], ["Home  End", "baş, son"],
      ["Sekme", "haritada: sıradaki iz"], ["Tıklama", "neden öyle adlandırıldı?"],
      ["T", "aslında ne olduğu"], ["S", "altyazı kimin sözü"], ["Esc", "bırak"], [",  .", "kapsama alçak, yüksek"],
      ["[  ]", "solda, sağda başka resim"], ["Tekerlek  Sürükleme", "yakınlaş, haritayı kaydır"],
      ["0", "bütün alan"], ["L", "Türkçe, English"], ["?", "bu yardım"],
    ],
    about: "Yalnızca örnekleme amaçlı benzetim: menziller, hızlar ve radar yerleri yuvarlak ya da uydurmadır. Makalenin savları doğruysa ne olacağını gösterir; doğru olduklarını söylemez. Yanıtsızlık düşman demek değildir. Harita: Natural Earth; çizgiler hiçbir savı onaylamaz. Yazı: IBM Plex, OFL.",
    other: "English", otherShort: "EN",
  },
};

/** Capitals as the language has them: Turkish has an İ of its own, and so has Türkiye everywhere. */
function capitals(text, lang, home = false) {
  return text.toLocaleUpperCase(lang === "tr" || home ? "tr" : "en");
}

function inLanguage(item, name, lang) {
  return (lang === "tr" && item[`${name}_tr`]) || item[name];
}

/** 12:30, or 1:02:30 from the first hour on. */
function clock(timeS) {
  const whole = Math.max(0, Math.floor(timeS)), two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600), rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function trackName(a) {
  return `TK ${String(FLEET.number[a]).padStart(4, "0")}`;
}

/** Words that mean an identity, to be shown in its colour. */
const MEANT = {
  en: /\*\*(.+?)\*\*|(?<!\p{L})(friends?|unknowns?|hostile|neutral|intruder)(?!\p{L})/giu,
  tr: /\*\*(.+?)\*\*|(?<!\p{L})((?:dost|bilinmeyen|düşman|tarafsız|davetsiz)\p{L}*)/giu,
};
const MEANS = [
  [/^(friend|dost)/i, "friend"], [/^(unknown|bilinmeyen)/i, "unknown"],
  [/^(neutral|tarafsız)/i, "neutral"], [/^(hostile|düşman|intruder|davetsiz)/i, "hostile"],
];

/** Put a sentence into an element: text only; words of identities as spans of their class. */
function say(element, text, lang) {
  element.replaceChildren();
  let at = 0;
  for (const match of text.matchAll(MEANT[lang])) {
    const meaning = MEANS.find(([form]) => form.test(match[2] ?? ""));
    const span = document.createElement(match[1] ? "strong" : "span");
    span.textContent = match[1] ?? match[2];
    if (meaning) {
      span.className = `is-${meaning[1]}`;
      span.dataset.lit = meaning[1];
    }
    element.append(text.slice(at, match.index), span);
    at = match.index + match[0].length;
  }
  element.append(text.slice(at));
}
