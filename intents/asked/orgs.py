"""What is asked about a workspace's connections to Salesforce orgs."""

from typing import Literal

from intents.asked import Asked

Part = Literal["setup", "integration", "installer"]


class Orgs(Asked):
    """Which orgs are connected, as whom, and how they stood last."""

    kind: Literal["orgs"] = "orgs"


class Connect(Asked):
    """Connect an org under a name, or connect it again.

    `host` is `production`, `sandbox`, or a My Domain host; "" = as before, else production.
    """

    kind: Literal["connect"] = "connect"
    org: str
    host: str = ""


class Rename(Asked):
    """Give a connected org another name."""

    kind: Literal["rename"] = "rename"
    org: str
    to: str


class Disconnect(Asked):
    """Forget an org, and end the bot's own grant in Salesforce. `sure` = asked and confirmed."""

    kind: Literal["disconnect"] = "disconnect"
    org: str
    sure: bool = False


class NamePerson(Asked):
    """Say who the setup user, integration user or installer of an org is.

    `username` "" = show who is named, and offer to pick.
    """

    kind: Literal["name-person"] = "name-person"
    org: str
    part: Part | None = None
    username: str = ""
