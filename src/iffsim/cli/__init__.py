"""The command line, `iffsim`: a small module a command; heavy imports wait inside commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 2 bad input, 130 interrupted.

    Bad input is said as one line for each fault, on the standard error stream.
    """
    from iffsim.cli.app import app
    from iffsim.errors import BadInput

    try:
        app(args=None if argv is None else list(argv), prog_name="iffsim")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BadInput as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0
