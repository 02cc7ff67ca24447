"""Mend the legacy Connected App of a customer who has it already (6sense article *Connected App*,
Existing Customers).
"""  # noqa: D205 -- one sentence

from intents.intent import Track
from intents.playbook import Detour, Playbook, Step
from intents.playbooks.written import written

PLAYBOOK = written(
    Playbook(
        "connected-app-existing",
        track=Track.LEGACY,
        steps=(
            Step("something-fails", shows=("legacy-user-authorised",)),
            Step("locate", checks=("legacy-app-visible",), once=True),
            Step(
                "install-app",
                checks=("legacy-app-installed",),
                detours=(Detour("No Install button", "locate"),),
            ),
            Step("admin-approved", checks=("legacy-admin-approved",)),
            Step("add-profile-or-set", checks=("legacy-user-assigned",)),
            Step("reauthorise", checks=("legacy-user-authorised",)),
            Step("reconnect-pardot", applies="pardot-covered"),
            Step("reconnect-sales-engagement", applies="sales-engagement-covered"),
        ),
    )
)
