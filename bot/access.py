"""Who may do what. Pure. Closed by default; roles come with the connections of issue 4."""

from intents.asker import Asker
from intents.intent import Help, Intent
from intents.reply import Note


def refusal(asker: Asker, intent: Intent) -> Note | None:
    """Why this person may not do this; None where they may.

    Judged by the clicker's own team: for a button pressed by somebody of another workspace in a
    shared channel, every other field of Slack's payload names the installing team.
    """
    if isinstance(intent, Help) or asker.person.team == asker.tenant.team:
        return None
    return Note(
        says="Only people of the workspace that installed me may do this.",
        next="Ask somebody of that workspace to press it.",
    )
