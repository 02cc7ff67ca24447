"""`access`, `audit`, `doctor`, `forget everything`."""

import re
from difflib import get_close_matches

from intents.asked.office import Access, Audit, Doctor, Forget, Role
from intents.intent import Intent
from intents.typed import ORG, ORG_RULE, unclear

#: People, user groups and channels as Slack writes them (Slack docs, Formatting message text).
_ENTITY = re.compile(
    r"<@(?P<person>[UW][A-Z0-9]{2,30})(?:\|[^>]*)?>"
    r"|<!subteam\^(?P<group>S[A-Z0-9]{2,30})(?:\|[^>]*)?>"
    r"|<#(?P<channel>[CG][A-Z0-9]{2,30})(?:\|[^>]*)?>"
    r"|(?P<bare>[UWSCG][A-Z0-9]{6,30})"
)
EVERYONE = "everyone"
_CHANGES = ("give", "take")
_FORM = "access give operator @somebody"


def access(words: list[str], text: str) -> Intent:
    """`access`, `access give <role> <who>`, `access take [<role>] <who>`."""
    if not words:
        return Access()
    change, rest = words[0].casefold(), words[1:]
    if change not in _CHANGES:
        near = get_close_matches(change, _CHANGES, n=1, cutoff=0.6)
        return unclear(
            words[0], *([f"access {near[0]} operator @somebody"] if near else ["access"])
        )
    roles = [Role(word.casefold()) for word in rest if word.casefold() in set(Role)]
    whom = [word for word in rest if word.casefold() not in {*Role, "to", "from"}]
    if len(roles) > 1 or len(whom) != 1:
        return unclear(text, _FORM, why="say one role and one person, group or channel")
    if not (who := entity(whom[0])):
        return _nobody(whom[0])
    if change == "give" and not roles:
        return unclear(text, _FORM, why=f"which role? One of: {', '.join(Role)}")
    return Access(change="give" if change == "give" else "take", role=next(iter(roles), None),
                  who=who)  # fmt: skip


def entity(word: str) -> str:
    """The Slack id a word stands for, or `everyone`; "" where it is neither."""
    if word.casefold().removeprefix("@") == EVERYONE:
        return EVERYONE
    found = _ENTITY.fullmatch(word)
    return next((part for part in found.groups() if part), "") if found else ""


def _nobody(word: str) -> Intent:
    if word.casefold() in {*Role}:
        return unclear(word, _FORM, why="to whom?")
    return unclear(
        word,
        why="I need a person, user group or channel picked from the list Slack shows while you "
        f"type @ or #, or the word {EVERYONE}; the roles are {', '.join(Role)}",
    )


def audit(words: list[str], _text: str) -> Intent:
    """`audit [<org>]`."""
    org = words[0] if words else ""
    if len(words) > 1 or (org and not ORG.fullmatch(org)):
        return unclear(" ".join(words), "audit", why=ORG_RULE)
    return Audit(org=org)


def doctor(_words: list[str], _text: str) -> Intent:
    """`doctor`."""
    return Doctor()


def forget(words: list[str], text: str) -> Intent:
    """`forget everything`: the second word is not to be typed by accident."""
    if [word.casefold() for word in words] == ["everything"]:
        return Forget()
    return unclear(text, "forget everything", why="I can only forget everything of this workspace")
