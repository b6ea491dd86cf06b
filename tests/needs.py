"""What some tests need that pip does not install; without it they are skipped and say what does."""

from __future__ import annotations

import shutil

import pytest
from browser import find

CHROMIUM = "needs Chromium; on Debian and Ubuntu: apt-get install chromium"
WINDOW = "needs Xvfb and xdotool; on Debian and Ubuntu: apt-get install xvfb xdotool"
TYPES = "needs TypeScript; on Debian and Ubuntu: apt-get install node-typescript"
VIDEO = "needs PyAV; run: pip install av"

browser = pytest.mark.skipif(find() is None, reason=CHROMIUM)
window = pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason=WINDOW)
