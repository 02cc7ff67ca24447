"""What a person's front page shows: the workspace's orgs, and what they themselves may do."""

from dataclasses import dataclass

from intents.asked.office import Role
from intents.reply import Verdict


@dataclass(frozen=True)
class HomeOrg:
    """One org of the workspace.

    Attributes:
        alias: its name here; `name` and `kind` are what Salesforce calls it.
        verdict: of its newest answer; None = never looked at. `at`: when (UTC, ISO 8601).
        looking: a check is under way.
        ended: our access to it has ended: it has to be connected again.
    """

    alias: str
    name: str = ""
    kind: str = ""
    verdict: Verdict | None = None
    at: str = ""
    looking: bool = False
    ended: bool = False


@dataclass(frozen=True)
class FrontPage:
    """One person's.

    Attributes:
        where: what the workspace, or the enterprise, is called.
        own: they are of it.
        role: their role there; None = none at all.
        orgs: every org of it; none for somebody who may not see them.
        owners: Slack ids of people who can give rights.
        next_name: what the next org is called where nobody says a name.
    """

    where: str
    own: bool
    role: Role | None
    orgs: tuple[HomeOrg, ...] = ()
    owners: tuple[str, ...] = ()
    next_name: str = "salesforce"
    may_check: bool = False
    may_connect: bool = False
