"""The folder of the org's Setup pages, served where a real org has them.

Paths: Setup deep links and the package install page, as people are sent to them; one index.html
answers them all and reads the address itself. Without a folder a notice stands in its place.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path

from sandbox.org.call import Answer
from sandbox.org.signin import documents

_PAGES = (
    "/lightning/",
    "/packaging/installPackage.apexp",
    "/identity/app/AppInstallApprovalPage.apexp",
)
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}  # their names hold a hash
_FRESH = {"Cache-Control": "no-store"}


def serves(path: str) -> bool:
    """Whether this path belongs to the pages."""
    return path in {"/", "/favicon.svg"} or path.startswith(("/assets/", *_PAGES))


def answer(path: str, folder: Path | None) -> Answer:
    """A file, the index, or the notice."""
    if folder is None:
        return documents.document(
            "This is a practice org",
            documents.paragraph(
                "It answers as Salesforce would, but it was started without its Setup pages."
            ),
            documents.link("Play the vendor and sign in", "/sandbox/connect"),
            documents.link("See its state", "/sandbox/state"),
        )
    if path.startswith("/assets/") or path == "/favicon.svg":
        return _file(folder, path.lstrip("/"), _KEPT)
    return _file(folder, "index.html", _FRESH)


def _file(folder: Path, name: str, headers: dict[str, str]) -> Answer:
    root = folder.resolve()
    found = (root / name).resolve()
    if not found.is_relative_to(root) or not found.is_file():
        return Answer(404, "Not found", content_type="text/plain")
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    return Answer(200, found.read_bytes(), headers, content_type=kind)
