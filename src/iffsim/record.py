"""Frames to files: PNG stills, GIF and MP4 clips, the same frames as in the window.

A GIF has one palette, taken from frames across the whole clip, and each of its frames holds only
the pixels that changed to the eye: the rest is transparent, which makes it some ten times smaller.
MP4 needs PyAV, an extra.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from iffsim.base.errors import bad
from iffsim.base.files import whole

if TYPE_CHECKING:
    from PIL import Image

    from iffsim.recording import Recording

Frame = npt.NDArray[np.uint8]
"""uint8[height, width, 3], red green blue."""
Frames = Iterator[Frame]
COLOURS = 127
"""Colours of a GIF."""
UNCHANGED = 255
"""The entry of a GIF's palette that is transparent: what was there before stays."""
ALIKE = 14
"""A pixel counts as unchanged when no channel of what is shown is further off than this, of 255."""
GIF_FPS = 50.0
"""Browsers show frames of less than 20 ms for 100 ms."""
_PNG_LEVEL = 2
"""How hard zlib tries, 1..9: 6 takes three times as long for 10 %."""
SAMPLES = 8
"""How many frames, across the clip, a GIF's palette is taken from."""


class Seen(Struct, frozen=True):
    """How frames look: the way of looking by its name, the pictures, the language."""

    view: str = "side"
    pictures: tuple[str, ...] = ()
    """Ids of one or two pictures; empty: those of the chapters."""
    language: str = "en"
    calm: bool = False
    """Whether the camera jumps, links do not run, and small frames leave out labels that nobody
    could read in them: a GIF is far smaller so."""


AS_IN_THE_WINDOW = Seen()


class Clip(Struct, frozen=True):
    """A stretch of a run, how fast it goes by, and how many frames a second show it."""

    start_s: float
    stop_s: float
    fps: float
    speed: float
    size: tuple[int, int]
    """Width and height, pixels."""
    seen: Seen = AS_IN_THE_WINDOW

    def __len__(self) -> int:
        """Return how many frames there are."""
        return max(1, round((self.stop_s - self.start_s) / self.speed * self.fps))


def frames(recording: Recording, clip: Clip) -> Frames:
    """Yield the frames of a clip."""
    from iffsim.view.window import frame, reel

    seen = clip.seen
    first = reel.first(recording, seen.view, seen.pictures, seen.language)
    first = reel.calm(first, clip.size) if seen.calm else first
    return frame.frames(
        recording, clip.start_s, clip.stop_s, clip.fps, clip.speed, clip.size, first
    )


def still(
    recording: Recording, time_s: float, size: tuple[int, int], target: Path,
    seen: Seen = AS_IN_THE_WINDOW,
) -> None:  # fmt: skip
    """Write the frame at `time_s` as PNG. Raises `BadInput` when `target` cannot be written."""
    frame = next(frames(recording, Clip(time_s, time_s + 1.0, 1.0, 1.0, size, seen)))
    with whole(target) as path:
        path.write_bytes(png(frame))


def png(frame: Frame) -> bytes:
    """Return a frame as a PNG file.

    Written here because Pillow, which tries five filters on every row, takes four times as long
    for a file that is 7 to 9 % smaller, and as long again to be imported.
    """
    height, width, _ = frame.shape
    rows = np.empty((height, 1 + 3 * width), np.uint8)
    rows[:, 0] = 2  # the filter "up": a pixel is written as how far it is from the one above it
    flat = frame.reshape(height, -1)
    rows[0, 1:] = flat[0]
    np.subtract(flat[1:], flat[:-1], out=rows[1:, 1:])
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(rows.data, _PNG_LEVEL),
        b"IEND": b"",
    }
    written = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def sample(recording: Recording, clip: Clip) -> list[Frame]:
    """Return a few frames across the whole clip, for its palette."""
    count = min(SAMPLES, len(clip))
    few = replace(clip, fps=count * clip.speed / max(clip.stop_s - clip.start_s, 1e-9))
    return list(frames(recording, few))


