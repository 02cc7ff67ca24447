"""Every walkthrough. One line here, one `.py` and one `.md` beside it; and one for each error."""

from intents.errors import ERRORS
from intents.playbook import Playbook
from intents.playbooks import connected_app_existing, connected_app_new, eca_setup, migrate_to_eca
from intents.playbooks.fix import fixes

#: Those that bring an org to where it should be.
MAIN: tuple[Playbook, ...] = (
    eca_setup.PLAYBOOK,
    connected_app_new.PLAYBOOK,
    connected_app_existing.PLAYBOOK,
    migrate_to_eca.PLAYBOOK,
)

#: Every playbook by its name; `fix-<error>` for each error.
PLAYBOOKS: dict[str, Playbook] = {one.name: one for one in (*MAIN, *fixes(ERRORS.values(), MAIN))}
