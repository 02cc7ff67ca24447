"""The XML of the Metadata API, as recorded.

Source: recorded answers of listMetadata, readMetadata (nil record), describeMetadata and faults;
element order is the WSDL's, alphabetical within a record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from xml.sax.saxutils import escape

from sandbox.org.component import Component, Element
from sandbox.org.metadata import MetadataType
from sandbox.org.state import OrgState

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SOAP = 'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_METADATA = "http://soap.sforce.com/2006/04/metadata"


class SoapFault(Exception):  # noqa: N818  # an answer of the protocol, not an accident
    """A fault: a code and a text."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        self.text = text
        super().__init__(f"{code}: {text}")


def enveloped(operation: str, inner: str) -> str:
    """An answer; an empty one is a self-closed element."""
    name = f"{operation}Response"
    body = f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"
    return (
        f'{_HEAD}<soapenv:Envelope {_SOAP} xmlns="{_METADATA}" {_XSI}>'
        f"<soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
    )


def faulty(fault: SoapFault) -> str:
    """A fault."""
    code, text = escape(fault.code), escape(fault.text)
    return (
        f'{_HEAD}<soapenv:Envelope {_SOAP} xmlns:sf="{_METADATA}" {_XSI}>'
        f"<soapenv:Body><soapenv:Fault><faultcode>sf:{code}</faultcode>"
        f"<faultstring>{code}: {text}</faultstring></soapenv:Fault></soapenv:Body>"
        "</soapenv:Envelope>"
    )


def listed(properties: Iterable[str]) -> str:
    """The results of listMetadata."""
    return "".join(f"<result>{one}</result>" for one in properties)


def file_properties(kind: MetadataType, component: Component, state: OrgState) -> str:
    """One FileProperties."""
    author = next(iter(state.scenario.users))
    person = state.scenario.users[author]
    name = f"{person.first_name} {person.last_name}"
    elements: list[Element] = [
        ("createdById", state.user_id(author)),
        ("createdByName", name),
        ("createdDate", _moment(state.moment(component.created))),
        ("fileName", f"{kind.folder}/{component.full_name}.{kind.suffix}"),
        ("fullName", component.full_name),
        ("id", component.id),
        ("lastModifiedById", state.user_id(author)),
        ("lastModifiedByName", name),
        ("lastModifiedDate", _moment(state.moment(component.modified))),
        ("manageableState", component.manageable),
        ("namespacePrefix", component.namespace),
        ("type", kind.name),
    ]
    return _elements(elements)


def record(kind: MetadataType, component: Component) -> str:
    """One component as readMetadata gives it."""
    inner = _elements([("fullName", component.full_name), *(component.elements or ())])
    return f'<records xsi:type="{kind.name}">{inner}</records>'


def nil_record() -> str:
    """A component that is not there, or not ours to read: nil, not a fault."""
    return '<records xsi:nil="true"/>'


def described(kinds: Iterable[MetadataType], namespace: str | None) -> str:
    """The result of describeMetadata."""
    objects = "".join(
        "<metadataObjects>"
        + _elements(
            [
                ("directoryName", kind.folder),
                ("inFolder", False),
                ("metaFile", False),
                ("suffix", kind.suffix),
                ("xmlName", kind.name),
            ]
        )
        + "</metadataObjects>"
        for kind in kinds
    )
    tail = f"<organizationNamespace>{escape(namespace or '')}</organizationNamespace>"
    flags = _elements([("partialSaveAllowed", True), ("testRequired", False)])
    return f"<result>{objects}{tail}{flags}</result>"


def _elements(elements: Iterable[Element]) -> str:
    return "".join(
        f"<{name}>{escape(_text(value))}</{name}>" for name, value in elements if value is not None
    )


def _text(value: str | int | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _moment(value: dt.datetime | None) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%S.000Z}" if value else ""
