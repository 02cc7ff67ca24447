"""Slash commands and presses as Slack sends them, signed before: that costs no measured time.

Source: Slack docs, *Slash commands* and *Verifying requests from Slack*.
"""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

COMMAND = "/6sense"
_numbers = count(1)


@dataclass(frozen=True)
class Signed:
    """One request, and what it asks."""

    org: str
    trigger: str
    body: bytes
    headers: Mapping[str, str]


#: What the n-th command of a workload is: (org, channel id, further words).
Workload = Callable[[int], tuple[str, str, str]]


def signed(workspace: Mapping[str, Any], workload: Workload, number: int) -> list[Signed]:
    """So many commands, each with a trigger_id of its own. Good for five minutes."""
    verifier = SignatureVerifier(workspace["signing_secret"])
    return [_one(workspace, verifier, *workload(n)) for n in range(number)]


def _one(
    workspace: Mapping[str, Any], verifier: SignatureVerifier, org: str, channel: str, more: str
) -> Signed:
    number = next(_numbers)
    trigger = f"{number}.{number + 474720}.{secrets.token_hex(16)}"
    path = f"commands/{workspace['team_id']}/{number}/{secrets.token_urlsafe(18)}"
    form = {
        "token": "sandbox-verification-token",
        "team_id": workspace["team_id"],
        "team_domain": "acme-support",
        "channel_id": channel,
        "channel_name": "bench",
        "user_id": "U0SAM0001",
        "user_name": "sam",
        "command": COMMAND,
        "text": f"check {org} {more}".strip(),
        "api_app_id": workspace["app_id"],
        "is_enterprise_install": "false",
        "response_url": f"{workspace['url']}/{path}",
        "trigger_id": trigger,
    }
    body = urlencode(form)
    return Signed(org, trigger, body.encode(), _headers(verifier, body))


def pressed(
    workspace: Mapping[str, Any], channel: str, value: str, number: int
) -> tuple[bytes, dict[str, str]]:
    """A button pressed by Sam (Slack docs, block_actions); `value` is the button's."""
    team = workspace["team_id"]
    payload = {
        "type": "block_actions",
        "user": {"id": "U0SAM0001", "username": "sam", "team_id": team},
        "team": {"id": team, "domain": "acme-support"},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": workspace["app_id"],
        "token": "sandbox-verification-token",
        "trigger_id": f"{number}.1.{secrets.token_hex(8)}",
        "channel": {"id": channel, "name": "support"},
        "container": {"type": "message", "message_ts": "1.0", "channel_id": channel},
        "response_url": f"{workspace['url']}/actions/{team}/{number}/{secrets.token_urlsafe(8)}",
        "actions": [
            {
                "type": "button", "action_id": "intent-0-remind", "block_id": "b",
                "value": value, "action_ts": f"{number}.0",
            }
        ],
    }  # fmt: skip
    body = urlencode({"payload": json.dumps(payload)})
    verifier = SignatureVerifier(workspace["signing_secret"])
    return body.encode(), _headers(verifier, body)


def _headers(verifier: SignatureVerifier, body: str) -> dict[str, str]:
    stamp = str(int(time.time()))
    signature = verifier.generate_signature(timestamp=stamp, body=body)
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or "",
    }
