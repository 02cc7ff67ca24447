"""Tables of signing in to an org: what a person asked to connect, until it has come to an end."""

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, String, Table, Text

from bot.store.tables import metadata

#: A sign-in on its way. What travels through browsers is kept as a digest; the rest is sealed.
signins = Table(
    "signins",
    metadata,
    Column("id", String(64), primary_key=True),  # digest of the ticket in the private link
    Column("tenant", String(120), nullable=False),
    Column("alias", String(64), nullable=False),
    Column("asker", Text, nullable=False),
    Column("connection", String(32), nullable=False, default=""),  # the one to connect again
    Column("login_url", String(255), nullable=False),
    Column("expects", String(16), nullable=False, default=""),  # production, sandbox, "" = either
    Column("callback", String(255), nullable=False),
    Column("browser", String(64), nullable=False, default=""),  # digest of its cookie
    Column("state", String(64), nullable=False, default="", index=True),  # digest of OAuth's state
    Column("sealed", LargeBinary),  # the PKCE verifier of that state
    Column("back", LargeBinary),  # sealed response_url, where no direct message can be sent
    Column("stage", String(16), nullable=False, default="asked"),  # gone, back, done, refused
    Column("until", Float, nullable=False),
    Column("ended", Text, nullable=False, default=""),  # what the person was told
    Index("ix_signins_stage_until", "stage", "until"),
)

#: When an org's token was last renewed, and last tried to be: 30 idle days end it.
renewals = Table(
    "renewals",
    metadata,
    Column("connection", String(32), primary_key=True),
    Column("tenant", String(120), nullable=False),
    Column("renewed", Float, nullable=False, index=True),
    Column("tried", Float, nullable=False, default=0.0),
    Column("failures", Integer, nullable=False, default=0),
)
