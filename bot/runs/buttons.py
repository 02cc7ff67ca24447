"""Buttons written down: what Slack gets is an opaque id, what it means stays here.

A button is found only within its own tenant, which comes from the verified payload.
"""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

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
    pressed_at: float


#: Written once: a report has thirty buttons, and making a statement costs more than running it.
_WRITTEN = insert(buttons)
_UNPRESSED = select(buttons.c.id).where(
    *(buttons.c[name] == bindparam(name) for name in ("tenant", "message", "intent")),
    buttons.c.pressed_by == "",
)


def write(conn: Connection, tenant: str, run: str, message: tuple[str, int], intent: Intent) -> str:
    """Write a button's meaning down; returns the opaque id that Slack gets.

    A button that stands in its message already and was not pressed keeps its id: a message whose
    content has not changed stays the same to the letter, and needs no edit in Slack.
    """
    name, version = message
    meaning = intent.model_dump_json()
    if version > 1:  # a message that is new has none yet
        same = {"tenant": tenant, "message": name, "intent": meaning}
        if known := conn.scalar(_UNPRESSED, same):
            return str(known)
    fresh = "b-" + secrets.token_hex(10)
    row = {"id": fresh, "tenant": tenant, "run": run, "message": name, "version": version}
    conn.execute(_WRITTEN, row | {"intent": meaning})
    return fresh


def find(conn: Connection, tenant: str, button: str) -> Button | None:
    """A button of this tenant; a stranger's is not found."""
    query = select(buttons).where(buttons.c.tenant == tenant, buttons.c.id == button)
    row = conn.execute(query).first()
    if not row:
        return None
    meaning = read_intent(row.intent)
    return Button(
        row.id, row.run, row.message, row.version, meaning, row.pressed_by, row.pressed_at
    )  # fmt: skip


def press(conn: Connection, button: str, user: str, now: float) -> bool:
    """Press it once; False where somebody was faster."""
    mine = (buttons.c.id == button) & (buttons.c.pressed_by == "")
    pressed = update(buttons).where(mine).values(pressed_by=user, pressed_at=now)
    return bool(conn.execute(pressed).rowcount)
