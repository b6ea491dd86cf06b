#!/usr/bin/env python3
"""One command for everything; needs only Python 3.11 or newer and, the first time, a network.

    python3 run.py                   the main demo (without a display: rendered to files under out/)
    python3 run.py test [ARGS...]    ruff, mypy and pytest; ARGS go to pytest
    python3 run.py lint              ruff and mypy alone
    python3 run.py format            put the code into shape
    python3 run.py bench [ARGS...]   benchmarks; ARGS go to pytest, e.g. --benchmark-compare
    python3 run.py clean             remove .venv, out and every cache
    python3 run.py WORDS...          anything else goes to iffsim: list, check, --help ...

It keeps its own environment in .venv beside this file and makes it again when what it needs
has changed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  (this very check is for those who have an older one)
    sys.exit(f"iffsim needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "iffsim.stamp"
CACHES = (".venv", "out", "build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache")
MORE_CACHES = (".hypothesis", ".benchmarks")
PACKAGES = {"use": ("-e", "."), "work": ("--group", "test", "--group", "lint", "-e", ".")}
"""What pip is told to install: to use iffsim, or to work on it too."""


class Stop(Exception):  # noqa: N818  (a plain sentence for the person, not a fault of the program)
    """Why a chore cannot go on."""


def main(args: list[str]) -> int:
    """Do what `args` ask and return the exit code."""
    chores = {"test": test, "lint": lint, "format": format_code, "bench": bench, "clean": clean}
    try:
        if args and args[0] in chores:
            return chores[args[0]](args[1:])
        return demo(args)
    except Stop as why:
        print(f"run.py: {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def demo(args: list[str]) -> int:
    """Start the main demo, or whatever `args` name."""
    prepare("use")
    words = args or ["play", "--out", str(HERE / "out" / "demo")]
    command = [str(PYTHON), "-m", "iffsim", *words]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def test(args: list[str]) -> int:
    """Run every check; the exit code is 0 only when all pass."""
    return max(lint([]), tool("pytest", *args))


def lint(_args: list[str]) -> int:
    """Run ruff and mypy."""
    prepare("work")
    checks = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
    return max([tool(*words) for words in checks])


def format_code(_args: list[str]) -> int:
    """Put the code into shape: imports in order, lines as ruff likes them."""
    prepare("work")
    return max(tool("ruff", "check", "--fix-only", "."), tool("ruff", "format", "."))


def bench(args: list[str]) -> int:
    """Run the benchmarks, which the tests run only once each, without a clock."""
    prepare("work")
    return tool("pytest", "benchmarks", "--benchmark-enable", "--benchmark-only", *args)


def clean(_args: list[str]) -> int:
    """Remove all that can be made again."""
    for name in (*CACHES, *MORE_CACHES):
        shutil.rmtree(HERE / name, ignore_errors=True)
    return 0


def tool(*words: str) -> int:
    """Run a tool of the environment in the checkout and return 0 if it was content, else 1."""
    print("run.py:", *words, flush=True)
    code = subprocess.run([str(PYTHON), "-m", *words], cwd=HERE, check=False).returncode
    if code:
        print(f"run.py: {words[0]} was not content (exit {code})", file=sys.stderr, flush=True)
    return int(code != 0)


def prepare(purpose: str) -> None:
    """Make the environment fit for `purpose`, if its stamp does not say that it is.

    The stamp goes first and is written last: an interrupted set-up is never taken as good.
    """
    wanted = fingerprint()
    stamp = STAMP.read_text(encoding="utf-8") if STAMP.is_file() and PYTHON.is_file() else ""
    if stamp in (f"{wanted} {purpose}", f"{wanted} work"):
        return
    if not stamp.startswith(wanted):
        create()
    print("run.py: installing what iffsim needs (a minute or two, the first time) ...", flush=True)
    STAMP.unlink(missing_ok=True)
    if purpose == "work":
        pip("--upgrade", "pip>=25.1")  # older ones know no dependency groups
    pip("--constraint", "constraints.txt", *PACKAGES[purpose])
    STAMP.write_text(f"{wanted} {purpose}", encoding="utf-8")


def fingerprint() -> str:
    """Return a hash of all that an environment depends on: where, which Python, which packages."""
    parts = [str(HERE).encode(), sys.version.encode()]
    parts += [(HERE / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def create() -> None:
    """Make an empty environment in place of any that is there."""
    print(f"run.py: making an environment in {VENV} ...", flush=True)
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except subprocess.CalledProcessError:
        raise Stop(
            "Python's own venv could not set up pip; on Debian and Ubuntu install python3-venv, "
            "then try again"
        ) from None
    except OSError as error:
        raise Stop(f"cannot make {VENV} ({error}); is it writable, and closed elsewhere?") from None


def pip(*words: str) -> None:
    """Install with the environment's pip, quietly; on failure say what pip said and what to do."""
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    done = subprocess.run(
        [str(PYTHON), *install, *words], cwd=HERE, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        errors = list(dict.fromkeys(line.strip() for line in lines if "ERROR:" in line))
        said = "\n".join(f"  {line}" for line in (errors or lines)[-6:])
        raise Stop(
            f"pip could not install what iffsim needs:\n{said}\n"
            "The first start needs a network and a package index that pip can reach (behind a "
            "proxy: set HTTPS_PROXY; for a mirror of your own: pip config). Then run the same "
            "command again; later starts need no network."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
