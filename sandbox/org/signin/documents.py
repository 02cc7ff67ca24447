"""Pages of the org as plain HTML: escaped, readable by a screen reader, light and dark.

No script and nothing loaded from elsewhere, so that a page works in any browser and any test.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from sandbox.org.call import Answer

_STYLE = """
:root{color-scheme:light dark;--ground:#f3f3f3;--card:#fff;--text:#181818;--faint:#5c5c5c;
--line:#c9c9c9;--accent:#0b5cab;--on-accent:#fff;--bad:#8e030f;--bad-ground:#fddde3}
@media (prefers-color-scheme:dark){:root{--ground:#16181d;--card:#23262d;--text:#f3f3f3;
--faint:#b5b9c2;--line:#4b505b;--accent:#78b0fd;--on-accent:#0b1220;--bad:#ffb3ba;
--bad-ground:#4a1219}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;color:var(--text);
background:var(--ground);font:1rem/1.5 system-ui,sans-serif}
main{width:min(30rem,100%);background:var(--card);border:1px solid var(--line);
border-radius:.5rem;padding:1.5rem}
h1{font-size:1.4rem;margin:0 0 1rem}h2{font-size:1rem;margin:1.5rem 0 .5rem}
label{display:block;margin:.75rem 0 .25rem}a{color:var(--accent)}
input{width:100%;padding:.5rem;font:inherit;color:inherit;background:var(--card);
border:1px solid var(--faint);border-radius:.25rem}
button{font:inherit;padding:.5rem 1rem;border:1px solid var(--accent);border-radius:.25rem;
background:var(--accent);color:var(--on-accent);cursor:pointer}
button.plain{background:none;color:var(--accent)}
button.row{width:100%;text-align:left;margin:.25rem 0;background:none;color:var(--text);
border-color:var(--line)}
button.row small,.faint{color:var(--faint)}button.row small{display:block}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
[role=alert]{background:var(--bad-ground);color:var(--bad);padding:.75rem;border-radius:.25rem;
overflow-wrap:anywhere}
.buttons{display:flex;gap:.75rem;margin-top:1.25rem;flex-wrap:wrap}
dt{color:var(--faint)}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"


def document(title: str, *body: str, status: int = 200) -> Answer:
    """A whole page; `body` are pieces made by the functions below."""
    text = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{html.escape(title)}</h1>{''.join(body)}</main></body></html>"
    )
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    return Answer(status, text, headers, content_type="text/html;charset=UTF-8")


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph; `kind` is a class."""
    shown = f' class="{html.escape(kind)}"' if kind else ""
    return f"<p{shown}>{html.escape(text)}</p>"


def alert(text: str) -> str:
    """What went wrong, read out at once; empty when nothing did."""
    return f'<p role="alert">{html.escape(text)}</p>' if text else ""


def heading(text: str) -> str:
    """A heading inside the page."""
    return f"<h2>{html.escape(text)}</h2>"


def items(texts: list[str]) -> str:
    """A list."""
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>"


def pairs(told: Mapping[str, str]) -> str:
    """Names and values."""
    inner = "".join(
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in told.items()
    )
    return f"<dl>{inner}</dl>"


def link(text: str, href: str) -> str:
    """A link in a paragraph of its own."""
    return f'<p><a href="{html.escape(href)}">{html.escape(text)}</a></p>'


def form(action: str, hidden: Mapping[str, str], *body: str) -> str:
    """A form that posts."""
    kept = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in hidden.items()
    )
    return f'<form method="post" action="{html.escape(action)}">{kept}{"".join(body)}</form>'


def text_field(name: str, label: str, value: str = "", kind: str = "text") -> str:
    """A labelled input."""
    fill = "current-password" if kind == "password" else "username"
    return (
        f'<label for="{html.escape(name)}">{html.escape(label)}</label>'
        f'<input id="{html.escape(name)}" name="{html.escape(name)}" type="{html.escape(kind)}"'
        f' value="{html.escape(value)}" autocomplete="{fill}">'
    )


def button(name: str, value: str, label: str, *, plain: bool = False) -> str:
    """A button that says which one was pressed."""
    kind = ' class="plain"' if plain else ""
    return (
        f'<button{kind} name="{html.escape(name)}" value="{html.escape(value)}">'
        f"{html.escape(label)}</button>"
    )


def row_button(name: str, value: str, label: str, note: str) -> str:
    """A button as wide as the page, with a second line."""
    return (
        f'<button class="row" name="{html.escape(name)}" value="{html.escape(value)}">'
        f"{html.escape(label)} <small>{html.escape(note)}</small></button>"
    )


def buttons(*made: str) -> str:
    """Buttons side by side."""
    return f'<div class="buttons">{"".join(made)}</div>'
