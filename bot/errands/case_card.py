"""A case's one message: stored and drawn together, and where its other messages go."""

import time

from sqlalchemy import Connection, select

from bot.outbox.wanted import Spot
from bot.runs import present
from bot.settings import Settings
from bot.store import aliases, cases
from bot.store.cases import Kept
from bot.store.tables import messages
from bot.views.case import Ways, card

CARD = "case"


class Cards:
    """Keeps cases, and their cards with what the house and the workspace make possible."""

    def __init__(self, settings: Settings) -> None:
        self._called = bool(settings.escalation_webhook or settings.escalation_group)

    def keep(self, conn: Connection, kept: Kept, back: bytes | None = None) -> None:
        """Store a case as it stands, and want its card so."""
        now = time.time()
        cases.put(conn, kept, now)
        ways = Ways(orgs=len(aliases.every(conn, kept.tenant)), escalate=self._called)
        at = Spot(kept.tenant, kept.case.id, CARD, kept.channel, kept.within, back=back)
        looked = kept.case.looked
        asking = looked is not None and not looked.verdict
        present.post(conn, at, card(kept.case, ways), now, passing=asking)


def below(conn: Connection, kept: Kept, key: str) -> Spot:
    """Where another message of a case lives: in its thread, or below the card that began one."""
    under = "" if kept.within else _card(conn, kept)
    return Spot(kept.tenant, kept.case.id, key, kept.channel, kept.within, under=under)


def read_by_all(conn: Connection, kept: Kept) -> bool:
    """Whether the card stands in the channel; where I may not post, its asker alone sees it."""
    mine = (messages.c.run == kept.case.id) & (messages.c.key == CARD)
    return conn.scalar(select(messages.c.mode).where(mine)) == "post"


def _card(conn: Connection, kept: Kept) -> str:
    """The id of the card's message."""
    mine = (messages.c.run == kept.case.id) & (messages.c.key == CARD)
    return conn.scalar(select(messages.c.id).where(mine)) or ""
