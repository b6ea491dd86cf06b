"""What the article claims, in short and in both languages; scenarios cite the numbers.

The article: Kerim Has, Middle East Institute, 2019. These are summaries, not quotations.
"""

from __future__ import annotations

ARTICLE = "Kerim Has, Middle East Institute, 2019"

CLAIMS: dict[str, tuple[str, str]] = {
    "C1": (
        "The battery is incompatible with the NATO network of weapons and radars.",
        "Batarya, NATO'nun silah ve radar ağıyla uyumsuzdur.",
    ),
    "C2": (
        "Without codes it will probably show every aircraft as unknown, except Turkey's own jets.",
        "Kodlar olmadan, Türkiye'nin kendi jetleri dışında her uçağı muhtemelen bilinmeyen "
        "gösterecektir.",
    ),
    "C3": (
        "So it is even if Ankara adapts its national system to it.",
        "Ankara millî sistemini ona uyarlasa bile böyledir.",
    ),
    "C4": (
        "Taking an aircraft for another could lead to a military conflict.",
        "Bir uçağı başka bir uçak sanmak askerî bir çatışmaya yol açabilir.",
    ),
    "C5": (
        "Batteries that stand alone only make local bubbles around certain places.",
        "Tek başına duran bataryalar yalnızca belirli yerlerin çevresinde yerel kabarcıklar "
        "oluşturur.",
    ),
    "C6": (
        "That limits what can be done about threats from outside.",
        "Bu, dışarıdan gelen tehditlere karşı yapılabilecekleri sınırlar.",
    ),
    "C7": (
        "They will be blind to threats from Russia, and hard to imagine in use against its "
        "partners.",
        "Rusya'dan gelecek tehditlere kördür; onun ortaklarına karşı kullanılması da zor "
        "düşünülür.",
    ),
    "C8": (
        "Most other neighbours and allies are no threat from the air.",
        "Öteki komşuların ve müttefiklerin çoğu havadan tehdit değildir.",
    ),
    "C9": (
        "Turkey also wants Patriot and stays in the Eurosam project.",
        "Türkiye Patriot da istiyor ve Eurosam projesinde kalıyor.",
    ),
    "C10": (
        "The deal puts Turkey's place in the F-35 programme at risk.",
        "Anlaşma, Türkiye'nin F-35 programındaki yerini tehlikeye atıyor.",
    ),
    "C11": (
        "Parts and upgrades of other aircraft may come under sanctions.",
        "Başka uçakların parçaları ve yenilenmesi yaptırıma uğrayabilir.",
    ),
    "C12": (
        "The United States keeps a sizeable presence at İncirlik.",
        "ABD, İncirlik'te kayda değer bir varlık bulunduruyor.",
    ),
    "C13": (
        "In November 2015 Turkey shot down a Russian jet near the Syrian border.",
        "Türkiye, Kasım 2015'te Suriye sınırı yakınında bir Rus jetini düşürdü.",
    ),
    "C14": (
        "The night of July 2016 still raises questions.",
        "Temmuz 2016 gecesi hâlâ sorular doğuruyor.",
    ),
    "C15": (
        "Places to protect include the capital, Akkuyu and the TurkStream landfall.",
        "Korunacak yerler arasında başkent, Akkuyu ve TürkAkım'ın kıyısı vardır.",
    ),
    "C16": (
        "Bubbles would hardly keep anybody safe from a determined intervention.",
        "Kabarcıklar, kararlı bir müdahaleye karşı kimseyi pek güvende tutmaz.",
    ),
    "C17": (
        "Terms of the deal, sanctions, dependency: outside this simulation.",
        "Anlaşmanın koşulları, yaptırımlar, bağımlılık: bu benzetimin dışındadır.",
    ),
}
"""English and Turkish, by the number that scenarios cite."""
