"""package.xml and the zips around it.

Source: Metadata API Developer Guide, "Sample package.xml Manifest Files"; the folders and suffixes
are those of describeMetadata.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterable, Mapping

from sandbox.org.mdapi.catalog import TYPES, MetadataType, type_named
from sandbox.org.mdapi.xml import METADATA, SoapFault, file_of, parsed

MANIFEST = "package.xml"
_LARGEST = 39 * 1024 * 1024  # a zip's contents; Metadata API limits
_M = f"{{{METADATA}}}"


def members(text: bytes | str, version: int) -> list[tuple[MetadataType | None, str, str]]:
    """Type, its name as written, and member, in order."""
    return [
        (type_named(name, version), name, (member.text or "").strip())
        for types in parsed(text).iter(f"{_M}types")
        for name in [types.findtext(f"{_M}name", "").strip()]
        for member in types.findall(f"{_M}members")
    ]


def manifest(found: Mapping[str, list[str]], version: int) -> str:
    """A package.xml that names what is in a zip."""
    types = [
        ("types", (*(("members", name) for name in sorted(names)), ("name", kind)))
        for kind, names in sorted(found.items())
    ]
    return file_of("Package", [*types, ("version", f"{version}.0")])


def packed(files: Mapping[str, str]) -> bytes:
    """Files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def unpacked(text: str | bytes) -> dict[str, bytes]:
    """The files of a zip (base64 when it is text), by their path below the top folder."""
    try:
        raw = base64.b64decode(text, validate=False) if isinstance(text, str) else text
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > _LARGEST:
                raise SoapFault("LIMIT_EXCEEDED", "Maximum size of request reached.")
            files = {info.filename: opened.read(info) for info in infos}
    except (zipfile.BadZipFile, binascii.Error, ValueError):
        raise SoapFault("INVALID_ZIP", "The zip file is not valid.") from None
    top = _top(files)
    return {name.removeprefix(top): content for name, content in files.items()}


def _top(files: Iterable[str]) -> str:
    """The folder that holds package.xml, with its slash."""
    for name in files:
        if name == MANIFEST or name.endswith(f"/{MANIFEST}"):
            return name.removesuffix(MANIFEST)
    raise SoapFault("INVALID_ZIP", "No package.xml found")


def component_at(path: str) -> tuple[MetadataType, str] | None:
    """Which component a file holds."""
    folder, _, file_name = path.partition("/")
    for kind in TYPES.values():
        ending = f".{kind.suffix}"
        name = file_name.removesuffix("-meta.xml")
        if folder == kind.folder and name.endswith(ending):
            return kind, name.removesuffix(ending)
    return None
