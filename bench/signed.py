"""Slash commands as Slack sends them, signed beforehand so that signing costs no measured time.

Source: Slack docs, *Slash commands* and *Verifying requests from Slack*.
"""

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
    stamp = str(int(time.time()))
    signature = verifier.generate_signature(timestamp=stamp, body=body)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or "",
    }
    return Signed(org, trigger, body.encode(), headers)
