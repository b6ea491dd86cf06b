"""The take-away: a recording as one self-contained page, for people who will not install anything.

The page holds what changes, not frames; its script asks it for any instant as `Recording` does.
"""

from __future__ import annotations

from iffsim.export.page import write

__all__ = ["write"]
