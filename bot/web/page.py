"""A page a person understands: one heading, a few sentences, perhaps one way on. Escaped here.

Nothing of a request is ever shown as it came. The headers keep the page out of frames, out of
caches, and from loading or running anything.
"""

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from aiohttp import web

_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:10vh auto;padding:0 1.5rem;"
    "color:#1f2937;background:#fff}h1{font-size:1.5rem;line-height:1.3}code{font-size:.95em}"
    "dt{font-weight:600}dd{margin:0 0 .75rem}a.way{display:inline-block;margin-top:1rem;"
    "padding:.7rem 1.2rem;border-radius:.5rem;background:#1f2937;color:#fff;text-decoration:none}"
    "a.way:focus-visible{outline:3px solid #2563eb;outline-offset:2px}"
    "@media(prefers-color-scheme:dark){body{color:#e5e7eb;background:#111827}"
    "a.way{background:#e5e7eb;color:#111827}}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
REFUSED = 400


def page(
    title: str,
    *sentences: str,
    terms: Sequence[tuple[str, str]] = (),
    way: tuple[str, str] | None = None,
    status: int = 200,
) -> web.Response:
    """An HTML answer.

    Args:
        title: the heading.
        sentences: a paragraph each.
        terms: words and what they mean, as a list.
        way: a link's label and address.
        status: of the HTTP answer.
    """
    title = _inert(title)
    said = "".join(f"<p>{_inert(sentence)}</p>" for sentence in sentences)
    listed = "".join(f"<dt>{_inert(term)}</dt><dd>{_inert(told)}</dd>" for term, told in terms)
    on = f'<a class="way" href="{escape(way[1])}">{escape(way[0])}</a>' if way else ""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{said}{listed and f'<dl>{listed}</dl>'}{on}"
        "</main></body></html>"
    )
    return web.Response(text=html, content_type="text/html", status=status, headers=_HEADERS)


def _inert(text: str) -> str:
    """Escaped, and nothing left in it that turns the line round or cannot be written."""
    return escape("".join(c if c.isprintable() else " " for c in text))


def refused(title: str, *sentences: str, way: tuple[str, str] | None = None) -> web.Response:
    """The same for what cannot be done: HTTP 400."""
    return page(title, *sentences, way=way, status=REFUSED)


def named(cookie: str, *, secure: bool) -> str:
    """A cookie's name; over https one that no other host of our domain can set (RFC 6265bis)."""
    return f"__Host-{cookie}" if secure else cookie
