"""The Metadata API over SOAP: which operation, who asks, and what is answered.

Source: Metadata API Developer Guide; recorded answers and faults. JWT-format access tokens are not
sessions here: SOAP refuses them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from xml.etree import ElementTree as ET

from sandbox.org import rights
from sandbox.org.call import XML, Answer, Call, Refusal, not_found
from sandbox.org.caller import Caller
from sandbox.org.faults import FaultAnswer
from sandbox.org.mdapi import deploys, retrieves
from sandbox.org.mdapi.answers import described, done, failed, properties, record
from sandbox.org.mdapi.catalog import TYPES, MetadataType, components, type_named
from sandbox.org.mdapi.component import Element, Record
from sandbox.org.mdapi.saving import Author, removed, saved
from sandbox.org.mdapi.xml import (
    METADATA,
    SoapFault,
    elements_of,
    enveloped,
    faulty,
    local,
    parsed,
    printed,
)
from sandbox.org.org import Org
from sandbox.org.scenario_org import JWT
from sandbox.org.writes.mistakes import Mistake

_VERSIONED = re.compile(r"/services/Soap/m/(\d+)\.0(?:/.*)?")
_M = f"{{{METADATA}}}"
_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_MOST_QUERIES = 3
_MOST_NAMES = 10
_Item = TypeVar("_Item")
_Operation = Callable[[ET.Element, Author], str]


def answer(call: Call, org: Org) -> Answer:
    """One SOAP request; refusals are faults with status 500."""
    versioned = _VERSIONED.fullmatch(call.path)
    span = org.state.scenario.versions
    if versioned is None or not span.oldest <= int(versioned[1]) <= span.newest:
        raise not_found()
    fault = org.faults.meeting(call)
    if fault and fault.kind == "disconnect":
        return Answer(cut=True)
    if fault and fault.kind == "garbage":
        return Answer(200, "<soapenv:Envelope><oops", content_type=XML)
    try:
        if fault and fault.kind == "error":
            raise SoapFault(fault.errorCode, fault.message)  # noqa: TRY301  # one place answers
        found = Answer(200, _asked(call, org, int(versioned[1]), fault), content_type=XML)
    except SoapFault as refused:
        return Answer(500, faulty(refused), content_type=XML)
    return found.later(fault.seconds) if fault and fault.kind == "timeout" else found


def _asked(call: Call, org: Org, version: int, fault: FaultAnswer | None) -> str:
    root = parsed(call.body)
    header, body = root.find(f"{_ENVELOPE}Header"), root.find(f"{_ENVELOPE}Body")
    if header is None or body is None:
        raise SoapFault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader")
    caller = _caller(header.findtext(f"{_M}SessionHeader/{_M}sessionId", "").strip(), org)
    operation = next(iter(body), None)
    name = "" if operation is None else local(operation)
    if operation is None or name not in _OPERATIONS:
        raise SoapFault("UNKNOWN_EXCEPTION", f"The sandbox does not know {name or 'this'} yet")
    if fault and fault.kind in {"hide", "cut"}:
        return enveloped(name, "")
    return enveloped(name, _OPERATIONS[name](operation, Author(org, caller.user, version)))


def _caller(session: str, org: Org) -> Caller:
    try:
        caller = org.caller(session)
        org.spend(caller, 1)
    except Refusal as refusal:
        if refusal.status != 401:  # noqa: PLR2004  # HTTP's own number
            raise SoapFault(refusal.code, refusal.message) from None
        caller = None
    if caller is None or caller.token_format == JWT:
        reason = "Invalid Session ID found in SessionHeader: Illegal Session"
        raise SoapFault("INVALID_SESSION_ID", reason)
    if not caller.permissions & rights.METADATA_API:
        raise SoapFault(
            "INSUFFICIENT_ACCESS",
            "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata"
            " permissions",
        )
    return caller


def _type(name: str, version: int) -> MetadataType:
    found = type_named(name, version)
    if found is None:
        raise SoapFault("INVALID_TYPE", f"Unknown type:{name}")
    return found


def _list(operation: ET.Element, by: Author) -> str:
    queries = operation.findall(f"{_M}queries")
    if len(queries) > _MOST_QUERIES:
        raise SoapFault("LIMIT_EXCEEDED", f"a maximum of {_MOST_QUERIES} queries is allowed")
    kinds = [_type(query.findtext(f"{_M}type", "").strip(), by.version) for query in queries]
    return printed(
        ("result", properties(kind, component, by.org.state))
        for kind in kinds
        for component in components(kind, by.org.state, by.version)
    )


def _read(operation: ET.Element, by: Author) -> str:
    kind = _type(operation.findtext(f"{_M}type", "").strip(), by.version)
    names = _names(operation)
    known = {c.full_name: c for c in components(kind, by.org.state, by.version)}
    return f"<result>{''.join(record(kind, known.get(name)) for name in names)}</result>"


def _names(operation: ET.Element) -> list[str]:
    names = [(element.text or "").strip() for element in operation.findall(f"{_M}fullNames")]
    return _few(names)


def _few(listed: list[_Item]) -> list[_Item]:
    if len(listed) > _MOST_NAMES:
        raise SoapFault("LIMIT_EXCEEDED", f"a maximum of {_MOST_NAMES} components is allowed")
    return listed


def _describe(operation: ET.Element, by: Author) -> str:
    del operation
    kinds = [kind for kind in TYPES.values() if by.version >= kind.since]
    told = described(kinds, by.org.state.scenario.organization.namespace)
    return printed([("result", told)])


def _writer(how: str) -> _Operation:
    def write(operation: ET.Element, by: Author) -> str:
        sent = _few(operation.findall(f"{_M}metadata"))
        return printed(_written(element, by, how) for element in sent)

    return write


def _written(element: ET.Element, by: Author, how: str) -> Element:
    kind = _type(element.get(_XSI_TYPE, "").rpartition(":")[2], by.version)
    sent = Record(elements_of(element))
    name = sent.text("fullName") or ""
    upsert = how == "upsert"
    try:
        made = saved(by, kind, name, sent, how=how)
    except Mistake as mistake:
        return failed(name, mistake, upsert=upsert)
    return done(name, created=made if upsert else None)


def _delete(operation: ET.Element, by: Author) -> str:
    kind = _type(operation.findtext(f"{_M}type", "").strip(), by.version)
    return printed(_removed(kind, name, by) for name in _names(operation))


def _removed(kind: MetadataType, name: str, by: Author) -> Element:
    try:
        removed(by, kind, name)
    except Mistake as mistake:
        return failed(name, mistake)
    return done(name)


_OPERATIONS: dict[str, _Operation] = {
    "listMetadata": _list,
    "readMetadata": _read,
    "describeMetadata": _describe,
    "createMetadata": _writer("create"),
    "updateMetadata": _writer("update"),
    "upsertMetadata": _writer("upsert"),
    "deleteMetadata": _delete,
    "retrieve": retrieves.begun,
    "checkRetrieveStatus": retrieves.status,
    "deploy": deploys.begun,
    "checkDeployStatus": deploys.status,
}
