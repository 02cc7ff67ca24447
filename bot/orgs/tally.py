"""What a visit costs an org, and what the org says is left of its daily API budget.

Source: REST API Developer Guide, *Limit Info Header*; *Composite Batch*: one call for each
sub-request; *Composite*: one call.
"""

import threading
from dataclasses import dataclass

import requests
from simple_salesforce.api import Salesforce

NEAR, SPENT = 0.70, 0.90  # shares of the daily budget: be thrifty; do not spend


@dataclass(frozen=True)
class Usage:
    """API calls used of the org's allowance for 24 hours. `total` 0 = never seen."""

    used: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """Used share; 0 where never seen."""
        return self.used / self.total if self.total > 0 else 0.0


class Tally:
    """Counts of one visit; written by several threads."""

    def __init__(self, usage: Usage) -> None:
        self._lock = threading.Lock()
        self.requests = 0
        self.calls = 0
        self.usage = usage

    def sent(self) -> None:
        """One more HTTP request went out."""
        with self._lock:
            self.requests += 1

    def spent(self, calls: int) -> None:
        """So many API calls were taken off the daily budget."""
        with self._lock:
            self.calls += calls

    def heard(self, response: requests.Response) -> None:
        """Read what an answer's header says about the budget; every answer may carry it."""
        told = Salesforce.parse_api_usage(response.headers.get("Sforce-Limit-Info", ""))
        if found := told.get("api-usage"):
            self.saw(Usage(found.used, found.total))

    def saw(self, usage: Usage) -> None:
        """The budget as the org tells it now."""
        if usage.total > 0:
            with self._lock:
                self.usage = usage
