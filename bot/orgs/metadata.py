"""The Metadata API, to read: SOAP envelopes out, plain rows in.

Source: Metadata API Developer Guide, `listMetadata`, `readMetadata` (ten names for each call), and
SOAP faults. simple-salesforce's own client is not used: its WSDL is old, and its transport knows
neither our session nor our deadline.
"""

from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from bot.orgs.answers import Answer, lost

#: What a SOAP 1.1 server wants to hear; the operation is named in the body.
HEADERS = {"Content-Type": "text/xml; charset=UTF-8", "SOAPAction": '""'}
_SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_METADATA = "http://soap.sforce.com/2006/04/metadata"
_AT_ONCE, _MOST = 10, 50
_OK, _BAD, _UNAUTHORIZED, _BROKEN = 200, 400, 401, 500
#: Faults that may be gone a moment later.
_PASSING = frozenset({"", "UNKNOWN_EXCEPTION", "SERVER_UNAVAILABLE"})
_NOT_XML = lost("the answer was not XML of a form I know")

#: Puts one operation, given its inner XML and its name; the answer's body is an XML element.
Soap = Callable[[str, str], Answer]


def components(soap: Soap, kind: str) -> Answer:
    """Every component of one metadata type, as a list of rows; one request if there are none."""
    listed = soap(f"<queries><type>{escape(kind)}</type></queries>", "listMetadata")
    if not listed.good:
        return listed
    names = [row.get("fullName", "") for row in _rows(listed.body, "result")]
    if len(names) > _MOST:
        return lost(f"there are more than {_MOST} of the metadata type {kind}")
    rows: list[dict[str, str]] = []
    for start in range(0, len(names), _AT_ONCE):
        part = names[start : start + _AT_ONCE]
        wanted = "".join(f"<fullNames>{escape(name)}</fullNames>" for name in part)
        read = soap(f"<type>{escape(kind)}</type>{wanted}", "readMetadata")
        if not read.good:
            return read
        found = {row.get("fullName", ""): row for row in _rows(read.body, "records")}
        rows += [found.get(name, {"fullName": name}) for name in part]
    return Answer(_OK, rows)


def envelope(operation: str, inner: str, token: str) -> bytes:
    """What is posted."""
    return (
        f'<soapenv:Envelope xmlns:soapenv="{_SOAP}"><soapenv:Header>'
        f'<SessionHeader xmlns="{_METADATA}"><sessionId>{escape(token)}</sessionId></SessionHeader>'
        f'</soapenv:Header><soapenv:Body><{operation} xmlns="{_METADATA}">{inner}</{operation}>'
        "</soapenv:Body></soapenv:Envelope>"
    ).encode()


def understood(status: int, text: str) -> Answer:
    """The body's content as an element, or a fault in the form of a REST error."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # what makes XML dangerous; SOAP has neither
        return _NOT_XML
    try:
        body = ET.fromstring(text).find(f"{{{_SOAP}}}Body")  # noqa: S314 -- bounded, no entities
    except ET.ParseError:
        return Answer(status, text[:200]) if status >= _BROKEN else _NOT_XML
    content = next(iter(body), None) if body is not None else None
    if content is None:
        return _NOT_XML
    if content.tag != f"{{{_SOAP}}}Fault":
        return Answer(status, content)
    code = (content.findtext("faultcode") or "").rpartition(":")[2]
    message = (content.findtext("faultstring") or "").removeprefix(f"{code}: ")
    stands_for = _BROKEN if code in _PASSING else _BAD
    if code == "INVALID_SESSION_ID":
        stands_for = _UNAUTHORIZED
    return Answer(stands_for, [{"errorCode": code, "message": message}])


def is_jwt(token: str) -> bool:
    """Whether a token has the form that SOAP refuses (Salesforce Help, JWT-based access tokens)."""
    return token.startswith("eyJ") and token.count(".") == 2  # noqa: PLR2004 -- header.payload.signature


def _rows(content: ET.Element, name: str) -> Iterable[dict[str, str]]:
    for element in content.iter(f"{{{_METADATA}}}{name}"):
        inner = {child.tag.rpartition("}")[2]: (child.text or "") for child in element}
        if "fullName" in inner:
            yield inner
