"""What there is to see in the workspace."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.workspace.message import Message
from sandbox.workspace.state import State


@dataclass(frozen=True)
class Board:
    """Reading; channels and users by id or name."""

    state: State

    def _channel_id(self, name: str) -> str:
        channel = self.state.world.channel(name)
        if channel is None:
            raise LookupError(f"no channel {name}")
        return channel.id

    def find(self, ts: str, channel: str | None = None) -> Message:
        """A message by its ts."""
        wanted = self._channel_id(channel) if channel else None
        for message in self.state.all_messages:
            if message.ts == ts and wanted in (None, message.channel) and not message.deleted:
                return message
        raise LookupError(f"no message {ts}")

    def messages(self, channel: str | None = None) -> list[Message]:
        """What everybody sees in a channel (or everywhere), replies included, oldest first."""
        world = self.state.world
        ids = [self._channel_id(channel)] if channel else [c.id for c in world.channels]
        return [m for c in ids for m in self.state.visible(c)]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A parent and its replies."""
        return [m for m in self.messages(channel) if ts in (m.ts, m.thread_ts)]

    def ephemerals(self, user: str | None = None) -> list[Message]:
        """What was shown to one person only, or to anyone only."""
        who = self.state.world.user(user) if user else None
        wanted = who.id if who else None
        private = [m for m in self.state.all_messages if m.is_ephemeral and not m.deleted]
        return [m for m in private if user is None or m.ephemeral_to == wanted]

    async def wait_for(
        self,
        predicate: Callable[[Message], bool],
        timeout: float = 30.0,  # noqa: ASYNC109 -- reads best where a test waits
    ) -> Message:
        """The first message, ephemeral ones included, for which the predicate holds."""

        async def found() -> Message:
            while True:
                changed = self.state.now.changed
                for message in self.state.all_messages:
                    if not message.deleted and predicate(message):
                        return message
                await changed.wait()

        return await asyncio.wait_for(found(), timeout)
