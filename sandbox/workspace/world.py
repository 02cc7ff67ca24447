"""What a Slack workspace is at the start: teams, people, channels, one app. Values only.

A world is read from YAML or a mapping, and replaced (never edited) while the sandbox runs.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from sandbox.workspace.app import App
from sandbox.workspace.settings import Settings
from sandbox.workspace.value import Value
from sandbox.written import parsed


class Enterprise(Value):
    """An Enterprise Grid organisation; its workspaces name it."""

    id: str
    name: str
    domain: str


class Team(Value):
    """A Slack workspace."""

    id: str
    name: str
    domain: str
    enterprise: str | None = None


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
    """A conversation; `members` are user ids. A channel shared with `shared_with` is Connect.

    `team` is the workspace it belongs to, the app's unless it says otherwise.
    """

    id: str
    name: str = ""
    team: str = ""
    kind: Literal["channel", "im", "mpim"] = "channel"
    is_private: bool = False
    is_archived: bool = False
    is_general: bool = False
    posting: Literal["everyone", "admins", "read_only"] = "everyone"
    shared_with: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Usergroup(Value):
    """A group of people one may mention (Slack docs, user groups)."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...] = ()
    disabled: bool = False


class World(Value):
    """Everything the sandbox starts from."""

    enterprises: tuple[Enterprise, ...] = ()
    teams: tuple[Team, ...]
    usergroups: tuple[Usergroup, ...] = ()
    users: tuple[User, ...]
    channels: tuple[Channel, ...]
    app: App
    settings: Settings = Field(default_factory=Settings)

    @model_validator(mode="before")
    @classmethod
    def _channels_have_a_home(cls, given: Any) -> Any:  # noqa: ANN401 -- whatever is validated
        if not isinstance(given, dict) or not isinstance(given.get("app"), Mapping):
            return given
        home = given["app"].get("team", "")
        placed = (dict(c) for c in given.get("channels", ()))
        return {**given, "channels": [c | {"team": c.get("team") or home} for c in placed]}

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> "World":
        teams = {team.id for team in self.teams}
        users = {user.id for user in self.users}
        for team in self.teams:
            if team.enterprise not in (None, *(e.id for e in self.enterprises)):
                raise ValueError(f"team {team.name}: no enterprise {team.enterprise}")
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
        return {team.id: team for team in self.teams}[team_id]

    def user(self, name: str) -> User | None:
        """A user by id or name, with or without `@`; of two with one name, the app's own."""
        wanted = name.removeprefix("@").casefold()
        found = [u for u in self.users if wanted in (u.id.casefold(), u.name.casefold())]
        near = [u for u in found if u.team == self.app.team]
        return next(iter([*near, *found]), None)

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
        """The same world with this user in it, changed if they were there."""
        known = any(u.id == user.id for u in self.users)
        users = tuple(user if u.id == user.id else u for u in self.users)
        return self.model_copy(update={"users": users if known else (*users, user)})

    def is_external(self, user: User) -> bool:
        """Whether this person belongs neither to the app's workspace nor to its organisation."""
        if user.team == self.app.team:
            return False
        enterprise = self.team(user.team).enterprise
        return enterprise is None or enterprise != self.team(self.app.team).enterprise

    def is_open_to(self, team: str, channel: Channel) -> bool:
        """Whether everybody of this workspace may look into the channel."""
        public = channel.kind == "channel" and not channel.is_private
        return public and team in (channel.team, *channel.shared_with)

    def conversation(self, users: Sequence[str]) -> Channel | None:
        """The direct message of exactly these people."""
        members = set(users)
        found = (c for c in self.channels if c.kind != "channel" and set(c.members) == members)
        return next(found, None)

    def new_conversation(self, users: Sequence[str], new_id: Callable[[str], str]) -> Channel:
        """A direct message, of one kind for two and of another for more."""
        members = tuple(sorted(set(users)))
        if len(members) <= 2:  # noqa: PLR2004 -- one to one
            return Channel(id=new_id("D"), kind="im", team=self.app.team, members=members)
        return Channel(
            id=new_id("G"),
            name="mpdm-" + "--".join(members).lower() + "-1",
            kind="mpim",
            team=self.app.team,
            is_private=True,
            members=members,
        )


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
    base = parsed((resources.files(__package__) / "acme.yaml").read_text("utf-8"))
    change: Mapping[str, Any] = {}
    if isinstance(source, (str, Path)):
        change = parsed(Path(source).read_text("utf-8")) or {}
    elif source is not None:
        change = source
    return World.model_validate(_merged(base, change))
