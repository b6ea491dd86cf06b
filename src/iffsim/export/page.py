"""One page with everything inside: markup, styles, script, letters, data. It asks for nothing.

Scenario text comes from strangers. It enters the page as JSON in which no character can end the
element that holds it, and reaches the reader as text, never as markup. A content security policy
allows this very script and these very styles, by their hashes, and no request at all.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

from iffsim.base import assets, files
from iffsim.base.errors import bad
from iffsim.export import inline
from iffsim.export.data import data
from iffsim.export.keys import keys
from iffsim.export.pack import Packed
from iffsim.export.phrases import spoken
from iffsim.recording import Recording
from iffsim.scene import symbology
from iffsim.words.say import Words, languages

MODEL_SCRIPTS = (
    "decode.js", "truth.js", "model/chance.js", "model/names.js", "model/changes.js",
    "model/runs.js", "model/doctrine.js", "model/world.js", "model/transponders.js",
    "model/mountains.js", "model/flights.js", "model/sensing.js", "model/plots.js",
    "model/tracks.js", "model/counts.js", "model/model.js",
)  # fmt: skip
"""The parts of the script that need no page: the model."""
SCRIPTS = (
    *MODEL_SCRIPTS,
    "pictures.js", "words.js", "edited.js", "looks.js", "scene.js", "why.js", "suppose.js",
    "contour.js", "ground.js", "board.js",
    "tracks.js", "labels.js", "bet.js", "panel.js", "card.js", "scores.js", "timeline.js",
    "arc.js", "marks.js", "lever.js", "end.js", "sandbox.js", "hands.js", "bar.js",
    "share.js", "sheet.js", "speak.js", "keys.js", "controls.js", "app.js",
)  # fmt: skip
"""The parts of the script, in order; they share one scope."""
STYLES = ("story.css", "hands.css")
MOST_AIRCRAFT = 5_000
"""More than this no browser draws fluidly, and nobody can read."""


def write(recording: Recording, out: Path) -> None:
    """Write the page to `out`. Raises `BadInput` when it cannot be written or would be too much."""
    text = page(recording)
    with files.whole(out) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def page(recording: Recording) -> str:
    """Return the page. Raises `BadInput` when the scenario has too many aircraft for one."""
    values = packed(recording)
    style, body = looks() + styles(), script()
    return around(
        recording,
        policy=inline.policy(style, body),
        head=f"{_preview(recording)}<style>{style}</style>",
        brand="<b>iffsim</b>",
        tail=f'<script type="text/plain" id="font-licence">{inline.font_licence()}</script>\n'
        f'<script type="application/json" id="data">{values}</script>\n<script>{body}</script>',
    )


def _preview(recording: Recording) -> str:
    """Return what a preview of the page reads; a page that stands alone knows no address."""
    scenario = recording.scenario
    told = {
        "type": "website",
        "title": f"{scenario.title} · iffsim",
        "description": scenario.summary,
    }
    rows = [f'<meta property="og:{k}" content="{html.escape(v)}">' for k, v in told.items()]
    return "\n".join([*rows, '<meta name="twitter:card" content="summary">', ""])


def around(recording: Recording, *, policy: str, head: str, brand: str, tail: str) -> str:
    """Return the page's markup around its parts: a content security policy, then, as markup, the
    `head`'s styles, the `brand` at its top and the `tail`, with data and script."""
    parts = {
        "policy": html.escape(policy),
        "title": html.escape(recording.scenario.title),
        "summary": html.escape(recording.scenario.summary),
        "noscript": " ".join(Words(code)("takeaway.noscript") for code in languages()),
    }
    return inline.filled(
        story_text("story.html"), {**parts, "head": head, "brand": brand, "tail": tail}
    )


def packed(recording: Recording) -> str:
    """Return the page's data as JSON. Raises `BadInput` when the scenario has too many aircraft."""
    count = len(recording.world.fleet.ids)
    if count > MOST_AIRCRAFT:
        raise bad(
            recording.scenario.title,
            f"has {count:,} aircraft; a page can show at most {MOST_AIRCRAFT:,}",
        )
    values = {**data(recording), "keys": keys(story_text("keys.js"))}
    ids = {name: values[name] for name in ("closed", "keys")} | values["constants"]
    return as_json({**values, **spoken(script() + as_json(ids))})


def as_json(values: Packed) -> str:
    """Return JSON that no HTML parser and no old script engine can take for anything else."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def looks() -> str:
    """Return the style rules of letters and colours."""
    return inline.fonts((inline.REGULAR, inline.STRONG, inline.MONO)) + colours()


def styles() -> str:
    """Return the page's own style rules."""
    return "".join(map(story_text, STYLES))


def colours() -> str:
    """Return the colours of the table as the styles name them: `--red`, `--tag-model`."""
    named = {name: symbology.colour(name) for name in symbology.TABLE["colours"]}
    tags = {f"tag-{name}": colour for name, colour in symbology.TAGS.items()}
    return (
        ":root{"
        + "".join(
            f"--{name.replace('_', '-')}:rgb{colour};" for name, colour in (named | tags).items()
        )
        + "}\n"
    )


def script() -> str:
    """Return the page's script, its parts in one scope."""
    body = "\n".join(story_text(name) for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{body}\n}})();\n'


def story_text(name: str) -> str:
    """Return a file of the page's, by its name."""
    return assets.path("story", *name.split("/")).read_text(encoding="utf-8")
