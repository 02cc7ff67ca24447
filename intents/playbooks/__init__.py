"""Every walkthrough. One line here, one `.py` and one `.md` beside it; and one for each error."""

from intents.errors import ERRORS
from intents.intent import Track
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

#: The walkthrough that leads an org to a working connection, by the track it follows.
_WAYS = {
    Track.ECA: "eca-setup",
    Track.NONE: "eca-setup",
    Track.MIXED: "migrate-to-eca",
    Track.LEGACY: "connected-app-existing",
}


def way(track: Track) -> str:
    """The playbook for an org of this track; "" where the track is not known."""
    return _WAYS.get(track, "")
