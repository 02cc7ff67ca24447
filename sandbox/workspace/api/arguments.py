"""How Slack reads arguments: query, form, multipart or JSON; the token in header or form."""

import json
from dataclasses import dataclass

from aiohttp import web

from sandbox.workspace.api.method import Refused
from sandbox.workspace.message import Json

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Arguments:
    """What was sent, without the token."""

    values: Json
    token: str | None
    basic: str | None = None


async def read(request: web.Request) -> Arguments:
    """Read a Web API request (Slack docs, Web API: a token in a JSON body does not count)."""
    values: Json = dict(request.query)
    from_body = None
    if request.method == "POST" and request.can_read_body:
        body = await _body(request)
        if request.content_type == "application/json":
            body.pop("token", None)
        else:
            from_body = body.pop("token", None)
        values |= {k: v for k, v in body.items() if v is not None}
    from_query = values.pop("token", None)
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    bearer = credentials.strip() if scheme == "Bearer" else None
    basic = credentials.strip() if scheme == "Basic" else None
    return Arguments(values, bearer or from_body or from_query, basic)


async def _body(request: web.Request) -> Json:
    if "Content-Type" not in request.headers:
        raise Refused("missing_post_type")
    if request.content_type == "application/json":
        try:
            found = json.loads(await request.text())
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(found, dict):
            raise Refused("json_not_object")
        return found
    if request.content_type in FORMS:
        form = await request.post()
        arrays = [name for name in form if name.endswith("[]")]
        if arrays:
            raise Refused("invalid_array_arg")
        return {name: value for name, value in form.items() if isinstance(value, str)}
    if request.content_type == "text/plain":
        return {}
    raise Refused("invalid_post_type")
