"""Tables of the bot's office: roles and what is known of people, the record, rates, receipts."""

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, String, Table, Text

from bot.store.tables import metadata

#: Roles given in a tenant: to a person, a user group, a channel, or everyone of the own team.
roles = Table(
    "roles",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("who", String(32), primary_key=True),  # U…/W…, S…, C…/G…, or "everyone"
    Column("role", String(16), nullable=False),
    Column("by", String(32), nullable=False),
    Column("at", Float, nullable=False),
    Column("learnt", Float, nullable=False, default=0.0),  # when a group's members were asked for
)

#: Who is in a user group that has a role, as last asked.
members = Table(
    "members",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("grouped", String(32), primary_key=True),  # S…
    Column("person", String(32), primary_key=True),
    Index("ix_members_tenant_person", "tenant", "person"),
)

#: What Slack says of people who asked for something: whether they administer the workspace.
people = Table(
    "people",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("team", String(32), nullable=False, default=""),
    Column("own", Integer, nullable=False, default=0),  # of the installing workspace or org
    Column("admin", Integer, nullable=False, default=0),
    Column("learnt", Float, nullable=False, default=0.0),
)

#: Which channels are read by people of other companies, and who said that this is all right.
channels = Table(
    "channels",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("shared", Integer, nullable=False, default=0),
    Column("learnt", Float, nullable=False, default=0.0),
    Column("agreed", String(32), nullable=False, default=""),
)

#: The record. What an entry says is sealed with the tenant's own key (`audit_heads`).
audit = Table(
    "audit",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

#: Where each tenant's chain ends, and its key: both sealed with the ring.
audit_heads = Table(
    "audit_heads",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

#: What stays of a tenant that was deleted: a receipt that names nobody.
tombstones = Table(
    "tombstones",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False, index=True),
    Column("receipt", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

#: When a person may ask for the next thing of a kind without waiting (GCRA).
rates = Table(
    "rates",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("lane", String(16), primary_key=True),
    Column("free_at", Float, nullable=False),
)
