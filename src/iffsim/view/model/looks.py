"""The ways to look; each has a key."""

from __future__ import annotations

from iffsim.scene.asked import View

__all__ = ["View"]
