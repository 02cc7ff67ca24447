"""What an org is called here, and who its people are."""

from collections.abc import Mapping

from sqlalchemy import Connection

from bot.errands.disconnecting import gone
from bot.errands.office import Office
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store import known_orgs
from bot.store.known_orgs import Known
from intents.asked.orgs import PARTS, NamePerson, Orgs, Part, Rename
from intents.fact import Heard
from intents.intent import CheckOrg
from intents.known import Facts
from intents.org.suggest import Suggestion, suggestions
from intents.replies.sheet import Line, Sheet, Way
from intents.reply import Note, Reply


class Naming:
    """Names of orgs and people."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def rename(self, conn: Connection, ask: Ask) -> Reply | None:
        """Another name; what was checked under the old one goes with it."""
        intent: Rename = ask.intent
        tenant, old, new = ask.asker.tenant.key, intent.org, intent.to
        known_orgs.alone(conn, tenant)
        names = [known.alias for known in known_orgs.every(conn, tenant)]
        if old not in names:
            return gone(tuple(names), old)
        alike = (name for name in names if name.casefold() == new.casefold())
        if taken := next((name for name in alike if name != old or new == old), ""):
            return Note(says=f"{taken} is the name of an org already.", next="Choose another name.")
        known_orgs.rename(conn, tenant, old, new)
        self._record(conn, ask, "renamed", new, f"was {old}")
        return Sheet(
            title=f"{old} is {new} now",
            lead="Earlier results and their buttons go with it.",
            ways=(Way(label=f"Check {new}", intent=CheckOrg(org=new)), _ALL),
        )

    def person(self, conn: Connection, ask: Ask) -> Reply | None:
        """Name one, or show who is named and offer to pick."""
        intent: NamePerson = ask.intent
        tenant, org = ask.asker.tenant.key, intent.org
        known = known_orgs.one(conn, tenant, org)
        if known is None:
            return gone(tuple(one.alias for one in known_orgs.every(conn, tenant)), org)
        hints = _hints(known_orgs.last_heard(conn, tenant, org))
        if not (intent.part and intent.username):
            return _people(known, intent.part, hints)
        known_orgs.name_person(conn, tenant, org, intent.part, intent.username)
        self._record(conn, ask, "named", org, f"{PARTS[intent.part]}: {intent.username}")
        named = known_orgs.one(conn, tenant, org)
        return _people(named, None, hints) if named else None

    def _record(self, conn: Connection, ask: Ask, action: str, org: str, result: str) -> None:
        deed = Deed(ask.asker.tenant.key, ask.asker.person.user, action, org, result)
        self._office.runs.rules.record(conn, deed)


_ALL = Way(label="All orgs", intent=Orgs())
_WHY: dict[Part, str] = {
    "setup": "connected 6sense, and consented for the org",
    "integration": "6sense reads and writes as this user",
    "installer": "installed the package",
}


def _hints(heard: str) -> dict[str, Suggestion]:
    """Who seems to have which part, by what the org said last."""
    facts = Facts(Heard.model_validate_json(heard))
    return {found.role: found for found in suggestions(facts)}


def _people(known: Known, only: Part | None, hints: Mapping[str, Suggestion]) -> Sheet:
    parts = [only] if only else list(PARTS)
    return Sheet(
        title=f"People of {known.alias}",
        lead="A check looks at these users. Pick them from the org's own list, or type: "
        f"/6sense people {known.alias} setup name@company.example",
        lines=tuple(_line(known, part, hints.get(part)) for part in parts),
        ways=(Way(label=f"Check {known.alias}", intent=CheckOrg(org=known.alias)), _ALL),
    )


def _line(known: Known, part: Part, hint: Suggestion | None) -> Line:
    named, said = known.people.get(part, ""), PARTS[part]
    asked = NamePerson(org=known.alias, part=part)
    ways = [Way(label=f"Choose the {said}", intent=asked, slot="username")]
    detail = _WHY[part]
    if hint and not named:
        meant = asked.model_copy(update={"username": hint.username})
        ways.append(Way(label=f"It is {hint.username}", intent=meant))
        detail += f". Perhaps {hint.username}: {hint.why}"
    return Line(
        text=f"{said[0].upper()}{said[1:]}: {named or 'not named'}",
        mark="ok" if named else "unknown",
        detail=detail,
        ways=tuple(ways),
    )
