"""The Metadata API over SOAP: listMetadata, readMetadata, describeMetadata.

Source: Metadata API Developer Guide; recorded answers and faults. JWT-format access tokens are not
sessions here: SOAP refuses them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from sandbox.org import rights
from sandbox.org.call import XML, Answer, Call, Refusal, not_found
from sandbox.org.component import Component
from sandbox.org.faults import FaultAnswer
from sandbox.org.metadata import TYPES, MetadataType
from sandbox.org.org import Org
from sandbox.org.scenario_org import JWT
from sandbox.org.soap_xml import (
    SoapFault,
    described,
    enveloped,
    faulty,
    file_properties,
    listed,
    nil_record,
    record,
)

_VERSIONED = re.compile(r"/services/Soap/m/(\d+)\.0(?:/.*)?")
_METADATA = "{http://soap.sforce.com/2006/04/metadata}"
_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
_MOST_QUERIES = 3
_MOST_NAMES = 10
_Operation = Callable[[ET.Element, Org, int], str]


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
    header, body = _parsed(call.body)
    session = header.findtext(f"{_METADATA}SessionHeader/{_METADATA}sessionId", "").strip()
    _check_session(session, org)
    operation = next(iter(body), None)
    name = "" if operation is None else operation.tag.rpartition("}")[2]
    if operation is None or name not in _OPERATIONS:
        raise SoapFault("UNKNOWN_EXCEPTION", f"The sandbox does not know {name or 'this'} yet")
    if fault and fault.kind in {"hide", "cut"}:
        return enveloped(name, "")
    return enveloped(name, _OPERATIONS[name](operation, org, version))


def _check_session(session: str, org: Org) -> None:
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


def _parsed(body: bytes) -> tuple[ET.Element, ET.Element]:
    try:
        if b"<!DOCTYPE" in body:  # no entities: the platform takes none either
            raise SoapFault("UNKNOWN_EXCEPTION", "DOCTYPE is not allowed")
        root = ET.fromstring(body)  # noqa: S314  # DTDs are refused above
    except ET.ParseError as error:
        raise SoapFault("UNKNOWN_EXCEPTION", f"XML is not well formed: {error}") from None
    header, found = root.find(f"{_ENVELOPE}Header"), root.find(f"{_ENVELOPE}Body")
    if header is None or found is None:
        raise SoapFault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader")
    return header, found


def _type(name: str, version: int) -> MetadataType:
    found = TYPES.get(name)
    if found is None or version < found.since:
        raise SoapFault("INVALID_TYPE", f"Unknown type:{name}")
    return found


def _list(operation: ET.Element, org: Org, version: int) -> str:
    queries = operation.findall(f"{_METADATA}queries")
    if len(queries) > _MOST_QUERIES:
        raise SoapFault("LIMIT_EXCEEDED", f"a maximum of {_MOST_QUERIES} queries is allowed")
    kinds = [_type(query.findtext(f"{_METADATA}type", "").strip(), version) for query in queries]
    return listed(
        file_properties(kind, component, org.state)
        for kind in kinds
        for component in kind.components(org.state, version)
    )


def _read(operation: ET.Element, org: Org, version: int) -> str:
    kind = _type(operation.findtext(f"{_METADATA}type", "").strip(), version)
    names = [(element.text or "").strip() for element in operation.findall(f"{_METADATA}fullNames")]
    if len(names) > _MOST_NAMES:
        raise SoapFault("LIMIT_EXCEEDED", f"a maximum of {_MOST_NAMES} components is allowed")
    known: dict[str, Component] = {c.full_name: c for c in kind.components(org.state, version)}
    found = [known.get(name) for name in names]
    records = (record(kind, c) if c and c.elements is not None else nil_record() for c in found)
    return f"<result>{''.join(records)}</result>"


def _describe(operation: ET.Element, org: Org, version: int) -> str:
    del operation
    kinds = [kind for kind in TYPES.values() if version >= kind.since]
    return described(kinds, org.state.scenario.organization.namespace)


_OPERATIONS: dict[str, _Operation] = {
    "listMetadata": _list,
    "readMetadata": _read,
    "describeMetadata": _describe,
}
