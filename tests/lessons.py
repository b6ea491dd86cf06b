"""What each shipped scenario teaches, as something that its recording must bear out.

Every lesson is put to twenty seeds of background traffic, never to one lucky sky.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

import iffsim
from iffsim import Recording
from iffsim.doctrine import NOT_HELD, Allegiance, Identity


def minute(minutes: float) -> int:
    """Return whole seconds."""
    return round(60.0 * minutes)


def label(recording: Recording, picture: str, aircraft: str, time_s: float) -> str | None:
    """Return what a picture calls an aircraft, e.g. "FRIEND"; None where it is not held."""
    state, row = recording.picture(picture, time_s), recording.aircraft(aircraft)
    return Identity(int(state.identity[row])).name if state.held[row] else None


def only_own_are_friends(recording: Recording, picture: str) -> None:
    """Hold a picture to the statement, at every tick: own jets FRIEND, all else UNKNOWN."""
    own = recording.world.fleet.allegiance == Allegiance.OWN
    labels = recording.folded(picture).identities()
    held = labels.value != NOT_HELD
    right = np.where(own[labels.row], Identity.FRIEND, Identity.UNKNOWN)
    assert np.array_equal(labels.value[held], right[held])


def local_bubble(recording: Recording) -> None:
    only_own_are_friends(recording, "standalone")
    reveal = minute(17)
    alone, linked = (recording.score_at(p, reveal) for p in ("standalone", "linked"))
    assert alone.needle is not None
    assert alone.needle >= 20
    assert linked.needle == 1
    assert linked.no_id == 1
    assert linked.wrong == linked.unidentified_friends == linked.unidentified_airliners == 0
    assert alone.unidentified_friends >= 5
    assert alone.unidentified_airliners >= 15
    swapped = minute(43)
    alone, linked = (recording.score_at(p, minute(35)) for p in ("standalone", "linked"))
    assert linked.tracked == alone.tracked, "with its link cut it holds what one radar sees"
    assert label(recording, "linked", "STRANGER", swapped) == "FRIEND"
    assert label(recording, "standalone", "STRANGER", swapped) == "UNKNOWN"


def ladder(recording: Recording) -> None:
    only_own_are_friends(recording, "standalone")
    rungs = ("isolated", "standalone", "network", "linked")
    at = {rung: recording.score_at(rung, minute(8)) for rung in rungs}
    assert at["isolated"].tracked == at["isolated"].no_id == at["standalone"].tracked
    assert at["network"].tracked > at["standalone"].tracked
    assert at["network"].no_id > at["standalone"].no_id, "more radars make more unknowns"
    assert at["linked"].no_id == at["linked"].needle == 1
    named = [recording.scorecard(rung).correct_share or 0.0 for rung in rungs]
    assert named == sorted(set(named)), "each rung names more than the one below"


def incirlik(recording: Recording) -> None:
    allies = recording.world.fleet.allegiance == Allegiance.ALLIED
    held = False
    for tick in range(0, recording.world.ticks + 1, 20):
        state = recording.picture("standalone", tick)
        assert (state.identity[state.held & allies] == Identity.UNKNOWN).all()
        held |= bool((state.held & allies).sum() >= 5)
    assert held
    assert recording.scorecard("standalone").unidentified_friend_min >= 60
    assert recording.scorecard("linked").unidentified_friend_min < 1
    assert label(recording, "linked", "ALLY1", minute(4)) == "FRIEND"


def needle(recording: Recording) -> None:
    alone, linked = recording.scorecard("standalone"), recording.scorecard("linked")
    assert alone.needle_median is not None
    assert alone.needle_median >= 15
    assert linked.needle_median == 1
    stranger = recording.aircraft("STRANGER")
    motion = recording.truth(minute(6))
    civil = np.array([name.startswith("civil-") for name in recording.world.fleet.ids])
    level = civil & motion.alive & (motion.alt_m > 8500)
    lowest, highest = motion.alt_m[level].min(), motion.alt_m[level].max()
    assert lowest <= motion.alt_m[stranger] <= highest, "it flies at an airliner's height"


def four_bubbles(recording: Recording) -> None:
    high, low = 6000.0, 150.0
    share = {
        (picture, alt_m): recording.watched(picture, minute(5), alt_m)
        for picture in ("one", "two", "four", "linked")
        for alt_m in (high, low)
    }
    for alt_m in (high, low):
        shares = [share[picture, alt_m] for picture in ("one", "two", "four", "linked")]
        assert shares == sorted(set(shares)), "each adds cover"
    assert share["four", high] > 0.6
    assert share["four", low] < 0.1
    assert share["linked", low] > 0.6
    warned = {
        picture: recording.scorecard(picture).warning_time_s for picture in ("four", "linked")
    }
    for zone in ("akkuyu", "kiyikoy"):
        late, early = warned["four"][zone], warned["linked"][zone]
        assert late == 0.0, "both low fliers are over their target before a battery holds them"
        assert early is not None
        assert early >= 300.0


def from_whom(recording: Recording) -> None:
    sides = [name for name in recording.world.fleet.ids if name.endswith("1") and name != "KC1"]
    seen = dict.fromkeys([name for name in sides if not name.startswith("OWN")], False)
    for tick in range(0, recording.world.ticks, 20):
        for name in seen:
            alone = label(recording, "standalone", name, tick)
            linked = label(recording, "linked", name, tick)
            assert alone in (None, "UNKNOWN")
            assert linked in (None, "NEUTRAL")
            seen[name] |= alone == "UNKNOWN" and linked == "NEUTRAL"
    assert len(seen) == 12
    assert all(seen.values())
    for name in ("SUPPLIER-A", "SUPPLIER-B"):
        called = {label(recording, picture, name, 270) for picture in ("standalone", "linked")}
        assert called == {"UNKNOWN"}, "as the article has it, and as the link has it"
        assert label(recording, "supplied", name, 270) == "FRIEND", "assumed: blind to its supplier"


def road_not_taken(recording: Recording) -> None:
    alone, partner = (recording.world.sites.ids.index(name) for name in ("battery", "partner"))
    for alt_m in (150.0, 6000.0):
        one, other = (recording.site_coverage(s, minute(5), alt_m) for s in (alone, partner))
        assert one.equals(other), "same hill, same bubble"
    before = recording.score_at("interoperable", minute(7))
    assert before.no_id == 0
    assert recording.score_at("standalone", minute(7)).no_id >= 8
    after = minute(11)
    assert label(recording, "standalone", "ALLY2", after) == "UNKNOWN"
    assert label(recording, "interoperable", "ALLY2", after) == "FRIEND"
    newcomer = recording.picture("interoperable", after)
    assert newcomer.since_tick[recording.aircraft("ALLY2")] > minute(8)


def low_observable(recording: Recording) -> None:
    ticks = range(0, recording.world.ticks + 1, 15)
    plain, small = (
        sum(label(recording, "standalone", name, tick) == "UNKNOWN" for tick in ticks)
        for name in ("PLAIN1", "LOWOBS1")
    )
    assert 0.4 * plain < small < 0.6 * plain, "about half as long"
    assert label(recording, "linked", "LOWOBS1", minute(10)) == "FRIEND"


def border(recording: Recording) -> None:
    crossed = set()
    for tick in range(15, minute(9), 15):
        for name in ("ACCOUNT1", "ACCOUNT2"):
            assert label(recording, "standalone", name, tick) == "UNKNOWN"
            assert label(recording, "linked", name, tick) == "UNKNOWN"
            if label(recording, "airspace", name, tick) == "SUSPECT":
                crossed.add(name)
    assert crossed == {"ACCOUNT1"}, "the line tells the two accounts apart, no reply does"


def own_force(recording: Recording) -> None:
    names = ("KEEP1", "KEEP2", "LEAVE1", "LEAVE2")
    for tick in range(15, recording.world.ticks, 20):
        for name in names:
            assert label(recording, "isolated", name, tick) == "UNKNOWN"
            assert label(recording, "standalone", name, tick) == "FRIEND"
            assert label(recording, "linked", name, tick) == "FRIEND"
    assert recording.score_at("linked", minute(9)).wrong == 0, "and the scorecard finds no fault"
    kept, left = (recording.aircraft(name) for name in ("KEEP1", "LEAVE1"))
    height = recording.truth(minute(9)).alt_m
    assert height[left] < height[kept] / 2


def link_lost(recording: Recording) -> None:
    whole, part, cut = minute(1.5), minute(4), minute(8)
    assert recording.score_at("linked", whole).no_id <= 1
    seen = [recording.watched("linked", t, 6000.0) for t in (whole, part, cut)]
    assert seen[0] > 0.95
    assert seen[0] > seen[1] > seen[2] == recording.watched("standalone", cut, 6000.0)
    alone, linked = (recording.score_at(p, cut) for p in ("standalone", "linked"))
    assert linked.tracked == alone.tracked, "one radar's bubble is left"
    assert label(recording, "linked", "KC1", cut) == "FRIEND", "what was known keeps its name"
    assert label(recording, "linked", "ALLY1", cut) == "UNKNOWN", "what is new gets none"
    back = minute(12.5)
    high = recording.in_area(back) & (recording.truth(back).alt_m > 5000.0)
    assert recording.picture("linked", back).held[high].all(), "restored, it is whole"
    assert recording.score_at("linked", back).no_id <= 1
    assert label(recording, "linked", "ALLY1", back) == "FRIEND"


def linked_and_wrong(recording: Recording) -> None:
    end = minute(13)
    assert recording.score_at("standalone", end).wrong == 0
    assert not recording.series("standalone").wrong.any()
    assert recording.score_at("linked", end).wrong == 3
    assert label(recording, "linked", "HOME1", minute(2)) == "SUSPECT"
    assert label(recording, "linked", "MEET1", minute(6)) == "NEUTRAL"
    assert label(recording, "linked", "MEET1", minute(8)) == "FRIEND"
    assert label(recording, "linked", "GUISE1", end) == "NEUTRAL"
    needle = recording.score_at("linked", end).needle
    assert needle is not None
    assert needle >= 5, "it hides among the airliners"


def silent_friend(recording: Recording) -> None:
    for tick in range(15, recording.world.ticks, 20):
        assert label(recording, "linked", "FIRST1", tick) == "FRIEND", "it is remembered"
        assert label(recording, "standalone", "FIRST1", tick) in (None, "UNKNOWN")
        assert label(recording, "standalone", "SECOND1", tick) == "FRIEND", "it had answered"
        assert label(recording, "linked", "THIRD1", tick) == "UNKNOWN", "nobody ever heard it"
    assert label(recording, "standalone", "FIRST1", minute(5)) == "UNKNOWN"


def supplier(recording: Recording) -> None:
    together = minute(9)
    names = ("VISITOR1", "PASS1", "PASS2", "PASS3", "PASS4")
    assert [label(recording, "sold", name, together) for name in names] == ["UNKNOWN"] * 5
    kept = [label(recording, "kept", name, together) for name in names]
    assert kept == ["FRIEND"] + ["UNKNOWN"] * 4
    assert label(recording, "sold", "OWN1", together) == "FRIEND"
    one, other = (recording.picture(p, together).held for p in ("sold", "kept"))
    assert np.array_equal(one, other), "both see the same"


def sandbox(recording: Recording) -> None:
    own = recording.world.fleet.allegiance == Allegiance.OWN
    held = {p: recording.picture(p, minute(12)) for p in ("isolated", "standalone")}
    assert not (held["isolated"].identity == Identity.FRIEND).any()
    friend = held["standalone"].identity == Identity.FRIEND
    assert np.array_equal(friend, held["standalone"].held & own)
    assert recording.scorecard("linked").needle_median == 1


def stress(recording: Recording) -> None:
    assert len(recording.world.fleet.ids) >= 2000
    alone, linked = recording.scorecard("standalone"), recording.scorecard("linked")
    assert alone.needle_median is not None
    assert alone.needle_median >= 150
    assert linked.needle_median == 1


def mountains(recording: Recording) -> None:
    alone, linked = (recording.scorecard(p).warning_time_s for p in ("standalone", "linked"))
    assert alone["erzincan"] == 0.0
    assert (linked["erzincan"] or 0.0) > 600.0
    assert label(recording, "standalone", "VALLEY1", minute(10)) is None
    assert label(recording, "linked", "VALLEY1", minute(10)) == "UNKNOWN"
    flat = iffsim.run(replace(recording.scenario, terrain=False))
    for alt_m in (1000.0, 3000.0, 6000.0):
        on, off = (r.watched("standalone", minute(5), alt_m) for r in (recording, flat))
        assert on < off, "mountains only take away"


def real_day(recording: Recording) -> None:
    fleet = recording.world.fleet
    airliner = np.array(fleet.categories) == "airliner"
    alone = recording.folded("standalone").identities()
    held = alone.value != NOT_HELD
    passed = np.unique(alone.row[held & airliner[alone.row]])
    assert len(passed) >= 1000
    assert (alone.value[held & airliner[alone.row]] == Identity.UNKNOWN).all()
    cards = [recording.scorecard(picture) for picture in ("standalone", "linked")]
    assert [label(recording, p, "STRANGER", minute(738)) for p in recording.picture_ids] == [
        "UNKNOWN",
        "UNKNOWN",
    ]
    assert (cards[0].needle_median or 0.0) >= 20.0
    assert cards[1].needle_median == 1.0
    assert (cards[1].id_completeness or 0.0) > 0.99


def what_became(recording: Recording) -> None:
    only_own_are_friends(recording, "standalone")
    held = {m: recording.score_at("standalone", minute(m)) for m in (2, 5, 13.5, 17)}
    assert held[2].tracked == 0, "before it comes"
    assert held[13.5].tracked == 0, "while it is stored"
    assert min(held[5].no_id, held[17].no_id) >= 8, "what the article inferred, drawn"
    assert recording.score_at("linked", minute(13.5)).no_id == 0


LESSONS: dict[str, Callable[[Recording], None]] = {
    "local-bubble": local_bubble,
    "ladder": ladder,
    "incirlik": incirlik,
    "needle": needle,
    "four-bubbles": four_bubbles,
    "from-whom": from_whom,
    "road-not-taken": road_not_taken,
    "low-observable": low_observable,
    "border-november-2015": border,
    "own-force-paradox": own_force,
    "link-lost": link_lost,
    "linked-and-wrong": linked_and_wrong,
    "silent-friend": silent_friend,
    "supplier-without-codes": supplier,
    "sandbox": sandbox,
    "stress": stress,
    "mountains": mountains,
    "real-day": real_day,
    "what-became-of-it": what_became,
}
