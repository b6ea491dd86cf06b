"""`iffsim export`: the take-away page."""

from __future__ import annotations

from iffsim.cli.words import PageFile, Seed, Source


def export(scenario: Source, out: PageFile, seed: Seed = None) -> None:
    """Write one self-contained page: the story for people who will not install anything.

    Open it in any browser, from disk, without a network: pictures side by side, chapters,
    captions in English and Turkish, and a why-card for each track.

        iffsim export local-bubble --out story.html
    """
    from iffsim.cli.progress import rising
    from iffsim.cli.sources import open_source
    from iffsim.export import write

    recording = open_source(scenario, seed)
    with rising("writing the page"):
        write(recording, out)
    print(out)
