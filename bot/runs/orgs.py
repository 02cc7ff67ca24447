"""What runs need of `bot.orgs`."""

from collections.abc import Callable, Sequence
from typing import Protocol

from intents.asker import Tenant
from intents.fact import Fact, Heard


class Orgs(Protocol):
    """What runs need of `bot.orgs`."""

    def learn(
        self,
        tenant: Tenant,
        alias: str,
        kinds: Sequence[type[Fact]],
        *,
        deadline: float,
        on_stage: Callable[[str], None],
    ) -> Heard:
        """Ask the org; whatever it says or does not say is part of what was heard.

        Raises:
            LookupError: the tenant has no org of that name (any more).
        """
        ...
