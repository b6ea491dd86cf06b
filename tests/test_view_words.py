"""Every word of the window in two languages: none missing, none left, every letter drawn."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pygame
import pytest

from iffsim.bake import run
from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scenario import load
from iffsim.scene.asked import View
from iffsim.scene.topics import Topic
from iffsim.view.drawing.text import FILES, Lettering, Style
from iffsim.view.model import story
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.state import Hold, ViewState, opening
from iffsim.view.window.desk import REFUSED
from iffsim.view.window.frame import Stage, offscreen
from iffsim.words.say import ENGLISH, messages

SIZE = (1600, 900)
NAMES = re.compile(
    r"TK \d+|FL\d+|iffsim|[AB]|\d[\d:×., /%+−-]*(m|km|ft)?|C\d+|T \+|N/A"
    r"|(((Ctrl|Alt|Shift) )*(F\d+|Esc|Enter|Tab|Del|Home|End|PgUp|PgDn|.)( +|$))+"
    r"|(model|NATO|radar)( C\d+)?|English, Türkçe|[^A-Za-zÀ-ž]*|.{1,2}|[A-Z?] +[A-Z0-9]"
)
"""What is the same in both languages: names, numbers, keys; and the words "model" and "radar"."""


@cache
def sandbox() -> Recording:
    return run(load("sandbox"))


@cache
def bubble() -> Recording:
    return run(load("local-bubble"))


@pytest.fixture(autouse=True)
def _screen() -> Iterator[None]:
    offscreen((1, 1))
    yield
    pygame.display.quit()


def states(recording: Recording) -> list[ViewState]:
    """Return all kinds of frames: each view, chapter, card, light, hint, notice, help."""
    show = story.show(recording)
    state = replace(opening(show), playing=False)
    middle = replace(state, time_s=recording.duration_s / 2, sandbox=True)
    chapters = [
        replace(state, time_s=min(chapter.start_s + 70.0, recording.duration_s), selected=number)
        for number, chapter in enumerate(show.chapters)
    ]
    ids = recording.world.sites.ids
    return [
        *chapters,
        *(replace(middle, view=view, selected=1) for view in View),
        *(replace(middle, topic=topic) for topic in Topic),
        *(replace(middle, selected=n) for n in range(0, len(recording.world.fleet.ids), 7)),
        replace(middle, help=True),
        replace(middle, source=True),
        replace(middle, notice=REFUSED, hold=Hold("site", ids[0], (0.0, 0.0)), spot=(400, 400)),
        replace(middle, playing=True, paced=True),
    ]


@cache
def rendered(recording: Recording, language: str) -> frozenset[str]:
    """Return every text that is drawn in a language."""
    seen: set[str] = set()
    plain = Lettering._rendered

    def spy(self: Lettering, text: str, style: Style) -> pygame.Surface:
        seen.add(text.strip())
        return plain(self, text, style)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lettering, "_rendered", spy)
        stage, surface = Stage(recording), offscreen(SIZE)
        for state in states(recording):
            stage.draw(surface, replace(state, comfort=Comfort(language)))
    return frozenset(seen)


@pytest.mark.parametrize("made", [sandbox, bubble], ids=lambda made: made.__name__)
def test_no_english_word_is_left_in_turkish(made):
    same = rendered(made(), "en") & rendered(made(), "tr")
    places = {place.name for place in catalogue.places().values()}
    shown = {text.rstrip(",") for text in same if not NAMES.fullmatch(text)}
    # "radar" and the letters IFF are Turkish too; a caption's last place may end in a colon
    shown = {text.rstrip(":") for text in shown} - {"radar", "IFF"}
    twins = {site.name for site in made().scenario.sites if site.name == site.name_tr}
    cut = {text for text in shown if any(text.rstrip("…") in place for place in places)}
    types = {kind.title for kind in catalogue.aircraft_types().values()}
    spaced = {" ".join(ENGLISH.upper(name)) for name in places} | {"T Ü R K İ Y E"}
    assert shown - places - cut - types - spaced - twins == set()


@pytest.mark.parametrize("made", [sandbox, bubble], ids=lambda made: made.__name__)
def test_everything_shown_in_turkish_can_be_drawn(made):
    """A letter that a face lacks would be a box."""
    font = pygame.font.Font(os.fspath(_face("regular")), 20)
    letters = set("".join(rendered(made(), "tr")))
    assert {letter for letter in letters if font.metrics(letter)[0] is None} == set()


def _face(name: str) -> str:
    from iffsim.base import assets

    return os.fspath(assets.path("fonts", FILES[name]))


@pytest.mark.parametrize("face", sorted(set(FILES)))
def test_every_letter_of_both_languages_is_in_every_face_that_writes_words(face):
    font = pygame.font.Font(_face(face), 20)
    letters = {letter for message in messages().values() for letter in str(message)}
    if face == "mono":  # writes the clock alone
        letters = set("0123456789:")
    assert {letter for letter in letters if font.metrics(letter)[0] is None} == set()


def test_one_key_switches_the_language_and_back():
    from test_view_hands import Hand, key

    hand = Hand()
    assert hand.do(key(pygame.K_l)).comfort.language == "tr"
    assert hand.do(key(pygame.K_l)).comfort.language == "en"
