"""The calling user, and what of the org that user sees on one endpoint: the source of a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.org import rights
from sandbox.org.scenario_org import OPAQUE
from sandbox.org.scenario_people import FOLLOWS
from sandbox.org.schema import Entity, Row, entities
from sandbox.org.state import OrgState
from sandbox.org.tables.tokens import GRANT


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a valid access token stands for."""

    user: str
    user_id: str
    grant: str
    permissions: frozenset[str]
    scopes: frozenset[str]
    token_format: str = OPAQUE


@dataclass(frozen=True, slots=True)
class View:
    """One caller, one endpoint (``data`` or ``tooling``), one API version."""

    state: OrgState
    caller: Caller
    endpoint: str
    version: int
    uses: Mapping[str, tuple[int, dt.datetime]]
    hidden: bool = False

    @property
    def now(self) -> dt.datetime:
        """Date literals count from the clock on the wall."""
        return dt.datetime.now(dt.UTC)

    def entity(self, name: str) -> Entity | None:
        """The object, if this endpoint, version, org and user have it."""
        found = entities(self.endpoint, self.version, self.state.features).get(name.lower())
        if found is None or not self._readable(found.name):
            return None
        rule = rights.broken_rule(found.name, self.caller.permissions)
        if rule and rule.otherwise == "no object":
            return None
        return found.without(rule.fields) if rule and rule.fields else found

    def entities(self) -> list[Entity]:
        """All objects this user may know."""
        known = entities(self.endpoint, self.version, self.state.features)
        seen = (self.entity(name) for name in known)
        return [entity for entity in seen if entity]

    def rows(self, name: str) -> Sequence[Row]:
        """The rows this user may see."""
        if self.hidden:
            return ()
        rows = self._own_permissions() if name == "UserPermissionAccess" else self.state.rows(name)
        rule = rights.broken_rule(name, self.caller.permissions)
        if rule and rule.otherwise == "own rows":
            rows = [row for row in rows if row.get(rule.owner) == self.caller.user_id]
        return self._counted(rows) if name == "OauthToken" else rows

    def by_id(self, name: str) -> Mapping[str, Row]:
        """All rows by Id."""
        return self.state.by_id(name)

    def url(self, name: str, row: Row) -> str:
        """``attributes.url`` of a row; OauthToken has one although its Id is null."""
        row_id = row.get("Id") or self.state.id(name, str(row.get(GRANT, "")))
        tooling = "tooling/" if self.endpoint == "tooling" else ""
        return f"/services/data/v{self.version}.0/{tooling}sobjects/{name}/{row_id}"

    def _readable(self, name: str) -> bool:
        if name not in rights.BY_OBJECT_PERMISSION or "ViewAllData" in self.caller.permissions:
            return True
        asked = FOLLOWS.get(name, name)
        return any(grants.objects.get(asked) for grants in self.state.held(self.caller.user))

    def _own_permissions(self) -> Sequence[Row]:
        held: dict[str, Any] = {f"Permissions{name}": True for name in self.caller.permissions}
        return [{"Id": self.state.id("UserPermissionAccess", self.caller.user), **held}]

    def _counted(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Rows of OauthToken with what was used since the scenario began."""
        if not self.uses:
            return rows
        return [
            {**row, "UseCount": row["UseCount"] + self.uses[grant][0],
             "LastUsedDate": self.uses[grant][1]}
            if (grant := row[GRANT]) in self.uses else row
            for row in rows
        ]  # fmt: skip
