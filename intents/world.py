"""What the desk may ask of the world: two verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from intents.fact import Fact, Heard
from intents.intent import CheckOrg
from intents.reply import Attested, Report


@dataclass(frozen=True)
class Recalled:
    """An earlier run of this tenant, as it stands."""

    intent: CheckOrg
    heard: Heard
    report: Report | None = None
    attested: tuple[Attested, ...] = ()


class World(Protocol):
    """`learn` asks an org, `recall` looks in our store. Both stay within the asker's tenant."""

    def learn(self, org: str, kinds: Sequence[type[Fact]]) -> Heard:
        """Ask the org for these facts together. Never raises for what an org says or does not."""
        ...

    def recall(self, receipt: str) -> Recalled | None:
        """A run of this tenant by its receipt; None for a stranger's, an old or a made-up one."""
        ...


class _Nowhere:
    """The world of a question that needs none of it, such as help."""

    def learn(self, org: str, kinds: Sequence[type[Fact]]) -> Heard:  # noqa: ARG002 -- nothing
        return Heard()

    def recall(self, receipt: str) -> Recalled | None:  # noqa: ARG002 -- nobody
        return None


NOWHERE = _Nowhere()
