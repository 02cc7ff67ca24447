"""News of a walkthrough that nobody pressed a button for."""

from bot.views.blocks import actions, context, line, section
from bot.views.message import Button, Message, composed
from bot.views.outside import Mrkdwn, escaped, mention
from bot.views.signs import STATUS
from bot.views.walk import title
from bot.views.walking import SURE
from intents.asked.walks import ME, Guide, Stop
from intents.finding import Status
from intents.playbook import Playbook
from intents.walk import DONE, Walk

#: Why there is no direct message, by Slack's name of the refusal (Slack docs,
#: conversations.open and chat.postMessage, Errors).
_WHY = {
    "user_disabled": "their Slack account is deactivated",
    "user_not_found": "Slack does not know that person",
    "user_not_visible": "Slack does not show me that person",
    "cannot_dm_bot": "that is a bot",
    "invalid_user_combination": "they are of another company, and in no channel with me",
    "channel_not_found": "there is no direct message between us",
    "messages_tab_disabled": "direct messages with me are switched off here",
    "restricted_action": "direct messages with me are not allowed here",
    "missing_scope": "I was installed without the right to write direct messages",
    "no_answer": "Slack did not answer",
    "not_taken": "Slack did not take my message there",
}


#: Slack's names for people who read nothing of ours in any place.
READS_NOTHING = frozenset(
    {"user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot",
     "invalid_user_combination"}
)  # fmt: skip


def why_not(error: str) -> str:
    """Why somebody cannot be written to directly, as the end of a sentence."""
    return _WHY.get(error) or f"Slack refused ({escaped(error, 60)})"


def not_direct(error: str) -> str:
    """Why a walkthrough is where it is, as a sentence."""
    return f"It is here, and not in a direct message, because {why_not(error)}."


def sending(walk: Walk, playbook: Playbook) -> Message:
    """For the thread of whoever asked, before the walkthrough stands anywhere."""
    org = f" in {escaped(walk.org, 60)}" if walk.org else ""
    named = f"“{escaped(playbook.title, 150)}”"
    return line(f"I open the walkthrough {named}{org} for {mention(walk.person.user)}…")


def discreet(walk: Walk, playbook: Playbook, *, stands: bool = True, error: str = "") -> Message:
    """The same where other companies read along: for whom, and nothing of the org or the error.

    Args:
        walk: the walkthrough.
        playbook: its playbook.
        stands: whether it has its place by now.
        error: why they could not be written to, by Slack's name, "" = they could.
    """
    who = mention(walk.person.user)
    if not stands:
        opens = f"I open a walkthrough for {who}…"
        return line(_nowhere(who, "a walkthrough", error) if error else opens)
    said = f"{who} has a walkthrough in direct messages with me."
    if error:
        said = f"I could not write to {who}: {why_not(error)}. Whoever asked has the walkthrough."
    if walk.finished(playbook):
        said = f"The walkthrough of {who} is through."
    elif walk.stopped:
        said = f"The walkthrough of {who} was stopped."
    small = "Others may read along here: ask me for it again, and I tell you alone how far it is."
    return composed(said, [section(said), context(small)])


def here_because(walk: Walk, error: str) -> Message:
    """In a thread that is not its best place: for whom it is, and why it is here."""
    who = mention(walk.person.user)
    said = f"{who}, this walkthrough is for you. It is here because {why_not(error)}."
    small = "You may press its buttons, and so may the operators of this workspace."
    if error in READS_NOTHING:
        said = f"{who} cannot read this: {why_not(error)}. So the walkthrough is here."
        small = "Pass on what each step says, or press for them: operators may."
    return composed(said, [section(said), context(small)])


def taken_in(walk: Walk, error: str) -> Message:
    """In the direct message of whoever asked: nobody else could be reached."""
    who = mention(walk.person.user)
    said = (
        f"I could not write to {who}: {why_not(error)}. And where you asked I may not post. "
        "So the walkthrough is here: pass on what each step says, or press for them."
    )
    return composed(said, [section(said)])


def unreachable(walk: Walk, playbook: Playbook, error: str) -> Message:
    """For whoever asked: it could not be put anywhere."""
    return line(_nowhere(mention(walk.person.user), f"“{escaped(playbook.title, 150)}”", error))


def _nowhere(who: str, what: str, error: str) -> str:
    return (
        f"I could not open {what} for {who}: {why_not(error)}. "
        "Invite me to a channel you share with them, and ask again there."
    )


def left(walk: Walk, playbook: Playbook) -> Message:
    """For whoever asked, alone: the person is no longer in Slack, and how it may go on."""
    who, run = mention(walk.person.user), walk.receipt
    at = title(playbook, playbook.step(walk.here)).replace("Step", "step", 1)
    org = f" in {escaped(walk.org, 60)}" if walk.org else ""
    said = (
        f"{who} cannot go on with “{escaped(playbook.title, 150)}”{org}: "
        f"{why_not('user_disabled')}. It rests at {at}."
    )
    mine = Guide(playbook=walk.playbook, person=ME, org=walk.org)
    ways = [Button("Begin it for me", mine), Button("Stop", Stop(run=run), confirm=SURE)]
    other = f"For somebody else: `/6sense guide {walk.playbook} for @person`"
    return composed(said, [section(said), *actions(ways), context(other)])


def turned_true(walk: Walk, playbook: Playbook, name: str) -> Message:
    """The org shows it now, and nobody had to press for it."""
    needless = walk.stand(name).needless
    mark = STATUS[Status.NOT_APPLICABLE if needless else Status.OK].symbol
    how = "it is not needed here" if needless else "I see it now"
    said = f"*{mark} {title(playbook, playbook.step(name))}*: {how}"
    return line(f"{said}, {mention(walk.person.user)}. {_next(walk, playbook)}")


def reopened(walk: Walk, playbook: Playbook, name: str) -> Message:
    """What was so is so no more: the walkthrough goes back to it."""
    one = f"*{STATUS[Status.WARN].symbol} {title(playbook, playbook.step(name))}*"
    return line(f"{one}: {walk.stand(name).reason}, {mention(walk.person.user)}. We go back to it.")


def waited(walk: Walk, playbook: Playbook, name: str) -> Message:
    """The ten minutes are over, and the org shows what it showed."""
    one = title(playbook, playbook.step(name))
    said = (
        f"{mention(walk.person.user)}, I looked for ten minutes, and do not see it: {one}. "
        f"Look once more whether it was saved, then press {DONE}."
    )
    return line(said)


def _next(walk: Walk, playbook: Playbook) -> Mrkdwn:
    if walk.finished(playbook):
        return Mrkdwn("That was the last one.")
    return Mrkdwn(f"Next: {title(playbook, playbook.step(walk.here))}.")
