"""The app's answer to a menu that asks for options (Slack docs, external_select)."""

import json
from dataclasses import replace
from typing import Any

from sandbox.workspace.blockkit.elements import OPTION_GROUPS, OPTION_LIST
from sandbox.workspace.delivery.values import Delivery


def suggested(answer: Delivery) -> Delivery:
    """The answer, refused if it is no list of at most 100 sound options."""
    if not answer.ok:
        return answer
    try:
        body: Any = json.loads(answer.body or "null")
    except ValueError:
        return replace(answer, error="invalid_json")
    if not isinstance(body, dict) or ("options" in body) == ("option_groups" in body):
        return replace(answer, error="invalid_options")
    kind, spec = ("options", OPTION_LIST) if "options" in body else ("option_groups", OPTION_GROUPS)
    if body[kind] and list(spec.check(body[kind], f"/{kind}")):
        return replace(answer, error="invalid_options")
    return answer
