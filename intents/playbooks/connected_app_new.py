"""Install and authorise the legacy Connected App in an org that never had it (6sense article
*Connected App*, New Customers).
"""  # noqa: D205 -- one sentence

from intents.intent import Track
from intents.playbook import Detour, Playbook, Step
from intents.playbooks.written import written

PLAYBOOK = written(
    Playbook(
        "connected-app-new",
        track=Track.LEGACY,
        steps=(
            Step("api-access-control", checks=("api-access-control",)),
            # The permission is needed once, and may be taken away when the app is installed.
            Step("permission-set", checks=("setup-user-may-consent",), once=True),
            Step(
                "make-visible",
                checks=("legacy-app-visible",),
                shows=("first-consent-by-setup-user",),
                once=True,
            ),
            Step(
                "install-app",
                checks=("legacy-app-installed",),
                detours=(Detour("No Install button", "make-visible"),),
            ),
            Step("app-policies", checks=("legacy-admin-approved",)),
            Step("assign-user", checks=("legacy-user-assigned",)),
            Step("reauthorise", checks=("legacy-user-authorised",)),
            Step(
                "verify-access",
                last=True,
                checks=(
                    "legacy-app-installed",
                    "legacy-admin-approved",
                    "legacy-user-assigned",
                    "legacy-user-authorised",
                ),
            ),
            Step("reconnect-pardot", applies="pardot-covered"),
            Step("reconnect-sales-engagement", applies="sales-engagement-covered"),
        ),
    )
)
