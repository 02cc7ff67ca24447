"""``GET /sandbox/events``: server-sent events, so that a page is live.

``state`` says that the org is not as it was (data: its revision); ``request`` tells an entry of the
log. Read by looking again and again, because the org may be changed from another thread.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

from aiohttp import web

from sandbox.org.org import Org

PATH = "/sandbox/events"
_EVERY = 0.05
_QUIET = 15.0  # after so long a comment keeps proxies and browsers awake


async def stream(request: web.BaseRequest, org: Org) -> web.StreamResponse:
    """Tell until the browser leaves."""
    headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    seen = _Seen(org)
    quiet = _QUIET
    try:
        while request.transport is not None and not request.transport.is_closing():
            org.ripen()
            told = "".join(seen.news())
            quiet = 0.0 if told else quiet + _EVERY
            if quiet >= _QUIET:
                told, quiet = ":\n\n", 0.0
            if told:
                await response.write(told.encode())
            await asyncio.sleep(_EVERY)
    except ConnectionError:
        return response  # the browser left: nobody to tell
    return response


class _Seen:
    """How far one browser has been told."""

    def __init__(self, org: Org) -> None:
        self._org = org
        self._revision = -1
        self._asked = org.asked

    def news(self) -> Iterator[str]:
        org = self._org
        if org.revision != self._revision:
            self._revision = org.revision
            yield _event("state", {"revision": org.revision})
        fresh = org.asked - self._asked
        self._asked = org.asked
        for entry in org.requests[-fresh:] if fresh else ():
            yield _event("request", entry)


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
