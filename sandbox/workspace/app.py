"""The Slack app under test, as its configuration page shows it, and as it is installed."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from sandbox.workspace.value import Value


class Shortcut(Value):
    """A global or message shortcut (Slack docs, shortcuts)."""

    name: str
    callback_id: str
    type: Literal["global", "message"] = "global"
    description: str = ""


class App(Value):
    """An app and one installation of it: `team`, bot, scopes and token are the installation's.

    `installed: false` starts before any installation: nothing is delivered and no token works
    until somebody installs it by OAuth.
    """

    id: str
    name: str
    team: str
    bot_user: str
    bot_id: str
    scopes: tuple[str, ...]
    commands: tuple[str, ...]
    usage_hints: Mapping[str, str] = Field(default_factory=dict)
    should_escape: bool = False  # commands: people, groups, channels and links by their ids
    events: tuple[str, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    signing_secret: str
    verification_token: str
    client_id: str
    client_secret: str
    bot_token: str
    app_token: str
    token_state: Literal["valid", "revoked", "account_inactive", "expired"] = "valid"  # noqa: S105 -- states' names
    installed: bool = True
    enterprise: str | None = None
    is_enterprise_install: bool = False
    token_rotation: bool = False
    redirect_urls: tuple[str, ...] = ()
    distribution: Literal["internal", "unlisted", "marketplace"] = "unlisted"
