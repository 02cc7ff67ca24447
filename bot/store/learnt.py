"""What is remembered of an org from visit to visit: plain data, nothing secret."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields


@dataclass(frozen=True)
class Learnt:
    """What an org told us about itself that the next visit need not ask again.

    Attributes:
        home_org: the org id first seen over this connection (org identity guard); org_id,
            user_id and username are those seen last.
        api: the negotiated version, for the version `api_wanted` of the settings, at `api_at`.
        describes: field names by object, of version `api`, the last of them `described_at`.
        instance: the instance name, for the Trust API.
        used, total: the daily API budget as last seen; total 0 = never seen.
        moved_from: the instance URL we were given, where Salesforce has since named another.
        name, is_sandbox: the org's own, as it was connected; None = not known.
    """

    home_org: str = ""
    org_id: str = ""
    user_id: str = ""
    username: str = ""
    scopes: tuple[str, ...] = ()
    api: str = ""
    api_wanted: str = ""
    api_at: float = 0.0
    describes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    described_at: float = 0.0
    instance: str = ""
    used: int = 0
    total: int = 0
    moved_from: str = ""
    name: str = ""
    is_sandbox: bool | None = None


def learnt_of(stored: str) -> Learnt:
    """From its stored JSON; a key of another version of this program is left out, not fatal."""
    known = {name.name for name in fields(Learnt)}
    values = {name: value for name, value in json.loads(stored).items() if name in known}
    values["scopes"] = tuple(values.get("scopes", ()))
    found = values.get("describes", {}).items()
    values["describes"] = {name: tuple(names) for name, names in found}
    return Learnt(**values)
