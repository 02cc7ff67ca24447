"""What the Metadata API tells: file properties, records, types, results of writes.

Source: recorded answers of listMetadata, readMetadata and describeMetadata; Metadata API Developer
Guide, SaveResult, UpsertResult, DeleteResult.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sandbox.org.mdapi.catalog import MetadataType
from sandbox.org.mdapi.component import Component, Element
from sandbox.org.mdapi.xml import printed
from sandbox.org.state import OrgState
from sandbox.org.writes.mistakes import Mistake


def moment(value: dt.datetime | None) -> str:
    """A moment as SOAP carries it."""
    return f"{value:%Y-%m-%dT%H:%M:%S.000Z}" if value else ""


def properties(kind: MetadataType, component: Component, state: OrgState) -> tuple[Element, ...]:
    """One FileProperties."""
    author = next(iter(state.scenario.users))
    person = state.scenario.users[author]
    name = f"{person.first_name} {person.last_name}"
    return (
        ("createdById", state.user_id(author)),
        ("createdByName", name),
        ("createdDate", moment(state.moment(component.created))),
        ("fileName", f"{kind.folder}/{component.full_name}.{kind.suffix}"),
        ("fullName", component.full_name),
        ("id", component.id),
        ("lastModifiedById", state.user_id(author)),
        ("lastModifiedByName", name),
        ("lastModifiedDate", moment(state.moment(component.modified))),
        ("manageableState", component.manageable),
        ("namespacePrefix", component.namespace),
        ("type", kind.name),
    )


def record(kind: MetadataType, component: Component | None) -> str:
    """One component as readMetadata gives it; nil where it is not there, or not ours to read."""
    if component is None or component.elements is None:
        return '<records xsi:nil="true"/>'
    inner = printed([("fullName", component.full_name), *component.elements])
    return f'<records xsi:type="{kind.name}">{inner}</records>'


def described(kinds: Iterable[MetadataType], namespace: str | None) -> tuple[Element, ...]:
    """The result of describeMetadata."""
    objects: dict[str, Element] = {
        kind.listed_as: (
            "metadataObjects",
            (
                ("directoryName", kind.folder),
                ("inFolder", False),
                ("metaFile", False),
                ("suffix", kind.suffix),
                ("xmlName", kind.listed_as),
            ),
        )
        for kind in kinds
    }
    return (
        *objects.values(),
        ("organizationNamespace", namespace or ""),
        ("partialSaveAllowed", True),
        ("testRequired", False),
    )


def done(name: str, *, created: bool | None = None) -> Element:
    """A component that was written; `created` belongs to an upsert."""
    return ("result", (("created", created), ("fullName", name), ("success", True)))


def failed(name: str, mistake: Mistake, *, upsert: bool = False) -> Element:
    """A component that was refused."""
    error: tuple[Element, ...] = (
        *(("fields", field) for field in mistake.fields),
        ("message", mistake.message),
        ("statusCode", mistake.code),
    )
    shown: tuple[Element, ...] = (
        ("created", False if upsert else None),
        ("errors", error),
        ("fullName", name),
        ("success", False),
    )
    return ("result", shown)
