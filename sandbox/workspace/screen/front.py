"""The built pages, served from a folder; a plain notice where there are none."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from aiohttp import web

_FRESH = {"Cache-Control": "no-cache"}
_NOT_PAGES = ("/sandbox/", "/api/", "/oauth/", "/files/")
_NOTICE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>
<body style="font-family: sans-serif; max-width: 40rem; margin: 3rem auto">
<h1>{name}</h1><p>This workspace runs, but its page has not been built.</p>
<p>Everything the page would do is also under <code>/sandbox/</code>; see
docs/sandbox-workspace.md.</p></body></html>"""


@dataclass(frozen=True)
class Front:
    """`/` and client routes answer with index.html, `/assets/…` with the folder's files."""

    pages: Path | None
    name: str

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add these last: they take what nothing else took."""
        router.add_get("/assets/{tail:.*}", self.asset)
        router.add_get("/{tail:.*}", self.index)

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """A file of the bundle, and of no other folder."""
        for folder in self._folders():
            wanted = (folder / request.match_info["tail"]).resolve()
            if wanted.is_relative_to(folder) and wanted.is_file():
                return web.FileResponse(wanted, headers=_FRESH)
        raise web.HTTPNotFound

    def _folders(self) -> list[Path]:
        if self.pages is None:
            return []
        root = self.pages.resolve()
        return [root / "assets", root]

    async def index(self, request: web.Request) -> web.StreamResponse:
        """The page; which part of it is shown is decided in the browser."""
        if request.path.startswith(_NOT_PAGES):
            raise web.HTTPNotFound
        page = None if self.pages is None else self.pages / "index.html"
        if page is not None and page.is_file():
            return web.FileResponse(page, headers=_FRESH)
        text = _NOTICE.format(name=escape(self.name))
        return web.Response(text=text, content_type="text/html")
