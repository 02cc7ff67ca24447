"""All users can self-authorize (Article A, Configure policies, OAuth Policies)."""

from dataclasses import replace

from intents.check import Check, Group, Judged, doubtful, same
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.finding import Status
from intents.known import Facts
from intents.org.access_control import CONTROL, On, access_control
from intents.org.sixsense import APP, APP_WITNESSES, oauth_policy

_USERS = {
    "AllSelfAuthorized": "All users can self-authorize",
    "AdminApprovedPreAuthorized": "Admin approved users are pre-authorized",
}
_ASK = "Ask Salesforce Support whether API Access Control stops this app; leave both as they are."


def judge(facts: Facts) -> Judged:
    seen = oauth_policy(facts).permitted_users_policy_type
    found = same(seen, "AllSelfAuthorized", _USERS)
    if found.status is Status.OK and access_control(facts) is On.YES:
        # What API Access Control does to a self-authorizing External Client App is documented
        # nowhere; for connected apps it overrules the policy (Help, API Access Control).
        seen = f"{found.seen}, while API Access Control is on"
        asked = doubtful(seen, "Salesforce's word that the control leaves this app alone")
        return replace(asked, step=_ASK, who="Salesforce Support")
    return found


CHECK = Check(
    "permitted-users-self-authorize",
    needs=(*APP, OauthPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, OauthSettings, *CONTROL),
    blocked_by=("app-policies-present", "api-access-control"),
)
