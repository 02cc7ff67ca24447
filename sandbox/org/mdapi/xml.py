"""The XML of the Metadata API, as recorded: envelopes, faults, records and files.

Source: recorded answers of listMetadata, readMetadata (nil record), describeMetadata and faults;
element order is the WSDL's, alphabetical within a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from sandbox.org.mdapi.component import Element, Value

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SOAP = 'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
METADATA = "http://soap.sforce.com/2006/04/metadata"


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
        f'{_HEAD}<soapenv:Envelope {_SOAP} xmlns="{METADATA}" {_XSI}>'
        f"<soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
    )


def faulty(fault: SoapFault) -> str:
    """A fault."""
    code, text = escape(fault.code), escape(fault.text)
    return (
        f'{_HEAD}<soapenv:Envelope {_SOAP} xmlns:sf="{METADATA}" {_XSI}>'
        f"<soapenv:Body><soapenv:Fault><faultcode>sf:{code}</faultcode>"
        f"<faultstring>{code}: {text}</faultstring></soapenv:Fault></soapenv:Body>"
        "</soapenv:Envelope>"
    )


def parsed(text: bytes | str) -> ET.Element:
    """XML without a DTD, or a fault."""
    body = text.encode() if isinstance(text, str) else text
    if b"<!DOCTYPE" in body:  # no entities: the platform takes none either
        raise SoapFault("UNKNOWN_EXCEPTION", "DOCTYPE is not allowed")
    try:
        return ET.fromstring(body)  # noqa: S314  # DTDs are refused above
    except ET.ParseError as error:
        raise SoapFault("UNKNOWN_EXCEPTION", f"XML is not well formed: {error}") from None


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def elements_of(parent: ET.Element) -> tuple[Element, ...]:
    """What is inside an element, as values; nil ones are absent."""
    return tuple(
        (local(child), elements_of(child) if len(child) else (child.text or "").strip())
        for child in parent
        if child.get(_NIL) != "true"
    )


def printed(elements: Iterable[Element], indent: str | None = None, depth: int = 1) -> str:
    """Elements as XML; absent ones are left out."""
    return "".join(
        _printed(name, value, indent, depth) for name, value in elements if value is not None
    )


def _printed(name: str, value: Value, indent: str | None, depth: int) -> str:
    before = "" if indent is None else indent * depth
    after = "" if indent is None else "\n"
    if isinstance(value, tuple):
        inner = printed(value, indent, depth + 1)
        return f"{before}<{name}>{after}{inner}{before}</{name}>{after}"
    return f"{before}<{name}>{escape(_text(value))}</{name}>{after}"


def nested(text: str) -> tuple[Element, ...]:
    """Elements that were kept as text."""
    return elements_of(parsed(f"<kept>{text}</kept>"))


def file_of(type_name: str, elements: Iterable[Element]) -> str:
    """A component as a file in a zip."""
    inner = printed(elements, "    ")
    return f'{_HEAD}\n<{type_name} xmlns="{METADATA}">\n{inner}</{type_name}>\n'


def _text(value: str | int | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
