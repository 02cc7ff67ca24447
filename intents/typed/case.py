"""`triage <paste> [in <org>]`, `tell @person`; and a paste without any command."""

import re

from intents.asked.cases import TellCustomer
from intents.asked.knowledge import Triage
from intents.intent import Help, Intent
from intents.secrets import cut
from intents.triage import triage as recognised
from intents.typed import ORG, unclear

_VERB = re.compile(r"\s*triage\b[:\s]*", re.IGNORECASE)
#: A mention as Slack sends it (Slack docs, Mentioning users).
_PERSON = re.compile(r"<@([UW][A-Z0-9]{2,30})(?:\|[^>]*)?>")
_IN = re.compile(r"(?<!\s)\s+in\s+(\S+)\s*\Z", re.IGNORECASE)


def triage(words: list[str], text: str) -> Intent:
    """`triage <paste> [in <org>]`; the paste is taken as it came, but for its secrets."""
    paste = of_paste(_VERB.sub("", text, count=1))
    if not words or not paste.text.strip():
        return unclear(text, why="paste the error after the word triage")
    if (named := _IN.search(paste.text)) and ORG.fullmatch(named[1]):
        said = {"org": named[1], "text": paste.text[: named.start()]}
        return paste.model_copy(update=said)
    return paste


def tell(words: list[str], text: str) -> Intent:
    """`tell @person`, in the thread of a case: a preview of the letter, and its button."""
    person = _PERSON.search(text)
    if not words or person is None:
        return unclear(text, why="in the thread of a case, say tell and mention the customer")
    return TellCustomer(case="", person=person[1])


def of_paste(paste: str) -> Triage:
    """The intent behind a pasted text: nothing secret goes any further than here."""
    clean = cut(paste)
    return Triage(text=clean.text, removed=clean.removed)


def perhaps(asked: Help, text: str) -> Intent:
    """What was not understood as a command may be an error that somebody pasted."""
    if not asked.unknown or not recognised(text).recognised:
        return asked
    return of_paste(text)
