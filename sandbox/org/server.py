"""The org on a port of the loopback interface.

``async with OrgSandbox(scenario="healthy-eca") as org: org.url, org.connection, org.requests``.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web

from sandbox.org import certificates, events, pages, shipped
from sandbox.org.answering import answer
from sandbox.org.call import Answer, Call, Refusal
from sandbox.org.faults import described
from sandbox.org.listening import Listener
from sandbox.org.org import Org
from sandbox.org.scenario import Scenario

_SLASHES = re.compile("^//+")  # clients whose instance URL ends in a slash; real orgs take it
_LARGEST_BODY = 50 * 1024 * 1024
_LONGEST_LOG = 20_000
_HOSTS = ("127.0.0.1", "localhost", "::1")


class OrgSandbox:
    """A Salesforce org on localhost, http and https on one port."""

    def __init__(
        self,
        scenario: str | Path | Scenario = "healthy-eca",
        port: int = 0,
        host: str = "127.0.0.1",
        pages: Path | None = None,
    ) -> None:
        if host not in _HOSTS:
            raise ValueError("The sandbox org has an open control API: it listens on loopback only")
        self._org = Org(_scenario(scenario))
        self._wanted = (host, port)
        self._pages = pages
        self._port = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._runner: web.ServerRunner | None = None
        self._listener: Listener | None = None
        self.ca_file = ""

    async def __aenter__(self) -> Self:
        """Start listening."""
        self._folder = tempfile.TemporaryDirectory(prefix="sandbox-org-")
        ca_file, tls = certificates.made(Path(self._folder.name))
        self.ca_file = str(ca_file)
        server = web.Server(self._handle)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        self._listener = Listener(server, tls)
        self._port = self._listener.open(*self._wanted)
        self._org.url, self._org.plain_url = self.url, self.http_url
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop, and remove the certificate."""
        if self._listener:
            await self._listener.close()
        if self._runner:
            await self._runner.cleanup()
        if self._folder:
            self._folder.cleanup()

    @property
    def url(self) -> str:
        """Where clients that speak https alone find the org."""
        return f"https://localhost:{self._port}"

    @property
    def http_url(self) -> str:
        """The same port without TLS."""
        return f"http://localhost:{self._port}"

    @property
    def connection(self) -> dict[str, str | None]:
        """What whoever checks this org is told."""
        addresses = {"instance_url": self.url, "login_url": self.url}
        return {**self._org.state.connection, **addresses}

    @property
    def requests(self) -> list[dict[str, Any]]:
        """What was asked: method, path, bytes, subrequests, status, at. Never a token."""
        return self._org.requests

    @property
    def org(self) -> Org:
        """The org behind the port."""
        return self._org

    def load(self, scenario: str | Path | Scenario) -> None:
        """Begin another scenario."""
        self._org.load(_scenario(scenario))

    def change(self, patch: Mapping[str, Any]) -> None:
        """Lay a patch over the running scenario."""
        self._org.change(patch)

    def break_on(self, faults: object) -> None:
        """Set the faults in force: a list of ``{"match": …, "answer": …}``; ``[]`` heals."""
        self._org.break_on(faults)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await _body(request)
        call = Call(
            method=request.method,
            path=_SLASHES.sub("/", unquote(request.rel_url.raw_path)),
            query=dict(request.rel_url.query),
            body=body,
            headers=request.headers,
            base=f"{request.scheme}://{request.host}",
        )
        if call.path == events.PATH:
            return await events.stream(request, self._org)
        if pages.serves(call.path):
            return _response(pages.answer(call.path, self._pages), request)
        at = dt.datetime.now(dt.UTC)
        found = answer(call, self._org)
        if found.delay:
            await asyncio.sleep(found.delay)
        self._log(call, found, at)
        if found.cut and request.transport:
            request.transport.abort()
        return _response(found, request)

    def _log(self, call: Call, found: Answer, at: dt.datetime) -> None:
        if call.path.startswith("/sandbox/"):
            return
        del self._org.requests[:-_LONGEST_LOG]
        self._org.asked += 1
        self._org.requests.append(
            {
                "method": call.method,
                "path": described(call),
                "bytes": len(found.text()),
                "subrequests": _sub_requests(call),
                "status": 0 if found.cut else found.status,
                "at": at.isoformat(),
            }
        )


async def _body(request: web.BaseRequest) -> bytes:
    read = bytearray()
    async for chunk in request.content.iter_any():
        read += chunk
        if len(read) > _LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(_LARGEST_BODY, len(read))
    return bytes(read)


def _response(found: Answer, request: web.BaseRequest) -> web.Response:
    kind, _, charset = found.content_type.partition(";charset=")
    response = web.Response(
        status=found.status,
        body=found.text(),
        headers=dict(found.headers),
        content_type=kind.split(";")[0],
        charset=charset or "utf-8",
    )
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.enable_compression(web.ContentCoding.gzip)
    return response


def _sub_requests(call: Call) -> list[str]:
    if "/composite" not in call.path or call.method != "POST":
        return []
    try:
        body = call.json()
    except Refusal:
        return []
    lists = ("batchRequests", "compositeRequest")
    items = [item for name in lists for item in _listed(body, name) if isinstance(item, dict)]
    return [f"{item.get('method')} {unquote(str(item.get('url')))}" for item in items]


def _listed(body: object, name: str) -> list[object]:
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, list) else []


def _scenario(scenario: str | Path | Scenario) -> Scenario:
    return scenario if isinstance(scenario, Scenario) else shipped.load(scenario)
