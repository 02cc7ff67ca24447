"""The bytes of files: taken at upload URLs, given to whoever may see them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from sandbox.workspace.api.method import Refused
from sandbox.workspace.oauth.tokens import found
from sandbox.workspace.state import State

if TYPE_CHECKING:
    from sandbox.workspace.records import File


@dataclass(frozen=True)
class Uploads:
    """`/upload/v1/<ticket>`, `/files/<id>/<name>` for apps, `/sandbox/files/<id>` for the page."""

    state: State

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/upload/v1/{ticket}", self.take)
        router.add_get("/files/{id}/{name}", self.give)
        router.add_get("/sandbox/files/{id}", self.show)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Raw bytes or a form; as many as were announced (files.getUploadURLExternal)."""
        ticket = request.match_info["ticket"]
        file = next((f for f in self.state.files.values() if f.ticket == ticket), None)
        if file is None or file.data is not None:
            return web.Response(status=404, text="no such upload")
        data = await _bytes(request)
        if len(data) != file.length:
            return web.Response(status=400, text="the size is not the one announced")
        file.data = data
        return web.Response(text=f"OK - {len(data)}")

    async def give(self, request: web.Request) -> web.StreamResponse:
        """`url_private`, for a token with files:read (Slack docs, file object)."""
        _, _, token = request.headers.get("Authorization", "").partition(" ")
        try:
            at, caller = found(self.state, token.strip())
        except Refused as refused:
            return web.Response(status=403, text=refused.error)
        file = self._file(request)
        if "files:read" not in caller.scopes or file is None or file.team != at.world.app.team:
            return web.Response(status=403, text="access_denied")
        return _download(file)

    async def show(self, request: web.Request) -> web.StreamResponse:
        """For the page."""
        file = self._file(request)
        return web.Response(status=404) if file is None else _download(file)

    def _file(self, request: web.Request) -> "File | None":
        file = self.state.files.get(request.match_info["id"])
        return None if file is None or file.data is None or not file.done else file


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    parts = [v for v in form.values() if isinstance(v, web.FileField)]
    return parts[0].file.read() if parts else b""


def _download(file: "File") -> web.Response:
    """Never drawn in the page's own origin."""
    name = quote(file.name)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=file.data, headers=headers, content_type="application/octet-stream")
