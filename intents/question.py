"""What an org can be asked. A Question is a value; only the gateway knows how it travels.

SOQL text lives here as a value: what is banned here is a client, not the subject.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Soql:
    """One query, standard or Tooling.

    Attributes:
        text: SOQL with `{name}` holes, each filled by `bind` with quoted literals.
        tooling: asked at the Tooling endpoint.
        optional: fields that exist only in some orgs, kept only when the describe of `gate`
            lists them (Salesforce Object Reference: some permission fields need a feature).
        gate: the object whose describe decides, for the optional fields.
    """

    text: str
    tooling: bool = False
    optional: tuple[str, ...] = ()
    gate: str = ""


@dataclass(frozen=True)
class Rest:
    """A GET below `/services/data/vXX.X/`, e.g. `limits`."""

    path: str
    batchable: bool = True


@dataclass(frozen=True)
class Metadata:
    """All components of one metadata type, read: what no query and no REST resource shows.

    Source: Metadata API Developer Guide, `listMetadata`, `readMetadata`. A component is a row whose
    fields are its elements, named as in the Metadata API (`fullName`).
    """

    type: str


@dataclass(frozen=True)
class Describe:
    """The field names of one object: learnt once per org and API version, then cached."""

    sobject: str


@dataclass(frozen=True)
class Trust:
    """Salesforce's public status of the org's instance (Trust API, no sign-in)."""

    path: str = "v1/instances/{instance}/status"


@dataclass(frozen=True)
class SignIn:
    """What our own sign-in said: user, org, scopes. Costs nothing: the gateway knows it."""


Ask = Soql | Rest | Metadata | Describe | Trust | SignIn


@dataclass(frozen=True)
class Question:
    """One thing to ask, and what an empty or long answer to it would mean.

    Attributes:
        ask: how it is put.
        shows: rights of the calling user of which one must be proven before an empty answer
            means "there is none"; () = emptiness never means anything for this question.
        cap: rows at which the list counts as cut; 0 = not a list.
        opens: the right that lets one ask at all, where the org refuses without naming one.
    """

    ask: Ask
    shows: tuple[str, ...] = ()
    cap: int = 0
    opens: str = ""


_HOLE = re.compile(r"\{(\w+)\}")


def quoted(value: str) -> str:
    """A SOQL string literal, safe for any text (SOQL reference, Quoted String Escape Sequences)."""
    plain = "".join(c for c in value if c.isprintable())
    return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'"


@dataclass(frozen=True)
class Unbound:
    """A hole had nothing to fill it: `name` was not given for this org."""

    name: str


def bind(soql: Soql, names: Mapping[str, tuple[str, ...]]) -> Soql | Unbound:
    """Fill every hole with a comma-separated list of quoted literals.

    >>> bind(Soql("SELECT Id FROM User WHERE Username IN ({people})"), {"people": ("a@b",)}).text
    "SELECT Id FROM User WHERE Username IN ('a@b')"
    """
    for hole in _HOLE.findall(soql.text):
        if not names.get(hole):
            return Unbound(hole)
    filled = _HOLE.sub(lambda m: ", ".join(quoted(v) for v in names[m.group(1)]), soql.text)
    return replace(soql, text=filled)


@dataclass(frozen=True)
class Identity:
    """Whom the org took us for, when, and over which API version: part of every evidence."""

    username: str = ""
    user_id: str = ""
    org_id: str = ""
    scopes: tuple[str, ...] = ()
    api: str = ""
    at: str = ""
    rights: frozenset[str] = field(default_factory=frozenset)
