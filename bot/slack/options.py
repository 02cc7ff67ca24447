"""Menus that offer what there is while somebody types, and what was chosen or typed in them.

A menu's action_id is `pick-<field>-<id>`: the field of the stored intent that a choice fills, and
the id it is stored under. `pick-org` alone, of a modal, offers the workspace's orgs.
"""

import re
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.errands.office import Office
from bot.errands.suggesting import suggested
from bot.runs.choose import choose
from bot.slack import payload
from bot.slack.authorize import tenant_of
from bot.slack.door import back_of
from bot.views.message import PICK
from bot.views.outside import bare
from intents.secrets import cut

_OPTION, _TYPED = 75, 200


def listen(app: AsyncApp, office: Office) -> None:
    """Answer menus of every message and modal."""

    @app.options(re.compile(f"^{PICK}"))
    async def offer(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        asker = payload.from_action(body, tenant_of(context))
        slot, button = _parts(body.get("action_id"))
        found = await suggested(office, asker, slot, button, str(body.get("value", "")))
        await ack(options=[_option(text, value) for text, value in found])

    @app.action(re.compile(f"^{PICK}"))
    async def chosen(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        tenant = tenant_of(context)
        asker = payload.from_action(body, tenant)
        action = body["actions"][0]
        slot, button = _parts(action.get("action_id"))
        typed = action.get("type") == "plain_text_input"
        value = str((action.get("selected_option") or {}).get("value", ""))
        if typed:  # kept and shown to others: never a secret
            value = cut(str(action.get("value") or "")).text[:_TYPED]
        _, delivery = payload.press_of(body)
        if button and (value or typed):
            back = partial(_sealed, office, tenant.key, body.get("response_url"))
            await choose(office.runs, asker, button, (slot, value), delivery, back)
        await ack()


def _parts(action: object) -> tuple[str, str]:
    slot, _, button = str(action or "").removeprefix(PICK).partition("-")
    return slot, button


def _option(text: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": bare(text, _OPTION)}, "value": value}


def _sealed(office: Office, tenant: str, url: str | None) -> bytes | None:
    return office.ring.seal(url, back_of(tenant)) if url else None
