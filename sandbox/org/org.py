"""The org behind the server: its state, who is signed in, its faults, and what it was asked."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sandbox.org import consequences, packaging
from sandbox.org.call import Refusal
from sandbox.org.caller import Caller
from sandbox.org.faults import Fault, Faults
from sandbox.org.ids import scrambled, with_checksum
from sandbox.org.scenario import Scenario
from sandbox.org.sessions import Sessions
from sandbox.org.shipped import ScenarioError, merged, validated
from sandbox.org.signin.visits import Visits
from sandbox.org.soql import Result
from sandbox.org.state import OrgState

_MOST_CURSORS = 50


class Org:
    """One org, live."""

    def __init__(self, scenario: Scenario, url: str = "https://localhost") -> None:
        self.url = url
        self.plain_url = url.replace("https://", "http://", 1)
        self.revision = 0
        self.asked = 0
        self.serial = 0
        self.requests: list[dict[str, Any]] = []
        self.cursors: OrderedDict[str, Result] = OrderedDict()
        self.load(scenario)

    def load(self, scenario: Scenario) -> None:
        """Begin a scenario: tokens, counters and faults start anew."""
        self.revision += 1
        self.state = OrgState(scenario, dt.datetime.now(dt.UTC))
        self.sessions = Sessions()
        self.visits = Visits()
        self.jobs: dict[str, object] = {}
        self.used = scenario.limits.used
        self.flaky_count = 0
        self.failed: set[object] = set()
        self.cursors.clear()
        self.faults = Faults(checked_faults(scenario.faults))

    def change(self, patch: Mapping[str, Any]) -> None:
        """Lay a patch over the scenario; who is signed in stays signed in."""
        scenario = self.state.scenario
        current = scenario.model_dump()
        changed = validated(merged(current, _by_key(patch, scenario)), "after this change")
        if changed.limits.used != scenario.limits.used:
            self.used = changed.limits.used
        if changed.faults != scenario.faults:
            self.faults = Faults(checked_faults(changed.faults))
        follows = consequences.of(scenario, changed)
        if follows:
            changed = validated(merged(changed.model_dump(), follows), "after this change")
        self.put_back(OrgState(changed, self.state.started))

    def put_back(self, state: OrgState) -> None:
        """Have this state: a change laid over, or an earlier one again after a rollback."""
        self.state = state
        self.revision += 1

    def job(self, prefix: str, result: object) -> str:
        """The id under which the result of a job is kept."""
        self.serial += 1
        job = with_checksum(f"{prefix}Hs0000{scrambled(f'job/{self.serial}', 6)}")
        self.jobs[job] = result
        return job

    def ripen(self) -> None:
        """Let happen what was to happen by now: installs that are due."""
        now = dt.datetime.now(dt.UTC)
        while patch := packaging.finished(self.state.scenario, self.state.started, now):
            self.change(patch)

    def break_on(self, faults: object) -> None:
        """Replace the faults in force; an empty list heals everything."""
        self.faults = Faults(checked_faults(faults))

    def revoke(self, grant: str) -> None:
        """End a grant: its refresh token, its access tokens, its row of OauthToken."""
        if grant in self.state.scenario.tokens:
            self.change({"tokens": {grant: {"revoked": True}}})

    def caller(self, token: str) -> Caller:
        """Who this access token stands for, or 401."""
        grant = self.sessions.access(self.state, token)
        found = self.state.scenario.tokens.get(grant) if grant else None
        user = self.state.scenario.users[found.user] if found else None
        if grant is None or found is None or user is None or not user.active or user.frozen:
            raise Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
        return Caller(
            user=found.user,
            user_id=str(self.state.user_id(found.user)),
            grant=grant,
            permissions=self.state.permissions(found.user),
            scopes=frozenset(found.scope.split()),
            token_format=found.format,
        )

    def spend(self, caller: Caller, calls: int) -> None:
        """Count API calls against the daily limit."""
        self.used += calls
        self.sessions.count(caller.grant)
        if self.used > self.state.scenario.limits.daily_api_requests:
            raise Refusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")

    @property
    def limit_info(self) -> str:
        """The value of ``Sforce-Limit-Info``."""
        return f"api-usage={self.used}/{self.state.scenario.limits.daily_api_requests}"

    def keep(self, result: Result) -> str:
        """A locator under which the rest of a result can be asked for."""
        locator = f"01g{scrambled(f'cursor/{len(self.cursors)}/{self.used}/{id(result)}', 12)}AAA"
        self.cursors[locator] = result
        while len(self.cursors) > _MOST_CURSORS:
            self.cursors.popitem(last=False)
        return locator


def checked_faults(faults: object) -> tuple[Fault, ...]:
    """Faults from plain data, or a sentence that says what is wrong."""
    if not isinstance(faults, list | tuple):
        raise ScenarioError("Faults are a list of {match, answer}.")
    try:
        return tuple(Fault.model_validate(fault) for fault in faults)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ScenarioError(f"A fault is not right: {where} {first['msg']}.") from None


def _by_key(patch: Mapping[str, Any], scenario: Scenario) -> Mapping[str, Any]:
    """The patch with users named by username turned into their keys."""
    users = patch.get("users")
    if not isinstance(users, Mapping):
        return patch
    keys = {user.username: key for key, user in scenario.users.items()}
    return {**patch, "users": {keys.get(name, name): value for name, value in users.items()}}
