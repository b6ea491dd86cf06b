"""One page with everything inside: markup, styles, script, letters, data. It asks for nothing.

Scenario text comes from strangers. It enters the page as JSON in which no character can end the
element that holds it, and reaches the reader as text, never as markup. A content security policy
allows this very script and these very styles, by their hashes, and no request at all.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from iffsim import assets, files
from iffsim.errors import bad
from iffsim.export.data import data
from iffsim.export.pack import Packed
from iffsim.recording import Recording

SCRIPTS = (
    "decode.js", "truth.js", "pictures.js", "words.js", "looks.js", "ground.js", "tracks.js",
    "labels.js", "panel.js", "card.js", "scores.js", "timeline.js", "controls.js", "app.js",
)  # fmt: skip
"""The parts of the script, in order; they share one scope."""
FONTS = (
    ("Plex Condensed", 400, "IBMPlexSansCondensed-Regular.ttf"),
    ("Plex Condensed", 600, "IBMPlexSansCondensed-SemiBold.ttf"),
    ("Plex Mono", 400, "IBMPlexMono-Regular.ttf"),
)
MOST_AIRCRAFT = 5_000
"""More than this no browser draws fluidly, and nobody can read."""
_HOLE = re.compile(r"\{\{(\w+)\}\}")


def write(recording: Recording, out: Path) -> None:
    """Write the page to `out`. Raises `BadInput` when it cannot be written or would be too much."""
    text = page(recording)
    with files.whole(out) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def page(recording: Recording) -> str:
    """Return the page. Raises `BadInput` when the scenario has too many aircraft for one."""
    count = len(recording.world.fleet.ids)
    if count > MOST_AIRCRAFT:
        what = f"has {count:,} aircraft; a page can show at most {MOST_AIRCRAFT:,}"
        raise bad(recording.scenario.title, what)
    style = _fonts() + _text("story.css")
    script = _script()
    return filled(
        _text("story.html"),
        {
            "policy": html.escape(policy(script, style)),
            "title": html.escape(recording.scenario.title),
            "summary": html.escape(recording.scenario.summary),
            "style": style,
            "letters": assets.path("fonts", "OFL-IBM-Plex.txt").read_text(encoding="utf-8"),
            "data": as_json(data(recording)),
            "script": script,
        },
    )


def filled(template: str, parts: Mapping[str, str]) -> str:
    """Return `template` with each ``{{name}}`` replaced, once: parts are not looked into."""
    return _HOLE.sub(lambda hole: parts[hole[1]], template)


def as_json(values: Packed) -> str:
    """Return JSON that no HTML parser and no old script engine can take for anything else."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def policy(script: str, style: str) -> str:
    """Return the content security policy: this script, these styles, fonts inside the page."""
    allowed = [
        "default-src 'none'",
        f"script-src '{_digest(script)}'",
        f"style-src '{_digest(style)}'",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(allowed)


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def _script() -> str:
    body = "\n".join(_text(name) for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{body}\n}})();\n'


def _fonts() -> str:
    """Return the style rules that carry the letters, unmodified, as their licence asks."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{_base64(name)})}}\n"
        for family, weight, name in FONTS
    )


def _base64(name: str) -> str:
    return b64encode(assets.path("fonts", name).read_bytes()).decode("ascii")


def _text(name: str) -> str:
    return assets.path("story", name).read_text(encoding="utf-8")
