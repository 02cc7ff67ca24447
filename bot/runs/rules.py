"""What the house holds against an ask, beside its answer: rights, pace, company, the record.

Each rule is a function of the caller's transaction, and quick. As long as none is laid down
(`bot.errands.rules` does) the house is closed: nobody may do anything, and nothing is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.access import Standing
from bot.outbox.wanted import Spot
from bot.runs.ask import Ask
from bot.runs.rows import Run
from intents.asker import Asker
from intents.intent import Intent
from intents.reply import Note


@dataclass(frozen=True)
class Deed:
    """One thing for the record: who did what to which org, how it ended, what else it was about."""

    tenant: str
    actor: str
    action: str
    org: str = ""
    result: str = ""
    about: str = ""


def of_run(run: Run, actor: str, action: str, result: str = "") -> Deed:
    """Something done about a run."""
    return Deed(run.tenant, actor, action, run.org, result, run.receipt)


def _nobody(_conn: Connection, _asker: Asker, _intent: Intent) -> Standing:
    return Standing(None)


def _final(_conn: Connection, _ask: Ask, refused: Note) -> Note | None:
    return refused


def _not_now(_conn: Connection, _asker: Asker, _intent: Intent) -> Note | None:
    return Note(says="I am not ready to be asked yet.", next="Try again in a minute")


def _nowhere(_conn: Connection, _run: Run, _spot: Spot, _asker: Asker) -> bool:
    return False


def _unrecorded(_conn: Connection, deed: Deed) -> None:
    raise LookupError(f"there is no record yet for: {deed.action}")


@dataclass
class Rules:
    """The rules of a process, laid down once while it is put together.

    Attributes:
        standing: a person's standing where they ask.
        appeal: what a refused person is told; what is not known yet may be looked up first.
            None = nothing any more: they were told often enough.
        slow_down: what a person is told who asks for more of this kind than people do.
        place: shows a run's answer where it was asked for; False where that has to wait for a
            word of Slack's, or of the asker's.
        record: keeps a deed for ever, as the last word of the transaction that does it.
    """

    standing: Callable[[Connection, Asker, Intent], Standing] = _nobody
    appeal: Callable[[Connection, Ask, Note], Note | None] = _final
    slow_down: Callable[[Connection, Asker, Intent], Note | None] = _not_now
    place: Callable[[Connection, Run, Spot, Asker], bool] = _nowhere
    record: Callable[[Connection, Deed], None] = _unrecorded
