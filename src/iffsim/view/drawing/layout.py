"""Where everything is, for a size of the window. Panels never overlap."""

from __future__ import annotations

from msgspec import Struct, field
from pygame import Rect

SMALLEST = (1280, 720)
"""Below this, the window is drawn at this size or more and shrunk."""
_DESIGN = (1600, 900)
_LEAST = 0.8
_ROOMY = (960, 540)
"""Below this size, at scale 1, the layout is tight."""


class Layout(Struct, frozen=True):
    """Rectangles in pixels, and the scale of text and symbols."""

    size: tuple[int, int]
    scale: float
    top: Rect
    panels: tuple[Rect, ...]
    scores: Rect
    timeline: Rect
    caption: Rect
    transport: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))
    """Back, play, Next."""
    column: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))
    """The instructor's, at the right; without width if it is not there."""

    @property
    def tight(self) -> bool:
        """Whether there is so little room that what is secondary is left out."""
        return is_tight(self.size, self.scale)

    def px(self, length: float) -> int:
        """Return a length of the design in pixels, at least 1."""
        return max(1, round(length * self.scale))

    def panel_at(self, spot: tuple[float, float]) -> int | None:
        """Return the index of the panel under a point."""
        return next((n for n, box in enumerate(self.panels) if box.collidepoint(spot)), None)


def arrange(size: tuple[int, int], panels: int = 2, text: float = 1.0) -> Layout:
    """Return the layout of a window of `size` px with 1 or 2 panels, text being `text` times as
    large as usual."""
    wide, high = size
    scale = max(_LEAST, text * max(0.86, min(wide / _DESIGN[0], high / _DESIGN[1])))

    def px(length: float) -> int:
        return round(length * scale)

    tight = is_tight(size, scale)
    edge, gap = (px(5), px(5)) if tight else (px(8), px(8))
    top = Rect(0, 0, wide, px(40 if tight else 54))
    caption = Rect(edge, high - edge - px(54 if tight else 60), wide - 2 * edge, 0)
    caption.height = high - edge - caption.top
    transport = Rect(caption.right, caption.y, px(104 if tight else 186), caption.height)
    transport.right = caption.right
    caption.width = transport.left - gap - caption.left
    timeline = Rect(px(16), 0, wide - 2 * px(16), px(36 if tight else 54))
    timeline.bottom = caption.top - gap
    scores = Rect(edge, 0, wide - 2 * edge, px(48 if tight else 100))
    scores.bottom = timeline.top - gap
    height = scores.top - gap - top.bottom
    width = (wide - 2 * edge - gap * (panels - 1)) // panels
    maps = tuple(Rect(edge + n * (width + gap), top.bottom, width, height) for n in range(panels))
    return Layout(size, scale, top, maps, scores, timeline, caption, transport)


def is_tight(size: tuple[int, int], scale: float) -> bool:
    """Return whether a window of `size` px is small for text at `scale`."""
    return size[0] < _ROOMY[0] * scale or size[1] < _ROOMY[1] * scale


def drawn_size(window: tuple[int, int]) -> tuple[tuple[int, int], float]:
    """Return the size to draw at, and how many drawn pixels one of the window's is."""
    times = max(1.0, SMALLEST[0] / max(window[0], 1), SMALLEST[1] / max(window[1], 1))
    return (round(window[0] * times), round(window[1] * times)), times


def timeline_bar(layout: Layout) -> Rect:
    """Return the bar itself inside the timeline's panel."""
    box = layout.timeline
    return Rect(box.x, box.y + layout.px(20), box.width, layout.px(8))


def time_at(layout: Layout, x: float, duration_s: float) -> float:
    """Return the time under a pixel of the timeline, s."""
    bar = timeline_bar(layout)
    return min(max((x - bar.x) / bar.width, 0.0), 1.0) * duration_s


def x_at(layout: Layout, time_s: float, duration_s: float) -> float:
    """Return the pixel of a time on the timeline."""
    bar = timeline_bar(layout)
    return bar.x + bar.width * (time_s / duration_s if duration_s > 0 else 0.0)
