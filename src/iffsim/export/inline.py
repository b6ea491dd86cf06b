"""What a page needs to stand alone: a template's holes, letters inside, a policy without requests.

The story and the report share it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping

from iffsim.base import assets

REGULAR = ("Plex Condensed", 400, "IBMPlexSansCondensed-Regular.ttf")
STRONG = ("Plex Condensed", 600, "IBMPlexSansCondensed-SemiBold.ttf")
MONO = ("Plex Mono", 400, "IBMPlexMono-Regular.ttf")
Font = tuple[str, int, str]
"""Family, weight, file."""
_HOLE = re.compile(r"\{\{(\w+)\}\}")


def filled(template: str, parts: Mapping[str, str]) -> str:
    """Return `template` with each ``{{name}}`` replaced, once: parts are not looked into."""
    return _HOLE.sub(lambda hole: parts[hole[1]], template)


def policy(style: str, script: str | None = None, media: bool = False) -> str:
    """Return the content security policy: these styles, this script or none, fonts inside the page,
    and, if it has `media`, images and films inside the page."""
    allowed = [
        "default-src 'none'",
        *([f"script-src '{digest(script)}'"] if script is not None else []),
        f"style-src '{digest(style)}'",
        "font-src data:",
        *(["img-src data:", "media-src data:"] if media else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(allowed)


def digest(text: str) -> str:
    """Return the hash by which a policy allows a script or styles."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def fonts(wanted: Iterable[Font]) -> str:
    """Return the style rules that carry the letters, unmodified, as their licence asks."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f"src:url({data_url('font/ttf', assets.path('fonts', name).read_bytes())})}}\n"
        for family, weight, name in wanted
    )


def font_licence() -> str:
    """Return the licence of the letters, which goes where they go."""
    return assets.path("fonts", "OFL-IBM-Plex.txt").read_text(encoding="utf-8")


def data_url(kind: str, content: bytes) -> str:
    """Return bytes as an address that holds them; `kind` is a media type."""
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"
