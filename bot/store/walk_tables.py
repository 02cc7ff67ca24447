"""Tables of the walkthroughs: one row each, however many days it waits for a person."""

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text, text

from bot.store.tables import metadata

#: A walkthrough as it stands. Nothing else of it lives anywhere: no thread, no workflow.
walks = Table(
    "walks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("org", String(64), nullable=False),  # the connection's name, "" = none
    Column("playbook", String(64), nullable=False),
    Column("holder", String(32), nullable=False),  # Slack id of whoever it is for
    Column("team", String(32), nullable=False, default=""),  # theirs, once Slack told it
    Column("asker", Text, nullable=False),  # who asked for it, and where
    Column("channel", String(32), nullable=False, default=""),  # where it is, once it is
    Column("thread", String(32), nullable=False, default=""),
    Column("rung", Integer, nullable=False, default=0),  # which of the possible places that is
    Column("why", String(200), nullable=False, default=""),  # why not a better one
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("open", Integer, nullable=False, default=1),
    Column("tz", String(64), nullable=False, default=""),
    Column("watch", Text, nullable=False, default="{}"),  # what is waited for, and since when
    Column("reminders", Integer, nullable=False, default=0),  # sent since a person did something
    Column("next_look", Float, nullable=False, default=0.0),  # 0.0 = none
    Column("next_reminder", Float, nullable=False, default=0.0),
    Column("next_arrival", Float, nullable=False, default=0.0),
    Column("due", Float, nullable=False, default=0.0),  # the earliest of the three
    Column("created", Float, nullable=False),
    Column("touched", Float, nullable=False),  # when a person last did something
    Index("ix_walks_tenant", "tenant"),
    # Of ten thousand that wait, a tick sees those that are due, and no other.
    Index("ix_walks_due", "due", sqlite_where=text("due > 0"), postgresql_where=text("due > 0")),
)

#: What the org said on a walkthrough so far: a look at one step is judged together with it.
#: Apart from the walkthrough, so that a press need not read it.
walk_facts = Table(
    "walk_facts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("heard", Text, nullable=False),
)
