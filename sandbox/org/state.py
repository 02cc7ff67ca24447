"""A scenario that has begun: ids, permissions and rows, all derived, none stored.

Nothing here changes: a change of the org is another scenario, and another state.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

from sandbox.org import moments
from sandbox.org.ids import record_id, scrambled, with_checksum
from sandbox.org.scenario import Scenario
from sandbox.org.scenario_org import Token
from sandbox.org.scenario_people import Grants
from sandbox.org.schema import Row, prefixes
from sandbox.org.tables import TABLES

_BODY = 96  # characters of an opaque access token behind the "!"
_REFRESH = 82


class OrgState:
    """One scenario and the moment it began."""

    def __init__(self, scenario: Scenario, started: dt.datetime) -> None:
        self.scenario = scenario
        self.started = started
        self._moments: dict[str, dt.datetime] = {}
        self._rows: dict[str, Sequence[Row]] = {}
        self._by_id: dict[str, Mapping[str, Row]] = {}

    @cached_property
    def org_id(self) -> str:
        """The 18-character id of the org."""
        return with_checksum(self.scenario.organization.id)

    @cached_property
    def features(self) -> frozenset[str]:
        """What is provisioned, by the names that gate the schema."""
        return self.scenario.features.provisioned()

    def id(self, entity: str, *key: str) -> str:
        """The id of the thing called `key`."""
        return record_id(prefixes()[entity], *key)

    def user_id(self, user: str | None) -> str | None:
        """The id of a user of the scenario."""
        return None if user is None else self.id("User", user)

    def moment(self, text: str | None) -> dt.datetime | None:
        """What a time in the scenario means."""
        if text is None:
            return None
        if text not in self._moments:
            self._moments[text] = moments.resolve(text, self.started)
        return self._moments[text]

    def rows(self, entity: str) -> Sequence[Row]:
        """All rows of an object, made when first asked for."""
        if entity not in self._rows:
            make = TABLES.get(entity)
            self._rows[entity] = tuple(make(self)) if make else ()
        return self._rows[entity]

    def by_id(self, entity: str) -> Mapping[str, Row]:
        """The same rows by Id."""
        if entity not in self._by_id:
            self._by_id[entity] = {row["Id"]: row for row in self.rows(entity)}
        return self._by_id[entity]

    def permissions(self, user: str) -> frozenset[str]:
        """System permissions a user holds through profile, permission sets and groups."""
        return frozenset(right for grants in self.held(user) for right in grants.permissions)

    def held(self, user: str) -> tuple[Grants, ...]:
        """What a user's profile, each permission set and each group grants."""
        scenario, person = self.scenario, self.scenario.users[user]
        sets, groups = scenario.permission_sets, scenario.permission_set_groups
        given = (
            groups[name].sum(sets) if name in groups else sets[name]
            for name in person.permission_sets
        )
        return (scenario.profiles[person.profile], *given)

    def access_token(self, key: str, token: Token) -> str:
        """The access token a grant starts with: org id, ``!`` and an opaque body."""
        made = f"{self.scenario.organization.id}!AR{scrambled(f'access/{key}', _BODY - 2)}"
        return token.access_token or made

    def refresh_token(self, key: str, token: Token) -> str:
        """The refresh token of a grant."""
        return token.refresh_token or f"5Aep861{scrambled(f'refresh/{key}', _REFRESH)}"

    def client(self, app: str) -> tuple[str, str]:
        """Consumer key and secret of an app."""
        found = (
            self.scenario.ecas().get(app)
            or self.scenario.connected_apps.get(app)
            or next((c for c in self.scenario.clients.values() if c.app == app), None)
        )
        key = found.client_id if found else None
        secret = found.client_secret if found else None
        return (
            key or f"3MVG9{scrambled(f'consumer/{app}', 80)}",
            secret or scrambled(f"secret/{app}", 64).upper(),
        )

    @property
    def connection(self) -> dict[str, str | None]:
        """What whoever checks this org is told, without the addresses."""
        told = self.scenario.connection
        token = self.scenario.tokens[told.token]
        client_id, client_secret = self.client(token.app)
        users = self.scenario.users

        def username(key: str | None) -> str | None:
            return users[key].username if key in users else key

        return {
            "alias": told.alias,
            "org_id": self.org_id,
            "client_id": client_id,
            "client_secret": client_secret,
            "refresh_token": self.refresh_token(told.token, token),
            "access_token": self.access_token(told.token, token),
            "username": username(token.user),
            "setup_user": username(told.setup_user),
            "integration_user": username(told.integration_user),
            "installer": username(told.installer),
        }
