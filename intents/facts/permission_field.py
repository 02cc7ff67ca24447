"""Which system permissions this org knows (Object Reference, describe of PermissionSet)."""

from intents.fact import Fact
from intents.question import Describe, Question


class PermissionField(Fact):
    """One field name. `PermissionsUseAnyApiClient` is among them where API Access Control is."""

    about = "the list of system permissions"
    question = Question(Describe("PermissionSet"), opens="ViewSetup")
    name: str
