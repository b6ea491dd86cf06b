"""The command line, `iffsim`: a small module a command; heavy imports wait inside commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 2 bad input, 130 interrupted.

    Bad input is said as one line for each fault, on the standard error stream.
    """
    import typer

    from iffsim.cli.app import app
    from iffsim.errors import BadInput

    words = sys.argv[1:] if argv is None else list(argv)
    try:
        code = app(words, prog_name="iffsim", standalone_mode=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BadInput as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not isinstance(error, typer.BadParameter.__bases__):  # misuse of options or commands
            raise
        print(misuse(error), file=sys.stderr)
        return 2
    return code if isinstance(code, int) else 0


def misuse(error: BaseException) -> str:
    """Return in one line what is wrong with how a command was called."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "iffsim"
    what = " ".join(str(getattr(error, "format_message", error.__str__)()).split())
    return f"{command}: {what.rstrip('.')}; see {command} --help"
