"""What a person writes, typed and checked: `load` a file or a shipped scenario, `loads` a text."""

from iffsim.scenario.load import load, loads
from iffsim.scenario.types import Scenario

__all__ = ["Scenario", "load", "loads"]
