"""``deploy`` and ``checkDeployStatus``, and the same by REST (``metadata/deployRequest``).

Source: Metadata API Developer Guide, "deploy()", "DeployResult", "Deploy Metadata with the REST
API". The work is done when it is asked for; the first look finds it finished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from sandbox.org.mdapi.catalog import MetadataType
from sandbox.org.mdapi.component import Element, Record
from sandbox.org.mdapi.package_xml import MANIFEST, component_at, members, unpacked
from sandbox.org.mdapi.saving import Author, removed, saved
from sandbox.org.mdapi.xml import METADATA, SoapFault, elements_of, parsed, printed
from sandbox.org.writes.mistakes import Mistake

_M = f"{{{METADATA}}}"
_DESTRUCTIVE = ("destructiveChanges", "destructiveChangesPre", "destructiveChangesPost")
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """The DeployOptions that matter here."""

    check_only: bool = False
    rollback_on_error: bool = True


def options(given: Mapping[str, object]) -> Options:
    """From SOAP's texts or JSON's booleans."""

    def flag(name: str, default: str) -> bool:
        return str(given.get(name, default)).lower() == "true"

    return Options(flag("checkOnly", "false"), flag("rollbackOnError", "true"))


def begun(operation: ET.Element, by: Author) -> str:
    """The job's id."""
    zipped = operation.findtext(f"{_M}ZipFile", "")
    told = operation.find(f"{_M}DeployOptions")
    given = {} if told is None else {k: v for k, v in elements_of(told) if isinstance(v, str)}
    job = deployed(zipped, options(given), by)
    shown: tuple[Element, ...] = (("done", False), ("id", job), ("state", "Queued"))
    return printed([("result", shown)])


def status(operation: ET.Element, by: Author) -> str:
    """What came of it."""
    job = operation.findtext(f"{_M}asyncProcessId", "").strip()
    details = operation.findtext(f"{_M}includeDetails", "false").strip() == "true"
    return printed([("result", _elements(result(by, job, details=details)))])


def result(by: Author, job: str, *, details: bool) -> Told:
    """A DeployResult as JSON has it, or a fault."""
    found = by.org.jobs.get(job)
    if not isinstance(found, dict):
        raise SoapFault("INVALID_CROSS_REFERENCE_KEY", f"invalid cross reference id: {job}")
    return {k: v for k, v in found.items() if details or k != "details"} | {"id": job}


def deployed(zipped: str | bytes, how: Options, by: Author) -> str:
    """Deploy; the id under which the result is kept."""
    before = by.org.state
    start = dt.datetime.now(dt.UTC)
    successes, failures = _files(unpacked(zipped), by)
    if how.check_only or (failures and how.rollback_on_error):
        by.org.put_back(before)
    return by.org.job("0Af", _told(by, how, start, successes, failures))


def _files(files: Mapping[str, bytes], by: Author) -> tuple[list[Told], list[Told]]:
    good: list[Told] = [_message(MANIFEST, "", MANIFEST)]
    bad: list[Told] = []
    for path, content in files.items():
        if path == MANIFEST:
            continue
        gone = path.removesuffix(".xml") in _DESTRUCTIVE
        messages = _gone(path, content, by) if gone else [_one(path, content, by)]
        for message in messages:
            (good if message["success"] else bad).append(message)
    return good, bad


def _one(path: str, content: bytes, by: Author) -> Told:
    component = component_at(path)
    if component is None:
        text = f"An object of this kind cannot be deployed here: {path}"
        return _message(path, "", path, problem=text)
    kind, name = component
    try:
        sent = Record(elements_of(parsed(content)))
        made = saved(by, kind, name, sent, how="upsert")
    except (Mistake, SoapFault) as refused:
        text = refused.message if isinstance(refused, Mistake) else refused.text
        return _message(path, kind.name, name, problem=text)
    return _message(path, kind.name, name, created=made, changed=True)


def _gone(path: str, content: bytes, by: Author) -> list[Told]:
    return [
        _deleted(path, kind, type_name, member, by)
        for kind, type_name, member in members(content, by.version)
    ]


def _deleted(path: str, kind: MetadataType | None, type_name: str, member: str, by: Author) -> Told:
    if kind is None:
        return _message(path, type_name, member, problem=f"Unknown type name '{type_name}'")
    try:
        removed(by, kind, member)
    except Mistake as mistake:
        return _message(path, kind.name, member, problem=mistake.message)
    return _message(path, kind.name, member, deleted=True, changed=True)


def _message(path: str, kind: str, name: str, *, problem: str | None = None, **flags: bool) -> Told:
    told: Told = {
        "changed": flags.get("changed", False),
        "componentType": kind,
        "created": flags.get("created", False),
        "createdDate": dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        "deleted": flags.get("deleted", False),
        "fileName": path,
        "fullName": name,
        "success": problem is None,
    }
    return told | ({"problem": problem, "problemType": "Error"} if problem else {})


def _told(by: Author, how: Options, start: dt.datetime, good: list[Told], bad: list[Told]) -> Told:
    user = by.org.state.scenario.users[by.user]
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
    worked = [message for message in good if message["fileName"] != MANIFEST]
    status_ = "Failed" if bad and how.rollback_on_error else "Succeeded"
    return {
        "checkOnly": how.check_only,
        "completedDate": at,
        "createdBy": str(by.org.state.user_id(by.user))[:15],
        "createdByName": f"{user.first_name} {user.last_name}",
        "createdDate": start.strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        "details": {
            "componentFailures": bad,
            "componentSuccesses": good,
            "runTestResult": {"numFailures": 0, "numTestsRun": 0, "totalTime": 0.0},
        },
        "done": True,
        "ignoreWarnings": False,
        "lastModifiedDate": at,
        "numberComponentErrors": len(bad),
        "numberComponentsDeployed": len(worked),
        "numberComponentsTotal": len(worked) + len(bad),
        "numberTestErrors": 0,
        "numberTestsCompleted": 0,
        "numberTestsTotal": 0,
        "rollbackOnError": how.rollback_on_error,
        "runTestsEnabled": False,
        "startDate": start.strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        "status": "SucceededPartial" if bad and not how.rollback_on_error else status_,
        "success": not (bad and how.rollback_on_error),
    }


def _elements(told: Told) -> tuple[Element, ...]:
    """JSON as elements: a list is the same element again and again."""
    out: list[Element] = []
    for name, value in sorted(told.items()):
        for one in value if isinstance(value, list) else [value]:
            shown = str(one) if isinstance(one, float) else one
            out.append((name, _elements(shown) if isinstance(shown, dict) else shown))
    return tuple(out)
