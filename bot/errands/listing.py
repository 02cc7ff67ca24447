"""The orgs of a workspace: what they are, as whom I am there, how they stood, how long I stay."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.errands.office import Office
from bot.runs.ask import Ask
from bot.store import known_orgs, renewals
from bot.store.known_orgs import Known
from bot.store.renewals import Standing
from intents.asked.orgs import Connect, Disconnect, NamePerson
from intents.intent import CheckOrg
from intents.replies.connecting import kind_of
from intents.replies.sheet import Line, Mark, Sheet, Way
from intents.reply import Note, Reply

_SOON = 7  # days: the weekly renewal has failed for a while


class Listing:
    """Answers `orgs`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ask(self, conn: Connection, ask: Ask) -> Reply | None:
        """One line for each org; for none, how to begin."""
        tenant = ask.asker.tenant.key
        known = known_orgs.every(conn, tenant)
        if not known:
            return Note(
                says="No Salesforce org is connected in this workspace yet.",
                next="Connect one: `/6sense connect acme-prod`",
            )
        tokens, last = renewals.standing(conn, tenant), known_orgs.last_verdicts(conn, tenant)
        lines = tuple(_line(one, tokens.get(one.id), last.get(one.alias)) for one in known)
        return Sheet(title=f"{len(known)} org{'s' if len(known) > 1 else ''}", lines=lines)


def _line(known: Known, token: Standing | None, last: tuple[str, float] | None) -> Line:
    told = known.learnt
    ended = bool(token and token.failures)
    days = token.days_left if token else None
    facts = [
        kind_of(is_sandbox=told.is_sandbox),
        f"as {told.username}" if told.username else "",
        f"last check: {last[0]}, {_day(last[1])}" if last else "not checked yet",
        "my access has ended"
        if ended
        else f"{days} days left if unused"
        if days is not None
        else "",
    ]
    bad = ended or (days is not None and days < _SOON)
    mark: Mark = "fail" if bad else _MARK.get(last[0], "") if last else ""
    again = Way(label="Connect again", intent=Connect(org=known.alias, again=True))
    name = f"{known.alias} ({told.name})" if told.name else known.alias
    return Line(
        text=name,
        mark=mark,
        detail=" · ".join(fact for fact in facts if fact),
        ways=(
            Way(label="Check", intent=CheckOrg(org=known.alias)),
            *([again] if bad else []),
            Way(label="People", intent=NamePerson(org=known.alias)),
            Way(label="Disconnect", intent=Disconnect(org=known.alias)),
        ),
    )


_MARK: dict[str, Mark] = {"ok": "ok", "warn": "warn", "fail": "fail", "unknown": "unknown"}


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
