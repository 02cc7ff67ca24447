"""Every table. Times are seconds since the epoch (float), JSON is text of our own values.

One lock order in every transaction: run, then channel, then message, then button; the end of the
record (`audit_heads`) last of all.
"""

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Salesforce orgs a tenant may ask. `sealed` holds every secret of the connection.
orgs = Table(
    "orgs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("alias", String(64), nullable=False),
    Column("instance_url", String(255), nullable=False),
    Column("login_url", String(255), nullable=False),
    Column("people", Text, nullable=False),  # {"setup": …, "integration": …, "installer": …}
    Column("sealed", LargeBinary, nullable=False),
    Column("token_version", Integer, nullable=False, default=0),  # +1 per refresh
    Column("source", String(64), nullable=False, default=""),  # digest of where the token came from
    Column("learnt", Text, nullable=False, default="{}"),  # identity, describes, instance, budget
    UniqueConstraint("tenant", "alias"),
)

#: Short promises between processes: who may refresh a token right now.
leases = Table(
    "leases",
    metadata,
    Column("name", String(160), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Float, nullable=False),
)

#: Deliveries of Slack already taken, so that a redelivery is a no-op.
seen = Table(
    "seen",
    metadata,
    Column("delivery", String(255), primary_key=True),
    Column("at", Float, nullable=False, index=True),
)

#: One answer to one intent.
runs = Table(
    "runs",
    metadata,
    Column("receipt", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("org", String(64), nullable=False),
    Column("intent", Text, nullable=False),
    Column("asker", Text, nullable=False),
    Column("state", String(16), nullable=False),  # queued, running, done, cancelled, timed-out
    Column("stage", String(16), nullable=False, default="queued"),
    Column("heard", Text, nullable=False, default="{}"),
    Column("report", Text, nullable=False, default=""),
    Column("attested", Text, nullable=False, default="[]"),
    Column("looking", Text, nullable=False, default="[]"),  # checks whose retry is under way
    Column("created", Float, nullable=False),
    Column("deadline", Float, nullable=False),
    Index("ix_runs_tenant_org_state", "tenant", "org", "state"),
    Index("ix_runs_state_deadline", "state", "deadline"),
)

#: Messages as they should be in Slack (wanted), and as they are (sent).
messages = Table(
    "messages",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("run", String(32), nullable=False, index=True),
    Column("key", String(160), nullable=False),  # anchor, step:<check>, private:<…>
    Column("channel", String(32), nullable=False),
    Column("thread", String(32), nullable=False, default=""),  # a ts known from Slack
    Column("under", String(32), nullable=False, default=""),  # a message of ours to hang below
    Column("reader", String(32), nullable=False, default=""),  # private: the one who may read it
    Column("back", LargeBinary),  # sealed response_url
    Column("back_uses", Integer, nullable=False, default=0),
    Column("mode", String(16), nullable=False, default="post"),  # post, private, lost
    Column("wanted", Text, nullable=False),
    Column("wanted_version", Integer, nullable=False, default=1),
    Column("sent_version", Integer, nullable=False, default=0),
    Column("urgent", Integer, nullable=False, default=0),
    Column("ts", String(32), nullable=False, default=""),
    Column("posting", Float, nullable=False, default=0.0),  # an unanswered first post began
    Column("repeated", Integer, nullable=False, default=0),  # first posts without an answer
    Column("form", String(8), nullable=False, default=""),  # all that Slack takes: classic, text
    Column("due", Float, nullable=False, default=0.0),
    Column("claim", String(64), nullable=False, default=""),
    Column("claimed_until", Float, nullable=False, default=0.0),
    Column("failures", Integer, nullable=False, default=0),
    Column("created", Float, nullable=False),
    Index(
        "ix_messages_unsent",
        "due",
        sqlite_where=text("wanted_version > sent_version"),
        postgresql_where=text("wanted_version > sent_version"),
    ),
    UniqueConstraint("run", "channel", "thread", "key", "reader"),
)

#: When a channel, or a method of a workspace, takes the next call.
pace = Table(
    "pace",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("lane", String(80), primary_key=True),  # channel id, or method name
    Column("free_at", Float, nullable=False),
)

#: What a workspace's Slack turned out not to know yet (`blocks` → plan, classic or text).
features = Table(
    "features",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("name", String(32), primary_key=True),
    Column("value", String(32), nullable=False),
)

#: Buttons written down: the value in Slack is the id, the meaning is here.
buttons = Table(
    "buttons",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("run", String(32), nullable=False),
    Column("message", String(32), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("intent", Text, nullable=False),
    Column("pressed_by", String(32), nullable=False, default=""),
    Column("pressed_at", Float, nullable=False, default=0.0),
)

#: Processes alive, by database time. A taken-over process finds itself `fenced` and stops.
processes = Table(
    "processes",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("beat", Float, nullable=False),
    Column("fenced", Integer, nullable=False, default=0),
)

#: Counted facts for operators (e.g. posts that may have been doubled by a crash).
counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Integer, nullable=False, default=0),
)
