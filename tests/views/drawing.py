"""What is drawn, as it would be sent, held against golden files. UPDATE_GOLDEN=1 writes them."""

import json
import os
import re
from io import StringIO
from pathlib import Path

from rich.console import Console
from slack_sdk.models.blocks import Block

from bot.views.limits import valid
from bot.views.message import Message, bound
from bot.views.terminal import terminal

#: How `bot.views.outside` says that it left something out.
CUT = re.compile(r"\+\d+ characters")
GOLDEN = Path(__file__).parent / "golden"


def kept(name: str, made: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), f"{name} changed: UPDATE_GOLDEN=1, then look"


def sent(message: Message) -> dict:
    """The payload as Slack would get it; also what slack_sdk's own models say of it."""
    payload = bound(message, lambda button: f"id-of-{button.intent.kind}")
    assert valid(payload) == []
    for block in Block.parse_all(payload["blocks"]):
        block.validate_json()
    return payload


def as_json(payload: object) -> str:
    return json.dumps(payload, indent=1, ensure_ascii=False) + "\n"


def printed(reply, words) -> str:
    out = StringIO()
    Console(file=out, width=80, color_system=None).print(terminal(reply, speak=words))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
