"""The names of what a word on the window can mean."""

from __future__ import annotations

from iffsim.scene.topics import NONE, Topic

__all__ = ["NONE", "Topic"]
