"""What is asked of the bot about itself: rights, records, its health, its end."""

from enum import StrEnum
from typing import Literal

from intents.asked import Asked


class Role(StrEnum):
    """What a person may do in a workspace; each includes those before it."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    APPROVER = "approver"
    OWNER = "owner"


class Access(Asked):
    """Who may do what; `give` or `take` a role.

    `who` is a Slack id (U…/W… a person, S… a user group, C…/G… a channel), or `everyone` of the
    own workspace.
    """

    kind: Literal["access"] = "access"
    change: Literal["show", "give", "take"] = "show"
    role: Role | None = None
    who: str = ""


class Audit(Asked):
    """Who did what to which org, with what result: the newest first."""

    kind: Literal["audit"] = "audit"
    org: str = ""


class Forget(Asked):
    """Delete everything of this workspace. `sure` = asked and confirmed."""

    kind: Literal["forget"] = "forget"
    sure: bool = False


class Post(Asked):
    """Where the answer of a run goes that was asked for among people of other companies.

    `where` is `here` this once, `me` alone, or `always` in this channel.
    """

    kind: Literal["post"] = "post"
    run: str
    channel: str
    thread: str = ""
    where: Literal["here", "me", "always"]


class Doctor(Asked):
    """Is the bot itself well, and if not what to do."""

    kind: Literal["doctor"] = "doctor"


class Home(Asked):
    """The person's own front page."""

    kind: Literal["home"] = "home"
