"""What the doctor looks at, line by line; every red one says what to do."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.errands.connecting import BACK
from bot.installations import Installation, Installations, looking
from bot.installations.looking import Unsaid
from bot.installations.scopes import SCOPES
from bot.orgs.authorize import SCOPES as SIGN_IN
from bot.settings import Settings
from bot.store import pulse, resealing
from bot.store.database import Store
from bot.store.keys import KeyRing
from bot.store.migrate import standing
from bot.store.pulse import Idle, Pulse
from intents.sheet import Line, Mark, Sheet

_LATE, _VERY_LATE = 60.0, 600.0  # seconds a message may wait for Slack
_ASKEW, _TOO_ASKEW = 5.0, 60.0  # seconds; Slack refuses signatures older than five minutes
_DAYS, _FEW = 30, 7  # an idle refresh token lives so long (Salesforce: 6sense article, policies)
_EGRESS = Line(
    text="Egress: give the bot a clean, static address",
    detail="Since April 2026 Salesforce freezes users whose calls come from anonymising networks. "
    "Which address the bot has, only its host knows.",
)


def sheet(lines: Sequence[Line]) -> Sheet:
    """The lines, what is worst first."""
    order = ("fail", "unknown", "warn", "ok", "")
    red = sum(line.mark == "fail" for line in lines)
    warned = sum(line.mark in ("warn", "unknown") for line in lines)
    lead = f"{red} to mend now, {warned} to look at." if red or warned else "All is well."
    ordered = sorted(lines, key=lambda line: order.index(line.mark))
    return Sheet(title="Doctor", lead=lead, lines=tuple(ordered))


def configured(settings: Settings) -> list[Line]:
    """What the environment holds, and what is missing for what. Never a value."""
    slack = settings.slack_client_id or settings.slack_bot_token.get_secret_value()
    hears = settings.slack_app_token.get_secret_value() or (
        settings.slack_signing_secret.get_secret_value()
    )
    jwt = settings.salesforce_jwt_key_file is not None
    signs = settings.salesforce_client_id and (settings.public_url or jwt)
    return [
        _line(bool(slack), "Slack: I have a name to speak in", "Set SLACK_BOT_TOKEN, or "
              "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many workspaces."),
        _line(bool(hears), "Slack: I can tell who asks", "Set SLACK_SIGNING_SECRET, or "
              "SLACK_APP_TOKEN for Socket Mode."),
        _line(bool(signs), "Salesforce: people can connect orgs from Slack", "Set "
              "SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET and PUBLIC_URL. Until then only orgs "
              "of ORGS_FILE are known.", "warn"),
        _line(not settings.practice, "Practice is off", "PRACTICE lets me take a sandbox on this "
              "machine for an org: not for production.", "warn"),
        *_app(settings),
        _EGRESS,
    ]  # fmt: skip


def _app(settings: Settings) -> list[Line]:
    """What the bot's own app in Salesforce has to say to the letter."""
    if not settings.public_url:
        return []
    callback = settings.public_url.rstrip("/") + BACK
    return [
        Line(text=f"The app in Salesforce: callback {callback}, scopes {' '.join(SIGN_IN)}",
             detail="Set exactly this in its OAuth settings: by a callback that differs in one "
             "letter, every sign-in is refused.")
    ]  # fmt: skip


def stored(settings: Settings, store: Store, ring: KeyRing, tenant: str = "") -> list[Line]:
    """The database and what lies in it; of one tenant, or of everybody."""
    try:
        has, newest = standing(store)
        felt = store.write(lambda conn: pulse.felt(conn, tenant))
        idle = store.write(lambda conn: pulse.idle(conn, tenant))
        keys = [] if tenant else _keys(store.write(lambda conn: resealing.behind(conn, ring)))
    except SQLAlchemyError as error:
        why = f"Database: {type(error).__name__}"
        then = "Is DATABASE_URL right, and is it up? Then: sixsense migrate."
        return [Line(text=why, mark="fail", detail=then)]
    kind = "PostgreSQL" if settings.is_postgres else "SQLite, one process"
    return [
        _line(has == newest, f"Database: {kind}, schema {has}", f"This program needs schema "
              f"{newest}: sixsense migrate."),
        _clock("The database's clock", felt.skew),
        *_waiting(felt),
        *keys,
        *(_connection(org, named=not tenant) for org in idle),
    ]  # fmt: skip


def speaking(slack: Installations, tenant: str) -> list[Line]:
    """Slack: whether it takes our token, what it lets us do, and what time it has."""
    said = looking.pulse(slack, tenant)
    if isinstance(said, Unsaid):
        return [silent(said.why)]
    missing = sorted(set(SCOPES) - set(said.scopes))
    lines = [
        _line(not missing, "Slack: every scope is granted", f"Missing: {', '.join(missing)}. Add "
              "them to the app (manifest.yml has them all) and install it again.")
    ]  # fmt: skip
    lines += _renewal(slack.current(tenant))
    return [*lines, _clock("This machine's clock, by Slack's", time.time() - said.at)]


def _renewal(now: Installation) -> list[Line]:
    """Whether a token that expires is renewed."""
    end = datetime.fromtimestamp(now.expires, UTC).strftime("%Y-%m-%d %H:%M UTC")
    otherwise = f"It refused ({now.trouble}). Install me again before {end}: /slack/install."
    text = "Slack: my token is renewed"
    return [_line(not now.trouble, text, otherwise)] if now.expires else []


def silent(why: str) -> Line:
    """Slack does not speak with us."""
    if why == "needs_reinstall":
        return Line(text="Slack: my token has ended, and is not renewed", mark="fail",
                    detail="Install me again: /slack/install. Nothing is lost.")  # fmt: skip
    return Line(text=f"Slack does not answer me: {why}", mark="fail",
                detail="Is the token right, and is the app installed? Can this machine reach "
                "slack.com?")  # fmt: skip


def _line(good: bool, text: str, otherwise: str, worse: Mark = "fail") -> Line:  # noqa: FBT001 -- what the line is about
    return Line(text=text, mark="ok") if good else Line(text=text, mark=worse, detail=otherwise)


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
    at_work = f"Processes at work: {felt.processes}"
    return [*lines, _line(felt.processes > 0, at_work, "Nothing answers Slack now.", "warn")]


def _keys(found: resealing.Moved) -> list[Line]:
    old, lost = sum(found.moved.values()), sum(found.lost.values())
    lines = [
        _line(not old, f"Key ring: {old} values lie under an older key" if old else
              "Key ring: everything lies under the newest key", "Move them before you drop it: "
              "sixsense key rotate.", "warn")
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
                    f"/6sense connect {org.org}. If it refuses again, the answer says why and who "
                    "can mend it. An org of ORGS_FILE needs a new token there.")  # fmt: skip
    if org.days is None:
        return Line(text=f"{name}: connected; its token was not renewed yet", mark="ok")
    left = _DAYS - org.days
    if left > _FEW:
        return Line(text=f"{name}: connected, {left:.0f} idle days left", mark="ok")
    text = (
        f"{name}: {max(left, 0):.0f} idle days left" if left > 0 else f"{name}: its token is over"
    )
    return Line(text=text, mark="warn" if left > 0 else "fail",
                detail=f"Connect it again: /6sense connect {org.org}")  # fmt: skip
