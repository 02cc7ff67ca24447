"""Which questions travel how: the fewest requests that ask everything. Pure.

Source: REST API Developer Guide, *Composite Batch* (25 sub-requests, one API call each) and
*Composite* (5 queries, one API call for all); Tooling REST API, the same two below `tooling/`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from intents.fact import Fact, Refused, Unlearnt, Why
from intents.question import Describe, Metadata, Question, Rest, Soql, Unbound, bind, quoted

BATCH, COMPOSITE = 25, 5
_UNNAMED = {
    "me": "Salesforce did not tell which user we are connected as",
    "people": "nobody told me who the setup user and the integration user of this org are",
}


@dataclass(frozen=True)
class Item:
    """One question on its way, for every fact that asks the same.

    Attributes:
        facts: names of the facts it answers.
        question: as the first of them puts it.
        path: below `/services/data/vXX.X/`, as it travels.
        asked: as a person could paste it.
    """

    facts: tuple[str, ...]
    question: Question
    path: str
    asked: str

    @property
    def tooling(self) -> bool:
        """Whether it is asked at the Tooling endpoint."""
        return self.path.startswith("tooling/")

    @property
    def alone(self) -> bool:
        """Whether no batch takes it."""
        ask = self.question.ask
        return isinstance(ask, Metadata) or (isinstance(ask, Rest) and not ask.batchable)

    @property
    def query(self) -> bool:
        """Whether `composite` takes it; it takes no other GET (`limits`)."""
        return isinstance(self.question.ask, Soql)


@dataclass(frozen=True)
class Plan:
    """What is to be asked, and what cannot be."""

    items: tuple[Item, ...]
    refused: dict[str, Refused]


@dataclass(frozen=True)
class Chunk:
    """Items that travel in one request. `form` is `batch`, `composite`, or `""` for one GET."""

    items: tuple[Item, ...]
    form: str

    @property
    def path(self) -> str:
        """Below `/services/data/vXX.X/`."""
        if not self.form:
            return self.items[0].path
        tooling = "tooling/" if self.items[0].tooling else ""
        return f"{tooling}composite" + ("/batch" if self.form == "batch" else "")

    def body(self, version: str) -> dict[str, Any]:
        """What is posted."""
        if self.form == "batch":
            wanted = [{"method": "GET", "url": f"v{version}/{item.path}"} for item in self.items]
            return {"haltOnError": False, "batchRequests": wanted}
        numbered = enumerate(self.items)
        asked = [
            {
                "method": "GET",
                "url": f"/services/data/v{version}/{item.path}",
                "referenceId": f"q{number}",
            }
            for number, item in numbered
        ]
        return {"allOrNone": False, "compositeRequest": asked}

    @property
    def calls(self) -> int:
        """API calls it takes off the org's daily budget."""
        return len(self.items) if self.form == "batch" else 1

    def split(self) -> Iterator["Chunk"]:
        """Smaller requests for the same: of five, then of one."""
        size = COMPOSITE if len(self.items) > COMPOSITE else 1
        for part in _cut(self.items, size):
            yield Chunk(part, self.form)


def gates(kinds: Iterable[type[Fact]]) -> set[str]:
    """Objects whose describe must be known before these facts can be asked."""
    asks = [kind.question.ask for kind in kinds]
    needed = {ask.gate for ask in asks if isinstance(ask, Soql) and ask.optional and ask.gate}
    return needed | {ask.sobject for ask in asks if isinstance(ask, Describe)}


def planned(
    kinds: Sequence[type[Fact]],
    names: Mapping[str, tuple[str, ...]],
    describes: Mapping[str, tuple[str, ...]],
    version: str,
) -> Plan:
    """The questions that travel; what asks the same is asked once."""
    refused: dict[str, Refused] = {}
    found: dict[str, Item] = {}
    for kind in kinds:
        ask = kind.question.ask
        if isinstance(ask, Rest):
            _add(found, kind, ask.path, f"GET /services/data/v{version}/{ask.path}")
        if isinstance(ask, Metadata):
            _add(found, kind, f"Soap/m/{ask.type}", f"listMetadata {ask.type}, then readMetadata")
        if not isinstance(ask, Soql):
            continue
        bound = bind(ask, names)
        if isinstance(bound, Unbound):
            refused[kind.__name__] = Refused(unlearnt=_unnamed(bound), asked=ask.text)
            continue
        text = chosen(bound, describes.get(ask.gate))
        _add(found, kind, _query(text, tooling=ask.tooling), text)
    return Plan(tuple(found.values()), refused)


def limits(version: str) -> Item:
    """The org's own count of its API budget, for no fact."""
    return Item((), Question(Rest("limits")), "limits", f"GET /services/data/v{version}/limits")


def own_name(user_id: str) -> Item:
    """The username behind our user id, for no fact: a refreshed token tells only the id."""
    text = f"SELECT Username FROM User WHERE Id = {quoted(user_id)}"  # noqa: S608 -- quoted
    return Item((), Question(Soql(text)), _query(text, tooling=False), text)


def chunks(items: Sequence[Item], *, thrifty: bool) -> list[Chunk]:
    """The fewest requests, or (thrifty) the fewest API calls."""
    made = [Chunk((item,), "") for item in items if item.alone]
    for tooling in (False, True):
        together = [item for item in items if item.tooling == tooling and not item.alone]
        if thrifty:
            queries = [item for item in together if item.query]
            made += [Chunk((item,), "") for item in together if not item.query]
            made += [Chunk(part, "composite") for part in _cut(queries, COMPOSITE)]
        else:
            made += [Chunk(part, "batch") for part in _cut(together, BATCH)]
    return made


def chosen(soql: Soql, fields: Sequence[str] | None) -> str:
    """The query with those of its optional fields that the describe lists.

    >>> chosen(Soql("SELECT Id, New__c FROM User", optional=("New__c",), gate="User"), ("Id",))
    'SELECT Id FROM User'
    """
    missing = {name for name in soql.optional if name.rpartition(".")[2] not in (fields or ())}
    head, word, rest = soql.text.partition(" FROM ")
    if not missing or not word:
        return soql.text
    columns = [column.strip() for column in head.strip().removeprefix("SELECT ").split(",")]
    kept = [column for column in columns if column not in missing]
    return f"SELECT {', '.join(kept)} FROM {rest}"  # noqa: S608 -- our own text, made shorter


def _add(found: dict[str, Item], kind: type[Fact], path: str, asked: str) -> None:
    same = found.get(path)
    facts = (*(same.facts if same else ()), kind.__name__)
    found[path] = Item(facts, same.question if same else kind.question, path, asked)


def _query(text: str, *, tooling: bool) -> str:
    return f"{'tooling/' if tooling else ''}query?q={quote(text, safe='')}"


def _unnamed(hole: Unbound) -> Unlearnt:
    says = f"nobody told me who the {hole.name} user of this org is"
    return Unlearnt(why=Why.UNNAMED, says=_UNNAMED.get(hole.name, says))


def _cut(items: Sequence[Item], size: int) -> list[tuple[Item, ...]]:
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]
