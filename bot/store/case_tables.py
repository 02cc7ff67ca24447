"""The tables of cases, of letters under way, and of pastes that nobody knew."""

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.tables import metadata

#: One case per thread. `body` is the case as JSON; it holds no paste and no name of a person
#: but Slack ids.
cases = Table(
    "cases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread", String(48), nullable=False),  # a ts; or the case's id, where it began one
    Column("run", String(32), nullable=False, default=""),  # the check that answers it
    Column("stage", String(16), nullable=False, default="open"),
    Column("body", Text, nullable=False),
    Column("created", Float, nullable=False),
    Column("changed", Float, nullable=False),
    UniqueConstraint("tenant", "channel", "thread"),
    Index("ix_cases_run", "run"),
)

#: Letters to customers that Slack has not shown yet: one tick looks whether it does.
letters = Table(
    "letters",
    metadata,
    Column("message", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("case", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("team", String(32), nullable=False),
    Column("asked", Text, nullable=False),  # who asked for it, and the sealed way back to them
    Column("due", Float, nullable=False, index=True),
    Column("created", Float, nullable=False),
)

#: Pastes that were not recognised, without secrets, for the owners: each text once per tenant.
unknown_pastes = Table(
    "unknown_pastes",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("times", Integer, nullable=False, default=1),
    Column("at", Float, nullable=False, index=True),
)
