"""The keys of the page: of the table of commands, those that the page does.

`assets/story/keys.js` says what it does of each, by its id; keys and words are the table's.
"""

from __future__ import annotations

import json
import re

from iffsim.commands import listed
from iffsim.commands.table import BY_ID, GESTURES, GOES_ON
from iffsim.export.pack import Packed

SAYS = {
    "truth": "takeaway.really", "select.next": "takeaway.next_track",
    "select.back": "takeaway.next_track", "view.side": "takeaway.views",
    "view.single": "takeaway.views", "fit.area": "takeaway.whole", "back": "takeaway.let_go",
    "carry.take": "takeaway.take_thing",
}  # fmt: skip
"""Commands of which the page does less than the window, or something of its own."""
_OTHERWISE = frozenset({"help.click_site"})
"""What a mouse does otherwise in the page."""
_DONE = re.compile(r'^  "([a-z.]+)": \(\w*\)', re.MULTILINE)


def done(script: str) -> list[str]:
    """Return the ids of the commands that a script does, in the order of the table. Raises
    `ValueError` for one that is not in the table."""
    found = set(_DONE.findall(script))
    if unknown := found - BY_ID.keys():
        raise ValueError(f"keys.js: no such command: {', '.join(sorted(unknown))}")
    return [id for id in BY_ID if id in found]


def keys(script: str) -> Packed:
    """Return `rows` (id, keys, whether it goes on while its key is held) and the `lines` of help
    (printed keys, the id of what they do)."""
    table = {row["id"]: row for row in json.loads(listed.as_json())}
    rows = [table[id] for id in done(script)]
    chords: dict[str, list[str]] = {}
    for row in rows:
        chords.setdefault(SAYS.get(row["id"], row["help"]), []).extend(row["keys"])
    mouse = [[name, what] for name, _, what in GESTURES if what not in _OTHERWISE]
    return {
        "rows": [
            {"id": row["id"], "keys": row["keys"], "again": row["id"] in GOES_ON} for row in rows
        ],
        "lines": [["   ".join(listed.together(of)), what] for what, of in chords.items()] + mouse,
    }
