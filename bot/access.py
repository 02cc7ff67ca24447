"""Who may do what. Pure: the asker, their standing in the workspace, and what they ask.

Judged by the clicker's own team: for a button pressed by somebody of another workspace in a shared
channel, every other field of Slack's payload names the installing team.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intents.asked.office import Access, Post, Role
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
    "stop": Role.OPERATOR,
    "look-into": Role.OPERATOR,
    "hand-over": Role.OPERATOR,
    "escalate": Role.OPERATOR,
    "resolve": Role.OPERATOR,
    "tell-customer": Role.OPERATOR,
    "doctor": Role.OPERATOR,
    "post": Role.OPERATOR,
    "connect": Role.APPROVER,
    "rename": Role.APPROVER,
    "name-person": Role.APPROVER,
    "audit": Role.APPROVER,
    "unknown": Role.OWNER,
    "disconnect": Role.OWNER,
    "access": Role.OWNER,
    "forget": Role.OWNER,
}
_ORDER = tuple(Role)

#: What somebody may do with a thing that was sent to them by name, wherever they come from.
ADDRESSED = frozenset(
    {"retry", "confirm", "show-how", "evidence", "explain", "skip", "back", "cannot-do", "remind",
     "stop"}
)  # fmt: skip
#: What people of the own workspace may do where nothing was said: a fresh install helps support
#: at once, and whoever can write to the bot could ask a colleague to press for them anyway.
BY_DEFAULT = Role.OPERATOR

#: What a channel may be given: whoever joins it has its role, so none that lets others in.
OF_A_CHANNEL = (Role.VIEWER, Role.OPERATOR)

NO_OWNER = "Ask an admin of this workspace: they own me here."


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
    if isinstance(intent, Help) or (standing.addressed and intent.kind in ADDRESSED):
        return None
    if not own(asker):
        return Note(
            says="Only people of the workspace that installed me may do this.",
            next=f"Ask somebody of that workspace to press it{_colon(standing)}",
            who=standing.owners[:3],
        )
    needed = least(intent)
    if standing.role and _ORDER.index(standing.role) >= _ORDER.index(needed):
        return None
    have = f"yours is {standing.role}" if standing.role else "you have none"
    return Note(
        says=f"This needs the role {needed} in this workspace; {have}.",
        next=f"Ask an owner{_colon(standing)}" if standing.owners else NO_OWNER,
        who=standing.owners[:3],
    )


def _colon(standing: Standing) -> str:
    return ":" if standing.owners else "."


def least(intent: Intent) -> Role:
    """The least role that may do this."""
    if isinstance(intent, Access) and intent.change == "show":
        return Role.VIEWER
    if isinstance(intent, Post) and intent.where == "always":
        return Role.APPROVER
    return NEEDED.get(intent.kind, Role.OWNER)


def highest(roles: Iterable[Role]) -> Role | None:
    """The one that includes the others."""
    return max(roles, key=_ORDER.index, default=None)


def may(role: Role | None) -> tuple[str, ...]:
    """The kinds of intents a role may ask for."""
    if role is None:
        return ()
    return tuple(k for k, need in NEEDED.items() if _ORDER.index(need) <= _ORDER.index(role))


def own(asker: Asker) -> bool:
    """Whether a person is of the workspace, or of the enterprise, that installed the bot.

    An org-wide install has no team of its own; where the person's enterprise is not known, they
    are taken for a stranger. In a shared channel Slack names a Grid's people by their enterprise.
    """
    mine, person = asker.tenant, asker.person
    if mine.org_wide:
        return mine.enterprise != "" and mine.enterprise in (person.enterprise, person.team)
    return mine.team != "" and person.team == mine.team
