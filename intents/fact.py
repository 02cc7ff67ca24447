"""What an org said: raw answers as they came in. `intents.known` makes proven facts of them."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic.alias_generators import to_pascal

from intents.question import Identity, Question


def _short(value: str) -> str:
    """The 15 characters two forms of one id share (Salesforce: 15- and 18-character ids)."""
    if len(value) not in (15, 18) or not value.isascii() or not value.isalnum():
        raise ValueError("not a Salesforce id")
    return value[:15]


Id = Annotated[str, AfterValidator(_short)]


class _Marked(NamedTuple):
    """A note on a field's type."""

    note: str


PERSONAL = _Marked("personal")
#: Text that says who somebody is, or where they were: shown only to who asks for it, privately.
Personal = Annotated[str, PERSONAL]


class Row(BaseModel):
    """A row or a related row, its fields named as in Salesforce. Strict: a form we do not know
    must not be read as one we do.
    """  # noqa: D205 -- one sentence each

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        strict=True,
        alias_generator=to_pascal,
        validate_by_name=True,
        validate_by_alias=True,
    )


class Fact(Row):
    """One row of an answer. The class carries its question; adding a fact is adding a class.

    Attributes:
        question: how an org is asked for it.
        about: what it is in plain words, for people.
        beside: for an object or field that only some orgs have: where this other fact can be
            read, INVALID_TYPE and INVALID_FIELD are an answer, not a lack of sight.
    """

    question: ClassVar[Question]
    about: ClassVar[str] = ""
    beside: ClassVar["type[Fact] | None"] = None


F = TypeVar("F", bound=Fact)


class Why(StrEnum):
    """Why something was not learnt."""

    RIGHT = "right"  # the connected user may not see it
    SILENT = "silent"  # an empty answer whose meaning is not proven
    CUT = "cut"  # the list was longer than what came back
    SHAPE = "shape"  # rows of a form we do not know
    TROUBLE = "trouble"  # time-out, server error, not JSON
    BUDGET = "budget"  # the org's API budget is spent, or nearly
    SIGN_IN = "sign-in"  # the org did not let us in
    UNNAMED = "unnamed"  # nobody told us who or what to look for
    UNASKED = "unasked"  # this run did not ask
    CONFLICT = "conflict"  # two answers of the org contradict each other
    TRACK = "track"  # we could not tell which article the org follows


class Unlearnt(BaseModel):
    """Something the org did not tell us, why, and which grant would show it ("" = none would)."""

    model_config = ConfigDict(frozen=True)
    why: Why
    says: str
    grant: str = ""
    code: str = ""


class Unseen(Exception):  # noqa: N818 -- not an error: the honest outcome of a look
    """Raised where a judge asks for more than was proven; carries the reason."""

    def __init__(self, unlearnt: Unlearnt) -> None:
        super().__init__(unlearnt.says)
        self.unlearnt = unlearnt


class Said(BaseModel):
    """Rows as the org gave them. `done` is false where the org said there is more."""

    model_config = ConfigDict(frozen=True)
    rows: tuple[dict[str, Any], ...]
    done: bool = True
    asked: str = ""
    at: str = ""


class Refused(BaseModel):
    """The gateway's account of an answer that is not rows; already in our words."""

    model_config = ConfigDict(frozen=True)
    unlearnt: Unlearnt
    asked: str = ""
    at: str = ""


class Cost(BaseModel):
    """What a run cost the org: HTTP requests, API calls off its daily budget, wall seconds."""

    model_config = ConfigDict(frozen=True)
    requests: int = 0
    api_calls: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        """Two costs, one after the other."""
        return Cost(
            requests=self.requests + other.requests,
            api_calls=self.api_calls + other.api_calls,
            seconds=round(self.seconds + other.seconds, 3),
        )


class Heard(BaseModel):
    """Everything one `learn` brought home, by fact name. Plain data: it is stored with the run.

    `setup_url` is where this org's Setup pages begin, as the connection knows it.
    """

    model_config = ConfigDict(frozen=True)
    setup_url: str = ""
    answers: dict[str, Said | Refused] = {}
    identity: Identity = Identity()
    names: dict[str, tuple[str, ...]] = {}
    cost: Cost = Cost()

    def renewed(self, newer: "Heard") -> "Heard":
        """This, with what `newer` heard put over it; the costs add up."""
        return newer.model_copy(
            update={"answers": {**self.answers, **newer.answers}, "cost": self.cost + newer.cost}
        )
