"""What one visit heard, fact by fact, and what the answers tell beside."""

import datetime as dt
import re
import time
from collections.abc import Iterable
from typing import Any

from bot.orgs.answers import Answer, heard, why_not
from bot.orgs.client import Line
from bot.orgs.memory import Memory
from bot.orgs.plan import Item
from bot.orgs.refusals import trouble
from bot.orgs.tally import Usage
from bot.store.learnt import Learnt
from intents.fact import Fact, Refused, Said, Unlearnt, Why
from intents.question import Ask, Describe, Metadata, Rest, SignIn, Soql, Trust

_OF_THE_ORG = re.compile(r"\bFROM Organization\b")
_SHORT = 15
_NOT_TOLD = Unlearnt(why=Why.SILENT, says="Salesforce did not tell which user of which org we are")


def now() -> str:
    """UTC, ISO 8601."""
    return _iso(time.time())


def _iso(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment, dt.UTC).isoformat(timespec="seconds")


class Journal:
    """Answers by fact name, and news for the memory."""

    def __init__(self, line: Line, memory: Memory) -> None:
        self.answers: dict[str, Said | Refused] = {}
        self._line = line
        self._memory = memory

    def tell(self, item: Item, answer: Answer) -> Said | Refused:
        """One question was answered, or not."""
        result = heard(item.question, answer, item.asked, now())
        self.answers |= dict.fromkeys(item.facts, result)
        if isinstance(result, Refused):
            self._doubt(item, result.unlearnt)
        else:
            self._overhear(item, result)
        return result

    def refuse(self, kinds: Iterable[type[Fact]], unlearnt: Unlearnt) -> None:
        """None of these could be asked, or be believed."""
        for kind in kinds:
            asked = in_words(kind.question.ask, self._memory.learnt.api)
            self.answers[kind.__name__] = Refused(unlearnt=unlearnt, asked=asked, at=now())

    def described(self, kind: type[Fact], sobject: str, answer: Answer | None) -> None:
        """The field names of an object: remembered, or asked just now."""
        known = self._memory.learnt
        path = in_words(kind.question.ask, known.api)
        if sobject in known.describes:
            rows = tuple({"Name": name} for name in known.describes[sobject])
            told = Said(rows=rows, asked=path, at=_iso(known.described_at))
            self.answers[kind.__name__] = told
            return
        unlearnt = why_not(kind.question, answer) if answer else trouble("it was not asked")
        self.answers[kind.__name__] = Refused(unlearnt=unlearnt, asked=path, at=now())

    def signed_in(self, kinds: Iterable[type[Fact]]) -> None:
        """How our own sign-in went, as one row."""
        known = self._memory.learnt
        for kind in kinds:
            if known.user_id and known.org_id:
                rows = (_row(known, self._line.connection.instance_url),)
                asked = in_words(kind.question.ask, known.api)
                self.answers[kind.__name__] = Said(rows=rows, asked=asked, at=now())
            else:
                self.answers[kind.__name__] = Refused(unlearnt=_NOT_TOLD, at=now())

    def denial(self) -> Unlearnt | None:
        """Why nothing that was asked of the org was answered: the first and gravest reason."""
        told = [a.unlearnt for a in self.answers.values() if isinstance(a, Refused)]
        asked = [unlearnt for unlearnt in told if unlearnt.why is not Why.UNNAMED]
        return next((u for u in asked if u.why is Why.SIGN_IN), asked[0] if asked else None)

    def _doubt(self, item: Item, unlearnt: Unlearnt) -> None:
        ask = item.question.ask
        if unlearnt.code == "REQUEST_LIMIT_EXCEEDED":
            self._line.let_in = True  # it is told only to whom the org knows
        if unlearnt.code == "INVALID_FIELD" and isinstance(ask, Soql) and ask.gate:
            self._memory.forget(ask.gate)

    def _overhear(self, item: Item, said: Said) -> None:
        row: dict[str, Any] = said.rows[0] if said.rows else {}
        if isinstance(item.question.ask, Rest) and item.path == "limits":
            self._line.tally.saw(daily(row))
        elif not item.facts:
            self._memory.note(username=_text(row, "Username"))
        elif _OF_THE_ORG.search(item.asked) and _text(row, "Id"):
            self._memory.saw_org(_text(row, "Id"), _text(row, "InstanceName"))


def in_words(ask: Ask, api: str) -> str:
    """A question as a person could put it."""
    match ask:
        case Soql():
            return ask.text
        case Rest():
            return f"GET /services/data/v{api}/{ask.path}"
        case Metadata():
            return f"listMetadata {ask.type}, then readMetadata"
        case Describe():
            return f"GET /services/data/v{api}/sobjects/{ask.sobject}/describe"
        case SignIn():
            return "POST /services/oauth2/token"
        case Trust():
            return f"GET /{ask.path}"


def daily(row: dict[str, Any]) -> Usage:
    """The daily API budget as `limits` tells it."""
    told = row.get("DailyApiRequests")
    most, left = (told.get("Max"), told.get("Remaining")) if isinstance(told, dict) else (0, 0)
    if isinstance(most, int) and isinstance(left, int):
        return Usage(most - left, most)
    return Usage()


def describing(kinds: Iterable[type[Fact]]) -> list[tuple[type[Fact], str]]:
    """The facts that are a describe, each with its object."""
    asks = ((kind, kind.question.ask) for kind in kinds)
    return [(kind, ask.sobject) for kind, ask in asks if isinstance(ask, Describe)]


def _row(known: Learnt, instance_url: str) -> dict[str, Any]:
    return {
        "Username": known.username,
        "UserId": known.user_id,
        "OrgId": known.org_id,
        "Scopes": list(known.scopes),
        "HomeOrg": known.home_org[:_SHORT],
        "InstanceUrl": instance_url,
    }


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
