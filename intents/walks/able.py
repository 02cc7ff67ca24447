"""Who in the org can do a step: of the people named for it, as far as the org has said."""

from collections.abc import Iterator

from intents.fact import Heard, Unseen
from intents.facts.granted import OwnRights, proven
from intents.known import Facts
from intents.org.people import given, holds, person
from intents.org.rights import label
from intents.playbook import Step

_ROLES = ("installer", "setup", "integration")
_ADMINISTRATOR = ("ModifyAllData", "CustomizeApplication")
#: Asked for only where a step names it.
_MORE = ("InstallPackaging", "ManageUsers")
_THEIRS = {"setup user": "setup", "integration user": "integration"}


def able(heard: Heard, step: Step) -> tuple[str, ...]:
    """Names of those who can do it; nobody is named on a guess. Not for a channel."""
    known = Facts(heard)
    own = proven(known.rows(OwnRights)) if not known.unlearnt(OwnRights) else frozenset()
    facts = Facts(heard, rights=own)
    return tuple(dict.fromkeys(name for role in _ROLES for name in _named(facts, role, step)))


def _named(facts: Facts, role: str, step: Step) -> Iterator[str]:
    if not given(facts, role):
        return
    try:
        if _can(facts, role, step):
            yield str(person(facts, role).name)
    except Unseen:
        return


def _can(facts: Facts, role: str, step: Step) -> bool:
    if step.who in _THEIRS:
        return _THEIRS[step.who] == role
    if step.who != "System Administrator":
        return False
    more = tuple(right for right in _MORE if label(right) in step.permission)
    return all(holds(facts, role, right) for right in (*_ADMINISTRATOR, *more))
