"""The evidence behind one finding: what was put to the org, what came back, as whom, when.

Only declared fields leave: the fact's own model is the list of what may be shown, and what is
personal (names, e-mail and IP addresses) is shown only where the asker wants it. Everything can be
put to the org again by hand, in any query tool.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from intents.checks import CHECKS
from intents.fact import PERSONAL, Fact, Refused, Said
from intents.finding import Grade
from intents.known import about
from intents.question import Metadata, Soql
from intents.replies.told import Exhibit, Proof
from intents.world import Recalled

_ROWS = 10  # rows shown of one answer; the rest are counted
_HIDDEN = "[hidden]"


def proof(receipt: str, check: str, run: Recalled, *, names: bool = False) -> Proof | None:
    """The evidence for one check of a run; None where the run has no such check.

    Args:
        receipt: the run's name.
        check: the check's name.
        run: the run as it is stored.
        names: whether personal fields are shown.
    """
    found = tuple(f for f in run.report.findings if f.check == check) if run.report else ()
    if not found:
        return None
    asked = {text for finding in found for text in finding.evidence.asked}
    exhibits = [
        one
        for kind in _kinds(check)
        if (answer := run.heard.answers.get(kind.__name__))
        if (one := _exhibit(kind, answer, names=names)).asked in asked
    ]
    measured = all(f.evidence.grade is Grade.MEASURED for f in found)
    return Proof(
        org=run.intent.org,
        receipt=receipt,
        check=check,
        findings=found,
        exhibits=tuple(exhibits) if measured or exhibits else (),
        names=names,
    )


def _kinds(check: str) -> tuple[type[Fact], ...]:
    one = CHECKS.get(check)
    return tuple(dict.fromkeys((*one.needs, *one.witnesses))) if one else ()


def _exhibit(kind: type[Fact], answer: Said | Refused, *, names: bool) -> Exhibit:
    ask = kind.question.ask
    tool: Literal["SOQL", "SOQL, Tooling API", "REST", "Metadata API"] = "REST"
    if isinstance(ask, Metadata):
        tool = "Metadata API"
    if isinstance(ask, Soql):
        tool = "SOQL, Tooling API" if ask.tooling else "SOQL"
    told = {"about": about(kind), "asked": answer.asked, "tool": tool, "at": answer.at}
    if isinstance(answer, Refused):
        return Exhibit.model_validate({**told, "refused": answer.unlearnt.says})
    shown = [_row(kind, row, names=names) for row in answer.rows[:_ROWS]]
    return Exhibit.model_validate({**told, "rows": shown, "more": len(answer.rows) - len(shown)})


def _row(kind: type[Fact], row: Mapping[str, Any], *, names: bool) -> str:
    """A row as the fact declares it, under Salesforce's names."""
    try:
        known = kind.model_validate(row)
    except ValidationError:
        return "(a row of a form I do not know)"
    return json.dumps(_shown(known, names=names), ensure_ascii=False)


def _shown(value: Any, *, names: bool) -> Any:  # noqa: ANN401 -- any field of a row
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            field.alias or name: _HIDDEN
            if not names and getattr(value, name) and _personal(field)
            else _shown(getattr(value, name), names=names)
            for name, field in fields.items()
        }
    if isinstance(value, tuple | list):
        return [_shown(inner, names=names) for inner in value]
    if isinstance(value, str) and "@" in value and not names:
        return _HIDDEN
    return value if isinstance(value, str | int | float | None) else str(value)


def _personal(field: FieldInfo) -> bool:
    """Whether the field's type is `Personal`, or that or None."""
    marks = [
        field.metadata,
        *(getattr(part, "__metadata__", ()) for part in get_args(field.annotation)),
    ]
    return any(PERSONAL in mark for mark in marks)
