"""The last logins of the users worked (Object Reference, LoginHistory)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, doubtful, good
from intents.facts.recent_login import MOST, RecentLogin
from intents.facts.user import User
from intents.finding import Status
from intents.known import Facts, silent
from intents.org.logins import meaning, mistyped, worked
from intents.org.people import both, person

_WANTED = "the last login worked"
_LONGEST = 80


def judge(facts: Facts) -> Iterator[Judged]:
    return both(facts, _look)


def _look(facts: Facts, role: str) -> Judged:
    mine = person(facts, role).id
    every = facts.some(RecentLogin)
    counted = [row for row in every if row.user_id == mine and not mistyped(row.status)]
    found = sorted(counted, key=lambda row: row.login_time, reverse=True)
    if not found and len(every) >= MOST:
        raise silent(f"the newest {MOST} logins are all of other users")
    if not found:
        return Judged(Status.NOT_APPLICABLE, "no login came back for the last six months")
    refused = [row for row in found if not worked(row.status)]
    last = found[0]
    if worked(last.status):
        seen = f"last login {_day(last)} worked; {len(refused)} of {len(found)} were refused"
        return good(seen, _WANTED)
    by = f", by {last.through[:_LONGEST]}" if last.through else ""
    why = f"{_day(last)}{by}: {_told(last.status)}"
    return doubtful(f"the last login was refused, {why}", _WANTED)


def _day(row: RecentLogin) -> str:
    return f"{row.login_time[:10]} {row.login_time[11:16]} UTC"


def _told(status: str) -> str:
    known = meaning(status)
    if known is None:
        return f"Salesforce says “{status[:_LONGEST]}”"
    code = f" (elsewhere {known.code})" if known.code else ""
    return f"“{status[:_LONGEST]}”: {known.says}{code}"


CHECK = Check(
    "recent-logins",
    needs=(User, RecentLogin),
    judge=judge,
    group=Group.PEOPLE,
    blocked_by=("user-active", "user-not-frozen"),
    decisive=False,
    subject="user:integration",
    also=("user:setup",),
)
