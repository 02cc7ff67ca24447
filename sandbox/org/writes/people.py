"""User and UserLogin: activate, freeze, unlock.

Source: Object Reference, UserLogin (update alone; IsPasswordLocked can only be taken away) and
User; SOAP StatusCode CANNOT_FREEZE_SELF.
"""

from __future__ import annotations

from typing import Any

from sandbox.org.writes.change import Change, Note, Write, key_of
from sandbox.org.writes.mistakes import Mistake, forbidden, no_such, required

_SECTION = "Manage Users"
_FIELDS = {"FirstName": "first_name", "LastName": "last_name", "Email": "email"}


def update_login(write: Write) -> Change:
    """Freeze, unfreeze or unlock."""
    user = _user(write, write.row["UserId"])
    values = write.values
    patch: dict[str, Any] = {}
    if "IsFrozen" in values:
        if values["IsFrozen"] and user == write.user:
            raise Mistake("CANNOT_FREEZE_SELF", "You can't freeze yourself.", "IsFrozen")
        patch["frozen"] = bool(values["IsFrozen"])
    if values.get("IsPasswordLocked"):
        raise Mistake("CANNOT_PASSWORD_LOCKOUT", "A user cannot be locked out.", "IsPasswordLocked")
    if "IsPasswordLocked" in values:
        patch["password_locked"] = False
    name = write.state.scenario.users[user].username
    action = "frozeuser" if patch.get("frozen") else "unfrozeuser"
    return Change({"users": {user: patch}}, write.row["Id"], Note(action, _SECTION, name))


def update_user(write: Write) -> Change:
    """Activate, deactivate, rename, give another profile."""
    user = _user(write, write.row["Id"])
    state, values = write.state, write.values
    patch: dict[str, Any] = {to: values[sent] for sent, to in _FIELDS.items() if sent in values}
    if patch.get("last_name", "") is None:
        raise required(["LastName"])
    if "IsActive" in values:
        patch["active"] = bool(values["IsActive"])
    if "ProfileId" in values:
        profile = key_of(state, "Profile", values["ProfileId"], state.scenario.profiles)
        if profile is None:
            raise no_such("ProfileId")
        patch["profile"] = profile
    name = state.scenario.users[user].username
    action = "deactivateduser" if patch.get("active") is False else "changeduser"
    return Change({"users": {user: patch}}, write.row["Id"], Note(action, _SECTION, name))


def _user(write: Write, user_id: object) -> str:
    found = key_of(write.state, "User", user_id, write.state.scenario.users)
    if found is None:
        raise forbidden()
    return found
