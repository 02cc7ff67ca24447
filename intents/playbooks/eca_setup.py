"""Set up the External Client App, from nothing to a connection (6sense article *External Client
App*).
"""  # noqa: D205 -- one sentence

from intents.intent import Track
from intents.playbook import Playbook, Step
from intents.playbooks.written import written

_FORM = "policies"
_POLICIES = (
    Step("start-page", checks=("start-page-none",), form=_FORM),
    Step(
        "permitted-users",
        checks=("permitted-users-self-authorize",),
        form=_FORM,
        debatable=True,  # with API Access Control on nobody but a person can say
    ),
    Step(
        "refresh-token-policy",
        checks=("refresh-token-by-inactivity", "refresh-token-30-days"),
        form=_FORM,
    ),
    Step("ip-relaxation", checks=("ip-restrictions-enforced",), form=_FORM),
    Step("session-timeout", checks=("session-timeout-in-range",), form=_FORM),
)

PLAYBOOK = written(
    Playbook(
        "eca-setup",
        track=Track.ECA,
        steps=(
            Step("be-admin", checks=("installer-may-install",)),
            Step("install-package", checks=("package-installed",)),
            Step("for-all-users", checks=("package-for-everyone",)),
            Step("verify-installed", checks=("app-present", "app-packaged", "app-installed")),
            *_POLICIES,
            Step("save", checks=tuple(c for step in _POLICIES for c in step.checks), form=_FORM),
            Step("connect", checks=("eca-authorised",)),
            Step(
                "verify",
                checks=("app-enabled", "oauth-enabled", "eca-authorised", "user-not-frozen"),
                last=True,
            ),
        ),
    )
)
