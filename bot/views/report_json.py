"""Report → JSON, and the schema it keeps (`docs/report.schema.json`)."""

import json
from typing import Any

from intents.reply import Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_json(report: Report) -> str:
    """The whole report, evidence and identities included: for the person who ran it."""
    whole = report.model_dump(mode="json")
    return json.dumps(whole, indent=2, ensure_ascii=False)


def schema() -> dict[str, Any]:
    """JSON Schema of a report; every key is always there."""
    made = Report.model_json_schema(mode="serialization")
    for node in (made, *made["$defs"].values()):
        if "properties" in node:  # pydantic leaves out what has a default; we always write it
            node["required"] = list(node["properties"])
    return {"$schema": _DIALECT, **made, "title": "sixsense check --json"}


def schema_text() -> str:
    """The content of `docs/report.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
