"""Started as a process of its own; each line it is told makes it fork a real `sixsense` process.

Importing the bot takes longer than most of these processes live. A fork of one that has imported
it and done nothing else (no thread, no connection) is the same process, started in milliseconds.

What it may do to itself on the way, and nothing in the bot knows of it: kill -9 just after its
n-th stored step, or before the first. A stored step is a commit that changed something, or a call
of Slack that was answered; they are counted from some delivery of Slack's on.
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from dbos._workflow_commands import BACKGROUND_JOBS_THREAD_NAME
from sqlalchemy import event

from bot import __main__ as bot
from bot.outbox import pace
from bot.outbox.call import Call
from bot.runs import keeper
from bot.runs.engine import Engine
from bot.store import alive, database

_CHANGES = ("INSERT", "UPDATE", "DELETE")
_NOT_OF_A_RUN = ("processes", "application_versions", "queues")


class _Death:
    """Counts the stored steps of this process, and ends it at one."""

    def __init__(self, at: int, delivery: int) -> None:
        self._at, self._before, self._deliveries, self._count = max(at, 1), at == 0, delivery, 0
        self._lock = threading.Lock()

    @property
    def _armed(self) -> bool:
        return self._deliveries <= 0

    def watch(self) -> None:
        make, called = database._engine, Call.made

        def engine(*args: Any) -> Any:
            made = make(*args)
            self._watch(made)
            return made

        async def call(*args: Any) -> Any:
            answered = await called(*args)
            self._stored(f"Slack answered {answered}")
            return answered

        database._engine, Call.made = engine, call  # type: ignore[assignment,method-assign]

    def _watch(self, engine: Any) -> None:
        commit, sqlite = engine.dialect.do_commit, engine.dialect.name == "sqlite"

        def committed(connection: Any) -> None:
            changes = connection.info.pop("changes", "")
            rows = getattr(connection.dbapi_connection, "total_changes", None)
            if rows is not None and rows == connection.info.get("rows"):
                changes = ""  # on SQLite nobody knows it earlier of a statement with RETURNING
            connection.info["rows"] = rows
            if changes and self._before and self._armed:
                _die()
            commit(connection)
            if changes:
                self._stored(changes)

        def executed(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
            words = statement.lstrip()
            if not words.startswith(_CHANGES):
                return
            if cursor.rowcount == 0 and not (sqlite and "RETURNING" in words):
                return
            # A delivery begins its transaction; what else is done but once stands further down.
            begins = not conn.info.get("changes")
            self._deliveries -= begins and words.startswith("INSERT INTO seen")
            if threading.current_thread().name == BACKGROUND_JOBS_THREAD_NAME:
                return  # the engine's sweep, once a second: its updates find nothing
            if not any(table in words[:60] for table in _NOT_OF_A_RUN):
                conn.info["changes"] = f"{conn.info.get('changes', '')} {words[:30]!r}"

        event.listen(engine, "after_cursor_execute", executed)
        engine.dialect.do_commit = committed

    def _stored(self, what: str) -> None:
        with self._lock:
            self._count += self._armed
            if self._armed:
                print(f"stored {self._count}: {what}", flush=True)  # noqa: T201 -- into the log
            if self._count >= self._at:
                _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _live(plan: dict[str, Any]) -> None:
    """Be one `sixsense` process, from its environment to its exit code."""
    log = os.open(plan["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(plan["environment"])
    if "silence" in plan:
        alive.SILENCE = plan["silence"]
        keeper._EVERY = plan["silence"] / 5
    if "edit_every" in plan:
        pace.EDIT_EVERY = plan["edit_every"]
    if "patience" in plan:
        Engine.stop.__defaults__ = (plan["patience"],)
    if "die" in plan:
        _Death(plan["die"], plan.get("delivery", 1)).watch()
    sys.argv = ["sixsense", *plan["words"]]
    bot.main()


def main() -> None:
    """Take plans and questions, one JSON object a line; answer each with one."""
    ended: dict[int, int] = {}
    living: set[int] = set()
    for line in sys.stdin:
        told = json.loads(line)
        if "words" in told:
            pid = os.fork()
            if pid == 0:
                try:
                    _live(told)
                except SystemExit as ending:
                    os._exit(int(ending.code or 0))
                except BaseException as error:  # noqa: BLE001 -- into the log, wherever it was
                    Path(told["log"]).open("a").write(f"{error!r}\n")  # noqa: SIM115
                os._exit(70)
            living.add(pid)
            print(json.dumps(pid), flush=True)  # noqa: T201 -- its answer
            continue
        pid = told["ended"]
        if pid not in ended:
            ended[pid] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            living.discard(pid)
        print(json.dumps(ended[pid]), flush=True)  # noqa: T201 -- its answer
    for pid in living:  # whoever asked is gone, perhaps without tidying up
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
