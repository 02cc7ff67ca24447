"""Who asks, of which org, in which API version."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.org.caller import Caller, View
from sandbox.org.org import Org


@dataclass(frozen=True, slots=True)
class Context:
    """What every REST resource needs to answer."""

    org: Org
    caller: Caller
    version: int

    def view(self, *, tooling: bool, hidden: bool = False) -> View:
        """What the caller sees on one endpoint."""
        return View(
            state=self.org.state,
            caller=self.caller,
            endpoint="tooling" if tooling else "data",
            version=self.version,
            uses=self.org.sessions.uses,
            hidden=hidden,
        )

    @property
    def root(self) -> str:
        """The path every resource of this version begins with."""
        return f"/services/data/v{self.version}.0"
