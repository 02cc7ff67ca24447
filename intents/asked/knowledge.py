"""What is asked of what the bot knows: a check, an error, the evidence behind a finding."""

from typing import Literal

from intents.asked import Asked
from intents.secrets import Removed


class Explain(Asked):
    """Explain a check or an error code by name, without looking into any org."""

    kind: Literal["explain"] = "explain"
    topic: str


class ShowEvidence(Asked):
    """What exactly was asked and seen for one check of a run; `names` = people's, too."""

    kind: Literal["evidence"] = "evidence"
    run: str
    check: str
    names: bool = False


class Triage(Asked):
    """What a pasted error means.

    `text` holds no secrets any more, `removed` says which it held. `org` = look there too.
    """

    kind: Literal["triage"] = "triage"
    text: str
    org: str = ""
    removed: tuple[Removed, ...] = ()
