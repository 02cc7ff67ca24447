"""The rules of the house: standing, appeals, pace, and what goes on record."""

import base64
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from secrets import token_hex

from sqlalchemy import Connection

from bot.access import BY_DEFAULT, OF_A_CHANNEL, Standing, highest, least, own, refusal
from bot.errands import company
from bot.errands.office import Family, Office
from bot.runs import rows
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store import audit, homes, rates, roles
from bot.store.keys import SealError
from bot.store.roles import EVERYONE
from intents.asked.office import Role
from intents.asked.walks import ME, Guide
from intents.asker import LOCAL, Asker
from intents.intent import Intent
from intents.reply import Note

log = logging.getLogger(__name__)

#: Whether a thing was sent to a person by name: (conn, tenant, receipt, user).
Holder = Callable[[Connection, str, str, str], bool]

LOOKING = Note(
    says="One moment: I am asking Slack what you may do here.",
    next="The answer comes by itself.",
)
#: What is counted together, by the kind of intent: what asks an org, what signs in, and what
#: makes messages to others or work outside.
_LANES = {
    "check": "check", "retry": "check", "look-into": "check", "connect": "connect",
    "triage": "asks", "guide": "asks", "tell-customer": "asks", "escalate": "asks",
    "doctor": "asks",
}  # fmt: skip
_CALLED = {"check": "checks", "connect": "sign-ins", "asks": "requests of this kind"}
#: Refusals a minute that one person's asking may write into the record, or into a channel.
_REFUSALS = 30


def lay_down(office: Office, families: Iterable[Family]) -> None:
    """Give this process its rules, once all families of errands are known."""
    holders = {letter: holds for family in families for letter, holds in family.holders.items()}
    house, rules = HouseRules(office, holders), office.runs.rules
    rules.standing, rules.appeal = house.standing, house.appeal
    rules.slow_down, rules.record = house.slow_down, house.record
    rules.place = partial(company.place, office)


class HouseRules:
    """What is held against an ask, with what it takes to decide it."""

    def __init__(self, office: Office, holders: Mapping[str, Holder]) -> None:
        """Prepare; `holders` by the first letter of a receipt."""
        self._office, self._holders = office, holders
        settings = office.settings
        self._most = {
            "check": (settings.checks_per_minute, 60.0),
            "asks": (settings.asks_per_minute, 60.0),
            "connect": (settings.connects_per_hour, 3600.0),
        }

    def standing(self, conn: Connection, asker: Asker, intent: Intent) -> Standing:
        """A person's standing where they ask: one statement."""
        tenant, user = asker.tenant.key, asker.person.user
        if tenant == LOCAL.key and not asker.place.channel:
            return Standing(Role.OWNER)  # whoever runs the program owns its store
        found = roles.held(conn, tenant, user, asker.place.channel, time.time())
        return Standing(effective(found), self._addressed(conn, asker, intent))

    def appeal(self, conn: Connection, ask: Ask, refused: Note) -> Note | None:
        """The refusal, with the names of who can; or first a question to Slack.

        A workspace admin whom the bot has not met yet, or somebody who joined a user group, is
        not turned away for want of an answer.
        """
        asker, tenant = ask.asker, ask.asker.tenant.key
        if own(asker) and is_open(conn, asker):
            ask_slack(self._office, conn, ask)
            return LOOKING
        standing = self.standing(conn, asker, ask.intent)
        named = replace(standing, owners=roles.owners(conn, tenant))
        told = refusal(asker, ask.intent, named) or refused
        if rates.wait(conn, tenant, asker.person.user, "refused", _REFUSALS, 60.0):
            # A command's answer goes with its acknowledgement, and costs nobody anything.
            return told if ask.delivery.startswith("command:") else None
        needed = least(ask.intent)
        why = f"needs {needed}, has {standing.role}" if own(asker) else "of another workspace"
        org = str(getattr(ask.intent, "org", ""))
        deed = Deed(tenant, asker.person.user, "refused", org, why, ask.intent.kind)
        self.record(conn, deed)
        return told

    def slow_down(self, conn: Connection, asker: Asker, intent: Intent) -> Note | None:
        """A kind answer to somebody who asks faster than people do."""
        lane = lane_of(asker, intent)
        most, seconds = self._most.get(lane, (0, 0.0))
        if not most or asker.tenant == LOCAL:
            return None
        user = asker.person.user
        if not (pause := rates.wait(conn, asker.tenant.key, user, lane, most, seconds)):
            return None
        span = "a minute" if seconds == 60.0 else "an hour"  # noqa: PLR2004 -- seconds in a minute
        return Note(
            says=f"That is quick: I take {most} {_CALLED[lane]} {span} from one person, so that "
            "everybody has a turn. Nothing is lost.",
            next=f"Ask again in {_said(pause)}.",
        )

    def record(self, conn: Connection, deed: Deed) -> None:
        """Keep a deed, as the last word of the transaction that does it; Home tabs may show it.

        A record whose end does not open holds nobody up: it says so itself (`audit`, the doctor).
        """
        if deed.action != "refused":
            homes.refresh(conn, deed.tenant)
        try:
            audit.note(
                conn, self._office.ring, deed.tenant, deed.actor, deed.action, deed.org,
                deed.result, about=deed.about,
            )  # fmt: skip
        except SealError as error:
            log.error("not on record: %s (%s)", deed, error)  # noqa: TRY400 -- the sentence says it all

    def _addressed(self, conn: Connection, asker: Asker, intent: Intent) -> bool:
        receipt = str(getattr(intent, "run", ""))
        holds = self._holders.get(receipt[:1])
        return holds is not None and holds(conn, asker.tenant.key, receipt, asker.person.user)


def is_open(conn: Connection, asker: Asker) -> bool:
    """Whether a word of Slack's could still give this person more than is known of them."""
    tenant, now = asker.tenant.key, time.time()
    if not roles.met(conn, tenant, asker.person.user, now):
        return True
    return bool(roles.stale_groups(conn, tenant, now))


def ask_slack(office: Office, conn: Connection, ask: Ask) -> None:
    """Have Slack asked who the asker is; then what they asked is answered by itself."""
    back = base64.b64encode(ask.back() or b"").decode()
    office.runs.engine.start(
        conn, "acquaint", f"who-{token_hex(5)}", f"{ask.asker.tenant.key}:who",
        rows.asker_json(ask.asker), ask.intent.model_dump_json(), ask.delivery,
        ask.button.id if ask.button else "", back,
    )  # fmt: skip


def lane_of(asker: Asker, intent: Intent) -> str:
    """What an ask is counted with; "" where nobody counts: a walkthrough for oneself, a look."""
    if isinstance(intent, Guide) and intent.person in ("", ME, asker.person.user):
        return ""
    return _LANES.get(intent.kind, "")


def effective(found: list[tuple[str, str]]) -> Role | None:
    """The highest role that reaches a person; what everyone has may have been set, or taken.

    A channel's counts up to what a channel may be given today.
    """
    given = [(who, role) for who, role in found if role and _fits(who, role)]
    said = any(who == EVERYONE for who, _ in found)
    return highest([Role(role) for _, role in given] + ([] if said else [BY_DEFAULT]))


def _fits(who: str, role: str) -> bool:
    return who[:1] not in "CG" or role in OF_A_CHANNEL


def _said(seconds: float) -> str:
    if seconds < 90:  # noqa: PLR2004 -- people count so far in seconds
        return f"{round(seconds) or 1} seconds"
    return f"{round(seconds / 60)} minutes"
