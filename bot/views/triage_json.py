"""Triaged → JSON, and the schema it keeps (`docs/triage.schema.json`)."""

import json
from typing import Any

from intents.triaged import Triaged

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def triage_json(told: Triaged) -> str:
    """What was recognised, what not, and which secrets were cut: never a secret itself."""
    whole = told.model_dump(mode="json", exclude={"kind"})
    return json.dumps(whole, indent=2, ensure_ascii=False)


def schema() -> dict[str, Any]:
    """JSON Schema of an answer; every key is always there."""
    made = Triaged.model_json_schema(mode="serialization")
    del made["properties"]["kind"]
    for node in (made, *made["$defs"].values()):
        if "properties" in node:  # pydantic leaves out what has a default; we always write it
            node["required"] = list(node["properties"])
    return {"$schema": _DIALECT, **made, "title": "sixsense triage --json"}


def schema_text() -> str:
    """The content of `docs/triage.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
