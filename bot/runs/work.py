"""The workflows: a check, and one step of it looked at again.

Short on purpose, and nothing ever waits for a person. A step is one transaction, or one look at
the org whose result is stored; a crash anywhere resumes at the step that has no result yet.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TypeVar

from sqlalchemy import Connection

from bot import desk
from bot.runs import present, rows
from bot.runs.answer import Answer, Seen, answered, seen
from bot.runs.rules import of_run
from bot.runs.runs import Runs
from bot.runs.stored import Remembered
from bot.store.alive import stay_alive
from intents.asker import Asker
from intents.fact import Heard, Refused, Unlearnt, Why
from intents.finding import Status
from intents.intent import Retry
from intents.reply import Report

T = TypeVar("T")

#: Seconds that may go into asking an org: what was not learnt by then is unknown.
_LEARN = 45.0
_WORST = (
    Status.FAIL, Status.UNKNOWN, Status.WARN, Status.MANUAL, Status.BLOCKED, Status.OK,
    Status.NOT_APPLICABLE,
)  # fmt: skip
#: What an org that is disconnected says to every question.
GONE = Refused(unlearnt=Unlearnt(why=Why.SIGN_IN, says="this org is not connected any more"))
_JUDGE = 3.0  # seconds of a run's time kept for judging, where it waited long for its turn


class Work:
    """What a worker does with a stored run."""

    def __init__(self, runs: Runs) -> None:
        """Register the workflows; before the engine is launched."""
        self._runs, self._step = runs, runs.engine.step
        # Python runs one thread at a time: thirty that judge and draw at once would end no
        # sooner, and whoever waits at the door would wait for all of them.
        self._thinking = Lock()
        runs.engine.register("check", self._check)
        runs.engine.register("retry", self._retry)

    def _check(self, tenant: str, receipt: str) -> None:
        if not self._step("begin", lambda: self._begin(tenant, receipt)):
            return  # cancelled, or out of time, before its turn came
        stage = partial(self._stage, tenant, receipt)
        heard = self._step("learn", lambda: self._learn(tenant, receipt, None, stage))
        self._step("finish", lambda: self._finish(tenant, receipt, None, heard, ""))

    def _retry(self, tenant: str, receipt: str, check: str, asker: str) -> None:
        again = Retry(run=receipt, check=check)
        heard = self._step("learn", lambda: self._learn(tenant, receipt, again, lambda _: None))
        self._step("finish", lambda: self._finish(tenant, receipt, again, heard, asker))

    def _begin(self, tenant: str, receipt: str) -> bool:
        def work(conn: Connection) -> bool:
            run = rows.find(conn, tenant, receipt, lock=True)
            if run is None or not run.open:
                return False
            if run.state == "queued":  # otherwise it was begun, and taken up again
                rows.change(conn, receipt, state="running", stage="signing-in")
                present.show(conn, replace(run, state="running", stage="signing-in"), time.time())
                self._runs.rules.record(conn, of_run(run, run.asker.person.user, "check"))
            return True

        return self._write(work)

    def _learn(
        self, tenant: str, receipt: str, again: Retry | None, on_stage: Callable[[str], None]
    ) -> str:
        run = self._write(lambda conn: rows.find(conn, tenant, receipt))
        if run is None:
            return Heard().model_dump_json()
        kinds = desk.facts_for(again or run.intent)
        seconds = max(0.0, min(_LEARN, run.deadline - time.time() - _JUDGE))
        try:
            heard = self._runs.orgs.learn(
                run.asker.tenant, run.org, kinds, deadline=seconds, on_stage=on_stage
            )
        except LookupError:
            # Disconnected meanwhile: what was measured before is not looked at again, but unknown.
            heard = Heard(answers={kind.__name__: GONE for kind in kinds})
        return heard.model_dump_json()

    def _stage(self, tenant: str, receipt: str, stage: str) -> None:
        """Show how far the run is. Not a step: repeating or missing it changes nothing."""

        def work(conn: Connection) -> None:
            run = rows.find(conn, tenant, receipt, lock=True)
            if run and run.open and run.stage != stage:
                rows.change(conn, receipt, stage=stage)
                present.show(conn, replace(run, stage=stage), time.time())

        self._write(work)

    def _finish(
        self, tenant: str, receipt: str, again: Retry | None, heard: str, asker: str
    ) -> None:
        """Judge and draw while nobody waits for it; once more, where something moved meanwhile."""
        newer = Heard.model_validate_json(heard)
        last = self._write(lambda conn: _unfinished(conn, tenant, receipt, again))
        while last:
            who = rows.read_asker(asker) if asker else last.run.asker
            with self._thinking:
                answer = _answer(last, again, who, newer)
            last = self._write(partial(self._kept, answer=answer, again=again, who=who))

    def _kept(
        self, conn: Connection, answer: Answer, again: Retry | None, who: Asker
    ) -> Seen | None:
        """Store an answer; or nothing, but say what it has to be made of by now."""
        run = answer.run
        now = _unfinished(conn, run.tenant, run.receipt, again)
        if now != answer.made_of:
            return now
        self._runs.keep(conn, answer)
        if again and run.report:
            said = f"{again.check}: {_status(run.report, again.check)}"
            self._runs.rules.record(conn, of_run(run, who.person.user, "retry", said))
        return None

    def _write(self, work: Callable[[Connection], T]) -> T:
        """One transaction of this process, if it is not fenced; then wake the outbox."""

        def fenced(conn: Connection) -> T:
            stay_alive(conn, self._runs.name)
            return work(conn)

        result = self._runs.store.write(fenced)
        self._runs.kick()
        return result


def _unfinished(conn: Connection, tenant: str, receipt: str, again: Retry | None) -> Seen | None:
    """A run that still waits for this: for its answer, or for that of one step."""
    found = seen(conn, tenant, receipt)
    if found is None or again is None:
        return found if found and found.run.open else None
    return found if any(step.check == again.check for step in found.run.looking) else None


def _answer(last: Seen, again: Retry | None, who: Asker, newer: Heard) -> Answer:
    """What was learnt → the run as it stands with it, and as it is to be shown. Pure."""
    reply = desk.answer(again or last.run.intent, who, Remembered(last.run, newer))
    if not isinstance(reply, Report):
        raise TypeError(f"run {last.run.receipt} is not answered with a report")
    known = last.run.heard.renewed(newer)
    return answered(last, reply, known, done=again.check if again else "")


def _status(report: Report, check: str) -> str:
    """How a check stands, the worst of its findings told; "gone" where it no longer applies."""
    found = {f.status for f in report.findings if f.check == check}
    return next((status.value for status in _WORST if status in found), "gone")
