"""Who may do what. Pure: the asker, their standing in the workspace, and what they ask.

Judged by the clicker's own team: for a button pressed by somebody of another workspace in a shared
channel, every other field of Slack's payload names the installing team.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from intents.asked.office import Role
from intents.asker import Asker
from intents.intent import Help, Intent
from intents.reply import Note

#: The least role for each kind of intent; what is not named here needs the highest.
NEEDED: Mapping[str, Role] = {
    "help": Role.VIEWER,
    "explain": Role.VIEWER,
    "triage": Role.VIEWER,
    "orgs": Role.VIEWER,
    "home": Role.VIEWER,
    "show-how": Role.VIEWER,
    "evidence": Role.VIEWER,
    "check": Role.OPERATOR,
    "retry": Role.OPERATOR,
    "confirm": Role.OPERATOR,
    "cancel": Role.OPERATOR,
    "guide": Role.OPERATOR,
    "skip": Role.OPERATOR,
    "back": Role.OPERATOR,
    "cannot-do": Role.OPERATOR,
    "remind": Role.OPERATOR,
    "hand-over": Role.OPERATOR,
    "escalate": Role.OPERATOR,
    "resolve": Role.OPERATOR,
    "tell-customer": Role.OPERATOR,
    "doctor": Role.OPERATOR,
    "connect": Role.APPROVER,
    "rename": Role.APPROVER,
    "name-person": Role.APPROVER,
    "audit": Role.APPROVER,
    "disconnect": Role.OWNER,
    "access": Role.OWNER,
    "forget": Role.OWNER,
}
_ORDER = tuple(Role)


@dataclass(frozen=True)
class Standing:
    """What is known of a person where they ask.

    Attributes:
        role: their highest role here; None = none at all.
        addressed: what they press was sent to them by name (a walkthrough's holder).
        owners: Slack ids of people who could allow it, for the refusal.
    """

    role: Role | None
    addressed: bool = False
    owners: tuple[str, ...] = ()


def refusal(asker: Asker, intent: Intent, standing: Standing) -> Note | None:
    """Why this person may not do this; None where they may."""
    if isinstance(intent, Help) or standing.addressed:
        return None
    if not own(asker):
        return Note(
            says="Only people of the workspace that installed me may do this.",
            next="Ask somebody of that workspace to press it.",
        )
    needed = NEEDED.get(intent.kind, Role.OWNER)
    if standing.role and _ORDER.index(standing.role) >= _ORDER.index(needed):
        return None
    return Note(says=f"This needs the role {needed} in this workspace.", next="Ask an owner.")


def own(asker: Asker) -> bool:
    """Whether a person is of the workspace, or of the enterprise, that installed the bot.

    An org-wide install has no team of its own; where the person's enterprise is not known, they
    are taken for a stranger. In a shared channel Slack names a Grid's people by their enterprise.
    """
    mine, person = asker.tenant, asker.person
    if mine.org_wide:
        return mine.enterprise != "" and mine.enterprise in (person.enterprise, person.team)
    return mine.team != "" and person.team == mine.team
