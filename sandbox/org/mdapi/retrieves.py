"""``retrieve`` and ``checkRetrieveStatus``: components as files in a zip.

Source: Metadata API Developer Guide, "retrieve()", "RetrieveResult"; a recorded
checkRetrieveStatus. What cannot be found is a message, not an error. The zip is ready at the first
look.
"""

from __future__ import annotations

import base64
import datetime as dt
from xml.etree import ElementTree as ET

from sandbox.org.mdapi.answers import moment, properties
from sandbox.org.mdapi.catalog import MetadataType, components
from sandbox.org.mdapi.component import Component, Element
from sandbox.org.mdapi.package_xml import MANIFEST, manifest, members, packed
from sandbox.org.mdapi.saving import Author
from sandbox.org.mdapi.xml import METADATA, SoapFault, file_of, printed

_M = f"{{{METADATA}}}"


def begun(operation: ET.Element, by: Author) -> str:
    """The job's id; the result is kept under it."""
    request = next(iter(operation), None)  # jsforce calls it request; position is what counts
    wanted = None if request is None else request.find(f"{_M}unpackaged")
    if request is None or wanted is None:
        raise SoapFault("INVALID_CROSS_REFERENCE_KEY", "No package named")
    single = request.findtext(f"{_M}singlePackage", "").strip() == "true"
    top = "" if single else "unpackaged/"
    result = _result(ET.tostring(wanted), by, top)
    job = by.org.job("09S", result)
    told: tuple[Element, ...] = (("done", False), ("id", job), ("state", "Queued"))
    return printed([("result", told)])


def status(operation: ET.Element, by: Author) -> str:
    """What came of it, with the zip unless that is not wanted."""
    job = operation.findtext(f"{_M}asyncProcessId", "").strip()
    found = by.org.jobs.get(job)
    if not isinstance(found, tuple):
        raise SoapFault("INVALID_ID_FIELD", f"invalid id: {job}")
    with_zip = operation.findtext(f"{_M}includeZip", "true").strip() != "false"
    shown = [one for one in found if with_zip or one[0] != "zipFile"]
    return printed([("result", tuple(sorted([*shown, ("id", job)], key=lambda e: e[0])))])


def _result(wanted: bytes, by: Author, top: str) -> tuple[Element, ...]:
    files: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    told: list[Element] = []
    for kind, type_name, member in members(wanted, by.version):
        if kind is None:
            problem = f"Entity type '{type_name}' is unknown"
            told.append(("messages", (("fileName", f"{top}{MANIFEST}"), ("problem", problem))))
            continue
        matching = [c for c in components(kind, by.org.state, by.version)
                    if c.elements is not None and member in {"*", c.full_name}]  # fmt: skip
        if not matching and member != "*":
            text = f"Entity of type '{kind.listed_as}' named '{member}' cannot be found"
            told.append(("messages", (("fileName", f"{top}{MANIFEST}"), ("problem", text))))
        for component in matching:
            path = f"{top}{kind.folder}/{component.full_name}.{kind.suffix}"
            files[path] = file_of(kind.name, component.elements or ())
            found.setdefault(kind.listed_as, []).append(component.full_name)
            told.append(("fileProperties", _properties(kind, component, by, path)))
    files[f"{top}{MANIFEST}"] = manifest(found, by.version)
    told.append(("fileProperties", _manifest_properties(by, f"{top}{MANIFEST}")))
    zipped = base64.b64encode(packed(files)).decode()
    ends: list[Element] = [("done", True), ("status", "Succeeded"), ("success", True)]
    return (*told, *ends, ("zipFile", zipped))


def _properties(
    kind: MetadataType, component: Component, by: Author, path: str
) -> tuple[Element, ...]:
    told = dict(properties(kind, component, by.org.state))
    return tuple((told | {"fileName": path, "type": kind.listed_as}).items())


def _manifest_properties(by: Author, path: str) -> tuple[Element, ...]:
    user = by.org.state.scenario.users[by.user]
    name, at = f"{user.first_name} {user.last_name}", moment(dt.datetime.now(dt.UTC))
    user_id = by.org.state.user_id(by.user)
    return (
        ("createdById", user_id),
        ("createdByName", name),
        ("createdDate", at),
        ("fileName", path),
        ("fullName", path),
        ("id", ""),
        ("lastModifiedById", user_id),
        ("lastModifiedByName", name),
        ("lastModifiedDate", at),
        ("manageableState", "unmanaged"),
        ("type", "Package"),
    )
