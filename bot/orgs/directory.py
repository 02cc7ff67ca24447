"""Users of an org by what somebody begins to type: a short list, for a menu.

Source: SOQL Reference, *LIKE*, *Quoted String Escape Sequences*; Object Reference, User.
"""

from dataclasses import dataclass
from urllib.parse import quote

from bot.orgs.gateway import Gateway
from intents.asker import Tenant
from intents.question import quoted

MOST = 50
_LONGEST = 80


@dataclass(frozen=True)
class Found:
    """A user as a menu shows one."""

    name: str
    username: str


def users(
    gateway: Gateway, tenant: Tenant, alias: str, typed: str, *, deadline: float
) -> tuple[Found, ...]:
    """Users whose name or username begins so; none where the org does not say in time.

    Raises:
        NoSuchOrgError: the tenant has no org of that name.
    """
    line = gateway.line(tenant, alias, deadline=deadline)
    answer = line.get(f"query?q={quote(_soql(typed))}")
    records = answer.body.get("records") if isinstance(answer.body, dict) else None
    found = records if answer.good and isinstance(records, list) else []
    return tuple(
        Found(str(row.get("Name") or ""), str(row["Username"]))
        for row in found
        if isinstance(row, dict) and row.get("Username")
    )


def _soql(typed: str) -> str:
    begins = quoted(typed.strip()[:_LONGEST])[1:-1].replace("%", "\\%").replace("_", "\\_")
    like = f"'{begins}%'"
    where = f" AND (Name LIKE {like} OR LastName LIKE {like} OR Username LIKE {like})"
    return (
        f"SELECT Name, Username FROM User WHERE UserType = 'Standard'{where if begins else ''} "  # noqa: S608 -- quoted
        f"ORDER BY Name LIMIT {MOST}"
    )
