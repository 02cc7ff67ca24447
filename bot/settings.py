"""The environment, read once, typed. Nothing else in the house reads it."""

import re
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_DATABASE = re.compile(r"sqlite:///(?!:memory:)\S|postgres(ql)?(\+psycopg)?://")
_ADDRESS = re.compile(r"https?://[^/\s]")


class Settings(BaseSettings):
    """Every setting there is; each has a default good enough for `make demo`.

    A field's name in capitals is its environment variable.
    """

    model_config = SettingsConfigDict(env_file=None, extra="ignore", frozen=True)

    database_url: str = Field(
        default="sqlite:///var/sixsense.db",
        description="SQLite (one process) or PostgreSQL (many): postgresql://…",
    )
    secret_keys: SecretStr = Field(
        default=SecretStr(""),
        description="key ring, newest first, comma-separated, 32 bytes each in base64; "
        "empty = a key file beside the SQLite database",
    )
    orgs_file: Path | None = Field(
        default=None, description="TOML file that names the Salesforce orgs (README, Connect)"
    )

    slack_signing_secret: SecretStr = SecretStr("")
    slack_bot_token: SecretStr = SecretStr("")
    slack_client_id: str = Field(
        default="", description="the app's id for OAuth: workspaces install the bot themselves"
    )
    slack_client_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr = Field(
        default=SecretStr(""), description="xapp-… switches Socket Mode on"
    )
    slack_api_url: str = "https://slack.com/api/"
    slack_blocks: str = Field(default="plan", description="plan, or classic to start with")

    salesforce_api_version: str = "68.0"
    salesforce_ca_file: Path | None = Field(
        default=None, description="extra certificate authority, e.g. of a proxy or the sandbox"
    )
    salesforce_timeout: float = Field(default=20.0, description="seconds for one HTTP request")
    salesforce_client_id: str = Field(
        default="", description="consumer key of the bot's own Salesforce app"
    )
    salesforce_client_secret: SecretStr = SecretStr("")
    salesforce_jwt_key_file: Path | None = Field(
        default=None, description="PEM private key of that app, for JWT bearer connections"
    )
    salesforce_jwt_workspaces: str = Field(
        default="",
        description="ids of the workspaces that may connect without a browser, comma-separated; "
        "counts where SLACK_CLIENT_ID lets many workspaces share that app",
    )
    trust_url: str = "https://api.status.salesforce.com"
    practice: bool = Field(
        default=False, description="allow our own practice sandbox on loopback hosts"
    )

    public_url: str = Field(
        default="", description="where people's browsers reach this bot: https://bot.example.com"
    )
    checks_per_minute: int = Field(default=30, ge=0, description="of one person; 0 = any number")
    asks_per_minute: int = Field(
        default=20, ge=0, description="of one person, for what reaches others; 0 = any number"
    )
    connects_per_hour: int = Field(default=20, ge=0, description="of one person; 0 = any number")
    walk_haste: float = Field(
        default=1.0, gt=0, description="divides how long a walkthrough waits before it looks again"
    )
    retention_days: int = Field(
        default=90, ge=1, description="how long reports and their evidence are kept"
    )

    escalation_webhook: str = Field(
        default="", description="called when a case is escalated (docs/operating.md, Escalation)"
    )
    escalation_secret: SecretStr = Field(
        default=SecretStr(""), description="signs those calls: HMAC-SHA256"
    )
    escalation_group: str = Field(
        default="", description="S…: the Slack user group that is mentioned in the thread"
    )

    host: str = "127.0.0.1"
    port: int = 3000
    log_level: str = "WARNING"

    @model_validator(mode="after")
    def _known_addresses(self) -> Self:
        if not _DATABASE.match(self.database_url):
            raise ValueError(
                "DATABASE_URL must name a SQLite file, sqlite:///var/sixsense.db, or PostgreSQL, "
                "postgresql://user:password@host/name"
            )
        for name in ("public_url", "escalation_webhook"):
            if (url := getattr(self, name)) and not _ADDRESS.match(url):
                raise ValueError(f"{name.upper()} must begin with https:// and name a host")
        return self

    @model_validator(mode="after")
    def _key_ring_for_servers(self) -> Self:
        if self.is_postgres and not self.secret_keys.get_secret_value():
            raise ValueError(
                "SECRET_KEYS is empty. With PostgreSQL the key ring must come from the "
                "environment; make a key with: sixsense key"
            )
        return self

    @model_validator(mode="after")
    def _signed_escalations(self) -> Self:
        if self.escalation_webhook and not self.escalation_secret.get_secret_value():
            raise ValueError(
                "ESCALATION_SECRET is empty. Whatever ESCALATION_WEBHOOK names could not tell my "
                "calls from anybody's; make a secret with: openssl rand -hex 32"
            )
        return self

    @property
    def is_postgres(self) -> bool:
        """Whether several processes may share the store."""
        return self.database_url.startswith("postgres")
