"""Ten thousand walkthroughs that wait: what they cost a process, and whoever presses a button.

The same program on two stores: one with a single waiting walkthrough, one with ten thousand. Told
are the start, the memory, and how soon a press is answered, with the ratio of the two.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table
from sqlalchemy import insert

from bench import targets
from bench.machine import cores
from bench.signed import pressed
from bench.timing import ratio, spread
from bench.town import Sandbox, sandbox
from bot.runs.engine import migrate as bring_engine_up
from bot.runs.rows import asker_json
from bot.store.database import Store
from bot.store.keys import fresh_key
from bot.store.migrate import migrate
from bot.store.tables import buttons, messages
from bot.store.walk_tables import walks
from intents.asked.walks import Remind
from intents.asker import Asker, Person, Place, Tenant
from intents.playbooks import PLAYBOOKS
from intents.walks.looks import opened

MANY = 10_000
_CHANNEL, _SAM, _PLAYBOOK = "C0SUPPORT", "U0SAM0001", "eca-setup"
_WARM = 20
_AT = "2026-11-22T12:00:00+00:00"


def measured(console: Console, *, quick: bool) -> dict[str, Any]:
    """Measure and show."""
    clicks = 100 if quick else 400
    split = cores()
    server, client = split or (None, None)
    told: dict[str, Any] = {}
    with TemporaryDirectory(prefix="bench-walks-") as folder:
        for number in (1, MANY):
            with sandbox(["sandbox.workspace"], client) as workspace:
                told[str(number)] = _one(Path(folder), workspace, number, clicks, server)
    few, many = told["1"], told[str(MANY)]
    told["ratio"] = ratio(many["click"]["p50"], few["click"]["p50"])
    table = Table("waiting", "start s", "RSS MB", "press p50 ms", "p99 ms", title="Walkthroughs")
    for waiting, row in (("1", few), (f"{MANY:,}", many)):
        click = row["click"]
        table.add_row(
            waiting, f"{row['start']:.1f}", f"{row['rss']:.0f}", f"{click['p50']:.2f}",
            f"{click['p99']:.2f}",
        )  # fmt: skip
    console.print(table)
    console.print(f"a press with {MANY:,} waiting takes {told['ratio']:.2f} times that with one")
    return told


def _one(
    folder: Path, workspace: Sandbox, number: int, clicks: int, core: int | None
) -> dict[str, Any]:
    url = targets.scratch(folder, f"walks-{number}")
    tenant = Tenant(workspace.told["team_id"])
    pairs = _filled(url, tenant, number)
    with _served(url, workspace, core) as (pid, port, start):
        values = [pairs[n * 7919 % number][n // number % 2] for n in range(clicks + _WARM)]
        times = asyncio.run(_pressed(port, workspace, values))
        time.sleep(2)  # two ticks go by
        return {"start": start, "rss": _rss(pid), "click": vars(spread(times[_WARM:]))}


def _filled(url: str, tenant: Tenant, number: int) -> list[tuple[str, str]]:
    """A store with so many walkthroughs that wait; the ids of two buttons of each."""
    store = Store(url)
    migrate(store)
    bring_engine_up(store)
    one = [_walk(tenant, n) for n in range(number)]
    rows = [
        [row for walk in one for row in walk[kind]] for kind in ("walks", "messages", "buttons")
    ]

    def work(conn: Any) -> None:  # noqa: ANN401 -- a connection
        for table, given in zip((walks, messages, buttons), rows, strict=True):
            conn.execute(insert(table), given)

    store.write(work)
    store.close()
    return [(f"b-off-{n}", f"b-on-{n}") for n in range(number)]


def _walk(tenant: Tenant, number: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of one: where it is, what Slack shows of it, and two of its buttons."""
    now, name, me = time.time(), f"w-{number:016x}", Person(_SAM, tenant.team)
    playbook = PLAYBOOKS[_PLAYBOOK]
    walk = opened(playbook, person=me, asked_by=me, at=_AT, receipt=name)
    at = {"channel": _CHANNEL, "thread": f"{1_700_000_000 + number}.000100"}
    row = {
        "id": name, "tenant": tenant.key, "org": "", "playbook": _PLAYBOOK, "holder": _SAM,
        "team": tenant.team, "asker": asker_json(Asker(tenant, me, Place(_CHANNEL))),
        "state": walk.model_dump_json(), "next_reminder": now + 86_400, "due": now + 86_400,
        "created": now, "touched": now, **at,
    }  # fmt: skip
    shown = {
        "tenant": tenant.key, "run": name, "wanted": "{}", "sent_version": 1, "created": now,
        "ts": "1.0", **at,
    }  # fmt: skip
    keys = ("opening", f"step:{walk.here}")
    told = [{**shown, "id": f"m-{number}-{n}", "key": key} for n, key in enumerate(keys)]
    ways = [
        {
            "id": f"b-{'on' if on else 'off'}-{number}", "tenant": tenant.key, "run": name,
            "message": f"m-{number}-0", "version": 1,
            "intent": Remind(run=name, on=on).model_dump_json(),
        }
        for on in (False, True)
    ]  # fmt: skip
    return {"walks": [row], "messages": told, "buttons": ways}


@contextmanager
def _served(url: str, workspace: Sandbox, core: int | None) -> Iterator[tuple[int, int, float]]:
    """The program on that store: its process, its port, and how long it took to be there."""
    port, told = targets.free_port(), workspace.told
    environ = {
        "DATABASE_URL": url, "SECRET_KEYS": fresh_key(), "SLACK_API_URL": told["api_url"],
        "SLACK_BOT_TOKEN": told["bot_token"], "SLACK_SIGNING_SECRET": told["signing_secret"],
        "SLACK_APP_TOKEN": "", "LOG_LEVEL": "ERROR", "PORT": str(port), "HOST": "127.0.0.1",
    }  # fmt: skip
    begun = time.monotonic()
    process = targets.started(["bench.serve_ours", "serve"], core, environ)
    try:
        targets.wait(port, process)
        yield process.pid, port, time.monotonic() - begun
    finally:
        process.terminate()
        process.wait(30)


async def _pressed(port: int, workspace: Sandbox, values: list[str]) -> list[float]:
    """Press one after the other; the seconds each took to be answered."""
    times = []
    url = f"http://127.0.0.1:{port}/slack/events"
    async with aiohttp.ClientSession() as session:
        for number, value in enumerate(values):
            body, headers = pressed(workspace.told, _CHANNEL, value, number)
            begun = time.monotonic()
            async with session.post(url, data=body, headers=headers) as answer:
                said = await answer.read()
            times.append(time.monotonic() - begun)
            if answer.status != 200:
                raise RuntimeError(f"{answer.status}: {json.dumps(said.decode()[:200])}")
    return times


def _rss(pid: int) -> float:
    """Resident memory of a process in MB (Linux; not a number elsewhere)."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
