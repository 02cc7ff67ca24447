"""The record as people read it in Slack: the newest first, privately."""

from functools import partial

from sqlalchemy import Connection

from bot.errands.office import Family, Office
from bot.runs.ask import Ask
from bot.store import audit
from bot.store.audit import Entry
from bot.store.keys import SealError
from intents.asked.office import Audit
from intents.replies.sheet import Line, Sheet
from intents.reply import Note, Reply

_MOST = 20
_ENTITY = "UWSCG"


def family(office: Office) -> Family:
    """The record."""
    return Family(errands={Audit: partial(_audit, office)})


def _audit(office: Office, conn: Connection, ask: Ask) -> Reply:
    org, tenant = ask.intent.org, ask.asker.tenant.key
    try:
        found = audit.newest(conn, office.ring, tenant, org, _MOST)
    except SealError:
        return Note(says="The record does not hold: an entry in it does not open.",
                    next="Whoever runs me finds out where: `sixsense audit verify`.")  # fmt: skip
    about = f" about {org}" if org else ""
    if not found:
        return Note(says=f"Nothing is on record{about} yet.")
    return Sheet(
        title=f"On record{about}",
        lead=f"The newest {len(found)} of what was done here, by whom, with what result.",
        lines=tuple(_line(entry) for entry in found),
        small="Each entry is chained to the one before it. sixsense audit export writes all of "
        "them, sixsense audit verify proves that none was changed or taken away.",
    )


def _line(entry: Entry) -> Line:
    """One entry; whoever did it, or was given something, is named by Slack."""
    entity = len(entry.about) > 1 and entry.about[0] in _ENTITY and entry.about.isalnum()
    what = " ".join(word for word in (entry.action, entry.org) if word)
    said = f"{what}: {entry.result}" if entry.result else what
    detail = f"{entry.at[:16].replace('T', ' ')} UTC, {'' if entity else entry.about} by"
    return Line(
        text=said, who=(entry.about,) if entity else (), detail=" ".join(detail.split()),
        by=entry.actor,
    )  # fmt: skip
