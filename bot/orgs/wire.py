"""HTTP to one org: a session that trusts the right authorities, and answers of bounded size."""

import io
import ssl
import time
from dataclasses import dataclass
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import ChunkedEncodingError, ReadTimeout
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from bot.orgs.hosts import is_loopback

MAX_BODY = 32 * 1024 * 1024  # a full page of 2,000 rows is well below 4 MB
_CHUNK = 64 * 1024
#: What urllib3 raises below `requests`, by the name that `requests` has for it.
_BROKEN: type[Exception] = requests.exceptions.BaseHTTPError  # type: ignore[attr-defined]
_CONNECTIONS = 32  # kept open per org, once they were needed; as many as the gateway's threads


@dataclass(frozen=True)
class Deadline:
    """A moment by the monotonic clock."""

    moment: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """`seconds` from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds left; never below zero."""
        return max(0.0, self.moment - time.monotonic())


class TooLargeError(requests.RequestException):
    """An answer was larger than any honest one."""


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """The authorities we trust: the usual ones and the deployer's. One for all orgs: it is large.

    `verify=<file>` of `requests` would trust only that file.
    """
    return _trusting(ca_file.read_text("ascii") if ca_file else "")


@cache
def _trusting(own: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(str(DEFAULT_CA_BUNDLE_PATH))
    if own:
        context.load_verify_locations(cadata=own)
    return context


def session(url: str, trusted: ssl.SSLContext) -> requests.Session:
    """A session for one host, of whatever tenants. No honest answer needs a redirect or a cookie.

    Redirects are not followed, and cookies not taken: one tenant's visit leaves nothing behind.
    """
    opened = requests.Session()
    opened.mount("https://", _Adapter(trusted))
    opened.max_redirects = 0
    opened.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    opened.auth = _bearer_only
    # A proxy of the deployer serves every host but those on this machine.
    opened.trust_env = not is_loopback(url)
    opened.hooks["response"] = [bounded]
    return opened


def bounded(response: requests.Response, **sent: Any) -> requests.Response:  # noqa: ANN401 -- requests
    """The same answer with its body read: at most MAX_BODY, and in the time the caller gave.

    A time-out of `requests` counts from one packet to the next; a server that drips bytes would
    hold a thread for hours.
    """
    allowed = sent.get("timeout") or 0.0
    until = Deadline.after(max(0.1, float(allowed) - response.elapsed.total_seconds()))
    body = _read(response, until)
    whole = _Whole()
    whole.status_code, whole.reason = response.status_code, response.reason
    whole.headers, whole.url = response.headers, response.url
    whole.request, whole.elapsed = response.request, response.elapsed
    whole.encoding = response.encoding
    whole.raw = io.BytesIO(body)
    return whole


class _Whole(requests.Response):
    """An answer that was read."""

    def json(self, **kwargs: Any) -> Any:  # noqa: ANN401 -- as inherited
        """What it says; one error for whatever is no JSON: an abyss of brackets, endless digits."""
        try:
            return super().json(**kwargs)
        except (ValueError, RecursionError) as error:
            raise requests.JSONDecodeError(type(error).__name__, "", 0) from None


def _read(response: requests.Response, until: Deadline) -> bytes:
    body = bytearray()
    response.raw.decode_content = True
    try:
        while chunk := response.raw.read1(_CHUNK):
            body += chunk
            if len(body) > MAX_BODY or not until.left():
                response.close()
                raise _never_ending(len(body))
    except _BROKEN as error:
        response.close()
        raise ChunkedEncodingError(type(error).__name__) from error
    response.raw.release_conn()
    return bytes(body)


def _never_ending(read: int) -> requests.RequestException:
    if read > MAX_BODY:
        return TooLargeError(f"the answer is larger than {MAX_BODY // 2**20} MB")
    return ReadTimeout("the answer did not end in time")


class _Adapter(HTTPAdapter):
    """TLS by our own context, whatever else `requests` would have loaded for each connection."""

    def __init__(self, trusted: ssl.SSLContext) -> None:
        self._trusted = trusted
        super().__init__(pool_connections=2, pool_maxsize=_CONNECTIONS)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- as inherited
        super().init_poolmanager(*args, ssl_context=self._trusted, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- as inherited
        return super().proxy_manager_for(*args, ssl_context=self._trusted, **kwargs)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:  # noqa: ANN401 -- as inherited
        if verify is not True:  # REQUESTS_CA_BUNDLE of the deployer: trusted, too
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]


def _bearer_only(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps `requests` from putting a password of ~/.netrc over our bearer token."""
    return request
