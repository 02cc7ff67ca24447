"""Our own time: what it costs to judge what an org said and to draw it, without any network.

Each step is repeated on one and the same answer of a practice org; told is the median of the wall
time and the CPU time per turn (the same on a quiet machine; wall is longer where others are busy).
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.practice import CHECK, practice
from bench.timing import middle
from bot.views.anchor import anchor
from bot.views.as_json import report_json
from bot.views.limits import valid
from bot.views.message import bound
from bot.views.private import private
from bot.views.steps import steps
from bot.views.terminal import terminal
from intents.fact import Heard
from intents.report import report

_WHO = "U0SAM0001"
Steps = Iterator[tuple[str, Callable[[], object]]]


def measured(console: Console, *, quick: bool) -> dict[str, Any]:
    """Measure and show."""
    told: dict[str, Any] = {}
    table = Table("scenario", "step", "n", "wall ms", "CPU ms", title="Judging and drawing")
    for scenario, most in (("healthy-eca", 50), ("wrong-policies", 50), ("huge", 10)):
        times = max(5, most // 5) if quick else most
        with practice(scenario) as town:
            heard = town.learn()
        for name, step in _steps(heard):
            wall, cpu = _timed(step, times)
            told.setdefault(scenario, {})[name] = {"n": times, "wall_ms": wall, "cpu_ms": cpu}
            table.add_row(scenario, name, str(times), f"{wall:.2f}", f"{cpu:.2f}")
        table.add_section()
    console.print(table)
    return told


def _steps(heard: Heard) -> Steps:
    judged = report(CHECK, heard).model_copy(update={"receipt": "r-0123456789"})
    text = heard.model_dump_json()

    def drawn() -> list[object]:
        """Every message of the run as it would go out, checked."""
        forms = [
            anchor(judged, plan=True, asked_by=_WHO, again=CHECK),
            anchor(judged, plan=False, asked_by=_WHO, again=CHECK),
            private(judged, again=CHECK),
        ]
        forms += [message for _, message in steps(judged, posted=set(), looking=())]
        return [valid(bound(form, lambda _button: "b-0123456789")) for form in forms]

    yield f"judge ({len(text) // 1024} KB heard)", lambda: report(CHECK, heard)
    yield "draw for Slack", drawn
    yield "draw for a terminal", lambda: terminal(judged, again=CHECK)
    yield "draw as JSON", lambda: report_json(judged)
    yield (
        "store and read what was heard",
        lambda: Heard.model_validate_json(heard.model_dump_json()),
    )


def _timed(step: Callable[[], object], times: int) -> tuple[float, float]:
    step()
    walls, begun = [], time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        step()
        walls.append(time.perf_counter() - start)
    return 1000 * middle(walls), 1000 * (time.process_time() - begun) / times
