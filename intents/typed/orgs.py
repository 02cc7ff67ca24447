"""`orgs`, `connect`, `rename`, `disconnect`, `people`: the connections of a workspace."""

import re
from difflib import get_close_matches

from intents.asked.orgs import PARTS, Connect, Disconnect, NamePerson, Orgs, Part, Rename
from intents.intent import Intent
from intents.typed import ORG, ORG_RULE, unclear

#: A Salesforce username has the form of an address (Salesforce Help, *Guidelines for Usernames*).
USERNAME = re.compile(r"[^\s@<>|,;\"']{1,64}@[A-Za-z0-9.-]{1,80}")
_LONGEST_HOST = 255
_USERNAME_RULE = "a Salesforce username looks like name@company.example"
_PARTS: dict[str, Part] = {"setup": "setup", "integration": "integration", "installer": "installer"}


def orgs(words: list[str], text: str) -> Intent:
    """`orgs`."""
    return unclear(text, "orgs") if words else Orgs()


def connect(words: list[str], text: str) -> Intent:
    """`connect <org> [production|sandbox|<my-domain>] [as <username>] [again]`."""
    if not words:
        return unclear(text, why="under which name? Say connect and a name for the org")
    org, rest = words[0], words[1:]
    if not ORG.fullmatch(org):
        return unclear(org, why=ORG_RULE)
    host, user, again = "", "", False
    while rest:
        head = rest[0].casefold()
        if head == "as" and len(rest) > 1 and not user:
            user, rest = _plain(rest[1]), rest[2:]
            if not USERNAME.fullmatch(user):
                return unclear(user, f"connect {org}", why=_USERNAME_RULE)
        elif head == "again" and not again:
            again, rest = True, rest[1:]
        elif not host and len(rest[0]) <= _LONGEST_HOST:
            host, rest = _plain(rest[0]), rest[1:]
        else:
            return unclear(" ".join(rest), f"connect {org}", f"connect {org} sandbox")
    return Connect(org=org, host=host, user=user, again=again)


def rename(words: list[str], text: str) -> Intent:
    """`rename <org> [to] <name>`."""
    names = [word for at, word in enumerate(words) if at != 1 or word.casefold() != "to"]
    if len(names) != 2:  # noqa: PLR2004 -- the old name and the new one
        return unclear(text, why="say rename, the org's name, and its new name")
    if wrong := next((name for name in names if not ORG.fullmatch(name)), ""):
        return unclear(wrong, why=ORG_RULE)
    return Rename(org=names[0], to=names[1])


def disconnect(words: list[str], text: str) -> Intent:
    """`disconnect <org>`."""
    if len(words) != 1:
        return unclear(text, why="which org? Say disconnect and its name")
    if not ORG.fullmatch(words[0]):
        return unclear(words[0], why=ORG_RULE)
    return Disconnect(org=words[0])


def people(words: list[str], text: str) -> Intent:
    """`people <org> [setup|integration|installer <username>]`."""
    if not words:
        return unclear(text, why="of which org? Say people and its name")
    org, rest = words[0], words[1:]
    if not ORG.fullmatch(org):
        return unclear(org, why=ORG_RULE)
    return _person(org, rest[0], rest[1:]) if rest else NamePerson(org=org)


def _person(org: str, called: str, rest: list[str]) -> Intent:
    part = _PARTS.get(called.casefold())
    if part is None:
        near = get_close_matches(called.casefold(), PARTS, n=1, cutoff=0.5) or list(PARTS)
        return unclear(called, *(f"people {org} {name}" for name in near))
    username = _plain(rest[0]) if rest else ""
    if len(rest) > 1 or (rest and not USERNAME.fullmatch(username)):
        return unclear(" ".join(rest), f"people {org} {part}", why=_USERNAME_RULE)
    return NamePerson(org=org, part=part, username=username)


def _plain(word: str) -> str:
    """A link or an address as Slack writes them down: `<mailto:a@b|a@b>`, `<https://x|x>`."""
    inner = word.removeprefix("<").removesuffix(">").split("|")[0]
    return inner.removeprefix("mailto:")
