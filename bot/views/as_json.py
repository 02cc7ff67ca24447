"""Answers as JSON, and the schemas they keep (`docs/report.schema.json`, `triage.schema.json`)."""

import json
from typing import Any

from intents.replies.triaged import Triaged
from intents.reply import Report

Json = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_json(report: Report) -> str:
    """The whole report, evidence and identities included: for the person who ran it."""
    return _written(report.model_dump(mode="json"))


def triage_json(told: Triaged) -> str:
    """What was recognised, what not, and which secrets were cut: never a secret itself."""
    return _written(told.model_dump(mode="json", exclude={"kind"}))


def report_schema() -> Json:
    """JSON Schema of a report."""
    return _schema(Report.model_json_schema(mode="serialization"), "sixsense check --json")


def triage_schema() -> Json:
    """JSON Schema of what a paste is."""
    made = Triaged.model_json_schema(mode="serialization")
    del made["properties"]["kind"]
    return _schema(made, "sixsense triage --json")


def schema_text(schema: Json) -> str:
    """The content of its file."""
    return _written(schema) + "\n"


def _schema(made: Json, title: str) -> Json:
    """Every key is always there."""
    for node in (made, *made["$defs"].values()):
        if "properties" in node:  # pydantic leaves out what has a default; we always write it
            node["required"] = list(node["properties"])
    return {"$schema": _DIALECT, **made, "title": title}


def _written(value: Json) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
