"""The people named for an org, found by the usernames somebody gave."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from intents.check import Judged
from intents.fact import Unlearnt, Unseen, Why
from intents.facts.user import User
from intents.facts.user_login import UserLogin
from intents.finding import Status
from intents.known import Facts, silent
from intents.org import effective

#: What to do where somebody is shut out.
LET_IN = "Activate or unfreeze that user, or name another: /6sense people and the name of the org."


def person(facts: Facts, role: str) -> User:
    """The user of that role.

    Raises:
        Unseen: nobody named one, or no such user came back.
    """
    wanted, users = facts.name(role).casefold(), facts.rows(User)
    for user in users:
        if user.username.casefold() == wanted:
            return user
    says = f"no user came back under the name given for the {role} user: is it spelt right?"
    raise Unseen(Unlearnt(why=Why.UNNAMED, says=says)) if users else silent(says)


def login(facts: Facts, role: str) -> UserLogin:
    """Whether that user may log in at all; every user has such a row."""
    user = person(facts, role)
    return facts.one(UserLogin, lambda row: row.user_id == user.id)


def shut_out(facts: Facts, user: User) -> str:
    """Why that user may do nothing at all, whatever they hold; "" where nothing says so."""
    if not user.is_active:
        return "the user is not active"
    try:
        logins = facts.afresh().rows(UserLogin, lambda row: row.user_id == user.id)
    except Unseen:
        return ""
    if any(row.is_frozen for row in logins):
        facts.rows(UserLogin)  # only where it says something is it evidence
        return "the user is frozen"
    return ""


def holds(facts: Facts, role: str, right: str) -> bool:
    """Whether any profile, permission set or group gives that user the right.

    Raises:
        Unseen: as `person` and `effective.granting`.
    """
    return bool(effective.right(facts, person(facts, role), right))


def given(facts: Facts, role: str) -> bool:
    """Whether somebody named a user for this role."""
    return bool(facts.heard.names.get(role))


def both(facts: Facts, look: Callable[[Facts, str], Judged]) -> Iterator[Judged]:
    """One look for the integration user and one for the setup user.

    The integration user carries the connection. The setup user only makes it, and may leave
    afterwards, so their trouble is a warning and weighs nothing in the verdict.
    """
    yield _looked(facts, look, "integration")
    setup = _looked(facts, look, "setup")
    mild = Status.WARN if setup.status is Status.FAIL else setup.status
    yield replace(setup, status=mild, weighs=False)


def _looked(facts: Facts, look: Callable[[Facts, str], Judged], role: str) -> Judged:
    view = facts.afresh()
    try:
        said = look(view, role)
    except Unseen as unseen:
        said = Judged(Status.UNKNOWN, unseen.unlearnt.says, unlearnt=unseen.unlearnt)
    return replace(said, subject=f"user:{role}", looked=tuple(view.looked))
