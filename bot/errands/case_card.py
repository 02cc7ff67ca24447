"""A case's one message: stored and drawn together."""

import time

from sqlalchemy import Connection

from bot.outbox.wanted import Spot
from bot.runs import present
from bot.store import cases
from bot.store.cases import Kept
from bot.views.case import card

CARD = "case"


def keep(conn: Connection, kept: Kept, back: bytes | None = None) -> None:
    """Store a case as it stands, and want its message so."""
    now = time.time()
    cases.put(conn, kept, now)
    present.post(conn, spot(kept, CARD, back), card(kept.case), now)


def spot(kept: Kept, key: str, back: bytes | None = None) -> Spot:
    """Where a message of a case lives: in its thread, or at the head of one."""
    return Spot(kept.tenant, kept.case.id, key, kept.channel, kept.within, back=back)
