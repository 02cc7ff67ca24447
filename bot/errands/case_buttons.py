"""The buttons of a case: look into an org, hand over, escalate, resolve, write to the customer."""

import time
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from bot.errands import answering
from bot.errands.case_card import Cards, read_by_all
from bot.errands.case_look import Looks
from bot.errands.escalating import Escalation
from bot.errands.office import Office
from bot.runs import buttons
from bot.runs.ask import Ask
from bot.runs.buttons import Button
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

    def __init__(self, office: Office, cards: Cards, looks: Looks, help_: Escalation) -> None:
        self._office, self._cards, self._looks, self._help = office, cards, looks, help_

    def look_into(self, conn: Connection, ask: Ask) -> Reply | None:
        """Ask an org; where other companies read along, as any check asks first."""
        kept = self._kept(conn, ask)
        if kept is None or kept.case.stage == "resolved":
            return _CLOSED if kept else _GONE
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
        """Call for help: the user group in the thread at once, the webhook by a workflow."""
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
        if called := self._kept(conn, ask):
            self._help.begin(conn, called, ask)
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
        if kept.case.stage == "resolved":
            return _CLOSED
        person = ask.intent.person
        if not (ask.intent.sure and person):
            return CaseView(form="preview", case=kept.case, person=person)
        pressed = ask.button
        if pressed and not buttons.press(conn, pressed.id, ask.asker.person.user, time.time()):
            return _sent(buttons.find(conn, kept.tenant, pressed.id) or pressed)
        tenant, name = kept.tenant, kept.case.id
        self._office.runs.engine.start(
            conn, "letter", f"{name}:{ask.delivery}"[:120], f"{tenant}:{name}",
            tenant, name, person, answering.packed(ask),
        )  # fmt: skip
        self._record(conn, ask, kept, f"{kept.case.id} {person}")
        return _UNDER_WAY

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


def _sent(pressed: Button) -> Note:
    """It goes once: who sent it, and when."""
    at = time.strftime("%Y-%m-%d at %H:%M", time.gmtime(pressed.pressed_at))
    return Note(
        says=f"This letter was sent already, on {at} (UTC).",
        next="For another, say tell and mention them again; this one was sent by",
        who=(pressed.pressed_by,),
    )
