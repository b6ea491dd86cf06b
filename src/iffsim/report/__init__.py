"""The after-action report and the run sheet: one self-contained page each, for screen and print.

`write` makes the report of a case (`case.of_session`, `case.of_recording`), `sheets` the run sheet,
the handout and the answer key of a scenario.
"""

from __future__ import annotations

from iffsim.report.deliver import write

__all__ = ["write"]
