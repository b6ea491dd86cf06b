"""Every word of the window in two languages: none missing, none left, every letter drawn."""

from __future__ import annotations

import os
import re
from functools import cache

import pygame
import pytest
from msgspec.structs import replace
from runs import run_of

from iffsim.base import assets
from iffsim.earth import catalogue
from iffsim.earth.claims import article
from iffsim.recording import Recording
from iffsim.scenario import load
from iffsim.scene.asked import View
from iffsim.scene.scene import Scenes
from iffsim.scene.topics import Topic
from iffsim.view.drawing.text import FILES, Lettering, Style
from iffsim.view.model import story
from iffsim.view.model.asked import asked
from iffsim.view.model.comfort import Comfort
from iffsim.view.model.state import Hold, ViewState, opening
from iffsim.view.window import frame
from iffsim.view.window.desk import REFUSED
from iffsim.view.window.frame import Stage, offscreen
from iffsim.words.say import ENGLISH, alone, messages

pytestmark = pytest.mark.usefixtures("screen")
SIZE = (1600, 900)
NAMES = re.compile(
    r"TK \d+|FL\d+|iffsim|[AB]|\d[\d:×., /%+−-]*(m|km|ft)?|C\d+|T \+|N/A"
    r"|(((Ctrl|Alt|Shift) )*(F\d+|Esc|Enter|Tab|Del|Home|End|PgUp|PgDn|.)( +|$))+"
    r"|(model|NATO|radar)( C\d+)?|English, Türkçe|[^A-Za-zÀ-ž]*|.{1,2}|[A-Z?] +[A-Z0-9]"
)
"""What is the same in both languages: names, numbers, keys; and the words "model" and "radar"."""


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


@pytest.mark.parametrize("name", ["sandbox", "local-bubble"])
def test_no_english_word_is_left_in_turkish(name):
    same = rendered(run_of(name), "en") & rendered(run_of(name), "tr")
    places = {place.name for place in catalogue.places().values()}
    shown = {text.rstrip(",") for text in same if not NAMES.fullmatch(text)}
    # "radar" and the letters IFF are Turkish too; a caption's last place may end in a colon
    shown = {text.strip("“:") for text in shown} - {"radar", "IFF"}
    twins = {site.name for site in run_of(name).scenario.sites if site.name == site.name_tr}
    cut = {text for text in shown if any(text.rstrip("…") in place for place in places)}
    types = {kind.title for kind in catalogue.aircraft_types().values()}
    spaced = {" ".join(ENGLISH.upper(name)) for name in places} | {"T Ü R K İ Y E"}
    cited = {word.strip(",") for word in article().author.split()}  # as it is called
    assert shown - places - cut - types - spaced - twins - cited == set()


@pytest.mark.parametrize("name", ["sandbox", "local-bubble"])
def test_everything_shown_in_turkish_can_be_drawn(name):
    """A letter that a face lacks would be a box."""
    font = pygame.font.Font(os.fspath(_face("regular")), 20)
    letters = set("".join(rendered(run_of(name), "tr")))
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


@pytest.mark.parametrize("name", assets.scenario_names())
def test_no_caption_says_left_or_right_where_one_map_is_shown_alone(name):
    """But for what is not a side: "which account is right", "little is left of"."""
    other = re.compile(r"\b(?:is|are|was|be|it) (?:left|right)\b|\bleft (?:of|at|their)\b")
    for chapter in load(name).chapters:
        for said in chapter.captions:
            english = other.sub("", alone(said.text, "en"))
            assert not re.search(r"\b(left|right)\b", english, re.IGNORECASE), english
            turkish = alone(said.text_tr, "tr")
            assert not re.search(r"\b(sol|sağ)(da|a|dan|daki)?\b", turkish, re.IGNORECASE), turkish


def test_sides_become_letters_with_their_capitals_and_suffixes_and_quotes_stay():
    assert alone("Left, two. On the right: “what is left, right?”", "en") == (
        "In A, two. In B: “what is left, right?”"
    )
    assert (
        alone("Watch the right half. Which is right?", "en") == "Watch picture B. Which is right?"
    )
    assert alone("Solda da sağda da. Sağ yarıyı izleyin.", "tr") == (
        "A'da da B'de de. B resmini izleyin."
    )


def test_the_caption_follows_the_way_of_looking():
    said = load("local-bubble").chapters[6].captions
    side = next(one for one in said if "on the right" in one.text)
    recording = run_of()
    there = replace(opening(story.show(recording)), time_s=side.at_s + 1.0)
    scenes = Scenes(recording)
    for view, word in ((View.SIDE, "on the right"), (View.SINGLE, "in B")):
        scene = scenes.at(asked(replace(there, view=view)))
        assert word in frame._said(scene, "en").text
