"""Tables of Slack installations, and of the Home tabs people have open."""

from sqlalchemy import Column, Float, Integer, LargeBinary, String, Table, Text

from bot.store.tables import metadata

#: Workspaces, and whole enterprises, that installed the bot. `sealed` holds its tokens.
installations = Table(
    "installations",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("team", String(32), nullable=False, index=True),  # "" = org-wide
    Column("enterprise", String(32), nullable=False, index=True),
    Column("org_wide", Integer, nullable=False),
    Column("teams", Text, nullable=False, default="[]"),  # the workspaces of an org-wide one
    Column("teams_known", Float, nullable=False, default=0.0),  # when Slack was asked for them
    Column("name", String(255), nullable=False),
    Column("app", String(32), nullable=False),
    Column("bot_user", String(32), nullable=False),
    Column("bot_id", String(32), nullable=False),
    Column("installer", String(32), nullable=False),
    Column("scopes", Text, nullable=False),  # as granted, comma-separated
    Column("sealed", LargeBinary, nullable=False),
    Column("expires", Float, nullable=False, default=0.0),  # 0 = never
    Column("renew_at", Float, nullable=False, default=0.0, index=True),  # 0 = never
    Column("version", Integer, nullable=False, default=0),  # +1 per token
    Column("trouble", String(64), nullable=False, default=""),  # why its token cannot be renewed
    Column("installed", Float, nullable=False),
)

#: Home tabs as they should be (wanted), and as they are (shown).
homes = Table(
    "homes",
    metadata,
    Column("tenant", String(120), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("team", String(32), nullable=False, default=""),  # the workspace they opened it in
    Column("channel", String(32), nullable=False, default=""),  # their messages with the bot
    Column("wanted", Integer, nullable=False, default=1),
    Column("shown", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0, index=True),
    Column("opened", Float, nullable=False, default=0.0),
)
