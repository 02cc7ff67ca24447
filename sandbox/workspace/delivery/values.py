"""What Slack sends and what came back, as values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import urlencode

from sandbox.workspace.message import Json, Message

Kind = Literal["slash_commands", "interactive", "events_api", "ssl_check"]
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """One thing to deliver. The same value can be delivered again."""

    kind: Kind
    payload: Json
    retry_num: int = 0
    retry_reason: str | None = None

    @property
    def content_type(self) -> str:
        return "application/json" if self.kind == "events_api" else FORM

    @property
    def body(self) -> bytes:
        """The raw body, the same bytes each time."""
        if self.kind == "events_api":
            return json.dumps(self.payload, separators=(",", ":")).encode()
        if self.kind == "interactive":
            return urlencode({"payload": json.dumps(self.payload)}).encode()
        return urlencode(self.payload).encode()

    @property
    def retry_headers(self) -> dict[str, str]:
        """Present on a repeated event only."""
        if not self.retry_num:
            return {}
        reason = self.retry_reason or "unknown_error"
        return {"x-slack-retry-num": str(self.retry_num), "x-slack-retry-reason": reason}

    def again(self, num: int, reason: str) -> "Request":
        return replace(self, retry_num=num, retry_reason=reason)


@dataclass(frozen=True)
class Delivery:
    """What became of one request. `error` is what Slack would call the failure.

    `status` is 0 when nothing came back or nothing was sent. `message` is what the person saw
    because of it: their own message, an ephemeral answer, an error of Slackbot's.
    """

    request: Request | None
    status: int = 0
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    error: str | None = None
    message: Message | None = None

    @property
    def ok(self) -> bool:
        return self.error is None

    def json(self) -> Any:  # noqa: ANN401 -- whatever the app answered
        return json.loads(self.body)

    def to_dict(self) -> Json:
        """For the control API."""
        return {
            "status": self.status,
            "body": self.body,
            "headers": dict(self.headers),
            "seconds": round(self.seconds, 6),
            "error": self.error,
            "message": self.message.to_dict() if self.message else None,
            "payload": self.request.payload if self.request else None,
        }
