"""The buttons of a case: look into an org, hand over, escalate, resolve, write to the customer."""

import time
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from bot.errands import answering
from bot.errands.case_card import Cards, read_by_all
from bot.errands.case_look import Looks
from bot.errands.office import Office
from bot.runs import buttons
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store import cases, company
from bot.store.cases import Kept
from bot.store.company import Company
from intents import casework
from intents.asked.cases import HandOver, Holder
from intents.case import Case, CaseView
from intents.replies.sheet import Sheet, Way
from intents.reply import Note, Reply
from intents.triage import bearing_out

_GONE = Note(says="I no longer have that case.", next="Paste the error again.")
_NO_CASE = Note(
    says="There is no case in this thread.",
    next="Choose Diagnose with 6sense on the message with the error.",
)
_CLOSED = Note(
    says="This case is resolved.", next="Paste something new in its thread to reopen it."
)
_UNDER_WAY = Note(says="I write to them now; the case says when it is done.")
_SENT = Note(
    says="This letter was sent already.", next="For another, say tell and mention them again."
)
_NOTHING_TO_SEE = Note(
    says="Nothing in an org confirms or refutes this.",
    next="Choose an org in the menu, or read what the case says.",
)
_CALLED = Note(says="Help was called for this case a moment ago.")
_NOT_HERE = Note(
    says="I may not post in this conversation, so I can mention nobody here.",
    next="`/invite` me, paste the error again, and press Escalate there.",
)


class Pressed:
    """What a press on a case does: one compare-and-set, within the caller's transaction."""

    def __init__(self, office: Office, cards: Cards, looks: Looks) -> None:
        self._office, self._cards, self._looks = office, cards, looks

    def look_into(self, conn: Connection, ask: Ask) -> Reply | None:
        """Ask an org; where other companies read along, as any check asks first."""
        kept = self._kept(conn, ask)
        if kept is None:
            return _GONE
        intent = bearing_out(kept.case.triaged, ask.intent.org)
        if intent is None:
            return _NOTHING_TO_SEE
        runs = self._office.runs
        if refused := runs.refused(conn, ask.asker, intent):
            return refused
        if company.of(conn, kept.tenant, kept.channel, time.time()) is Company.SHARED:
            return runs.begin(conn, ask.asker, intent, f"look:{ask.delivery}", ask.back).said
        self._cards.keep(conn, self._looks.begin(conn, kept, ask.asker, ask.intent.org))
        return None

    def hand_over(self, conn: Connection, ask: Ask) -> Reply | None:
        """To whom, if it is not said; else the ball is theirs."""
        to = ask.intent.to
        kept = self._kept(conn, ask)
        if to is None and kept and kept.case.stage != "resolved":
            ways = tuple(
                Way(label=h[:1].upper() + h[1:], intent=HandOver(case=ask.intent.case, to=h))
                for h in Holder
            )
            return Sheet(title="Hand over", lead="Who has to act next?", ways=ways)
        return self._changed(conn, ask, lambda c, who, at: casework.handed(c, to, who, at))

    def escalate(self, conn: Connection, ask: Ask) -> Reply | None:
        """Call for help: the user group in the thread, and the webhook by a workflow."""
        settings = self._office.settings
        if not settings.escalation_webhook and not settings.escalation_group:
            return Note(
                says="Nobody is named whom I could call.",
                next="Ask whoever runs me to set ESCALATION_GROUP or ESCALATION_WEBHOOK.",
            )
        kept = self._kept(conn, ask)
        if kept and not casework.may_escalate(kept.case, ask.asker.at):
            return _CALLED
        if kept and not settings.escalation_webhook and not read_by_all(conn, kept):
            return _NOT_HERE
        if said := self._changed(conn, ask, casework.escalated):
            return said
        self._start(conn, ask, "escalate", ask.intent.case, answering.packed(ask))
        return None

    def resolve(self, conn: Connection, ask: Ask) -> Reply | None:
        """Close it; the summary for the ticket goes to who pressed, then and ever after."""
        kept = self._kept(conn, ask)
        if kept and kept.case.stage != "resolved":
            self._changed(conn, ask, casework.resolved)
            kept = self._kept(conn, ask)
        return CaseView(form="ticket", case=kept.case) if kept else _GONE

    def tell(self, conn: Connection, ask: Ask) -> Reply | None:
        """The preview first; sent only when that was confirmed, by a workflow of its own."""
        kept = self._kept(conn, ask)
        if kept is None:
            return _NO_CASE if not ask.intent.case else _GONE
        person = ask.intent.person
        if not (ask.intent.sure and person):
            return CaseView(form="preview", case=kept.case, person=person)
        if ask.button and not buttons.press(
            conn, ask.button.id, ask.asker.person.user, time.time()
        ):
            return _SENT
        self._start(conn, ask, "letter", kept.case.id, person, answering.packed(ask))
        self._record(conn, ask, kept, f"{kept.case.id} {person}")
        return _UNDER_WAY

    def _start(self, conn: Connection, ask: Ask, workflow: str, name: str, *more: str) -> None:
        tenant = ask.asker.tenant.key
        run, lane = f"{name}:{ask.delivery}"[:120], f"{tenant}:{name}"
        self._office.runs.engine.start(conn, workflow, run, lane, tenant, name, *more)

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
        case = change(kept.case, ask.asker.person.user, ask.asker.at)
        self._cards.keep(conn, replace(kept, case=case))
        self._record(conn, ask, kept, kept.case.id)
        return None

    def _record(self, conn: Connection, ask: Ask, kept: Kept, about: str) -> None:
        who, org = ask.asker.person.user, kept.case.org
        self._office.runs.rules.record(
            conn, Deed(kept.tenant, who, ask.intent.kind, org, "", about)
        )
