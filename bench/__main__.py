"""`python -m bench [ack|check|own|triage|walks|all] [--quick] [--postgres] [--json FILE]`."""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import ack, ack_table, check, machine, own, triage, walks
from bench.phases import FULL, QUICK

_PARTS = ("ack", "check", "own", "triage", "walks")


def main() -> int:
    """Measure, print, and write the numbers down where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="?", default="all", choices=[*_PARTS, "all"])
    parser.add_argument("--quick", action="store_true", help="half a minute instead of three")
    parser.add_argument("--postgres", action="store_true", help="ours on PostgreSQL as well")
    parser.add_argument("--json", type=Path, help="write every number to this file")
    asked = parser.parse_args()
    parts = _PARTS if asked.part == "all" else (asked.part,)
    console, begun = Console(width=None if sys.stdout.isatty() else 120), time.monotonic()
    told: dict[str, Any] = {"machine": machine.described(), "quick": asked.quick}
    console.print("; ".join(f"{key}: {value}" for key, value in told["machine"].items()))
    if "triage" in parts:
        told["triage"] = triage.measured(console, quick=asked.quick)
    if "own" in parts:
        told["own"] = own.measured(console, quick=asked.quick)
    if "check" in parts:
        told["check"] = check.measured(console, quick=asked.quick)
    if "walks" in parts:
        told["walks"] = walks.measured(console, quick=asked.quick)
    if "ack" in parts:
        length = QUICK if asked.quick else FULL
        results = asyncio.run(ack.measure(length, postgres=asked.postgres))
        ack_table.show(console, results)
        told["ack"] = ack.as_json(results)
    console.print(f"took {time.monotonic() - begun:.0f} s", highlight=False)
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
