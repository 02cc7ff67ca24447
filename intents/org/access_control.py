"""API Access Control: on, off or not provided (Salesforce Help, API Access Control)."""

from enum import Enum

from intents.facts.connected_app_settings import ConnectedAppSettings
from intents.facts.permission_field import PermissionField
from intents.known import Facts, conflict, shapeless

#: Exists only where Salesforce Support has provided API Access Control.
_MARK = "PermissionsUseAnyApiClient"
#: Exists everywhere: without it the list is not a list of permissions.
_ALWAYS = "PermissionsApiEnabled"

#: What telling its state takes.
CONTROL = (PermissionField, ConnectedAppSettings)


class On(Enum):
    """The three states."""

    YES = "on"
    NO = "off"
    ABSENT = "not provided"


def access_control(facts: Facts) -> On:
    """The state of API Access Control.

    Absent only by a describe that succeeded and lacks the permission: an error of the settings
    object alone proves nothing.

    Raises:
        Unseen: the org would not say, or contradicts itself.
    """
    permissions = {field.name for field in facts.some(PermissionField)}
    if _ALWAYS not in permissions:
        raise shapeless("the list of system permissions is not whole")
    provided = _MARK in permissions
    if not provided and facts.refused(ConnectedAppSettings):
        return On.ABSENT
    if provided:
        rows = facts.some(ConnectedAppSettings)
        said = {row.is_admin_approved_apps_only_enabled for row in rows}
        if said not in ({True}, {False}):
            raise shapeless("API Access Control is neither on nor off")
        return On.YES if said == {True} else On.NO
    if any(row.is_admin_approved_apps_only_enabled for row in facts.rows(ConnectedAppSettings)):
        raise conflict("API Access Control is on, yet the org does not list its permission")
    return On.ABSENT
