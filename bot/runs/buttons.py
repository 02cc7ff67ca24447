"""Buttons written down: what Slack gets is an opaque id, what it means stays here.

A button is found only within its own tenant, which comes from the verified payload.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from bot.store.tables import buttons
from intents.intent import Intent
from intents.intent import read as read_intent


@dataclass(frozen=True)
class Button:
    """A button as it was written down."""

    id: str
    run: str
    message: str
    version: int
    intent: Intent
    pressed_by: str


def write(conn: Connection, tenant: str, run: str, message: tuple[str, int], intent: Intent) -> str:
    """Write a button's meaning down; returns the opaque id that Slack gets.

    A button that stands in its message already and was not pressed keeps its id: a message whose
    content has not changed stays the same to the letter, and needs no edit in Slack.
    """
    name, version = message
    meaning = intent.model_dump_json()
    if name:
        same = (buttons.c.tenant == tenant) & (buttons.c.message == name)
        unpressed = (buttons.c.intent == meaning) & (buttons.c.pressed_by == "")
        if known := conn.scalar(select(buttons.c.id).where(same & unpressed)):
            return str(known)
    fresh = "b-" + secrets.token_hex(10)
    conn.execute(
        insert(buttons).values(
            id=fresh, tenant=tenant, run=run, message=name, version=version, intent=meaning
        )
    )
    return fresh


def find(conn: Connection, tenant: str, button: str) -> Button | None:
    """A button of this tenant; a stranger's is not found."""
    query = select(buttons).where(buttons.c.tenant == tenant, buttons.c.id == button)
    row = conn.execute(query).first()
    if not row:
        return None
    meaning = read_intent(row.intent)
    return Button(row.id, row.run, row.message, row.version, meaning, row.pressed_by)


def press(conn: Connection, button: str, user: str, now: float) -> bool:
    """Press it once; False where somebody was faster."""
    mine = (buttons.c.id == button) & (buttons.c.pressed_by == "")
    pressed = update(buttons).where(mine).values(pressed_by=user, pressed_at=now)
    return bool(conn.execute(pressed).rowcount)
