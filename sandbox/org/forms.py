"""Forms as browsers and OAuth clients send them.

Source: RFC 6749, sections 2.3.1 (client credentials in a Basic header) and 4.1.3.
"""

from __future__ import annotations

import base64
from urllib.parse import parse_qsl

from sandbox.org.call import Call


def form_of(call: Call) -> dict[str, str]:
    """Query and body together; the body wins over the query, both over a Basic header."""
    form = dict(call.query)
    form.update(parse_qsl(call.body.decode(errors="replace"), keep_blank_values=True))
    basic = call.headers.get("Authorization", "")
    if basic.startswith("Basic "):
        try:
            client, _, secret = base64.b64decode(basic[6:]).decode().partition(":")
        except ValueError:
            return form
        form = {"client_id": client, "client_secret": secret, **form}
    return form


def cookie(call: Call, name: str) -> str:
    """One cookie of a browser."""
    for part in call.headers.get("Cookie", "").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""
