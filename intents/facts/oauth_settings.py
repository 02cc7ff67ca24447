"""The OAuth scopes the vendor gave its app (Tooling WSDL v68, ExtlClntAppOauthSettings)."""

from pydantic import Field

from intents.fact import Fact, Id
from intents.facts.app import VIEWERS
from intents.question import Question, Soql


class OauthSettings(Fact):
    """Owned by the vendor, copied into the org with the package."""

    about = "the OAuth settings"
    question = Question(
        Soql(
            "SELECT Id, ExternalClientApplicationId, OauthScopesAPI, OauthScopesFULL, "
            "OauthScopesREFRESH_TOKEN, OauthScopesOFFLINE_ACCESS, OauthScopesPARDOT_API "
            "FROM ExtlClntAppOauthSettings "
            "WHERE ExternalClientApplication.NamespacePrefix != null"
        ),
        shows=VIEWERS,
    )
    external_client_application_id: Id
    api: bool = Field(alias="OauthScopesAPI")
    full: bool = Field(alias="OauthScopesFULL")
    refresh_token: bool = Field(alias="OauthScopesREFRESH_TOKEN")
    offline_access: bool = Field(alias="OauthScopesOFFLINE_ACCESS")
    pardot_api: bool = Field(alias="OauthScopesPARDOT_API")
