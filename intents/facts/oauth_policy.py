"""The OAuth policies of an app (Tooling WSDL v68 and public code, ExtlClntAppOauthPlcyCnfg)."""

from intents.fact import Fact, Id
from intents.facts.app import VIEWERS
from intents.question import Question, Soql


class OauthPolicy(Fact):
    """The OAuth Policies and App Authorization sections of the Policies tab."""

    about = "the OAuth policies"
    question = Question(
        Soql(
            "SELECT Id, ExternalClientApplicationId, PermittedUsersPolicyType, "
            "RefreshTokenPolicyType, RefreshTokenValidityPeriod, RefreshTokenValidityUnit, "
            "IpRelaxationPolicyType, SessionTimeoutInMinutes "
            "FROM ExtlClntAppOauthPlcyCnfg "
            "WHERE ExternalClientApplication.NamespacePrefix != null"
        ),
        shows=VIEWERS,
    )
    external_client_application_id: Id
    permitted_users_policy_type: str | None
    refresh_token_policy_type: str | None
    refresh_token_validity_period: int | None
    refresh_token_validity_unit: str | None
    ip_relaxation_policy_type: str | None
    session_timeout_in_minutes: int | None
