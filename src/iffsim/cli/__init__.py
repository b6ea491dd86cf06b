"""The command line, `iffsim`: a small module a command; heavy imports wait inside commands."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 nobody read on, 2 bad input, 130
    interrupted.

    Bad input is said as one line for each fault, on the standard error stream.
    """
    gc.disable()  # imports leave nothing behind, and to look for it takes a tenth of their time
    import typer

    from iffsim.base.errors import BadInput
    from iffsim.cli.app import called

    gc.enable()
    atexit.register(gc.freeze)  # nor is anything found at the end that would not go anyway
    words = sys.argv[1:] if argv is None else list(argv)
    _any_letter()
    try:
        code = called(words)
        if sys.stdout is not None:
            sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BadInput as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except OSError as error:  # files are taken care of where they are opened: this is the output
        return _unheard(error)
    except Exception as error:
        if not isinstance(error, typer.BadParameter.__bases__):  # misuse of options or commands
            raise
        print(misuse(error), file=sys.stderr)
        return 2
    return code if isinstance(code, int) else 0


def _any_letter() -> None:
    """Let a letter that a terminal or a pipe has no code for become a "?", not an error."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _unheard(error: OSError) -> int:
    """Return the exit code after what was to be said could not be: 1, in silence, if the reader
    had enough, as `head` has."""
    with suppress(OSError, ValueError, AttributeError):  # what waits must not fail once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 1
    where = error.filename or "the standard output"
    print(f"{where}: cannot be used ({error.strerror or error})", file=sys.stderr)
    return 2


def misuse(error: BaseException) -> str:
    """Return in one line what is wrong with how a command was called."""
    from iffsim.base.printable import printable

    context = getattr(error, "ctx", None)
    command = context.command_path if context else "iffsim"
    what = " ".join(str(getattr(error, "format_message", error.__str__)()).split())
    return printable(f"{command}: {what.rstrip('.')}; see {command} --help")
