"""What a test or a visitor changes while the workspace runs."""

from dataclasses import dataclass
from typing import Any

from sandbox.workspace.faults import Fault, Faults
from sandbox.workspace.oauth.installing import uninstall
from sandbox.workspace.state import State
from sandbox.workspace.world import Channel, User


@dataclass(frozen=True)
class Levers:
    """Each replaces a part of the world by a new value, or puts a fault in the way."""

    state: State
    faults: Faults

    def fail(self, method: str, error: str | None = None, **how: Any) -> None:  # noqa: ANN401 -- fields of Fault
        """Make the next calls of a method fail.

        `error` is Slack's name ("ratelimited", "fatal_error"); `how` takes the fields of Fault:
        `http_status`, `times`, `retry_after`, `delay` (seconds), `cut` (close the connection),
        `after` (do the work, and lose only the answer). `*` is every method.
        """
        self.faults.add(Fault(method, error, **how))

    def advance(self, seconds: float) -> None:
        """Let Slack's clock run ahead: triggers, response URLs, rate limits, edit windows."""
        self.state.clock.advance(seconds)

    def configure(self, **settings: Any) -> None:  # noqa: ANN401 -- fields of Settings
        """Change the world's settings, for example `plan_blocks=False`."""
        changed = self.state.world.settings.changed(settings)
        self.state.world = self.state.world.model_copy(update={"settings": changed})
        self.state.note("world_changed", {"settings": sorted(settings)})

    def change_app(self, **fields: Any) -> None:  # noqa: ANN401 -- fields of App
        """Change the app, for example `scopes=(…)` or `token_state="revoked"`."""
        self.state.change_app(self.state.world.app.changed(fields))
        self.state.note("world_changed", {"app": sorted(fields)})

    def change_channel(self, name: str, **fields: Any) -> Channel:  # noqa: ANN401 -- fields of Channel
        """Change a channel, for example `is_archived=True`, or who is in it by `members`."""
        old = self.state.world.channel(name)
        if old is None:
            raise LookupError(f"no channel {name}")
        new = old.changed(fields)
        self.state.world = self.state.world.with_channel(new)
        self.state.note("world_changed", {"channel": new.id})
        return new

    def uninstall(self, team: str | None = None) -> None:
        """An admin removes the app from a workspace, the app's own unless another is named."""
        at = self.state.within(team) if team else self.state.sight(None)
        if at is None:
            raise LookupError(f"the app is not installed in {team}")
        uninstall(at)

    def change_user(self, name: str, **fields: Any) -> User:  # noqa: ANN401 -- fields of User
        """Change a user, for example `deleted=True`."""
        old = self.state.world.user(name)
        if old is None:
            raise LookupError(f"no user {name}")
        new = old.changed(fields)
        self.state.world = self.state.world.with_user(new)
        self.state.note("world_changed", {"user": new.id})
        return new
