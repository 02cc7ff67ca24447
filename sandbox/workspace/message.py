"""A message as Slack stores it, with every version it had."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """What a message said at one time."""

    text: str
    blocks: tuple[Json, ...]
    at: float


@dataclass
class Message:
    """One message. `ephemeral_to` names the only person who sees it, if it is ephemeral."""

    channel: str
    ts: str
    user: str
    team: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    ephemeral_to: str | None = None
    subtype: str | None = None
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    edited: Json | None = None
    broadcast: bool = False
    via_response_url: bool = False
    files: list[Json] = field(default_factory=list)
    reactions: list[Json] = field(default_factory=list)
    entered: dict[str, Json] = field(default_factory=dict)
    deleted: bool = False
    history: list[Version] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.history.append(Version(self.text, tuple(self.blocks), float(self.ts)))

    @property
    def updates(self) -> int:
        """How often the message was changed after it was posted."""
        return len(self.history) - 1

    @property
    def is_ephemeral(self) -> bool:
        return self.ephemeral_to is not None

    def rewrite(self, text: str, blocks: list[Json], at: float) -> None:
        """Give the message new contents and keep the old version."""
        self.text, self.blocks = text, blocks
        self.history.append(Version(text, tuple(blocks), at))

    def elements(self) -> list[Json]:
        """Every interactive element now drawn in it, each with its `block_id`."""
        return list(interactive(self.blocks))

    def to_event(self) -> Json:
        """The message object as the Web API, interactions and events carry it."""
        out: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        out["team"] = self.team
        optional = {
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "edited": self.edited,
            "metadata": self.metadata,
            "files": self.files,
            "reactions": self.reactions,
        }
        return out | {key: value for key, value in optional.items() if value}

    def to_dict(self) -> Json:
        """For the control API: the message and what only the sandbox knows of it."""
        return self.to_event() | {
            "channel": self.channel,
            "ephemeral_to": self.ephemeral_to,
            "updates": self.updates,
            "deleted": self.deleted,
            "history": [{"text": v.text, "blocks": v.blocks, "at": v.at} for v in self.history],
        }


def interactive(blocks: list[Json]) -> Iterator[Json]:
    """Elements with an `action_id`, in reading order, nested blocks included."""
    for block in blocks:
        block_id = block.get("block_id", "")
        for element in _candidates(block):
            if "action_id" in element:
                yield element | {"block_id": block_id}
        nested = [*block.get("child_blocks", ()), *_cards(block)]
        yield from interactive(nested)


def _cards(block: Json) -> list[Json]:
    return block.get("elements", []) if block.get("type") == "carousel" else []


def _candidates(block: Json) -> list[Json]:
    singles = [block.get("accessory"), block.get("element")]
    lists = [block.get("elements"), block.get("actions")]
    if block.get("type") in ("rich_text", "carousel"):
        return []
    found = [s for s in singles if isinstance(s, dict)]
    return found + [e for many in lists if isinstance(many, list) for e in many]
