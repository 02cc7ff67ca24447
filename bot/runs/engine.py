"""The durable engine behind five words: start, step, take over, stop, left. DBOS Transact inside.

Settings found by trying, each with its reason; a test holds each (tests/bot/runs).
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy import Connection

from bot.runs.outage import outlasted
from bot.store.database import Store

T = TypeVar("T")

#: Pinned: by default the engine hashes our code, and even a comment would orphan running work.
VERSION = "1"
_APP = "sixsense"
_QUEUE = "orgs"
_POLL = 0.1  # seconds between looks at the queue
_LISTEN = 0.05  # the engine's listener sleeps so long before it sees that it should end
_TRIES = 50  # recoveries of one run before it is given up: on purpose far above the default


def migrate(store: Store) -> None:
    """Bring the engine's own tables, beside ours, to its newest schema."""
    DBOS.migrate(store.url)


class _LeavingError(BaseException):
    """Begun, or without its database, while the process ends: left as it is, for the next one.

    Not an `Exception`: the engine would store those as the workflow's outcome.
    """


class Engine:
    """One per process (the library under it is a singleton)."""

    def __init__(self, store: Store, name: str, *, workers: int = 32) -> None:
        """Prepare the engine over our own database connection.

        Args:
            store: where runs live; the engine's tables stand beside ours, so that a run and its
                workflow are stored in one transaction.
            name: this process. SQLite has one, always called the same, so that a restart picks
                up its own work; on PostgreSQL a live peer does (`take_over`).
            workers: runs at work at once in this process. They wait for orgs nearly all of their
                time; too few, and some slow orgs would delay everybody's.
        """
        self._name = name if store.is_postgres else "only"
        self._workers = workers
        # Never pickle: what is stored must stay readable by the next release.
        serializer = DBOSPortableJSONSerializer()
        DBOS(
            config=DBOSConfig(
                name=_APP,
                system_database_engine=store.engine,
                application_version=VERSION,
                executor_id=self._name,
                serializer=serializer,
                log_level="WARNING",
                use_listen_notify=False,
                notification_listener_polling_interval_sec=_LISTEN,
                max_executor_threads=workers + 8,
            )
        )
        _quiet()
        self._store, self._serializer = store, serializer
        self._client: DBOSClient | None = None
        self._leaving = False
        self._turned_away: set[str] = set()

    def register(self, name: str, workflow: Callable[..., None]) -> None:
        """Make a workflow startable. Before `launch`."""

        def named(*args: str) -> None:
            self._leave()
            workflow(*args)

        DBOS.workflow(name=name, max_recovery_attempts=_TRIES)(named)

    def launch(self, *, work: bool = True) -> None:
        """Create the engine's tables, pick up interrupted work, and begin to run more.

        Without `work` this process only starts runs, for others to do.
        """
        migrate(self._store)  # also where runs are only started, before any worker was here
        if work and not self._store.is_postgres:
            # A queue that is there at launch is looked at at once; one that comes later waits
            # for a whole second, which a check in a terminal would feel.
            self._declare_queue(self._connect())
        if work:
            DBOS.launch()
        client = self._connect()
        if work and self._store.is_postgres:
            self._declare_queue(client)
        self._client = client

    @property
    def ready(self) -> bool:
        """Whether workflows can be started: not before the launch, and no more while it ends."""
        return self._client is not None and not self._leaving

    def start(self, conn: Connection, workflow: str, run_id: str, lane: str, *args: str) -> None:
        """Start a workflow with the caller's transaction: both are stored, or neither."""
        if self._client is None:
            raise RuntimeError("the engine is not launched")
        # First come, first served: on SQLite the engine knows the time to the second only, and
        # of the same second it takes the lowest id first.
        begun = f"{time.time_ns() // 1_000_000:013d}"
        self._client.enqueue_in_transaction(
            conn,
            {
                "workflow_name": workflow,
                "queue_name": _QUEUE,
                "workflow_id": f"{begun}:{run_id}",
                "queue_partition_key": lane,
                "app_version": VERSION,
            },
            *args,
        )

    def step(self, name: str, work: Callable[[], T]) -> T:
        """Do this once: after a crash its stored result is used, or it is done again."""
        return DBOS.run_step({"name": name}, lambda: outlasted(work, self._leave))

    def left(self, name: str) -> list[str]:
        """Ids of the runs that a process is at work on, or was when it died."""
        return [workflow.split(":")[1] for workflow in self._pending(name)]

    def take_over(self, dead: str) -> list[str]:
        """Give a dead process's workflows back to the queue; returns the ids of their runs.

        To their own queue: there each org's order and limit hold for them too.
        """
        ids = self._pending(dead)
        if ids and self._client is not None:
            self._client.resume_workflows(ids, queue_name=_QUEUE)
        return [workflow.split(":")[1] for workflow in ids]

    def stop(self, patience: float = 10.0) -> list[str]:
        """Begin nothing more, let running workflows finish, give back what does not in time.

        Returns:
            The runs given back; their threads may live on until their org has timed out.
        """
        self._leaving = True
        until = time.monotonic() + patience
        while set(self._pending(self._name)) - self._turned_away and time.monotonic() < until:
            time.sleep(0.02)
        # What still runs will find the engine gone, and say so at length; it is given back.
        logging.getLogger("dbos").setLevel(logging.CRITICAL)
        # The engine's own patience looks once a second only, hence ours.
        DBOS.destroy(destroy_registry=True)
        back = self.take_over(self._name)
        if self._client is not None:
            self._client.destroy()
        return back

    def _leave(self) -> None:
        if self._leaving:
            self._turned_away.add(str(DBOS.workflow_id))
            raise _LeavingError

    def _pending(self, name: str) -> list[str]:
        if self._client is None:
            return []
        found = self._client.list_workflows(
            executor_id=name, status="PENDING", load_input=False, load_output=False
        )
        return [workflow.workflow_id for workflow in found]

    def _connect(self) -> DBOSClient:
        return DBOSClient(
            system_database_engine=self._store.engine,
            serializer=self._serializer,
            application_name=_APP,
        )

    def _declare_queue(self, client: DBOSClient) -> None:
        # One at a time per org: no org sees more than its limit, none waits for another's.
        client.register_queue(
            _QUEUE,
            partition_concurrency=1,
            worker_concurrency=self._workers,
            polling_interval_sec=_POLL,
            on_conflict="always_update",
        )


def _quiet() -> None:
    """The engine's warnings go where ours go: its own handler keeps the stream it was born with."""
    log = logging.getLogger("dbos")
    log.setLevel(logging.WARNING)
    log.propagate = True
    log.handlers.clear()
