"""What the doctor looks at, line by line; every red one says what to do."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.installations import Installation, Installations, looking
from bot.installations.looking import Unsaid
from bot.installations.scopes import SCOPES
from bot.settings import Settings
from bot.store import pulse, resealing
from bot.store.database import Store
from bot.store.keys import KeyRing, SealError
from bot.store.migrate import standing
from bot.store.pulse import Idle, Pulse
from intents.replies.sheet import Line, Mark, Sheet

_LATE, _VERY_LATE = 60.0, 600.0  # seconds a message may wait for Slack
_ASKEW, _TOO_ASKEW = 5.0, 60.0  # seconds; Slack refuses signatures older than five minutes
_DAYS, _FEW = 30, 7  # an idle refresh token lives so long (Salesforce: 6sense article, policies)


def sheet(lines: Sequence[Line]) -> Sheet:
    """The lines, what is worst first."""
    order = ("fail", "unknown", "warn", "ok", "")
    red = sum(line.mark == "fail" for line in lines)
    warned = sum(line.mark in ("warn", "unknown") for line in lines)
    lead = f"{red} to mend now, {warned} to look at." if red or warned else "All is well."
    ordered = sorted(lines, key=lambda line: order.index(line.mark))
    return Sheet(title="Doctor", lead=lead, lines=tuple(ordered))


def stored(settings: Settings, store: Store, ring: KeyRing, tenant: str = "") -> list[Line]:
    """The database and what lies in it; of one tenant, or of everybody."""
    try:
        has, newest = standing(store)
        felt = store.write(lambda conn: pulse.felt(conn, tenant))
        idle = store.write(lambda conn: pulse.idle(conn, tenant))
        keys = _keys(store.write(lambda conn: resealing.behind(conn, ring, tenant)))
    except SQLAlchemyError as error:
        return [unreached(error)]
    kind = "PostgreSQL" if settings.is_postgres else "SQLite, one process"
    return [
        line(f"Database: {kind}, schema {has}", "This program needs schema "
             f"{newest}: sixsense migrate." if has != newest else ""),
        _clock("The database's clock", felt.skew),
        *_waiting(felt),
        *keys,
        *(_connection(org, named=not tenant) for org in idle),
    ]  # fmt: skip


def unreached(error: Exception) -> Line:
    """The database does not answer; what it said first holds no password."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())[:200]
    return Line(text=f"Database: {type(error).__name__}: {said}", mark="fail",
                detail="Is DATABASE_URL right, may I write there, and is it up? Then: sixsense "
                "migrate.")  # fmt: skip


def speaking(slack: Installations, tenant: str) -> list[Line]:
    """Slack: whether it takes our token, what it lets us do, and what time it has."""
    try:
        said = looking.pulse(slack, tenant)
    except SealError as error:
        return [Line(text=f"Slack: {error}", mark="fail", detail="Or install me again: "
                     "/slack/install. Nothing is lost.")]  # fmt: skip
    if isinstance(said, Unsaid):
        return [silent(said.why)]
    missing = ", ".join(sorted(set(SCOPES) - set(said.scopes)))
    lines = [
        line("Slack: every scope is granted", missing and "Add them to the app (manifest.yml has "
             "them all) and install it again.", bad=f"Slack: scopes are missing: {missing}")
    ]  # fmt: skip
    lines += _renewal(slack.current(tenant))
    return [*lines, _clock("This machine's clock, by Slack's", time.time() - said.at)]


def _renewal(now: Installation) -> list[Line]:
    """Whether a token that expires is renewed."""
    end = datetime.fromtimestamp(now.expires, UTC).strftime("%Y-%m-%d %H:%M UTC")
    then = now.trouble and f"Install me again before {end}: /slack/install."
    bad = f"Slack: my token was not renewed ({now.trouble})"
    return [line("Slack: my token is renewed", then, bad=bad)] if now.expires else []


