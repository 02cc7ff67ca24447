"""Calls to one org in one visit, over simple-salesforce. Nothing here raises for an org.

simple-salesforce neither limits time nor repeats what a server dropped: that is added here.
"""

import time
from collections.abc import Callable
from typing import Any

import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import SalesforceError
from urllib3.exceptions import ProtocolError

from bot.orgs.answers import Answer, lost
from bot.orgs.hook import NotLetInError, hooked
from bot.orgs.refusals import sign_in
from bot.orgs.tally import Tally
from bot.orgs.wire import Deadline, TooLargeError, bounded
from bot.store.connections import OrgConnection

#: Seconds before a read is repeated. A server that drops every third request recovers in one.
PAUSES = (0.1, 0.3, 0.8)
_TOO_LATE = 0.05
_UNAUTHORIZED, _BROKEN = 401, 500
#: What simple-salesforce lets through when an answer is not of the form it expects.
_GARBAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
_REFUSED_TWICE = sign_in("Salesforce refused a token it had just given", "INVALID_SESSION_ID")

Renew = Callable[[OrgConnection], OrgConnection]
Send = Callable[[Salesforce, dict[str, Any]], Any]


class Line:
    """The line to one org for one visit: counts what it sends, and stops at the deadline."""

    def __init__(
        self,
        connection: OrgConnection,
        session: requests.Session,
        renew: Renew,
        tally: Tally,
        until: Deadline,
        *,
        timeout: float,
    ) -> None:
        self.connection = connection
        self.version = ""
        self.session = session
        self.tally = tally
        self.until = until
        self._renew = renew
        self._timeout = timeout

    def get(self, path: str, calls: int = 1) -> Answer:
        """GET below `/services/data/vXX.X/`."""
        return self._asked(lambda org, kept: org.restful(path, **kept), calls)

    def post(self, path: str, body: dict[str, Any], calls: int) -> Answer:
        """POST a composite of reads below `/services/data/vXX.X/`."""
        if path.startswith("tooling/"):
            action = path.removeprefix("tooling/")
            return self._asked(
                lambda org, kept: org.toolingexecute(action, method="POST", data=body, **kept),
                calls,
            )
        return self._asked(
            lambda org, kept: org.restful(path, method="POST", json=body, **kept), calls
        )

    def plain(self, url: str, *, bearer: bool = False) -> Answer:
        """GET a whole URL outside the data API; costs no API call."""

        def send(_org: Salesforce, kept: dict[str, Any]) -> Any:  # noqa: ANN401 -- any JSON
            token = self.connection.secrets.access_token
            headers = {"Authorization": f"Bearer {token}"} if bearer else {}
            answer = self.session.get(url, headers=headers, **kept)
            body = answer.json() if answer.ok else answer.text[:64]
            return Answer(answer.status_code, body)

        return self._asked(send, 0)

    def _asked(self, send: Send, calls: int) -> Answer:
        """Ask, and ask again where a server broke down or hung up. All of it only reads."""
        for pause in (*PAUSES, None):
            answer = self._once(send, calls)
            if not (answer.broken or answer.again) or pause is None:
                return answer
            if self.until.left() < pause + _TOO_LATE:
                return answer
            time.sleep(pause)
        raise AssertionError("unreachable")

    def _once(self, send: Send, calls: int) -> Answer:
        left = self.until.left()
        if left < _TOO_LATE:
            return lost("there was no time left to ask")
        statuses: list[int] = []

        def seen(response: requests.Response, **_sent: Any) -> None:  # noqa: ANN401 -- requests
            statuses.append(response.status_code)
            self.tally.heard(response)

        kept = {"timeout": min(self._timeout, left), "hooks": {"response": [bounded, seen]}}
        self.tally.sent()
        answer = self._sent(send, kept)
        if answer.good:
            self.tally.spent(calls)
        elif _UNAUTHORIZED < answer.status < _BROKEN:
            self.tally.spent(min(calls, 1))
        refused = answer.unlearnt and not answer.status and statuses[-1:] == [_UNAUTHORIZED]
        return Answer(_UNAUTHORIZED) if refused else answer

    def _sent(self, send: Send, kept: dict[str, Any]) -> Answer:
        client = hooked(self.connection, self.version, self.session, self._once_more())
        try:
            body = send(client, kept)
        except NotLetInError as error:
            return Answer(_UNAUTHORIZED, unlearnt=error.unlearnt)
        except SalesforceError as error:
            return Answer(error.status, error.content)
        except requests.RequestException as error:
            return account(error)
        except _GARBAGE:
            return lost("the answer was not JSON of a form I know")
        return body if isinstance(body, Answer) else Answer(200, body)

    def _once_more(self) -> Callable[[], str]:
        """What the hook calls: a new token once per request; a second 401 is final."""
        used = self.connection
        tries = iter((True,))

        def renewed() -> str:
            if not next(tries, False):
                raise NotLetInError(_REFUSED_TWICE)
            self.connection = self._renew(used)
            self.tally.sent()
            return self.connection.secrets.access_token

        return renewed


def account(error: requests.RequestException) -> Answer:
    """What became of a request that no answer came to."""
    cut = isinstance(error, requests.exceptions.ChunkedEncodingError) or (
        isinstance(error, requests.ConnectionError)
        and isinstance(error.args[0] if error.args else None, ProtocolError)
    )
    if cut:
        return lost("Salesforce hung up before it had answered", again=True, split=True)
    match error:
        case requests.JSONDecodeError():
            return lost("the answer was not JSON")
        case requests.ReadTimeout():
            return lost("Salesforce did not answer in time", split=True)
        case requests.exceptions.SSLError():
            return lost("the certificate of the host is not one we trust")
        case TooLargeError():
            return lost(str(error))
        case requests.ConnectionError():  # a ConnectTimeout is one, too
            return lost("no connection to the host could be made", again=True)
        case _:
            return lost(f"the request could not be made ({type(error).__name__})")
