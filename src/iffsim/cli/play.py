"""`iffsim play`: the window; without a display, the same as files."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iffsim.cli.words import Headless, Language, OutFolder, Seed

if TYPE_CHECKING:
    from iffsim.recording import Recording

MAIN_DEMO = "local-bubble"
FOLDER = Path("iffsim-demo")
STILL_SIZE, CLIP_SIZE = (1280, 720), (800, 450)


def play(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|RECORDING",
            help="A shipped scenario's name, a .toml file or an .iffrec recording.",
        ),
    ] = MAIN_DEMO,
    out: OutFolder = None,
    headless: Headless = False,
    seed: Seed = None,
    lang: Language = "en",
    text: Annotated[
        float,
        typer.Option("--text", min=0.8, max=2.0, help="Size of text; keys Ctrl + and -."),
    ] = 1.0,
    contrast: Annotated[bool, typer.Option("--contrast", help="More contrast; key F3.")] = False,
    calm: Annotated[bool, typer.Option("--calm", help="Less motion; key F4.")] = False,
) -> None:
    """Watch a scenario or a recording in a window.

    Without a display, or with --headless, a still of each chapter and a short clip go to files
    instead:

        iffsim play
        iffsim play results/local-bubble.iffrec
        iffsim play local-bubble --headless --out frames
    """
    from iffsim.cli.sources import open_source, source_name

    recording = open_source(scenario, seed)
    if headless or not has_display():
        render(recording, source_name(scenario), FOLDER if out is None else out, lang)
    else:
        from iffsim.view.model.comfort import Comfort
        from iffsim.view.window.loop import show

        tell_autosave(show(recording, Comfort(lang, text, contrast, calm)))


def tell_autosave(path: Path | None) -> None:
    """Say where the autosave of a class stays, if one does."""
    if path is not None:
        print(f"Not saved, but kept. To go on: iffsim teach {path}", file=sys.stderr)


def has_display() -> bool:
    """Return whether a window can open here and would be seen."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not named:
        return False
    from iffsim.view.window.display import opens

    return opens()


def render(recording: Recording, name: str, out: Path, language: str = "en") -> None:
    """Write a still of each chapter and a clip of the whole run into `out`, and say where."""
    from iffsim import record as recorder
    from iffsim.cli.progress import watched
    from iffsim.cli.record import CLIP_S, DEFAULT_FPS, write_clip
    from iffsim.earth.catalogue import slug

    seen = recorder.Seen(language=language)
    stills = still_times(recording)
    for number, (title, time_s) in enumerate(watched(stills, len(stills), "stills"), start=1):
        target = out / f"{number:02d}-{slug(title, 'still')}.png"
        recorder.still(recording, time_s, STILL_SIZE, target, seen)
        print(target)
    clip = recorder.Clip(
        0.0,
        recording.duration_s,
        DEFAULT_FPS[".gif"],
        recording.duration_s / CLIP_S,
        CLIP_SIZE,
        recorder.Seen(language=language, calm=True),
    )
    target = out / f"{name}.gif"
    write_clip(recording, clip, target)
    print(target)
    print(f"No window: the demo is in {out.resolve()}", file=sys.stderr)


def still_times(recording: Recording) -> list[tuple[str, float]]:
    """Return (title, time) of a still in the middle of each chapter, or of the run."""
    chapters = recording.scenario.chapters
    if not chapters:
        return [(recording.scenario.title, recording.duration_s / 2)]
    ends = [chapter.at_s for chapter in chapters[1:]] + [recording.duration_s]
    return [
        (chapter.title, (chapter.at_s + end_s) / 2)
        for chapter, end_s in zip(chapters, ends, strict=True)
    ]
