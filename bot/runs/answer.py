"""The answer of a run: judged and drawn as values, then stored and wanted in one transaction."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.runs import present, rows
from bot.runs.present import Drawn, Place
from bot.runs.rows import Run
from intents.fact import Heard
from intents.finding import Grade
from intents.reply import Attested, Report


@dataclass(frozen=True)
class Seen:
    """What an answer is made of: a run, and where it is shown."""

    run: Run
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Answer:
    """A run with what it has come to, and as it is to be shown."""

    made_of: Seen
    run: Run
    pictures: tuple[Drawn, ...]


def seen(conn: Connection, tenant: str, receipt: str) -> Seen | None:
    """A run of this tenant with its places; its row is held until the transaction ends."""
    run = rows.find(conn, tenant, receipt, lock=True)
    return Seen(run, present.places(conn, receipt)) if run else None


def answered(last: Seen, report: Report, heard: Heard, *, done: str = "") -> Answer:
    """What a report makes of a run. Pure, and most of the work: nobody should have to wait for it.

    Args:
        last: the run and its places, as the report was judged from them.
        report: what the run has come to.
        heard: all that its org said.
        done: the check that was looked at again.
    """
    signed = report.model_copy(update={"receipt": last.run.receipt})
    run = replace(
        last.run,
        report=signed,
        state=signed.ended if last.run.open else last.run.state,
        heard=heard,
        attested=_words(signed),
        looking=tuple(other for other in last.run.looking if other.check != done),
    )
    return Answer(last, run, tuple(present.drawn(run, place) for place in last.places))


def _words(report: Report) -> tuple[Attested, ...]:
    """The attestations a report holds: its findings are the one place where they live."""
    return tuple(
        Attested(check=f.check, subject=f.subject, by=f.evidence.by, at=f.evidence.at)
        for f in report.findings
        if f.evidence.grade is Grade.ATTESTED
    )
