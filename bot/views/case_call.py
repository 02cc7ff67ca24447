"""What is said in a case's thread when help is called."""

import re

from bot.views.blocks import preformatted, section
from bot.views.message import Message, composed
from bot.views.outside import escaped, mention
from bot.views.walk_news import why_not
from intents.case import Case, summary

_GROUP = re.compile(r"S[A-Z0-9]{2,30}")


def called(case: Case, group: str, by: str) -> Message:
    """Names the group (Slack docs, Mentioning groups), what it is about, and who called."""
    who = f"<!subteam^{group}> " if _GROUP.fullmatch(group) else ""
    codes = ", ".join(f"`{one.code}`" for one in case.triaged.recognised[:5])
    text = f"{who}{mention(by)} calls for help: {codes}"
    told = preformatted(summary(case)[:2800].splitlines())
    return composed(escaped(f"Help is called: {codes}", 300), [section(text), told])


def not_called(why: str) -> Message:
    """The webhook did not take the call."""
    text = f"The escalation webhook did not answer ({why}). Call by hand, and tell my owner."
    return composed(text, [section(escaped(text, 300))])


def sent_here(letter: Message, person: str, error: str) -> Message:
    """The letter in the thread of the case: for whom it is, and why it is here."""
    lead = f"{mention(person)}, this is for you. It is here because {escaped(why_not(error), 200)}."
    return Message(f"{lead} {letter.text}", (section(lead), *letter.blocks), letter.buttons)
