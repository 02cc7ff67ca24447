"""Who the people of an org seem to be, where nobody named them: evidence, never a verdict.

What is not there suggests nothing; only rows that came back are read. Sources: Object Reference,
OauthToken and SetupAuditTrail; Tooling API, PackageInstallRequest.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from intents.fact import F, Unseen
from intents.facts.install_request import InstallRequest
from intents.facts.recent_change import RecentChange
from intents.facts.token import Token, VendorToken
from intents.known import Facts

#: What suggesting takes.
KINDS = (VendorToken, InstallRequest, RecentChange)
#: Uses of a token that only a sync makes; making a connection takes a handful.
_OFTEN = 100


class Strength(StrEnum):
    """How much the evidence carries."""

    STRONG = "strong"
    WEAK = "weak"


class Suggestion(BaseModel):
    """One user who seems to have a role, and what speaks for it. For the asker alone: it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    role: str
    username: str
    why: str
    strength: Strength


class _Candidate(NamedTuple):
    username: str
    why: str
    strength: Strength


def suggestions(facts: Facts) -> tuple[Suggestion, ...]:
    """The best candidate for each role that nobody was named for."""
    tokens = _others(facts)
    syncs = max(tokens, key=_used, default=None)
    named = next(iter(facts.heard.names.get("integration", ())), "")
    keeps = named or (syncs.user.username if syncs else "")
    roles = {
        "integration": _integration(syncs),
        "setup": _setup(facts, tokens, keeps),
        "installer": _installers(facts),
    }
    best = {role: next(found, None) for role, found in roles.items()}
    return tuple(
        Suggestion(role=role, **one._asdict())
        for role, one in best.items()
        if one and not facts.heard.names.get(role)
    )


def _others(facts: Facts) -> list[Token]:
    """Tokens under 6sense's names; the bot's own user is nobody's suggestion."""
    me = facts.heard.identity.username.casefold()
    return [token for token in _rows(facts, VendorToken) if token.user.username.casefold() != me]


def _integration(syncs: Token | None) -> Iterator[_Candidate]:
    if syncs is None:
        return
    uses, last = syncs.use_count or 0, (syncs.last_used_date or "never")[:10]
    why = f"holds the 6sense token that was used last: {last}, {uses:,} uses"
    yield _Candidate(syncs.user.username, why, Strength.STRONG if uses >= _OFTEN else Strength.WEAK)


def _setup(facts: Facts, tokens: list[Token], keeps: str) -> Iterator[_Candidate]:
    others = [token for token in tokens if token.user.username.casefold() != keeps.casefold()]
    for token in sorted(others, key=lambda token: token.created_date):
        why = f"gave consent to 6sense on {token.created_date[:10]}, and is not the one who syncs"
        yield _Candidate(token.user.username, why, Strength.STRONG)
    for one in _installers(facts):
        yield one._replace(strength=Strength.WEAK)


def _installers(facts: Facts) -> Iterator[_Candidate]:
    done = [row for row in _rows(facts, InstallRequest) if row.status.casefold() == "success"]
    for row in sorted(done, key=lambda row: row.created_date, reverse=True):
        if row.created_by:
            why = f"installed the 6sense package on {row.created_date[:10]}"
            yield _Candidate(row.created_by.username, why, Strength.STRONG)
    for change in sorted(_rows(facts, RecentChange), key=lambda c: c.created_date, reverse=True):
        if change.created_by and _installs(change):
            why = f"installed a package of 6sense on {change.created_date[:10]}"
            yield _Candidate(change.created_by.username, why, Strength.WEAK)


def _installs(change: RecentChange) -> bool:
    return "package" in change.action.casefold() and "6sense" in (change.display or "").casefold()


def _used(token: Token) -> tuple[str, int]:
    return token.last_used_date or "", token.use_count or 0


def _rows(facts: Facts, kind: type[F]) -> tuple[F, ...]:
    try:
        return facts.rows(kind)
    except Unseen:
        return ()
