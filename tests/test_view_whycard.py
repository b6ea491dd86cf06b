"""Why-cards: both pictures' evidence, and what would have changed it, in few words."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from msgspec.structs import replace
from view_demo import demo

from iffsim.scene.asked import Asked, View
from iffsim.scene.card import Card, Row
from iffsim.scene.said import written
from iffsim.scene.scene import Scenes
from iffsim.scene.symbology import look
from iffsim.view.chrome.cards import box, draw_card, kept
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.theme import BLUE
from iffsim.view.window.frame import offscreen, pixels
from iffsim.whatif import missing
from iffsim.words.say import ENGLISH, TURKISH

TIME_S = 850.0


def carded(picture: str, name: str, time_s: float = TIME_S) -> Card:
    asked = Asked(time_s, (picture,), View.SINGLE, selected=demo().aircraft(name))
    return Scenes(demo()).at(asked).panes[0].cards[0]


def shown(picture: str, name: str, time_s: float = TIME_S, say=ENGLISH) -> dict[str, str]:
    card = carded(picture, name, time_s)
    rows = (*card.changes, *card.rows)
    return {row.name.words(say): row.value.words(say) for row in rows}


def test_a_card_says_why_in_one_sentence_first():
    said = {
        name: carded("standalone", name).sentence.words(ENGLISH) for name in ("intruder", "jet")
    }
    assert said["intruder"] == (
        "unknown: it gave no answer that this battery can read;"
        " the battery asks in national code only."
    )
    assert said["jet"] == "friend: it gave a valid answer in national code."
    alone = carded("isolated", "jet").sentence.words(ENGLISH)
    assert alone == "unknown: nobody here asks it who it is. Radar alone gives no name."
    linked = carded("linked", "jet").sentence.words(ENGLISH)
    assert linked == "friend: it gave a valid answer in national code and fits a filed flight plan."
    silent = carded("linked", "intruder").sentence.words(ENGLISH)
    assert silent == "unknown: it gave no answer in any code. That is not hostile."


def test_a_stand_alone_battery_says_that_only_a_national_reply_would_have_helped():
    rows = shown("standalone", "intruder")
    assert rows["Reply"] == "none"
    assert rows["With a national reply"] == "friend"
    assert rows["Allied or civil reply"] == "not asked for here"


def test_without_codes_no_reply_would_have_helped():
    assert shown("isolated", "tanker")["Any reply"] == "not asked for here"


def test_a_linked_picture_names_what_would_have_changed_it():
    rows = shown("linked", "intruder")
    assert rows["With an allied reply"] == "friend"
    assert "Any reply" not in rows


def test_identities_wear_their_colours_and_no_more_than_three_changes_are_named():
    changes = carded("linked", "intruder").changes
    assert 1 <= len(changes) <= 3
    friend = next(row for row in changes if row.value.words(ENGLISH) == "friend")
    assert look(friend.identity).colour == BLUE


def test_a_card_of_what_is_not_held_names_the_sites_and_what_they_lack():
    linked = demo().picture("linked", 300.0)
    absent = np.flatnonzero(linked.held & ~demo().picture("standalone", 300.0).held)
    name = demo().world.fleet.ids[int(absent[0])]
    rows = shown("standalone", name, 300.0)
    first = missing(demo(), "standalone", int(absent[0]), 300.0)[0]
    site = demo().world.sites.names[first.site]
    assert rows[site] == "sees it, not heard"
    assert any("km too far" in value for value in rows.values())


def test_a_card_speaks_turkish():
    rows = shown("standalone", "intruder", say=TURKISH)
    assert rows["Millî yanıtla"] == "dost"
    assert rows["Müttefik ya da sivil yanıt"] == "sorulmuyor"


def test_where_there_is_little_room_the_weightier_rows_stay_in_their_order():
    rows = tuple(
        Row(written(str(n)), written(""), weight) for n, weight in enumerate((6, 9, 5, 3, 8, 7))
    )
    assert [row.name.key for row in kept(rows, 3)] == ["1", "4", "5"]
    assert kept(rows, 9) == rows


@pytest.mark.parametrize("right", [True, False])
def test_a_card_stays_on_its_map_and_off_the_aircraft(right):
    offscreen((1, 1))
    kit = Kit(1.0)
    for panel in (pygame.Rect(8, 54, 784, 560), pygame.Rect(8, 54, 620, 230)):
        for spot in ((panel.left + 90, panel.top + 120), (panel.right - 90, panel.top + 120)):
            place = box(kit, panel, (spot,), demo_card(), right)
            assert panel.contains(place)
            assert not place.collidepoint(spot)


def test_a_card_never_writes_outside_itself():
    surface = offscreen((400, 300))
    surface.fill((0, 0, 0))
    place = pygame.Rect(40, 40, 250, 80)
    row = Row(written("A long name of a row " * 3), written("x" * 60))
    long = replace(demo_card(), sentence=written("So many words. " * 9), rows=(row,) * 9)
    at_bend = (place.right + 12, place.y + 18)  # so near that no line leads there
    draw_card(surface, Kit(1.0), place, at_bend, long)
    shot = pixels(surface).sum(axis=2)
    shot[place.top : place.bottom, place.left : place.right] = 0
    assert not shot.any()


def demo_card() -> Card:
    return carded("linked", "jet")
