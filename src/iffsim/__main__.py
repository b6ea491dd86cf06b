"""``python -m iffsim`` is the same as the command ``iffsim``."""

from __future__ import annotations

import sys

from iffsim.cli import main

if __name__ == "__main__":
    sys.exit(main())
