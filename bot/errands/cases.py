"""Triage: a paste becomes a case in its thread, and the org is asked whether it is so."""

import time
from dataclasses import replace

from sqlalchemy import Connection

from bot import desk
from bot.errands.case_buttons import Pressed
from bot.errands.case_card import Cards
from bot.errands.case_letter import Letters
from bot.errands.case_look import Looks
from bot.errands.escalating import Escalation
from bot.errands.office import Family, Office
from bot.runs.ask import Ask
from bot.runs.rows import Run
from bot.runs.rules import Deed
from bot.store import aliases, cases
from bot.store.cases import Kept
from intents import casework
from intents.asked.cases import Escalate, HandOver, LookInto, Resolve, TellCustomer, Unknown
from intents.asked.knowledge import Triage
from intents.replies.sheet import Line, Sheet
from intents.replies.triaged import SecretsCut, Triaged
from intents.reply import Note, Reply
from intents.triage import triage

_NOTHING_SAID = Note(
    says="There is no text in this message: pictures and files I cannot read.",
    next="Type what the error page and its address bar say: `/6sense triage <text>`",
)


def family(office: Office) -> Family:
    """Everything about cases."""
    cards = Cards(office.settings)
    looks, letters = Looks(office, cards), Letters(office, cards)
    desk_of_cases, help_ = _Triage(office, cards, looks), Escalation(office)
    pressed = Pressed(office, cards, looks, help_)
    return Family(
        errands={
            Triage: desk_of_cases.asked,
            LookInto: pressed.look_into,
            HandOver: pressed.hand_over,
            Escalate: pressed.escalate,
            Resolve: pressed.resolve,
            TellCustomer: pressed.tell,
            Unknown: desk_of_cases.unknown,
        },
        workflows={
            "case-look": looks.ask_first,
            "letter": letters.send,
            "webhook": help_.call,
        },
        ticks=(letters.tick,),
        after=(desk_of_cases.heed,),
    )


class _Triage:
    def __init__(self, office: Office, cards: Cards, looks: Looks) -> None:
        self._office, self._cards, self._looks = office, cards, looks

    def asked(self, conn: Connection, ask: Ask) -> Reply | None:
        """Recognise, open the case or add to it, ask the org. Secrets are told of privately."""
        intent, tenant = ask.intent, ask.asker.tenant.key
        if not intent.text.strip():
            return _NOTHING_SAID
        known = aliases.every(conn, tenant)
        org = intent.org if intent.org in known else ""
        said = triage(intent.text).model_copy(update={"secrets_removed": intent.removed})
        if not said.recognised:
            cases.capture(conn, self._office.ring, tenant, intent.text, time.time())
            return said
        kept = self._case(conn, ask, said)
        missing = _missing(intent.org, known)
        if not missing:
            org = org or (kept.case.org if kept.case.org in known else "") or _only(known)
        self._cards.keep(conn, kept, ask.back())  # first: a workflow may be looking for it
        codes = " ".join(one.code for one in said.recognised)
        who = ask.asker.person.user
        deed = Deed(tenant, who, "triage", org, codes, kept.case.id)
        self._office.runs.rules.record(conn, deed)
        looked = self._looks.begin(conn, kept, ask.asker, org)
        if looked.case != kept.case:
            self._cards.keep(conn, looked)
        return SecretsCut(removed=intent.removed) if intent.removed else missing

    def unknown(self, conn: Connection, ask: Ask) -> Reply:
        """What nobody knew, the newest first: each may become an error of the catalogue."""
        kept = cases.captured(conn, self._office.ring, ask.asker.tenant.key)
        lines = tuple(Line(text=text, detail=f"{times} times") for text, times in kept)
        lead = "" if lines else "Every error that was pasted here was known."
        return Sheet(title="Pastes I did not know", lead=lead, lines=lines)

    def _case(self, conn: Connection, ask: Ask, said: Triaged) -> Kept:
        """The thread's case with what was pasted in it."""
        at, tenant, who = ask.asker.place, ask.asker.tenant.key, ask.asker.person.user
        kept = cases.of_thread(conn, tenant, at.channel, at.thread)
        if kept:
            return replace(kept, case=casework.pasted(kept.case, said, who, ask.asker.at))
        name = cases.fresh()
        case = casework.opened(name, said, who, ask.asker.at)
        return Kept(tenant, at.channel, at.thread or name, case)

    def heed(self, conn: Connection, run: Run) -> None:
        """A run's answer has come, or changed: show it in the cases that wait for it."""
        if run.report is None:
            return
        for kept in cases.waiting_for(conn, run.tenant, run.receipt):
            case = casework.answered(kept.case, run.report)
            if case != kept.case:
                self._cards.keep(conn, replace(kept, case=case))


def _missing(org: str, known: tuple[str, ...]) -> Note | None:
    """That another org was meant; None where the paste itself ended so: "… in Salesforce"."""
    if not org or org in known:
        return None
    said = desk.no_such_org(org, known)
    return said if said.near else None


def _only(orgs: tuple[str, ...]) -> str:
    """The org, where there is but one."""
    return orgs[0] if len(orgs) == 1 else ""
