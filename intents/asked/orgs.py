"""What is asked about a workspace's connections to Salesforce orgs."""

from typing import Literal

from intents.asked import Asked

Part = Literal["setup", "integration", "installer"]

#: How each part is said to people.
PARTS: dict[Part, str] = {
    "setup": "setup user",
    "integration": "integration user",
    "installer": "installer",
}


class Orgs(Asked):
    """Which orgs are connected, as whom, and how they stood last."""

    kind: Literal["orgs"] = "orgs"


class Connect(Asked):
    """Connect an org under a name, or connect it again.

    Attributes:
        host: `production`, `sandbox`, or a My Domain; "" = as before, else production.
        user: sign in as this Salesforce user by JWT bearer, without a browser.
        again: the name is taken already, and this org is meant.
    """

    kind: Literal["connect"] = "connect"
    org: str
    host: str = ""
    user: str = ""
    again: bool = False


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
