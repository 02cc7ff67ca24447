"""The durable engine behind four words: start, step, drain, take over. DBOS Transact inside.

Settings found by trying, each with its reason; a test holds each (tests/bot/runs).
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy import Connection

from bot.store.database import Store

T = TypeVar("T")

#: Pinned: by default the engine hashes our code, and even a comment would orphan running work.
VERSION = "1"
_APP = "sixsense"
_QUEUE = "orgs"
_POLL = 0.1  # seconds between looks at the queue
_TRIES = 50  # recoveries of one run before it is given up: on purpose far above the default


class Engine:
    """One per process (the library under it is a singleton)."""

    def __init__(self, store: Store, name: str, *, workers: int = 8) -> None:
        """Prepare the engine over our own database connection.

        Args:
            store: where runs live; the engine's tables stand beside ours, so that a run and its
                workflow are stored in one transaction.
            name: this process. SQLite has one, always called the same, so that a restart picks
                up its own work; on PostgreSQL a live peer does (`take_over`).
            workers: runs at work at once in this process.
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
                max_executor_threads=workers * 2 + 8,
            )
        )
        logging.getLogger("dbos").setLevel(logging.WARNING)
        self._store = store
        self._serializer = serializer
        self._client: DBOSClient | None = None

    def register(self, name: str, workflow: Callable[..., None]) -> None:
        """Make a workflow startable. Before `launch`."""

        def named(*args: str) -> None:
            workflow(*args)

        DBOS.workflow(name=name, max_recovery_attempts=_TRIES)(named)

    def launch(self, *, work: bool = True) -> None:
        """Create the engine's tables, pick up interrupted work, and begin to run more.

        Without `work` this process only starts runs, for others to do.
        """
        if work:
            DBOS.launch()
            # One at a time per org: no org sees more than its limit, none waits for another's.
            DBOS.register_queue(
                _QUEUE,
                partition_concurrency=1,
                worker_concurrency=self._workers,
                polling_interval_sec=_POLL,
                on_conflict="always_update",
            )
        self._client = DBOSClient(
            system_database_engine=self._store.engine,
            serializer=self._serializer,
            application_name=_APP,
        )

    def start(self, conn: Connection, workflow: str, run_id: str, lane: str, *args: str) -> None:
        """Start a workflow with the caller's transaction: both are stored, or neither."""
        if self._client is None:
            raise RuntimeError("the engine is not launched")
        self._client.enqueue_in_transaction(
            conn,
            {
                "workflow_name": workflow,
                "queue_name": _QUEUE,
                "workflow_id": run_id,
                "queue_partition_key": lane,
                "app_version": VERSION,
            },
            *args,
        )

    def step(self, name: str, work: Callable[[], T]) -> T:
        """Do this once: after a crash its stored result is used, or it is done again."""
        return DBOS.run_step({"name": name}, work)

    def take_over(self, dead: str) -> list[str]:
        """Resume what a dead process left; returns the workflows' ids."""
        if self._client is None:
            return []
        left = self._client.list_workflows(executor_id=dead, status="PENDING")
        ids = [status.workflow_id for status in left]
        if ids:
            self._client.resume_workflows(ids)
        return ids

    def left_over(self) -> list[str]:
        """Ids of the workflows that this process (of SQLite) was busy with when it ended."""
        if self._client is None:
            return []
        status = ["PENDING", "ENQUEUED"]
        found: Iterable[Any] = self._client.list_workflows(status=status)
        return [workflow.workflow_id for workflow in found]

    def stop(self, patience: int = 10) -> None:
        """Let running workflows finish for up to `patience` seconds, then let go."""
        DBOS.destroy(workflow_completion_timeout_sec=patience, destroy_registry=True)
        if self._client is not None:
            self._client.destroy()
