"""Towns of real processes, as for the kills of a check."""

from tests.bot.runs.conftest import _until, nursery
from tests.bot.runs.processes.conftest import towns

__all__ = ["_until", "nursery", "towns"]
