"""`guide <playbook> [for @person] [in <org>]`, and `stop`."""

import re

from intents.asked.walks import ME, Guide, Stop
from intents.intent import Intent
from intents.typed import ORG, ORG_RULE, unclear

_MENTION = re.compile(r"<@([UW][A-Z0-9]{2,30})(\|[^>]*)?>")
_NAME = re.compile(r"@[\w.-]{1,80}")
_MISSING = {"for": "for whom? Say for and @ with their name", "in": "in which org?"}


def guide(words: list[str], text: str) -> Intent:
    """`guide <playbook> [for @person|me] [in <org>]`, the two in any order; alone: the list."""
    playbook, rest = _named(words)
    person = org = ""
    while rest:
        part, *values = rest
        value = values[0] if values else ""
        if part.casefold() in _MISSING and not value:
            return unclear(text, why=_MISSING[part.casefold()])
        if part.casefold() == "for" and value and not person:
            if not (person := _person(value)):
                return unclear(value, why=_MISSING["for"])
        elif part.casefold() == "in" and value and not org:
            if not ORG.fullmatch(value):
                return unclear(value, why=ORG_RULE)
            org = value
        else:
            return unclear(" ".join(rest), f"guide {playbook}".strip(), why=_RULE)
        rest = rest[2:]
    if not playbook and (person or org):
        return unclear(text, "guide", why="which walkthrough? Say guide alone for the list")
    return Guide(playbook=playbook, person=person, org=org)


def stop(words: list[str], text: str) -> Intent:
    """`stop`: the walkthroughs under way, each with a button that ends it."""
    if words:
        return unclear(text, "stop", why="say stop alone: each walkthrough has a button then")
    return Stop()


_RULE = "after the walkthrough's name there may be: for and a person, in and an org"


def _named(words: list[str]) -> tuple[str, list[str]]:
    """The playbook's name, its words joined as in the list, and what comes after it."""
    end = next((at for at, word in enumerate(words) if word.casefold() in _MISSING), len(words))
    name = "-".join(word for word in words[:end] if word != ",")
    return name.casefold().replace("_", "-")[:80], words[end:]


def _person(word: str) -> str:
    """A Slack id out of a mention, `@name` as it was typed, or the asker; "" = none of these."""
    if found := _MENTION.fullmatch(word):
        return found[1]
    if word.casefold() in ("me", "myself"):
        return ME
    return word if _NAME.fullmatch(word) else ""
