"""What was measured of acknowledgements, as a table and as plain sentences."""

from collections.abc import Iterator
from math import isnan

from rich.console import Console
from rich.table import Table

from bench.ack import EMPTY, SHIPPED
from bench.phases import AT_ONCE, BURST, STEADY, Measured, Result
from bench.timing import ratio

P99, ALL_WITHIN, TIMES = 50.0, 500.0, 2.0
_COLUMNS = ("target", "phase", "n", "p50", "p90", "p99", "max", "per s", "CPU ms", "runs", "stored")
_BUSY = "strangers kept {:.0%} of one core busy meanwhile (most: {:.0%})"


def show(console: Console, results: list[Result]) -> None:
    """The table, the ratios, and which acceptance lines hold."""
    table = Table(*_COLUMNS, title="Acknowledgement of /6sense check (milliseconds)")
    for result in results:
        for phase in result.phases.values():
            table.add_row(*_row(result, phase))
        table.add_section()
    console.print(table)
    for line in (*_drained(results), *_costs(results), *_verdicts(results), _strangers(results)):
        console.print(line, markup=False, highlight=False)


def _row(result: Result, phase: Measured) -> list[str]:
    times = phase.spread
    begun = sum(kept.begun for kept in phase.kept)
    stored = f"{sum(k.with_run for k in phase.kept)}/{times.n}" if result.ours else ""
    failed = f" ({phase.failed} failed)" if phase.failed else ""
    return [
        result.name,
        phase.phase,
        f"{times.n}{failed}",
        *(f"{each:.1f}" for each in (times.p50, times.p90, times.p99, times.worst)),
        f"{phase.rate:.0f}",
        f"{phase.cpu_ms:.2f}",
        str(begun) if result.ours else "",
        stored,
    ]


def _drained(results: list[Result]) -> Iterator[str]:
    for result in results:
        for end in result.drained:
            yield (
                f"{result.name}: {end.answered} of {end.runs} runs answered in Slack, the last "
                f"{end.seconds:.1f} s after the load ended; {end.timed_out} ran out of time"
            )


def _costs(results: list[Result]) -> Iterator[str]:
    empty = next(result for result in results if result.name == EMPTY)
    for result in (each for each in results if each.ours):
        more = [result.phase(p).spread.p50 - empty.phase(p).spread.p50 for p in (STEADY, AT_ONCE)]
        cpu = result.phase("closed c=64").cpu_ms - empty.phase("closed c=64").cpu_ms
        yield (
            f"{result.name}: each stored acknowledgement costs over (b) {more[0]:+.1f} ms of p50 "
            f"at a steady rate, {more[1]:+.1f} ms in a burst, and {cpu:+.2f} ms of server CPU at "
            "c=64 (runs under way included)"
        )


def highest(result: Result) -> float:
    """The highest throughput seen of a target."""
    return max(result.phase(f"closed c={clients}").rate for clients in (16, 64))


def _verdicts(results: list[Result]) -> Iterator[str]:
    shipped = next(result for result in results if result.name == SHIPPED)
    empty = next(result for result in results if result.name == EMPTY)
    for result in (each for each in results if each.ours):
        p99, worst = result.phase(STEADY).spread.p99, result.phase(AT_ONCE).spread.worst
        times = ratio(highest(result), highest(shipped))
        whole = all(phase.complete and not phase.failed for phase in result.phases.values())
        answered = all(end.answered == end.runs for end in result.drained)
        beside = f"(b) beside it: {empty.phase(STEADY).spread.p99:.1f}"
        yield _held(p99 < P99, result, f"p99 {p99:.1f} ms at {STEADY} (< {P99:.0f}; {beside})")
        yield _held(worst < ALL_WITHIN, result, f"{BURST} at once within {worst:.0f} ms (< 500)")
        yield _held(times >= TIMES, result, f"highest throughput {times:.2f}x of (a) (>= 2)")
        yield _held(whole, result, "every acknowledged command had its run stored")
        yield _held(answered, result, "every run was answered in Slack")


def _held(good: bool, result: Result, what: str) -> str:  # noqa: FBT001 -- private
    return f"{'HOLDS' if good else 'FAILS'}  {result.name}: {what}"


def _strangers(results: list[Result]) -> str:
    shares = [s.others for r in results for phase in r.phases.values() for s in phase.spent]
    shares = [share for share in shares if not isnan(share)] or [0.0]
    return _BUSY.format(sum(shares) / len(shares), max(shares))
