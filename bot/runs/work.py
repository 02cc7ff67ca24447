"""The workflows: a check, and one step of it looked at again.

Short on purpose, and nothing ever waits for a person. A step is one transaction, or one look at
the org whose result is stored; a crash anywhere resumes at the step that has no result yet.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from bot import desk
from bot.runs import present, rows
from bot.runs.rows import Run
from bot.runs.rules import of_run
from bot.runs.runs import Runs
from bot.runs.stored import Stored
from bot.store.alive import stay_alive
from intents.fact import Heard, Refused, Unlearnt, Why
from intents.finding import Status
from intents.intent import Intent, Retry
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
        runs.engine.register("check", self._check)
        runs.engine.register("retry", self._retry)

    def _check(self, tenant: str, receipt: str) -> None:
        if not self._step("begin", lambda: self._begin(tenant, receipt)):
            return  # cancelled, or out of time, before its turn came
        run = self._run(tenant, receipt)
        if run is None:
            return
        intent, stage = run.intent, partial(self._stage, tenant, receipt)
        heard = self._step("learn", lambda: self._learn(run, intent, stage))
        self._step("finish", lambda: self._finish(tenant, receipt, intent, heard, ""))

    def _retry(self, tenant: str, receipt: str, check: str, asker: str) -> None:
        run = self._run(tenant, receipt)
        if run is None:
            return
        again = Retry(run=receipt, check=check)
        heard = self._step("learn", lambda: self._learn(run, again, lambda _: None))
        self._step("finish", lambda: self._finish(tenant, receipt, again, heard, asker))

    def _run(self, tenant: str, receipt: str) -> Run | None:
        """The run; of it only what was asked, by whom, and until when is used."""
        return self._write(lambda conn: rows.find(conn, tenant, receipt))

    def _begin(self, tenant: str, receipt: str) -> bool:
        def work(conn: Connection) -> bool:
            run = rows.find(conn, tenant, receipt, lock=True)
            if run is None or not run.open:
                return False
            rows.change(conn, receipt, state="running", stage="signing-in")
            present.show(conn, replace(run, state="running", stage="signing-in"), time.time())
            self._runs.rules.record(conn, of_run(run, run.asker.person.user, "check"))
            return True

        return self._write(work)

    def _learn(self, run: Run, intent: Intent, on_stage: Callable[[str], None]) -> str:
        kinds, tenant = desk.facts_for(intent), run.asker.tenant
        seconds = max(0.0, min(_LEARN, run.deadline - time.time() - _JUDGE))
        try:
            heard = self._runs.orgs.learn(
                tenant, run.org, kinds, deadline=seconds, on_stage=on_stage
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

    def _finish(self, tenant: str, receipt: str, intent: Intent, heard: str, asker: str) -> None:
        newer = Heard.model_validate_json(heard)
        check = intent.check if isinstance(intent, Retry) else ""

        def work(conn: Connection) -> None:
            run = rows.find(conn, tenant, receipt, lock=True)
            if run is None or not (check or run.open):
                return
            who = rows.read_asker(asker) if asker else run.asker
            reply = desk.answer(intent, who, Stored(conn, tenant, newer))
            if isinstance(reply, Report):
                left = tuple(other for other in run.looking if other.check != check)
                known = run.heard.renewed(newer)
                self._runs.keep(conn, replace(run, looking=left), reply, known)
                if check:
                    said = f"{check}: {_status(reply, check)}"
                    self._runs.rules.record(conn, of_run(run, who.person.user, "retry", said))

        self._write(work)

    def _write(self, work: Callable[[Connection], T]) -> T:
        """One transaction of this process, if it is not fenced; then wake the outbox."""

        def fenced(conn: Connection) -> T:
            stay_alive(conn, self._runs.name)
            return work(conn)

        result = self._runs.store.write(fenced)
        self._runs.kick()
        return result


def _status(report: Report, check: str) -> str:
    """How a check stands, the worst of its findings told; "gone" where it no longer applies."""
    found = {f.status for f in report.findings if f.check == check}
    return next((status.value for status in _WORST if status in found), "gone")
