"""What the engine keeps of work that is done: what was asked and heard, step by step.

It goes after a day, for nobody reads it then, and at once when its workspace is forgotten. The
engine offers no deletion by what a workflow was about, so its tables are named here (DBOS's system
database); a test holds that they are there.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnClause, Connection, TableClause, column, delete, or_, select
from sqlalchemy import table as named

_PARTS = ("operation_outputs", "workflow_input", "workflow_output", "workflow_status")
_UNDER_WAY = ("PENDING", "ENQUEUED", "DELAYED")
_MOST = 500


@cache
def _table(name: str, dialect: str) -> TableClause:
    columns: list[ColumnClause[Any]] = [column(c) for c in (
        "workflow_uuid", "status", "name", "queue_partition_key", "inputs", "completed_at",
        "updated_at",
    )]  # fmt: skip
    return named(name, *columns, schema="dbos" if dialect == "postgresql" else None)


def forget(conn: Connection, tenant: str) -> list[str]:
    """Delete every trace of a tenant's finished work; the names of what is still under way."""
    status = _table("workflow_status", conn.dialect.name)
    inputs = _table("workflow_input", conn.dialect.name)
    given = select(inputs.c.workflow_uuid).where(inputs.c.inputs.contains(tenant, autoescape=True))
    about = or_(
        status.c.queue_partition_key.contains(tenant, autoescape=True),
        status.c.inputs.contains(tenant, autoescape=True),
        status.c.workflow_uuid.in_(given),
    )
    rows = conn.execute(select(status.c.workflow_uuid, status.c.status, status.c.name).where(about))
    found = rows.all()
    _delete(conn, [row.workflow_uuid for row in found if row.status not in _UNDER_WAY])
    return [str(row.name) for row in found if row.status in _UNDER_WAY]


def sweep(conn: Connection, before: float, name: str = "") -> bool:
    """Delete some traces of work, or of one kind of it, that ended before this moment.

    Returns:
        Whether there may be more.
    """
    status = _table("workflow_status", conn.dialect.name)
    done = status.c.status.not_in(_UNDER_WAY) & (status.c.updated_at < int(before * 1000))
    if name:
        done &= status.c.name == name
    query: Any = select(status.c.workflow_uuid).where(done).limit(_MOST)
    old = conn.scalars(query).all()
    _delete(conn, old)
    return len(old) == _MOST


def _delete(conn: Connection, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), _MOST):
        some = ids[start : start + _MOST]
        for part in _PARTS:
            here = _table(part, conn.dialect.name)
            conn.execute(delete(here).where(here.c.workflow_uuid.in_(some)))
