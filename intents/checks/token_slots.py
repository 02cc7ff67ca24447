"""No user has used up its approvals of the app (Salesforce Help: five for each user and app)."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from intents.check import Check, Group, Judged, doubtful, good
from intents.facts.token import Token, UserToken, VendorToken
from intents.facts.user import User
from intents.intent import Track
from intents.known import Facts
from intents.org.legacy import is_old
from intents.org.people import both, person
from intents.org.sixsense import APP, APP_WITNESSES, app
from intents.org.tokens import agree, of

_MOST = 5


def judge(facts: Facts) -> Iterator[Judged]:
    return both(facts, _look)


def _look(facts: Facts, role: str) -> Judged:
    wanted = f"fewer than {_MOST} approvals of the app"
    user, ours = person(facts, role).id, _ours(facts)
    tokens = facts.some(UserToken, lambda token: token.user_id == user and ours(token))
    agree(facts)
    by_app: dict[str, list[str]] = defaultdict(list)
    for token in tokens:
        by_app[token.app_name].append(token.created_date)
    approvals = max(by_app.values(), key=len, default=[])
    seen = f"{len(approvals)} of {_MOST} approvals used"
    if len(approvals) < _MOST:
        return good(seen, wanted)
    return doubtful(f"{seen}; the next one ends the oldest, of {min(approvals)[:10]}", wanted)


def _ours(facts: Facts) -> Callable[[Token], bool]:
    """6sense's apps: each has its own approvals."""
    if facts.track is Track.LEGACY:
        return is_old(facts)
    mine, old = app(facts), is_old(facts)
    return lambda token: old(token) or (mine is not None and of(facts, token, mine))


CHECK = Check(
    "token-slots",
    needs=(User, UserToken, VendorToken),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(*APP, *APP_WITNESSES),
    blocked_by=("user-active",),
    decisive=False,
    subject="user:integration",
    also=("user:setup",),
)
