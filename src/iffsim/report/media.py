"""Frames and the clip, as addresses that hold them: what the window showed, inside the page.

The window is asked only when a frame is drawn: without pygame a report has none, and says so.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from iffsim import record
from iffsim.base.progress import Tell, watched
from iffsim.export.inline import data_url
from iffsim.report.compute.case import Case
from iffsim.scenario.telling import Caption, Chapter
from iffsim.words.say import Words

FRAME = (1280, 720)
QUALITY = 82
MOST_SHOTS = 24
"""More frames than this make a page too heavy to hand round."""
CLIP = (960, 540)
CLIP_S, CLIP_FPS = 15.0, 12.0
"""How long the clip of the whole run lasts, and its frames a second."""

Progress = Callable[[str], AbstractContextManager[Tell | None]]
"""Shows progress of what is named."""


@dataclass(frozen=True)
class Shot:
    """A frame with what was said then."""

    time_s: float
    title: str
    captions: tuple[Caption, ...]
    image: str


@dataclass(frozen=True)
class Media:
    """What a page shows of the window."""

    shots: tuple[Shot, ...] = ()
    clip: str | None = None
    """MP4 as a data URL; None: not wanted, or PyAV, an extra, is missing."""
    undrawable: bool = False
    """Whether there is nothing because pygame is missing."""


NOTHING = Media()


@dataclass(frozen=True)
class Wish:
    """A frame to be made."""

    time_s: float
    title: str
    captions: tuple[Caption, ...] = ()
    aircraft: str | None = None
    """Whose cards are to be open."""


def gather(case: Case, say: Words, frames: bool, clip: bool, progress: Progress) -> Media:
    """Return what a page shall show of the window: `frames`, a `clip` if PyAV is there, or that
    pygame is missing."""
    clip = clip and has_video()
    if not (frames or clip):
        return NOTHING
    if not has_window():
        return Media(undrawable=True)
    drawn: tuple[Shot, ...] = ()
    if frames:
        with progress("frames") as tell:
            drawn = shots(case, say, tell)
    if not clip:
        return Media(drawn)
    with progress("clip") as tell:
        return Media(drawn, film(case, say, tell))


def wishes(case: Case, say: Words) -> list[Wish]:
    """Return which frames there shall be: at bookmarks; if there are none, in the middle of each
    chapter; if there are none either, in the middle of the run."""
    end_s = case.recording.duration_s
    if case.bookmarks:
        found = [Wish(mark.at_s, mark.name, aircraft=mark.aircraft) for mark in case.bookmarks]
    else:
        chapters = sorted(case.base.chapters, key=lambda one: one.at_s)
        ends = [*(chapter.at_s for chapter in chapters[1:]), end_s]
        found = [_wish(one, stop, say) for one, stop in zip(chapters, ends, strict=False)]
    found = found or [Wish(end_s / 2, say.written(case.base.title, case.base.title_tr))]
    return found[:MOST_SHOTS]


def _wish(chapter: Chapter, stop_s: float, say: Words) -> Wish:
    middle = float((chapter.at_s + stop_s) // 2)
    return Wish(middle, say.written(chapter.title, chapter.title_tr), chapter.captions)


def shots(case: Case, say: Words, tell: Tell | None = None) -> tuple[Shot, ...]:
    """Return the frames, drawn; `tell` hears the share done."""
    wanted = wishes(case, say)
    return tuple(
        Shot(wish.time_s, wish.title, wish.captions, _image(case, wish, say))
        for wish in watched(wanted, len(wanted), tell)
    )


def _image(case: Case, wish: Wish, say: Words) -> str:
    ids, time_s = case.recording.world.fleet.ids, wish.time_s
    selected = ids.index(wish.aircraft) if wish.aircraft in ids else None
    drawn = next(_frames(case, record.Clip(time_s, time_s + 1.0, 1.0, 1.0, FRAME), say, selected))
    file = io.BytesIO()
    Image.fromarray(drawn).save(file, "WEBP", quality=QUALITY)
    return data_url("image/webp", file.getvalue())


def has_window() -> bool:
    """Return whether the window can draw: pygame may be missing where only reports are made."""
    try:
        import iffsim.view  # noqa: F401
    except ImportError:
        return False
    return True


def has_video() -> bool:
    """Return whether a clip can be made: PyAV is an extra."""
    try:
        import av  # noqa: F401
    except ImportError:
        return False
    return True


def _frames(
    case: Case, clip: record.Clip, say: Words, selected: int | None = None
) -> record.Frames:
    """Yield the window's frames in the report's language, perhaps with an aircraft selected."""
    from iffsim.view.window import frame, reel

    first = replace(reel.first(case.recording, "side", (), say.language), selected=selected)
    return frame.frames(
        case.recording, clip.start_s, clip.stop_s, clip.fps, clip.speed, clip.size, first
    )


def film(case: Case, say: Words, tell: Tell | None = None) -> str:
    """Return a clip of the whole run, MP4."""
    end_s = case.recording.duration_s
    clip = record.Clip(0.0, end_s, CLIP_FPS, max(end_s / CLIP_S, 1.0), CLIP)
    drawn = _frames(case, clip, say)
    with tempfile.TemporaryDirectory(prefix="iffsim-") as folder:
        out = Path(folder) / "clip.mp4"
        record.mp4(watched(drawn, len(clip), tell), CLIP_FPS, out)
        return data_url("video/mp4", out.read_bytes())
