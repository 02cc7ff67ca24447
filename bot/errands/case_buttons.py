"""The buttons of a case: hand over, escalate, resolve, write to the customer."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from bot.errands.case_card import keep
from bot.errands.office import Office
from bot.runs import rows
from bot.runs.ask import Ask
from bot.store import audit, cases
from bot.store.cases import Kept
from intents import casework
from intents.asked.cases import HandOver, Holder
from intents.case import Case, CaseView
from intents.reply import Note, Reply
from intents.sheet import Sheet, Way

_GONE = Note(says="I no longer have that case.", next="Paste the error again.")
_NO_CASE = Note(
    says="There is no case in this thread.",
    next="Choose Diagnose with 6sense on the message with the error.",
)
_CLOSED = Note(
    says="This case is resolved.", next="Paste something new in its thread to reopen it."
)


class Pressed:
    """What a press on a case does: one compare-and-set, within the caller's transaction."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def hand_over(self, conn: Connection, ask: Ask) -> Reply | None:
        """To whom, if it is not said; else the ball is theirs."""
        to = ask.intent.to
        if to is None:
            ways = (Way(label=str(h), intent=HandOver(case=ask.intent.case, to=h)) for h in Holder)
            return Sheet(title="Hand over", lead="Who has to act next?", ways=tuple(ways))
        return self._changed(conn, ask, lambda c, who, at: casework.handed(c, to, who, at))

    def escalate(self, conn: Connection, ask: Ask) -> Reply | None:
        """Call for help: the user group in the thread, and the webhook by a workflow."""
        settings = self._office.settings
        if not settings.escalation_webhook and not settings.escalation_group:
            return Note(
                says="Nobody is named whom I could call.",
                next="Ask whoever runs me to set ESCALATION_GROUP or ESCALATION_WEBHOOK.",
            )
        said = self._changed(conn, ask, casework.escalated)
        if said is None:
            run = f"{ask.intent.case}:{ask.delivery}"[:120]
            start = self._office.runs.engine.start
            start(conn, "escalate", run, ask.intent.case, ask.asker.tenant.key, ask.intent.case,
                  ask.asker.person.user)  # fmt: skip
        return said

    def resolve(self, conn: Connection, ask: Ask) -> Reply | None:
        """Close it; the summary for the ticket goes to who pressed."""
        if said := self._changed(conn, ask, casework.resolved):
            return said
        kept = cases.find(conn, ask.asker.tenant.key, ask.intent.case)
        return CaseView(form="ticket", case=kept.case) if kept else _GONE

    def tell(self, conn: Connection, ask: Ask) -> Reply | None:
        """The preview first; sent only to a named person, by a workflow that finds the way."""
        kept = self._kept(conn, ask)
        if kept is None:
            return _NO_CASE if not ask.intent.case else _GONE
        if not (ask.intent.sure and ask.intent.person):
            return CaseView(form="preview", case=kept.case)
        name, tenant = kept.case.id, ask.asker.tenant.key
        self._office.runs.engine.start(
            conn, "letter", f"{name}:{ask.delivery}"[:120], name,
            tenant, name, ask.intent.person, rows.asker_json(ask.asker),
        )  # fmt: skip
        return Note(says="I write to them now; the case says when it is done.")

    def _kept(self, conn: Connection, ask: Ask) -> Kept | None:
        """The case that is meant: by its name, or by the thread where it was asked."""
        at, tenant = ask.asker.place, ask.asker.tenant.key
        if ask.intent.case:
            return cases.find(conn, tenant, ask.intent.case)
        return cases.of_thread(conn, tenant, at.channel, at.thread)

    def _changed(
        self, conn: Connection, ask: Ask, change: Callable[[Case, str, str], Case]
    ) -> Note | None:
        kept = self._kept(conn, ask)
        if kept is None:
            return _GONE
        if kept.case.stage == "resolved":
            return _CLOSED
        who = ask.asker.person.user
        keep(conn, replace(kept, case=change(kept.case, who, ask.asker.at)))
        audit.note(conn, self._office.ring, kept.tenant, who, ask.intent.kind, about=kept.case.id)
        return None
