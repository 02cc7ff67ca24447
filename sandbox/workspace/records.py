"""What the workspace keeps beside messages: triggers, URLs, views, calls, files, tokens."""

from dataclasses import dataclass, field
from typing import Literal

from sandbox.workspace.message import Json


@dataclass
class Trigger:
    """A `trigger_id`: three seconds, one use, one installation (Slack docs, interactivity)."""

    id: str
    user: str
    expires: float
    used: bool = False
    view_id: str | None = None
    bot_id: str = ""


@dataclass
class ResponseUrl:
    """Where an answer to one command or interaction may be sent."""

    path: str
    user: str
    channel: str
    expires: float
    uses_left: int
    message_ts: str | None = None
    thread_ts: str | None = None
    team: str = ""


@dataclass(frozen=True)
class Call:
    """One Web API call as it was answered. Tokens are not kept."""

    method: str
    args: Json
    ok: bool
    error: str | None
    at: float
    seconds: float
    http_status: int = 200
    team: str = ""


@dataclass
class View:
    """A modal or a Home tab, of the installation whose bot is `bot_id`."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    closed: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    bot_id: str = ""
    values: Json = field(default_factory=dict)


@dataclass
class File:
    """An uploaded file; shared once `done`."""

    id: str
    name: str
    length: int
    ticket: str
    user: str
    team: str
    title: str = ""
    alt_txt: str = ""
    data: bytes | None = None
    done: bool = False
    deleted: bool = False
    shared_in: list[str] = field(default_factory=list)


@dataclass
class Token:
    """A token made by an installation; `installation` is its key (a team's or enterprise's id)."""

    text: str
    kind: Literal["bot", "user"]
    installation: str
    user: str
    scopes: tuple[str, ...]
    expires: float | None = None
    refresh: str | None = None
    gone: str | None = None  # the error Slack answers with from now on


@dataclass
class Code:
    """What a consent page hands to the app: ten minutes, one use (Slack docs, installing)."""

    text: str
    user: str
    team: str
    scopes: tuple[str, ...]
    user_scopes: tuple[str, ...]
    redirect_uri: str | None
    expires: float
    org_wide: bool = False
    used: bool = False
