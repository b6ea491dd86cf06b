"""`iffsim record`: stills and clips."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from iffsim.cli.words import (
    Language,
    Seed,
    Source,
    Span,
    index_of,
    read_instant,
    read_size,
    read_span,
)

if TYPE_CHECKING:
    from iffsim.record import Clip, Seen
    from iffsim.recording import Recording

KINDS = (".png", ".gif", ".mp4")
DEFAULT_FPS = {".gif": 8.0, ".mp4": 30.0}
CLIP_S = 20.0
"""How long a clip lasts, if nothing else is said."""
MOST_FRAMES = 36_000


File = Annotated[Path, typer.Option(metavar="FILE", help="A .png, .gif or .mp4 file.")]
At = Annotated[
    str | None, typer.Option(metavar="TIME", help="For a still: when. Default: halfway.")
]
From = Annotated[str | None, typer.Option("--from", metavar="TIME", help="For a clip: from when.")]
To = Annotated[str | None, typer.Option("--to", metavar="TIME", help="For a clip: until when.")]
Size = Annotated[str, typer.Option(metavar="WxH", help="Width and height, pixels.")]
Fps = Annotated[
    float | None, typer.Option(help="Frames a second; default: 8 for .gif, 30 for .mp4.")
]
Speed = Annotated[
    float | None,
    typer.Option(help="How many times faster than real; default: a clip of 20 seconds."),
]
View = Annotated[
    Literal["side", "curtain", "single", "truth", "difference"],
    typer.Option(help="Two pictures side by side, a curtain between them, one alone, ..."),
]
Pictures = Annotated[
    str | None,
    typer.Option(metavar="A,B", help="Ids of one or two pictures; default: the chapters' own."),
]


def record(
    scenario: Source,
    out: File,
    at: At = None,
    start: From = None,
    stop: To = None,
    size: Size = "1280x720",
    fps: Fps = None,
    speed: Speed = None,
    view: View = "side",
    pictures: Pictures = None,
    lang: Language = "en",
    seed: Seed = None,
) -> None:
    """Write what the window shows to a PNG still, or to a GIF or MP4 clip.

    The suffix of FILE says which; MP4 needs the extra iffsim[video].

        iffsim record local-bubble --at 00:12:30 --out still.png
        iffsim record local-bubble --from 5min --to 15min --size 800x450 --out clip.gif
        iffsim record local-bubble --at 13min --view curtain --pictures isolated,linked --out c.png

    Times are written like 00:12:30, 12:30 (minutes and seconds), 750, 90s or 5min, from the
    beginning of the scenario.
    """
    from iffsim import record as recorder
    from iffsim.cli.sources import open_source

    kind = checked_kind(out, at is not None, any((start, stop, fps, speed)))
    pixels = read_size("--size", size)
    if kind == ".mp4":
        recorder.need_video()
    recording = open_source(scenario, seed)
    end_s = recording.duration_s
    seen = read_seen(recording, view, pictures, lang, kind == ".gif")
    if kind == ".png":
        time_s = end_s / 2 if at is None else read_instant("--at", at, end_s)
        recorder.still(recording, time_s, pixels, out, seen)
    else:
        span = read_span(start, stop, end_s)
        clip = read_clip(span, speed, DEFAULT_FPS[kind] if fps is None else fps, pixels, seen)
        checked_clip(clip, kind)
        write_clip(recording, clip, out)
    print(out)


def checked_kind(out: Path, instant: bool, stretch: bool) -> str:
    """Return the suffix of `out`, if it fits the other options; raises `BadInput`."""
    from iffsim.base.errors import bad

    kind = out.suffix.lower()
    if kind not in KINDS:
        raise bad("--out", f'"{out}" is no kind of picture; expected a name in {", ".join(KINDS)}')
    if kind == ".png" and stretch:
        raise bad("--out", "a .png is one instant; give --at alone")
    if kind != ".png" and instant:
        raise bad("--at", f"a {kind} is a stretch of time; give --from and --to")
    return kind


def read_seen(recording: Recording, view: str, pictures: str | None, lang: str, calm: bool) -> Seen:
    """Return how frames are to look; raises `BadInput`."""
    from iffsim.base.errors import bad
    from iffsim.record import Seen

    names = tuple(name.strip() for name in pictures.split(",")) if pictures else ()
    for name in names:
        index_of("--pictures", "picture", name, recording.picture_ids)
    if len(names) > 2 or len(set(names)) < len(names):
        raise bad("--pictures", f'"{pictures}" is not one or two different pictures')
    if len(names) == 1 and view == "difference":
        raise bad("--pictures", "a difference takes two pictures")
    return Seen(view, names, lang, calm)


def read_clip(
    span: Span, speed: float | None, fps: float, size: tuple[int, int], seen: Seen
) -> Clip:
    """Return the clip that was asked for; raises `BadInput`."""
    from iffsim.base.errors import bad
    from iffsim.record import Clip

    start_s, stop_s = span
    if not 0.1 <= fps <= 60.0:
        raise bad("--fps", f"{fps:g} is out of range; expected 0.1 to 60")
    if speed is None:
        speed = (stop_s - start_s) / CLIP_S
    if not 0.0 < speed <= 100_000.0:
        raise bad("--speed", f"{speed:g} is out of range; expected more than 0, at most 100000")
    if (stop_s - start_s) / speed * fps > MOST_FRAMES:
        raise bad("--speed", f"{speed:g} makes more than {MOST_FRAMES} frames; go faster")
    return Clip(start_s, stop_s, fps, speed, size, seen)


def checked_clip(clip: Clip, kind: str) -> None:
    """Raise `BadInput` for a GIF that browsers would slow down; say what an MP4 leaves out."""
    from iffsim.base.errors import bad
    from iffsim.record import GIF_FPS

    if kind == ".gif" and clip.fps > GIF_FPS:
        what = f"{clip.fps:g} is too many for a .gif: browsers slow down frames under 20 ms"
        raise bad("--fps", f"{what}; expected at most {GIF_FPS:g}, or an .mp4")
    width, height = clip.size
    if kind == ".mp4" and (width % 2 or height % 2):
        even = f"{width // 2 * 2}x{height // 2 * 2}"
        print(f"--size: an .mp4 has even sides only: {width}x{height} becomes {even}")


def write_clip(recording: Recording, clip: Clip, out: Path) -> None:
    """Write a GIF or MP4, with a progress bar."""
    from iffsim import record as recorder
    from iffsim.cli.progress import watched

    shown = watched(recorder.frames(recording, clip), len(clip), out.name)
    if out.suffix.lower() == ".gif":
        recorder.gif(recorder.sample(recording, clip), shown, clip.fps, out)
    else:
        recorder.mp4(shown, clip.fps, out)
