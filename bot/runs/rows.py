"""Runs and taken deliveries as rows. Functions of one transaction, `fn(conn)`.

Everything is looked up within a tenant: a receipt of another one is not found.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.store.database import in_turn, insert_new
from bot.store.tables import runs, seen
from intents.asker import Asker
from intents.fact import Heard
from intents.intent import CheckOrg
from intents.intent import read as read_intent
from intents.reply import Attested, Looking, Report
from intents.world import Recalled

_ASKER = TypeAdapter(Asker)
_ATTESTED = TypeAdapter(tuple[Attested, ...])
_LOOKING = TypeAdapter(tuple[Looking, ...])
OPEN = ("queued", "running")
_BUSY = runs.c.state.in_(OPEN) | (runs.c.looking != "[]")
_OLDEST = 3600.0  # seconds after its begin an interrupted run is not given more time


@dataclass(frozen=True)
class Run:
    """One answer to one intent, as it stands."""

    receipt: str
    tenant: str
    org: str
    intent: CheckOrg
    asker: Asker
    state: str
    stage: str
    heard: Heard
    report: Report | None
    attested: tuple[Attested, ...]
    looking: tuple[Looking, ...]
    deadline: float

    @property
    def open(self) -> bool:
        """Whether it has no answer yet."""
        return self.state in OPEN

    @property
    def recalled(self) -> Recalled:
        """The run as the desk sees it."""
        return Recalled(self.intent, self.heard, self.report, self.attested)


def first_time(conn: Connection, delivery: str, now: float) -> bool:
    """Take a delivery of Slack's; False where it was taken before."""
    return insert_new(conn, seen, delivery=delivery, at=now)


#: Written once, as all that runs often: making a statement costs more than running it.
_BEGUN = insert(runs)


def begin(conn: Connection, asker: Asker, intent: CheckOrg, now: float, limit: float) -> Run:
    """Store a new run; `limit` is how many seconds it may take."""
    receipt = "r-" + secrets.token_hex(5)
    row = {"receipt": receipt, "tenant": asker.tenant.key, "org": intent.org, "state": "queued"}
    what = {"intent": intent.model_dump_json(), "asker": asker_json(asker)}
    conn.execute(_BEGUN, row | what | {"created": now, "deadline": now + limit})
    return Run(
        receipt, asker.tenant.key, intent.org, intent, asker, "queued", "queued",
        Heard(), None, (), (), now + limit,
    )  # fmt: skip


_RUNNING = (
    select(runs.c.receipt)
    .where(
        runs.c.tenant == bindparam("tenant"),
        runs.c.org == bindparam("org"),
        runs.c.state.in_(OPEN),
        runs.c.intent == bindparam("intent"),
    )
    .with_for_update()
)


def running(conn: Connection, tenant: str, intent: CheckOrg) -> str:
    """The receipt of the open run that answers the same question, its row held; or ""."""
    # Two who ask at once: the second one waits until there is a run to join. And it waits for
    # a run that is just ending, whose last state would not reach the place of the second.
    in_turn(conn, f"ask:{tenant}:{intent.org}")
    same = {"tenant": tenant, "org": intent.org, "intent": intent.model_dump_json()}
    return str(conn.scalar(_RUNNING, same) or "")


_MINE = select(runs).where(
    runs.c.tenant == bindparam("tenant"), runs.c.receipt == bindparam("receipt")
)
_HELD = _MINE.with_for_update()


def find(conn: Connection, tenant: str, receipt: str, *, lock: bool = False) -> Run | None:
    """A run of this tenant; `lock` holds its row until the transaction ends."""
    row = conn.execute(_HELD if lock else _MINE, {"tenant": tenant, "receipt": receipt}).first()
    return _run(row) if row else None


def overdue(conn: Connection, now: float) -> Run | None:
    """A run under way, or looking again at a step, whose time is up."""
    late = _BUSY & (runs.c.deadline <= now)
    query = select(runs).where(late).limit(1).with_for_update(skip_locked=True)
    row = conn.execute(query).first()
    return _run(row) if row else None


def extend(conn: Connection, deadline: float, receipts: Sequence[str] | None = None) -> None:
    """Give interrupted runs their time again: a restart is a new start.

    Not for ever: a run that takes its process down with it comes to its end.
    """
    mine = _BUSY & (runs.c.created > deadline - _OLDEST)
    if receipts is not None:
        mine &= runs.c.receipt.in_(receipts)
    conn.execute(update(runs).where(mine).values(deadline=deadline))


_CHANGED = update(runs).where(runs.c.receipt == bindparam("which"))


def change(conn: Connection, receipt: str, **values: Any) -> None:  # noqa: ANN401 -- columns
    """Write columns of one run."""
    conn.execute(_CHANGED, {"which": receipt, **values})


def keep(conn: Connection, run: Run) -> None:
    """Store how a run stands."""
    change(
        conn,
        run.receipt,
        state=run.state,
        heard=run.heard.model_dump_json(),
        report=run.report.model_dump_json() if run.report else "",
        attested=_ATTESTED.dump_json(run.attested).decode(),
        looking=looking_json(run.looking),
    )


def looking_json(looking: tuple[Looking, ...]) -> str:
    """The retries under way as they are stored."""
    return _LOOKING.dump_json(looking).decode()


def asker_json(asker: Asker) -> str:
    """An asker as it travels with a workflow."""
    return json.dumps(asdict(asker))


def read_asker(stored: str) -> Asker:
    """The way back."""
    return _ASKER.validate_json(stored)


def _run(row: Row[Any]) -> Run:
    intent = read_intent(row.intent)
    if not isinstance(intent, CheckOrg):
        raise TypeError(f"run {row.receipt} does not hold a check")
    return Run(
        receipt=row.receipt,
        tenant=row.tenant,
        org=row.org,
        intent=intent,
        asker=_ASKER.validate_json(row.asker),
        state=row.state,
        stage=row.stage,
        heard=Heard.model_validate_json(row.heard),
        report=Report.model_validate_json(row.report) if row.report else None,
        attested=_ATTESTED.validate_json(row.attested),
        looking=_LOOKING.validate_json(row.looking),
        deadline=row.deadline,
    )
