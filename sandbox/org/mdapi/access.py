"""Permission sets and profiles as metadata components.

Source: Metadata API Developer Guide, PermissionSet and Profile: what is not granted is left out.
The standard profiles have names of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.mdapi.component import Component, Element
from sandbox.org.scenario_people import Grants
from sandbox.org.state import OrgState

_STANDARD = {"System Administrator": "Admin", "Standard User": "Standard"}
RIGHTS = {
    "allowCreate": "create",
    "allowDelete": "delete",
    "allowEdit": "edit",
    "allowRead": "read",
    "modifyAllRecords": "modify_all",
    "viewAllRecords": "view_all",
}


def permission_sets(state: OrgState, version: int) -> Iterable[Component]:
    """Those that are nobody's profile."""
    del version
    for key, held in state.scenario.permission_sets.items():
        elements: list[Element] = [
            ("description", held.description),
            ("hasActivationRequired", False),
            ("label", held.label),
            ("license", held.license),
            *_granted(held),
        ]
        name = f"{held.namespace}__{held.name}" if held.namespace else held.name
        yield Component(
            name, state.id("PermissionSet", key), "-300d", "-300d", tuple(elements), held.namespace
        )


def profiles(state: OrgState, version: int) -> Iterable[Component]:
    """Profiles, to read."""
    del version
    for key, profile in state.scenario.profiles.items():
        elements: list[Element] = [
            ("custom", profile.name not in _STANDARD),
            ("userLicense", profile.license),
            *(("loginIpRanges", _range(text)) for text in profile.login_ip_ranges),
            *_granted(profile),
        ]
        name = _STANDARD.get(profile.name, profile.name)
        row_id = state.id("Profile", key)
        yield Component(name, row_id, "-1400d", "-1400d", tuple(elements))


def _granted(held: Grants) -> Iterable[Element]:
    for name, given in sorted(held.objects.items()):
        flags = {element: right in given for element, right in RIGHTS.items()}
        yield ("objectPermissions", tuple(sorted([*flags.items(), ("object", name)])))
    for permission in sorted(held.permissions):
        yield ("userPermissions", (("enabled", True), ("name", permission)))


def _range(text: str) -> tuple[Element, ...]:
    first, _, last = text.partition("-")
    return (("endAddress", (last or first).strip()), ("startAddress", first.strip()))