class _Durations(list[int]):
    """How long each frame of a GIF lasts, ms, however many there are."""

    def __init__(self, fps: float) -> None:
        super().__init__([0])
        self._fps = fps

    def __getitem__(self, n: Any) -> Any:
        return 10 * (round(100.0 * (n + 1) / self._fps) - round(100.0 * n / self._fps))


def durations_ms(fps: float) -> list[int]:
    """Return how long each frame lasts, in whole hundredths of a second, as GIF counts: their sum
    never strays from the clip's time by more than half of one."""
    return _Durations(fps)


def gif(sampled: list[Frame], shown: Iterable[Frame], fps: float, target: Path) -> None:
    """Write frames as a GIF that repeats for ever, in a palette taken from `sampled`.

    Raises `BadInput` when `target` cannot be written.
    """
    images = indexed(shown, palette_of(sampled))
    with whole(target) as path, path.open("wb") as file:
        next(images).save(
            file, "GIF", save_all=True, append_images=images, duration=durations_ms(fps), loop=0,
            disposal=1, transparency=UNCHANGED, optimize=False,
        )  # fmt: skip


def palette_of(sampled: list[Frame]) -> Image.Image:
    """Return an image with the palette that serves `sampled` best.

    Coverage of all colours comes first and frequency second: small symbols must keep theirs.
    """
    from PIL import Image

    pixels = np.concatenate([frame.reshape(-1, 3) for frame in sampled]).astype(np.uint32)
    packed = pixels[:, 0] << 16 | pixels[:, 1] << 8 | pixels[:, 2]
    colour, count = np.unique(packed, return_counts=True)
    chosen = np.repeat(colour, np.sqrt(count).astype(np.int64))
    row = np.stack([chosen >> 16, chosen >> 8 & 255, chosen & 255], axis=-1).astype(np.uint8)
    method = Image.Quantize.MAXCOVERAGE
    return Image.fromarray(row[None]).quantize(COLOURS, method=method, kmeans=3)


def indexed(drawn: Iterable[Frame], palette: Image.Image) -> Iterator[Image.Image]:
    """Yield frames in the colours of `palette`; pixels that do not change are `UNCHANGED`."""
    from PIL import Image

    colours = palette.getpalette() or []
    channels = np.array(colours, np.int16).reshape(-1, 3)
    shown: npt.NDArray[np.uint8] | None = None
    for frame in drawn:
        now = np.asarray(Image.fromarray(frame).quantize(palette=palette, dither=Image.Dither.NONE))
        if shown is None:
            shown = index = now
        else:
            alike = np.abs(channels[now] - channels[shown]).max(axis=-1) <= ALIKE
            index = np.where(alike, np.uint8(UNCHANGED), now)
            shown = np.where(alike, shown, now)
        image = Image.fromarray(index, "P")
        image.putpalette(colours)
        yield image


def need_video() -> Any:
    """Return PyAV. Raises `BadInput` that says how to get it when it is not installed."""
    try:
        import av
    except ImportError:
        raise bad("mp4", 'needs PyAV; run: pip install "iffsim[video]"') from None
    return av


def mp4(shown: Iterable[Frame], fps: float, target: Path) -> None:
    """Write frames as H.264 video that starts at once in a browser; sizes are cut to even ones.

    Raises `BadInput` when PyAV is not installed or `target` cannot be written.
    """
    from fractions import Fraction

    av = need_video()
    with (
        whole(target) as path,
        av.open(path, "w", "mp4", options={"movflags": "+faststart"}) as film,
    ):
        stream = film.add_stream("libx264", rate=Fraction(fps).limit_denominator(1000))
        stream.pix_fmt = "yuv420p"
        stream.options = {"preset": "veryfast", "crf": "20"}
        for n, frame in enumerate(shown):
            even = np.ascontiguousarray(frame[: len(frame) // 2 * 2, : frame.shape[1] // 2 * 2])
            if n == 0:
                stream.height, stream.width = even.shape[:2]
            film.mux(stream.encode(av.VideoFrame.from_ndarray(even, "rgb24")))
        film.mux(stream.encode())
