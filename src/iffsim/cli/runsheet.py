"""`iffsim runsheet`: what an instructor does when, with a handout and an answer key."""

from __future__ import annotations

from iffsim.cli.words import Language, PageFile, Seed, Source


def runsheet(scenario: Source, out: PageFile, lang: Language = "en", seed: Seed = None) -> None:
    """Write a scenario's run sheet to print: time, inject, expected response, what to discuss.

    Three files: FILE.html for the instructor, FILE-handout.html for students (it gives nothing
    away), FILE-answers.html, the answer key with what each picture says at that instant.

        iffsim runsheet local-bubble --out sheet.html
        iffsim runsheet local-bubble --out sheet.html --lang tr
    """
    from iffsim.cli.sources import open_source
    from iffsim.report.html.sheets import write

    for path in write(open_source(scenario, seed), out, lang):
        print(path)
