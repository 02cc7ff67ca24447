"""What an admin decides about an app (public code at v63 and later, ExtlClntAppPlcyCnfg)."""

from intents.fact import Fact, Id
from intents.facts.app import VIEWERS
from intents.question import Question, Soql


class AppPolicy(Fact):
    """Enabled, OAuth enabled, start page: the App Policies section of the Policies tab."""

    about = "the app policies"
    question = Question(
        Soql(
            "SELECT Id, ExternalClientApplicationId, IsEnabled, OauthPluginStatus, StartPage "
            "FROM ExtlClntAppPlcyCnfg WHERE ExternalClientApplication.NamespacePrefix != null"
        ),
        shows=VIEWERS,
    )
    external_client_application_id: Id
    is_enabled: bool
    oauth_plugin_status: str | None
    start_page: str | None
