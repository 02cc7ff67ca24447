"""API Access Control, on or off (Tooling WSDL v66 and later, ConnectedAppSettings)."""

from intents.fact import Fact
from intents.facts.permission_field import PermissionField
from intents.question import Question, Soql


class ConnectedAppSettings(Fact):
    """The field is there only where Salesforce Support has provided the feature."""

    about = "the API Access Control setting"
    beside = PermissionField
    question = Question(
        Soql("SELECT IsAdminApprovedAppsOnlyEnabled FROM ConnectedAppSettings", tooling=True),
        opens="ViewSetup",
    )
    is_admin_approved_apps_only_enabled: bool | None