def silent(why: str) -> Line:
    """Slack does not speak with us."""
    if why == "needs_reinstall":
        return Line(text="Slack: my token has ended, and is not renewed", mark="fail",
                    detail="Install me again: /slack/install. Nothing is lost.")  # fmt: skip
    return Line(text=f"Slack does not answer me: {why}", mark="fail",
                detail="Is the token right, and is the app installed? Can this machine reach "
                "slack.com?")  # fmt: skip


def line(good: str, then: str, worse: Mark = "fail", *, bad: str = "") -> Line:
    """One thing looked at: well as long as nothing is to be done (`then`)."""
    return Line(text=bad or good, mark=worse, detail=then) if then else Line(text=good, mark="ok")


def _clock(whose: str, skew: float) -> Line:
    off, text = abs(skew), f"{whose} is {abs(skew):.0f} seconds off"
    if off < _ASKEW:
        return Line(text=f"{whose} is right", mark="ok")
    then = "Set it by NTP: Slack's requests are refused when the clocks are five minutes apart."
    return Line(text=text, mark="fail" if off >= _TOO_ASKEW else "warn", detail=then)


def _waiting(felt: Pulse) -> list[Line]:
    late = felt.oldest_unsent
    mark: Mark = "fail" if late > _VERY_LATE else "warn" if late > _LATE else "ok"
    lines = [
        Line(text=f"Messages on their way to Slack: {felt.unsent}, the oldest {late:.0f} seconds",
             mark=mark, detail="Nobody sends: is `sixsense work` (or `serve` on SQLite) running?"
             if mark != "ok" else ""),
        Line(text=f"Messages that nobody can be shown any more: {felt.lost}",
             mark="warn" if felt.lost else "ok",
             detail="Their channel is gone, or their link was too old." if felt.lost else ""),
    ]  # fmt: skip
    slow: Mark = "fail" if felt.oldest_queued > _LATE else "ok"
    told = "No worker takes them: start `sixsense work`." if slow == "fail" else ""
    lines.append(
        Line(text=f"Checks that wait for their turn: {felt.queued}", mark=slow, detail=told)
    )
    alone = "" if felt.processes else "Nothing answers Slack now: start `sixsense serve`."
    return [*lines, line(f"Processes at work: {felt.processes}", alone, "warn")]


def _keys(found: resealing.Moved) -> list[Line]:
    old, lost = sum(found.moved.values()), sum(found.lost.values())
    lines = [
        line("Key ring: everything lies under the newest key", "Move them before you drop it: "
             "sixsense key rotate." if old else "", "warn",
             bad=f"Key ring: {old} values lie under an older key")
    ]  # fmt: skip
    if lost:
        where = ", ".join(f"{name} {count}" for name, count in found.lost.items())
        lines.append(Line(text=f"Key ring: no key opens {lost} values ({where})", mark="fail",
                          detail="Put the missing key back at the end of SECRET_KEYS, or have "
                          "these orgs and workspaces connected again."))  # fmt: skip
    return lines


def _connection(org: Idle, *, named: bool) -> Line:
    name = f"{org.org} ({org.tenant})" if named else org.org
    if org.ended:
        return Line(text=f"{name}: my access has ended", mark="fail",
                    detail=f"Salesforce refused me the last time. An approver connects it again: "
                    f"/6sense connect {org.org} again. If it refuses again, the answer says why "
                    "and who can mend it. An org of ORGS_FILE needs a new token there."
                    )  # fmt: skip
    if org.days is None:
        return Line(text=f"{name}: connected; its token was not renewed yet", mark="ok")
    left = _DAYS - org.days
    if left > _FEW:
        return Line(text=f"{name}: connected, {left:.0f} idle days left", mark="ok")
    text = (
        f"{name}: {max(left, 0):.0f} idle days left" if left > 0 else f"{name}: its token is over"
    )
    return Line(text=text, mark="warn" if left > 0 else "fail",
                detail=f"Connect it again: /6sense connect {org.org} again")  # fmt: skip
