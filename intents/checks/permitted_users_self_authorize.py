"""All users can self-authorize (Article A, Configure policies, OAuth Policies)."""

from intents.access_control import On, access_control
from intents.check import Check, Group, Judged, doubtful, same
from intents.facts.connected_app_settings import ConnectedAppSettings
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.facts.permission_field import PermissionField
from intents.finding import Status
from intents.known import Facts
from intents.sixsense import APP, APP_WITNESSES, oauth_policy

_USERS = {
    "AllSelfAuthorized": "All users can self-authorize",
    "AdminApprovedPreAuthorized": "Admin approved users are pre-authorized",
}


def judge(facts: Facts) -> Judged:
    policy, control = oauth_policy(facts), access_control(facts)
    found = same(policy.permitted_users_policy_type, "AllSelfAuthorized", _USERS)
    if found.status is Status.OK and control is On.YES:
        # What API Access Control does to a self-authorizing External Client App is documented
        # nowhere; for connected apps it overrules the policy (Help, API Access Control).
        return doubtful(f"{found.seen}, while API Access Control is on", found.wanted)
    return found


CHECK = Check(
    "permitted-users-self-authorize",
    needs=(*APP, OauthPolicy, PermissionField),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, OauthSettings, ConnectedAppSettings),
    blocked_by=("app-policies-present", "api-access-control"),
)
