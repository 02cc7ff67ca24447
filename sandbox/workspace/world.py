"""What a Slack workspace is at the start: teams, people, channels, one app. Values only.

A world is read from YAML or a mapping, and replaced (never edited) while the sandbox runs.
"""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

RateLimits = Literal["strict", "lenient", "off"]


class Value(BaseModel):
    """Frozen, and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def changed(self, fields: Mapping[str, Any]) -> Self:
        """The same value with these fields, checked like a new one."""
        return type(self).model_validate({**self.model_dump(), **fields})


class Team(Value):
    """A Slack workspace."""

    id: str
    name: str
    domain: str


class User(Value):
    """A person. `team` is the workspace they come from, which need not be the app's."""

    id: str
    name: str
    real_name: str = ""
    title: str = ""
    team: str
    email: str | None = None
    tz: str = "Europe/Amsterdam"
    tz_offset: int = 3600
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    deleted: bool = False


class Channel(Value):
    """A conversation; `members` are user ids. A channel shared with `shared_with` is Connect."""

    id: str
    name: str = ""
    kind: Literal["channel", "im", "mpim"] = "channel"
    is_private: bool = False
    is_archived: bool = False
    is_general: bool = False
    posting: Literal["everyone", "admins", "read_only"] = "everyone"
    shared_with: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class App(Value):
    """The Slack app under test, as its configuration page shows it."""

    id: str
    name: str
    team: str
    bot_user: str
    bot_id: str
    scopes: tuple[str, ...]
    commands: tuple[str, ...]
    events: tuple[str, ...] = ()
    signing_secret: str
    verification_token: str
    client_id: str
    client_secret: str
    bot_token: str
    app_token: str
    token_state: Literal["valid", "revoked", "account_inactive", "expired"] = "valid"  # noqa: S105


class Settings(Value):
    """How this workspace behaves where real ones differ, and how patient tests need to be."""

    rate_limits: RateLimits = "lenient"
    plan_blocks: bool = True
    edit_window_seconds: float | None = None
    answer_seconds: float = 3.0
    trigger_seconds: float = 3.0
    event_retry_waits: tuple[float, ...] = (0.0, 60.0, 300.0)
    response_url_uses: int = 5
    response_url_seconds: float = 1800.0
    home_tab: bool = True
    messages_tab: bool = True


class World(Value):
    """Everything the sandbox starts from."""

    teams: tuple[Team, ...]
    users: tuple[User, ...]
    channels: tuple[Channel, ...]
    app: App
    settings: Settings = Field(default_factory=Settings)

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> "World":
        teams = {team.id for team in self.teams}
        users = {user.id for user in self.users}
        for user in self.users:
            if user.team not in teams:
                raise ValueError(f"user {user.name}: no team {user.team}")
        for channel in self.channels:
            if strangers := set(channel.members) - users:
                raise ValueError(f"channel {channel.name}: no users {sorted(strangers)}")
        if self.app.team not in teams or self.app.bot_user not in users:
            raise ValueError("app: its team and its bot user have to be in the world")
        return self

    def team(self, team_id: str) -> Team:
        return next(team for team in self.teams if team.id == team_id)

    def user(self, name: str) -> User | None:
        """A user by id or name, with or without `@`."""
        wanted = name.removeprefix("@").casefold()
        return next((u for u in self.users if wanted in (u.id.casefold(), u.name.casefold())), None)

    def channel(self, name: str) -> Channel | None:
        """A channel by id or name, with or without `#`."""
        wanted = name.removeprefix("#")
        return next((c for c in self.channels if wanted in (c.id, c.name) and wanted), None)

    def with_channel(self, channel: Channel) -> "World":
        """The same world with this channel in it, in its old place when it had one."""
        known = any(c.id == channel.id for c in self.channels)
        swapped = tuple(channel if c.id == channel.id else c for c in self.channels)
        return self.model_copy(update={"channels": swapped if known else (*swapped, channel)})

    def with_user(self, user: User) -> "World":
        """The same world with this user changed."""
        users = tuple(user if u.id == user.id else u for u in self.users)
        return self.model_copy(update={"users": users})

    def is_external(self, user: User) -> bool:
        """Whether this person belongs to another workspace than the one the app is in."""
        return user.team != self.app.team


def _merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(base)
    for key, value in change.items():
        both = isinstance(value, Mapping) and isinstance(out.get(key), Mapping)
        out[key] = _merged(out[key], value) if both else value
    return out


def load_world(source: "World | Mapping[str, Any] | str | Path | None" = None) -> World:
    """Read a world. A mapping or YAML file is laid over the default world, key by key."""
    if isinstance(source, World):
        return source
    base = yaml.safe_load((resources.files(__package__) / "acme.yaml").read_text("utf-8"))
    change: Mapping[str, Any] = {}
    if isinstance(source, (str, Path)):
        change = yaml.safe_load(Path(source).read_text("utf-8")) or {}
    elif source is not None:
        change = source
    return World.model_validate(_merged(base, change))
