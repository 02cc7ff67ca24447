"""Ten thousand walkthroughs that wait: what they cost a process, and whoever presses a button.

The same program on two stores: one with a waiting walkthrough of each kind, one with ten thousand.
Each is about an org, and has what the org said. Told are the start, the memory, and how soon a
press of *Confirm* (or *Back*) and of *Done* is answered, with the ratio of the two.
"""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
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
from bot.store.walk_tables import walk_facts, walks
from intents.asked.walks import Back
from intents.asker import Asker, Person, Place, Tenant
from intents.fact import Heard, Refused, Unlearnt, Why
from intents.intent import Confirm, Intent, Retry
from intents.playbooks import PLAYBOOKS
from intents.walk import kinds_for_opening
from intents.walks.looks import opened

FEW, MANY = 2, 10_000
_CHANNEL, _SAM, _ORG = "C0SUPPORT", "U0SAM0001", "acme-prod"
#: A step that the org shows, and one that is a person's word; every other walkthrough is of each.
_KINDS = {"confirm": "fix-invalid-audience", "done": "eca-setup"}
_NO_ORG = Refused(unlearnt=Unlearnt(why=Why.SIGN_IN, says="this org is not connected any more"))
_WARM = 20
_AT = "2026-11-22T12:00:00+00:00"


def measured(console: Console, *, quick: bool) -> dict[str, Any]:
    """Measure and show."""
    clicks = 100 if quick else 400
    split = cores()
    server, client = split or (None, None)
    told: dict[str, Any] = {}
    with TemporaryDirectory(prefix="bench-walks-") as folder:
        for number in (FEW, MANY):
            with sandbox(["sandbox.workspace"], client) as workspace:
                told[str(number)] = _one(Path(folder), workspace, number, clicks, server)
    few, many = told[str(FEW)], told[str(MANY)]
    told["ratio"] = {kind: ratio(many[kind]["p50"], few[kind]["p50"]) for kind in _KINDS}
    heads = (f"{kind} {part} ms" for kind in _KINDS for part in ("p50", "p99"))
    table = Table("waiting", "start s", "RSS MB", *heads, title="Walkthroughs")
    for row in (few, many):
        times = (f"{row[kind][part]:.2f}" for kind in _KINDS for part in ("p50", "p99"))
        table.add_row(f"{row['waiting']:,}", f"{row['start']:.1f}", f"{row['rss']:.0f}", *times)
    console.print(table)
    for kind, times in told["ratio"].items():
        console.print(f"{kind} with {MANY:,} waiting takes {times:.2f} times that with {FEW}")
    return told


def _one(
    folder: Path, workspace: Sandbox, number: int, clicks: int, core: int | None
) -> dict[str, Any]:
    url = targets.scratch(folder, f"walks-{number}")
    tenant = Tenant(workspace.told["team_id"])
    _filled(url, tenant, number)
    with _served(url, workspace, core) as (pid, port, start):
        row: dict[str, Any] = {"waiting": number, "start": start}
        for at, kind in enumerate(_KINDS):
            # Each is pressed twice: on and back again, so that few and many do the same. *Done*
            # is of one alone: many would begin as many looks, which few cannot.
            spread_over = number // 2 if kind == "confirm" else 1
            mine = (at + 2 * ((n // 2) * 7919 % spread_over) for n in range(clicks + _WARM))
            values = [f"b-{'off' if n % 2 else 'on'}-{walk}" for n, walk in enumerate(mine)]
            times = asyncio.run(_pressed(port, workspace, values))
            row[kind] = vars(spread(times[_WARM:]))
        time.sleep(2)  # two ticks go by
        return row | {"rss": _rss(pid)}


def _filled(url: str, tenant: Tenant, number: int) -> None:
    """A store with so many walkthroughs that wait."""
    store = Store(url)
    migrate(store)
    bring_engine_up(store)
    one = [_walk(tenant, n) for n in range(number)]
    tables = (walks, walk_facts, messages, buttons)

    def work(conn: Any) -> None:  # noqa: ANN401 -- a connection
        for table in tables:
            conn.execute(insert(table), [row for walk in one for row in walk[table.name]])

    store.write(work)
    store.close()


def _walk(tenant: Tenant, number: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of one: where it is, what Slack shows of it, and two of its buttons."""
    now, name, me = time.time(), f"w-{number:016x}", Person(_SAM, tenant.team)
    kind = list(_KINDS)[number % 2]
    playbook = PLAYBOOKS[_KINDS[kind]]
    walk = opened(playbook, person=me, asked_by=me, at=_AT, org=_ORG, receipt=name)
    heard = {fact.__name__: _NO_ORG for fact in kinds_for_opening(playbook, _ORG)}
    at = {"channel": _CHANNEL, "thread": f"{1_700_000_000 + number}.000100"}
    row = {
        "id": name, "tenant": tenant.key, "org": _ORG, "playbook": playbook.name, "holder": _SAM,
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
            "id": f"b-{way}-{number}", "tenant": tenant.key, "run": name,
            "message": f"m-{number}-0", "version": 1, "intent": intent.model_dump_json(),
        }
        for way, intent in zip(("on", "off"), _ways(kind, name, playbook.names), strict=True)
    ]  # fmt: skip
    facts = {"id": name, "tenant": tenant.key, "heard": Heard(answers=heard).model_dump_json()}
    return {"walks": [row], "walk_facts": [facts], "messages": told, "buttons": ways}


def _ways(kind: str, name: str, steps: Sequence[str]) -> tuple[Intent, Intent]:
    """What is pressed first, and then: *Done* twice, or *Confirm* and *Back*."""
    if kind == "done":
        done = Retry(run=name, check=steps[0])
        return done, done
    return Confirm(run=name, check=steps[0], subject=""), Back(run=name, step=steps[1])


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
