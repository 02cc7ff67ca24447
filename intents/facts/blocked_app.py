"""Apps that may not be used here (Metadata API Developer Guide, BlacklistedConsumer).

Block on the OAuth usage page makes one; no query shows them.
"""

from typing import Annotated

from pydantic import Field

from intents.fact import Fact
from intents.question import Metadata, Question


class BlockedApp(Fact):
    """One blocked app, and whether API Access Control or an administrator blocked it."""

    about = "the blocked apps"
    question = Question(
        Metadata("BlacklistedConsumer"),
        shows=("ModifyMetadata", "ModifyAllData"),
        opens="ModifyMetadata",
    )
    full_name: str = Field(alias="fullName")
    consumer_name: str | None = Field(alias="consumerName", default=None)
    master_label: str | None = Field(alias="masterLabel", default=None)
    by_control: Annotated[bool | None, Field(alias="blockedByApiWhitelisting", strict=False)] = None

    @property
    def is_whole(self) -> bool:
        """Whether more than its file name could be read."""
        return self.consumer_name is not None or self.master_label is not None
