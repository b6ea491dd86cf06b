"""What happened: a numbered timeline, drawn and told; frames; the clip."""

from __future__ import annotations

from iffsim.base.units import clock
from iffsim.report.compute.facts import Facts
from iffsim.report.compute.timeline import KINDS, Entry, shortened
from iffsim.report.html import charts
from iffsim.report.html.markup import Part, Safe, element, joined, table
from iffsim.report.media import Media, Shot
from iffsim.scenario.telling import Caption


def timeline(found: Facts) -> Safe:
    """Return the timeline."""
    say = found.say
    kept, left_out = shortened(found.moments)
    heads = ("happened.number", "report.time", "happened.kind", "happened.what", "report.picture")
    more = [say("happened.more", number=n, kind=say(f"moment.{k}")) for k, n in left_out.items()]
    return element(
        "section",
        element("h2", say("happened.title")),
        _timeline(found, kept) if kept else None,
        table([say(id) for id in heads],
              [_row(found, n, one) for n, one in enumerate(kept, start=1)], "moments"),
        *(element("p", line, class_="note") for line in more),
    )  # fmt: skip


def _timeline(found: Facts, kept: list[Entry]) -> Safe:
    title = found.say("happened.alt")
    drawing = charts.timeline("when", title, found.recording.duration_s, _lanes(found, kept))
    return element("figure", element("figcaption", title), drawing)


def marks(found: Facts) -> list[charts.Mark]:
    """Return the numbered instants that curves refer to: events and injects."""
    kept, _ = shortened(found.moments)
    return [
        charts.Mark(one.time_s, n)
        for n, one in enumerate(kept, start=1)
        if one.kind in ("event", "inject")
    ]


def _lanes(found: Facts, kept: list[Entry]) -> list[charts.Lane]:
    lanes = []
    for kind in KINDS:
        numbered = [(n, one) for n, one in enumerate(kept, start=1) if one.kind == kind]
        if numbered:
            label = found.say(f"lane.{kind}")
            lanes.append(charts.Lane(label, tuple(charts.Mark(o.time_s, n) for n, o in numbered)))
    return lanes


def _row(found: Facts, number: int, one: Entry) -> list[Part]:
    say = found.say
    about = f" [{one.aircraft}]" if one.aircraft and one.kind in ("bookmark", "note") else ""
    return [str(number), clock(one.time_s), say(f"moment.{one.kind}"), one.text + about,
            ", ".join(found.titles[picture] for picture in one.pictures)]  # fmt: skip


def frames(found: Facts, shown: Media) -> Safe | None:
    """Return what the window showed; None when neither frames nor clip are wanted."""
    say, shots, clip = found.say, shown.shots, shown.clip
    if shown.undrawable:
        note = say("happened.no_pygame")
        return element("section", element("p", note, class_="note"))
    if not shots and clip is None:
        return None
    film = (
        element(
            "figure",
            element("figcaption", say("happened.clip")),
            element("video", src=clip, controls=True, preload="metadata",
                    width=960, height=540, poster=shots[0].image if shots else None),
            class_="film",
        )
        if clip else None
    )  # fmt: skip
    return element(
        "section",
        element("h2", say("happened.window")),
        film,
        *(_shot(found, shot) for shot in shots),
        class_="frames",
    )


def _shot(found: Facts, shot: Shot) -> Safe:
    title = f"{clock(shot.time_s)} · {shot.title}"
    return element(
        "figure",
        element("figcaption", title),
        element("img", src=shot.image, alt=found.say("happened.window_at", time=title),
                width=1280, height=720),
        element("ul", *(_caption(found, one) for one in shot.captions), class_="captions")
        if shot.captions else None,
        class_="shot",
    )  # fmt: skip


def _caption(found: Facts, caption: Caption) -> Safe:
    say = found.say
    claim = f" {caption.claim}" if caption.claim else ""
    source = f" ({caption.source})" if caption.source else ""
    said = say.written(caption.text, caption.text_tr).replace("**", "")
    return element(
        "li",
        element("b", say(f"tag.{caption.tag}") + claim, class_="tag"),
        joined(" ", said, source),
    )
