"""From the legacy Connected App to the External Client App (both 6sense articles)."""

from intents.intent import Track
from intents.playbook import Playbook, Step
from intents.playbooks import eca_setup
from intents.playbooks.written import written

_SETUP = eca_setup.PLAYBOOK
_INSTALL_TO_SAVE = _SETUP.steps[: _SETUP.names.index("save") + 1]

PLAYBOOK = written(
    Playbook(
        "migrate-to-eca",
        track=Track.ECA,
        steps=(
            Step(
                "inventory",
                shows=("legacy-app-visible", "legacy-user-authorised", "token-slots"),
                track=Track.LEGACY,
            ),
            *_INSTALL_TO_SAVE,
            Step("reconnect-salesforce", checks=("eca-authorised",)),
            Step("move-pardot", applies="pardot-covered"),
            Step("move-sales-engagement", applies="sales-engagement-covered"),
            Step("first-use", shows=("eca-authorised",)),
            Step("reconnect-signed-out"),
            Step("retire", shows=("legacy-user-authorised",), track=Track.LEGACY),
        ),
    )
)
