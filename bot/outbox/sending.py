"""A message on its way: everything its call needs, as a value."""

from dataclasses import dataclass
from typing import Any

from bot.outbox import pace


@dataclass(frozen=True)
class Sending:
    """One claimed message, with everything the call needs."""

    id: str
    tenant: str
    channel: str
    thread: str
    reader: str
    back: bytes | None
    private: bool
    payload: dict[str, Any]
    version: int
    ts: str
    repeated: bool
    failures: int
    form: str
    claim: str

    @property
    def editing(self) -> bool:
        """Whether this changes a message that stands already."""
        return bool(self.ts) and not self.private

    @property
    def lane(self) -> tuple[str, pace.Rate]:
        """The lane it moves in: posts by channel, the rest by method."""
        if self.private:
            return "chat.postEphemeral", pace.PRIVATE
        return ("chat.update", pace.UPDATE) if self.ts else (self.channel, pace.POST)


@dataclass(frozen=True)
class Claimed:
    """What is to be sent now, and in how many seconds to look again."""

    sendings: tuple[Sending, ...]
    again: float
