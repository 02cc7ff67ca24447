"""A small language for the shape of Block Kit JSON. Each spec tells every fault it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Fault:
    """One thing wrong, said and placed as Slack does."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Faults = Iterator[Fault]


class Spec(Protocol):
    """Anything that can check a value."""

    def check(self, value: object, at: str) -> Faults: ...


@dataclass(frozen=True)
class Anything:
    """Not checked: fields whose rules are not published."""

    def check(self, value: object, at: str) -> Faults:  # noqa: ARG002 -- as inherited
        yield from ()


@dataclass(frozen=True)
class Str:
    """A bare string."""

    max: int | None = None
    min: int = 1
    starts: tuple[str, ...] = ()

    def check(self, value: object, at: str) -> Faults:
        if not isinstance(value, str):
            yield Fault("must provide a string", at)
            return
        if self.max is not None and len(value) > self.max:
            yield Fault(f"must be less than {self.max + 1} characters", at)
        if len(value) < self.min:
            yield Fault(f"must be more than {self.min - 1} characters", at)
        if self.starts and value and not value.startswith(self.starts):
            yield Fault("must be a valid url", at)


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def check(self, value: object, at: str) -> Faults:
        if not isinstance(value, bool):
            yield Fault("must provide a boolean", at)


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    low: int = 0
    high: int | None = None

    def check(self, value: object, at: str) -> Faults:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Fault("must provide an integer", at)
        elif value < self.low or (self.high is not None and value > self.high):
            yield Fault(f"must be between {self.low} and {self.high}", at)


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    of: tuple[str, ...]

    def check(self, value: object, at: str) -> Faults:
        if not isinstance(value, str):
            yield Fault("must provide a string", at)
        elif value not in self.of:
            yield Fault("must be a valid enum value", at)


@dataclass(frozen=True)
class Text:
    """A text object; with two kinds allowed Slack adds that no schema matched."""

    max: int
    kinds: tuple[str, ...] = ("plain_text", "mrkdwn")
    min: int = 1

    def check(self, value: object, at: str) -> Faults:
        found = list(self._faults(value, at))
        if found and len(self.kinds) > 1 and isinstance(value, dict):
            yield Fault("failed to match all allowed schemas", at)
        yield from found

    def _faults(self, value: object, at: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
            return
        kind = value.get("type")
        if kind not in self.kinds:
            said = "missing required field: type" if kind is None else f"unsupported type: {kind}"
            yield Fault(said, at if kind is None else f"{at}/type")
            return
        extra: dict[str, Spec] = {"emoji": Flag()} if kind == "plain_text" else {"verbatim": Flag()}
        record = Record({"type": Anything(), "text": Str(self.max, self.min)}, extra)
        yield from record.check(value, at)


PLAIN = ("plain_text",)


def plain(most: int) -> Text:
    """A plain_text object."""
    return Text(most, PLAIN)


@dataclass(frozen=True)
class Items:
    """A list."""

    of: Spec
    max: int | None = None
    min: int = 1

    def check(self, value: object, at: str) -> Faults:
        if not isinstance(value, list):
            yield Fault("must provide an array", at)
            return
        if self.max is not None and len(value) > self.max:
            yield Fault(f"no more than {self.max} items allowed", at)
        if len(value) < self.min:
            yield Fault(f"no fewer than {self.min} items allowed", at)
        for index, item in enumerate(value):
            yield from self.of.check(item, f"{at}/{index}")


@dataclass(frozen=True)
class Record:
    """An object: what must be there, what may be there, and rules across fields."""

    required: Mapping[str, Spec] = field(default_factory=dict)
    optional: Mapping[str, Spec] = field(default_factory=dict)
    rules: tuple[Callable[[Mapping[str, Any], str], Faults], ...] = ()
    open: bool = False

    def check(self, value: object, at: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
            return
        for name in self.required:
            if name not in value:
                yield Fault(f"missing required field: {name}", at)
        known = {**self.required, **self.optional}
        for name, inner in value.items():
            if name in known:
                yield from known[name].check(inner, f"{at}/{name}")
            elif not self.open:
                yield Fault(f"invalid additional property: {name}", at)
        for rule in self.rules:
            yield from rule(value, at)


@dataclass(frozen=True)
class Typed:
    """An object told by its `type`; the table is looked up late, so kinds may nest."""

    table: Callable[[], Mapping[str, Spec]]
    allowed: frozenset[str] | None = None

    def check(self, value: object, at: str) -> Faults:
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            yield Fault("missing required field: type", at)
            return
        spec = self.table().get(kind) if isinstance(kind, str) else None
        if spec is None or (self.allowed is not None and kind not in self.allowed):
            yield Fault(f"unsupported type: {kind}", f"{at}/type")
            return
        yield from spec.check(value, at)
