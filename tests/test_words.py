"""The table of words: every id is there, in every language, and is said somewhere."""

from __future__ import annotations

from string import Formatter

from iffsim.words.say import ENGLISH, TURKISH, Forms, languages, messages


def phrases(id_: str, language: str) -> tuple[str, ...]:
    """Return a message's forms in one language."""
    phrase = messages()[id_][language]
    return (phrase.one, phrase.other) if isinstance(phrase, Forms) else (phrase,)


def test_a_message_takes_the_same_parts_in_every_language():
    def parts(id_: str, language: str) -> set[str]:
        said = [list(Formatter().parse(text)) for text in phrases(id_, language)]
        return {name for one in said for _, name, _, _ in one if name is not None}

    first, *others = languages()
    wrong = {id_ for id_ in messages() for code in others if parts(id_, code) != parts(id_, first)}
    assert wrong == set()


def test_numbers_and_shares_are_written_as_each_language_does():
    assert ENGLISH.number(12345.6, 1) == "12,345.6"
    assert TURKISH.number(12345.6, 1) == "12.345,6"
    assert (ENGLISH.percent(0.231), TURKISH.percent(0.231)) == ("23 %", "%23")
    assert (ENGLISH.percent(0.2314, 1), TURKISH.percent(0.2314, 1)) == ("23.1 %", "%23,1")


def test_turkish_capitals_keep_their_dots():
    assert TURKISH.upper("Ilık iğne") == "ILIK İĞNE"
    assert ENGLISH.upper("link") == "LINK"
    assert TURKISH.capital("izlenmiyor") == "İzlenmiyor"


def test_names_of_keys_are_those_on_the_keys():
    assert ENGLISH.keys("Alt arrows") == "Alt arrows"
    assert TURKISH.keys("Click   Tab") == "Tıklama   Tab"
    assert TURKISH.keys("G   arrows Enter") == "G   oklar Enter"


def test_a_scenarios_own_words_come_in_both_languages():
    say = TURKISH.written
    assert say("Local bubble", "Yerel kabarcık") == "Yerel kabarcık"
    assert say("A word of my own") == "A word of my own"
    assert ENGLISH.written("Local bubble", "Yerel kabarcık") == "Local bubble"
