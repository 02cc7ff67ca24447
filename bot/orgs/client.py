"""Calls to one org in one visit, over simple-salesforce. Nothing here raises for an org.

simple-salesforce neither limits time nor repeats what a server dropped: that is added here.
"""

import time
from collections.abc import Callable
from typing import Any

import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import SalesforceError

from bot.orgs.answers import Answer, lost
from bot.orgs.hook import NotLetInError, hooked
from bot.orgs.losses import PAUSES, account
from bot.orgs.metadata import HEADERS, envelope, is_jwt, understood
from bot.orgs.refusals import sign_in
from bot.orgs.tally import Tally
from bot.orgs.tokens import Tokens
from bot.orgs.wire import Deadline, bounded
from bot.store.connections import OrgConnection

USERINFO = "/services/oauth2/userinfo"
_TOO_LATE = 0.05
_UNAUTHORIZED, _BROKEN = 401, 500
#: What simple-salesforce lets through when an answer is not of the form it expects.
_GARBAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
_JWT = lost("the Metadata API does not take our access token: is it of the JWT form?")
_REFUSED_TWICE = sign_in("Salesforce refused a token it had just given", "INVALID_SESSION_ID")

Send = Callable[[Salesforce, dict[str, Any]], Any]


class Line:
    """The line to one org for one visit: counts what it sends, and stops at the deadline.

    Attributes:
        connection: with the newest token this visit knows.
        version: the API version in every path; settled by `acquaintance`.
        let_in: whether the org has taken our token (or renewed it) during this visit.
    """

    def __init__(
        self,
        connection: OrgConnection,
        sessions: tuple[requests.Session, requests.Session],
        tokens: Tokens,
        tally: Tally,
        until: Deadline,
        *,
        timeout: float,
    ) -> None:
        self.connection = connection
        self.version = ""
        self.let_in = False
        self.tally = tally
        self.until = until
        self._session, self._public = sessions
        self._tokens = tokens
        self._timeout = timeout

    def renew(self, stale: OrgConnection) -> None:
        """A token newer than `stale` has.

        Raises:
            NotLetInError: Salesforce gives us none.
        """
        self.connection = self._tokens.renewed(stale, self._session, self.until, self.tally)
        self.let_in = True

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

    def plain(self, path: str, *, bearer: bool = False) -> Answer:
        """GET of the org, outside the data API; costs no API call."""

        def send(_org: Salesforce, kept: dict[str, Any]) -> Answer:
            token = self.connection.secrets.access_token
            headers = {"Authorization": f"Bearer {token}"} if bearer else {}
            url = self.connection.instance_url + path
            return _document(self._session.get(url, headers=headers, **kept))

        answer = self._asked(send, 0)
        self.let_in = self.let_in or (bearer and answer.good)
        return answer

    def soap(self, inner: str, operation: str) -> Answer:
        """One operation of the Metadata API that reads; the answer's body is an XML element.

        Its faults do not reach the hook of simple-salesforce, so an old token is renewed here;
        never one that others take: it would be renewed at every visit, for nothing.
        """
        used = self.connection
        if is_jwt(used.secrets.access_token):
            return _JWT
        answer = self._asked(lambda _org, kept: self._posted(inner, operation, kept), 1)
        if answer.status != _UNAUTHORIZED:
            return answer
        if self.connection is used:
            if self.plain(USERINFO, bearer=True).good:
                return _JWT
            try:
                self.renew(used)
            except NotLetInError as error:
                return Answer(_UNAUTHORIZED, unlearnt=error.unlearnt)
        answer = self._asked(lambda _org, kept: self._posted(inner, operation, kept), 1)
        return _JWT if answer.status == _UNAUTHORIZED else answer

    def _posted(self, inner: str, operation: str, kept: dict[str, Any]) -> Answer:
        sent = envelope(operation, inner, self.connection.secrets.access_token)
        url = f"{self.connection.instance_url}/services/Soap/m/{self.version}"
        response = self._session.post(url, data=sent, headers=HEADERS, **kept)
        return understood(response.status_code, response.text)

    def elsewhere(self, url: str) -> Answer:
        """GET of a public service of Salesforce's, without our token."""
        return self._asked(lambda _org, kept: _document(self._public.get(url, **kept)), 0)

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
            self.let_in = self.let_in or calls > 0
        elif _UNAUTHORIZED < answer.status < _BROKEN:
            self.tally.spent(min(calls, 1))
        refused = answer.unlearnt and not answer.status and statuses[-1:] == [_UNAUTHORIZED]
        return Answer(_UNAUTHORIZED) if refused else answer

    def _sent(self, send: Send, kept: dict[str, Any]) -> Answer:
        client = hooked(self.connection, self.version, self._session, self._once_more())
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
        if isinstance(body, str):  # what simple-salesforce makes of a Tooling answer in HTML
            return lost("the answer was not JSON")
        return body if isinstance(body, Answer) else Answer(200, body)

    def _once_more(self) -> Callable[[], str]:
        """What the hook calls: a new token once per request; a second 401 is final."""
        used = self.connection
        tries = iter((True,))

        def renewed() -> str:
            if not next(tries, False):
                raise NotLetInError(_REFUSED_TWICE)
            self.renew(used)
            self.tally.sent()
            return self.connection.secrets.access_token

        return renewed


def _document(response: requests.Response) -> Answer:
    return Answer(response.status_code, response.json() if response.ok else response.text[:200])
