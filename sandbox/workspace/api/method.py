"""What a Web API method is, and the small tools every handler uses."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.workspace.message import Json
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel, User

Tier = Literal["1", "2", "3", "4", "post", "special", "history", "cut"]


class Refused(Exception):  # noqa: N818 -- Slack refuses; nothing of ours went wrong
    """`{"ok": false, "error": …}` and whatever else Slack adds to it."""

    def __init__(
        self,
        error: str,
        *,
        messages: list[str] | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **extra: Any,  # noqa: ANN401 -- members of a JSON object
    ) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = dict(headers or {})
        self.body: Json = {"ok": False, "error": error, **extra}
        if messages:
            self.body["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in messages]}


@dataclass(frozen=True)
class Caller:
    """Whose token it was."""

    kind: Literal["bot", "user", "app", "none"]
    scopes: tuple[str, ...] = ()
    user: str = ""


@dataclass(frozen=True)
class Asked:
    """One call on its way to a handler."""

    state: State
    args: Json
    caller: Caller
    basic: str | None = None
    token: str | None = None

    def text(self, name: str) -> str | None:
        """A scalar argument as text; Slack refuses arrays where a string belongs."""
        value = self.args.get(name)
        if value is None:
            return None
        if isinstance(value, list):
            raise Refused("invalid_array_arg")
        if isinstance(value, dict):
            raise Refused(
                "invalid_arguments", messages=[f"must be a string [json-pointer:/{name}]"]
            )
        return str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean as Slack reads it: true, 1, "true", "1"."""
        value = self.args.get(name)
        return default if value is None else str(value).lower() in ("true", "1")

    def json(self, name: str, error: str) -> Any:  # noqa: ANN401 -- any JSON
        """A structured argument: JSON as it is, or JSON within a string."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error) from None

    def must_have(self, *alternatives: str) -> None:
        """Refuse unless the token holds one of these scopes."""
        if not set(alternatives) & set(self.caller.scopes):
            raise missing_scope(self.caller, alternatives)

    def channel(self, *, by_name: bool = False) -> Channel:
        """A conversation the bot can see; others do not exist for it."""
        wanted = self.text("channel") or ""
        found = self.state.world.channel(wanted)
        named = found is not None and found.id != wanted
        if found is None or not self.sees(found) or (named and not by_name):
            raise Refused("channel_not_found")
        return found

    def sees(self, channel: Channel) -> bool:
        world = self.state.world
        return world.is_open_to(world.app.team, channel) or world.app.bot_user in channel.members

    def user(self, name: str = "user") -> User:
        """A user the bot can see, by id."""
        wanted = self.text(name) or ""
        found = next((u for u in self.state.world.users if u.id == wanted), None)
        if found is None:
            raise Refused("user_not_found")
        if self.state.world.is_external(found) and not shares_channel(self.state, found):
            raise Refused("user_not_visible")
        return found


Handler = Callable[[Asked], Json]


@dataclass(frozen=True)
class Method:
    """A row of the table: what it needs, how often it may be called, who answers."""

    handler: Handler
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    tier: Tier = "3"
    caller: Literal["bot", "any", "app", "none"] = "bot"
    needs_team: bool = False


def missing_scope(caller: Caller, alternatives: tuple[str, ...]) -> Refused:
    """Slack names what is needed and what the token has."""
    return Refused("missing_scope", needed=",".join(alternatives), provided=",".join(caller.scopes))


def shares_channel(state: State, user: User) -> bool:
    """Whether the bot and this person are in one channel together."""
    bot = state.world.app.bot_user
    return any(
        bot in c.members and user.id in c.members
        for c in state.world.channels
        if c.kind == "channel"
    )
