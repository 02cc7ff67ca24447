"""Every walkthrough. One line here, one `.py` and one `.md` beside it."""

from intents.playbook import Playbook
from intents.playbooks import eca_setup

_MAIN = (eca_setup.PLAYBOOK,)

#: Every playbook by its name.
PLAYBOOKS: dict[str, Playbook] = {one.name: one for one in _MAIN}
